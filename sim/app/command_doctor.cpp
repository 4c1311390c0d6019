#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/load.h"
#include "app/starting_scenario.h"
#include "app/streams.h"
#include "base/available_memory.h"
#include "base/error.h"
#include "engine/run.h"
#include "parallel/for_each_batch.h"
#include "results/hdf5_file.h"
#include "results/provenance.h"
#include "results/replaced_file.h"
#include "results/text_columns.h"
#include "tally/state.h"
#include "terrain/geodata.h"
#include "terrain/projection.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

/// Something that was tried.
struct Finding {
  std::string what;
  std::string fault = {};  ///< empty: all is well
  std::string remedy = {};
};

std::string processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  return "unknown processor";
}

Finding try_threads() {
  const int offered = available_threads();
  const unsigned built_in = std::thread::hardware_concurrency();
  Finding found{fmt::format("threads: {} of {} processors", offered, std::max(built_in, 1U))};
  if (offered < static_cast<int>(built_in))
    found.what += " (the others are kept from this process: taskset, a container)";
  return found;
}

Finding try_memory() {
  constexpr double gigabyte = 1e9;
  constexpr double comfortable = 0.5e9;  // khatlon.toml takes a third of it
  const auto bytes = static_cast<double>(available_memory_bytes());
  Finding found{fmt::format("memory: {:.1f} GB available", bytes / gigabyte)};
  if (bytes > 0.0 && bytes < comfortable) {
    found.fault = "that is little";
    found.remedy = "close other programs, raise `ulimit -v`, or take larger cells";
  }
  return found;
}

Finding try_formats() {
  const std::vector<std::string> missing = missing_formats();
  Finding found{"file formats for maps (GDAL)"};
  if (!missing.empty()) {
    found.fault = fmt::format("GDAL knows nothing of {}", fmt::join(missing, ", "));
    found.remedy = "install Debian's libgdal32 anew, and unset GDAL_SKIP and GDAL_DRIVER_PATH";
  }
  return found;
}

Finding try_projection() {
  Finding found{"coordinate systems (PROJ)"};
  std::string why;
  const auto projection = Projection::make("EPSG:32642", why);
  // Central meridian of zone 42: easting 500 km by definition.
  const auto place = projection ? projection->from_lon_lat(69.0, 37.7) : std::nullopt;
  if (!place || std::abs(place->x() - 500'000.0) > 0.01) {
    found.fault = projection ? "a known place is projected wrongly" : why;
    found.remedy = "install Debian's proj-data anew, and unset PROJ_LIB and PROJ_DATA";
  }
  return found;
}

Finding try_compression() {
  Finding found{"compression of result files (HDF5)"};
  if (!hdf5_deflates()) {
    found.fault = "the library has no deflate filter";
    found.remedy = "install Debian's libhdf5-103-1, or an HDF5 that was built with zlib";
  }
  return found;
}

Finding try_folder() {
  Finding found{fmt::format("this folder can be written in ({})", fs::current_path().string())};
  try {
    check_writable("panj-doctor.h5");
  } catch (const FileError& error) {
    found.fault = error.what();
    found.remedy = "go to another folder, or give results a place with -o";
  }
  return found;
}

/// A small run by one thread and by all: the same bits?
Finding try_run() {
  const int threads = std::max(2, available_threads());
  Finding found{fmt::format("a small run gives the same bits on 1 and on {} threads", threads)};
  Problems problems;
  Scenario scenario =
      parse_scenario(starting_scenario("doctor"), "the scenario of `panj new`", fs::current_path(),
                     {{"frontier.cell_size_m", "250.0"}, {"sampling.replications", "64"}}, problems);
  problems.throw_if_any();
  const World world = compile_world(std::move(scenario), threads);
  RunOptions options;
  const RunResult alone = run(world, options);
  options.threads = threads;
  if (state_of(run(world, options)) != state_of(alone)) {
    found.fault = "they differ";
    found.remedy = "build anew (remove build/); if that does not help, please report it with this page";
  }
  return found;
}

std::string told(const Finding& found) {
  if (found.fault.empty()) return fmt::format("  ok     {}\n", found.what);
  return fmt::format("  FAULT  {}: {}\n         {}\n", found.what, found.fault, found.remedy);
}

}  // namespace

int doctor_command() {
  const BuildRecord build = build_record();
  std::string text = fmt::format("panj {}, commit {}\n\nbuilt by {}:\n{}\nlibraries\n", build.panj_version,
                                 git_sha1, build.compiler, wrapped(build.build_flags));
  for (const BuildRecord::Library& library : build.libraries)
    text += fmt::format("  {:<10}{}\n", library.name, library.version);
  text += fmt::format("\nmachine: {}\n", processor());
  print_result(text);
  flush_results();
  int faults = 0;
  for (const auto& check :
       {try_threads, try_memory, try_formats, try_projection, try_compression, try_folder, try_run}) {
    const Finding found = check();
    faults += found.fault.empty() ? 0 : 1;
    print_result(told(found));
  }
  print_result(faults == 0 ? "\nall is well\n"
                           : fmt::format("\n{} fault{}\n", faults, faults == 1 ? "" : "s"));
  return faults == 0 ? exit_done : exit_file;
}

}  // namespace panj
