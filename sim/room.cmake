# Options that every target of ours is compiled with.
add_library(panj_options INTERFACE)
# -ffp-contract=off: the same bits from every build of one machine type. -O3 (which is also what CMake means by Release)
# for every optimised build: -O2 of g++ 12 does not vectorise enough.
target_compile_options(panj_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -ffp-contract=off
                       $<$<CONFIG:Release,RelWithDebInfo>:-O3> $<$<BOOL:${PANJ_WERROR}>:-Werror>
                       # g++ 12 takes "text" + std::string for overlapping memory (its bug 105651).
                       $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
                       # Several tests compiled at once: a local of one may be called like a constant of another, and g++ 12
                       # inlines so much that it takes members of the standard library for uninitialized.
                       $<$<BOOL:$<TARGET_PROPERTY:PANJ_TESTS_AT_ONCE>>:-Wno-shadow>
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:PANJ_TESTS_AT_ONCE>>>:-Wshadow=local>
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:$<TARGET_PROPERTY:PANJ_TESTS_AT_ONCE>>>:-Wno-maybe-uninitialized>
                       # Of its own headers it says such things too once they are precompiled.
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${PANJ_PCH}>>:-Wno-stringop-overflow>
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${PANJ_PCH}>>:-Wno-array-bounds>)
target_compile_definitions(panj_options INTERFACE EIGEN_MPL2_ONLY)
if(PANJ_SANITIZE)
  # _GLIBCXX_ASSERTIONS: indices out of range within a vector's capacity, which the sanitizers can't see.
  target_compile_definitions(panj_options INTERFACE _GLIBCXX_ASSERTIONS)
  # -Wno-maybe-uninitialized: g++ reports false ones, in the standard library's own headers too, with sanitizers.
  target_compile_options(panj_options INTERFACE -fsanitize=${PANJ_SANITIZE} -fno-sanitize-recover=all
                         -fno-omit-frame-pointer $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(panj_options INTERFACE -fsanitize=${PANJ_SANITIZE})
endif()

# The headers that nearly every file includes, compiled once for the rooms and once, with GoogleTest, for the tests: it
# takes a third off the time of a build. Files include what they use all the same: a build with PANJ_PCH=OFF and
# PANJ_UNITY=OFF, to be made by hand, checks it.
function(panj_precompile name)
  if(NOT PANJ_PCH)
    return()
  endif()
  file(WRITE ${CMAKE_BINARY_DIR}/${name}.cpp "")
  add_library(${name} OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/${name}.cpp)
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_link_libraries(${name} PRIVATE panj_options Eigen3::Eigen)
  target_precompile_headers(${name} PRIVATE <Eigen/Core> <Eigen/Geometry> <algorithm> <array> <cmath> <cstdint>
                            <functional> <limits> <map> <optional> <span> <string> <string_view> <variant> <vector>
                            ${ARGN})
endfunction()
panj_precompile(panj_room_pch)
if(TARGET panj_room_pch)
  set_target_properties(panj_room_pch PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()

# Compiles a target with the precompiled headers of panj_precompile(PCH), where there are some.
function(panj_use_precompiled target pch)
  if(TARGET ${pch})
    target_precompile_headers(${target} REUSE_FROM ${pch})
  endif()
endfunction()

# Where sources of a room are compiled several at once (PANJ_UNITY): so many.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)

# A room of sim/: one library. LINKS are the rooms below that it may include (a test checks the includes against them);
# PRIVATE_LINKS are outside libraries whose one door this room is.
function(panj_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS;PRIVATE_LINKS;PRIVATE_INCLUDES" ${ARGN})
  add_library(panj_${name} STATIC ${ROOM_SOURCES})
  add_library(panj::${name} ALIAS panj_${name})
  set_target_properties(panj_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON
                        UNITY_BUILD ${PANJ_UNITY})
  target_compile_features(panj_${name} PUBLIC cxx_std_20)
  target_include_directories(panj_${name} PUBLIC $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sim>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/panj>)
  target_include_directories(panj_${name} SYSTEM PRIVATE ${ROOM_PRIVATE_INCLUDES})
  target_link_libraries(panj_${name} PUBLIC Eigen3::Eigen ${ROOM_LINKS}
                        PRIVATE $<BUILD_INTERFACE:panj_options> ${ROOM_PRIVATE_LINKS})
  panj_use_precompiled(panj_${name} panj_room_pch)
  install(TARGETS panj_${name} EXPORT panjTargets ARCHIVE)
  install(DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/panj/${name}
          FILES_MATCHING PATTERN "*.h")
endfunction()

# Sanitized tests take most of their compile time for optimising what GoogleTest's macros become: they do with -Og, at half
# of it, while the rooms that they run keep their own.
function(panj_spare_optimising target)
  if(PANJ_SANITIZE)
    target_compile_options(${target} PRIVATE -Og)
  endif()
endfunction()

# Compiles several sources of tests at once.
function(panj_compile_at_once target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${PANJ_UNITY} PANJ_TESTS_AT_ONCE ${PANJ_UNITY})
endfunction()

# Tests of a room: one executable, its cases discovered one by one.
function(panj_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name}_tests ${TEST_SOURCES})
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_features(${name}_tests PRIVATE cxx_std_20)
  target_compile_definitions(${name}_tests PRIVATE PANJ_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name}_tests PRIVATE panj_options Eigen3::Eigen ${TEST_LINKS} GTest::gmock GTest::gtest_main)
  # Of libraries that the rooms below may use, what is used: loading GDAL takes longer than most cases.
  target_link_options(${name}_tests PRIVATE LINKER:--as-needed)
  panj_use_precompiled(${name}_tests panj_test_pch)
  panj_compile_at_once(${name}_tests)
  panj_spare_optimising(${name}_tests)
  gtest_discover_tests(${name}_tests TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 120)
endfunction()

# A bench executable named after its source.
function(panj_bench name)
  cmake_parse_arguments(BENCH "" "" "LINKS" ${ARGN})
  add_executable(${name} ${name}.cpp)
  target_compile_definitions(${name} PRIVATE PANJ_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE panj_options ${BENCH_LINKS} benchmark::benchmark_main)
  add_dependencies(panj_benches ${name})
endfunction()
