#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace panj::test {

/// Text of the C++ and CMake files of a project, by path from its root ("sim/base/error.h").
using SourceTree = std::map<std::string, std::string>;

/// Reads sim/ and tests/ under `root`.
SourceTree read_source_tree(const std::filesystem::path& root);

/// What the build says about the rooms of sim/: their order (from the ground up) and which each may include.
struct Rooms {
  std::vector<std::string> ground_up;
  std::map<std::string, std::set<std::string>> links;
};
Rooms read_rooms(const SourceTree& tree);

// Each of these lists what is wrong, one line a fault, as "path: what is wrong".

/// Links that lead up, or to a room that does not exist.
std::vector<std::string> faults_of_links(const Rooms& rooms);
/// Project headers that are included from a room without a link to theirs, or that don't exist.
std::vector<std::string> faults_of_includes(const SourceTree& tree, const Rooms& rooms);
/// Rooms that include each other in a circle.
std::vector<std::string> faults_of_cycles(const SourceTree& tree, const Rooms& rooms);
/// Outside libraries that are included or linked anywhere but at their one door.
std::vector<std::string> faults_of_doors(const SourceTree& tree);
/// Functions main outside sim/app.
std::vector<std::string> faults_of_mains(const SourceTree& tree);
/// Sources of sim/ without a test of the same name. `tested_elsewhere` maps files and folders ("sim/app/")
/// that need none to the reason; an excuse that no source needs is a fault too.
std::vector<std::string> faults_of_missing_tests(const SourceTree& tree,
                                                 const std::map<std::string, std::string>& tested_elsewhere);

}  // namespace panj::test
