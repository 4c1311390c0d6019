#include "architecture/floors.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <stdexcept>

namespace panj::test {
namespace {

/// An outside library: how its headers and its CMake targets begin, and the only place that may name them.
struct Door {
  std::string library;
  std::regex headers;
  std::regex targets;
  std::string place;  ///< a folder (with a slash at its end) or a file
};

const std::vector<Door>& doors() {
  static const std::vector<Door> all = {
      {"TBB", std::regex("(tbb|oneapi)/.*"), std::regex("TBB::.*"), "sim/parallel/"},
      {"HDF5", std::regex("(hdf5|hdf5_hl|H5[A-Za-z]*)\\.h"), std::regex("(hdf5|HDF5)::.*"), "sim/results/"},
      {"ISA-L", std::regex("isa-l(/.*|\\.h)"), std::regex("PkgConfig::ISAL"), "sim/results/"},
      {"toml++", std::regex("(toml\\+\\+/.*|toml\\.hpp)"), std::regex("tomlplusplus::.*"), "sim/scenario/"},
      {"GDAL", std::regex("(gdal|ogr|cpl|gnm)[a-z_0-9]*\\.h"), std::regex("GDAL::.*"), "sim/terrain/"},
      {"Random123", std::regex("Random123/.*"), std::regex("\\$\\{RANDOM123_INCLUDE_DIR\\}"), "sim/rng/"},
      {"CLI11", std::regex("CLI/.*"), std::regex("CLI11::.*"), "sim/app/"},
      {"MPI", std::regex("mpi\\.h"), std::regex("MPI::.*"), "sim/engine/"},
      {"Boost.Math", std::regex("boost/math/.*"), std::regex("Boost::math.*"),
       "sim/base/special_functions.cpp"},
      {"Boost.Random", std::regex("boost/random.*"), std::regex("Boost::random"), "sim/rng/"},
      // It drags in TBB behind our back, with its own idea of threads.
      {"<execution>", std::regex("execution"), std::regex("execution"), "nowhere"},
  };
  return all;
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_cpp(std::string_view path) {
  return ends_with(path, ".h") || ends_with(path, ".cpp");
}

/// "sim/base/error.h" -> "base"; "" for files that lie in no room.
std::string room_of(const std::string& path) {
  if (!starts_with(path, "sim/")) return "";
  const auto end = path.find('/', 4);
  return end == std::string::npos ? "" : path.substr(4, end - 4);
}

std::vector<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.push_back((*it)[1].str());
  }
  return found;
}

std::string without_cmake_comments(const std::string& text) {
  return std::regex_replace(text, std::regex("#[^\n]*"), "");
}

std::string text_of(const SourceTree& tree, const std::string& path) {
  const auto found = tree.find(path);
  if (found == tree.end()) throw std::runtime_error(path + ": no such file in the tree");
  return found->second;
}

std::vector<std::string> includes_in_quotes(const std::string& text) {
  static const std::regex pattern("(?:^|\n)[ \t]*#[ \t]*include[ \t]*\"([^\"\n]+)\"");
  return matches(text, pattern);
}

std::vector<std::string> includes_of_any_kind(const std::string& text) {
  static const std::regex pattern("(?:^|\n)[ \t]*#[ \t]*include[ \t]*[<\"]([^>\"\n]+)[>\"]");
  return matches(text, pattern);
}

/// The rooms whose headers a room includes, its own left out.
std::map<std::string, std::set<std::string>> included_rooms(const SourceTree& tree) {
  std::map<std::string, std::set<std::string>> included;
  for (const auto& [path, text] : tree) {
    const std::string room = room_of(path);
    if (room.empty() || !is_cpp(path)) continue;
    for (const std::string& header : includes_in_quotes(text)) {
      const std::string other = header.substr(0, header.find('/'));
      if (other != room) included[room].insert(other);
    }
  }
  return included;
}

/// Is there a tests/<room>/<name>_test.cpp, or one of the file that this one was split off from:
/// keys_assets.cpp is part of keys.cpp?
bool has_test(const SourceTree& tree, const std::string& source) {
  std::string subject = source.substr(4, source.size() - 4 - 4);  // sim/scenario/keys.cpp -> scenario/keys
  while (tree.count("tests/" + subject + "_test.cpp") == 0) {
    const auto end = subject.rfind('_');
    if (end == std::string::npos || end < subject.find('/')) return false;
    subject.resize(end);
    if (tree.count("sim/" + subject + ".cpp") == 0) return false;
  }
  return true;
}

}  // namespace

SourceTree read_source_tree(const std::filesystem::path& root) {
  SourceTree tree;
  for (const char* top : {"sim", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
      const std::string path = std::filesystem::relative(entry.path(), root).generic_string();
      if (!entry.is_regular_file() ||
          !(is_cpp(path) || ends_with(path, ".h.in") || ends_with(path, "CMakeLists.txt"))) {
        continue;
      }
      std::ifstream file(entry.path(), std::ios::binary);
      tree[path] = std::string(std::istreambuf_iterator<char>(file), {});
    }
  }
  return tree;
}

Rooms read_rooms(const SourceTree& tree) {
  static const std::regex subdirectory("add_subdirectory\\(\\s*([a-z_0-9]+)\\s*\\)");
  static const std::regex linked_room("\\bpanj::([a-z_0-9]+)");
  Rooms rooms;
  rooms.ground_up = matches(without_cmake_comments(text_of(tree, "sim/CMakeLists.txt")), subdirectory);
  for (const std::string& room : rooms.ground_up) {
    const std::string text = without_cmake_comments(text_of(tree, "sim/" + room + "/CMakeLists.txt"));
    const std::vector<std::string> links = matches(text, linked_room);
    rooms.links[room] = {links.begin(), links.end()};
  }
  return rooms;
}

std::vector<std::string> faults_of_links(const Rooms& rooms) {
  std::vector<std::string> faults;
  std::set<std::string> below;
  for (const std::string& room : rooms.ground_up) {
    for (const std::string& link : rooms.links.at(room)) {
      if (below.count(link) != 0) continue;
      const bool known = rooms.links.count(link) != 0;
      faults.push_back("sim/" + room + "/CMakeLists.txt: links panj::" + link +
                       (known ? ", which is not below it" : ", which is no room"));
    }
    below.insert(room);
  }
  return faults;
}

std::vector<std::string> faults_of_includes(const SourceTree& tree, const Rooms& rooms) {
  std::vector<std::string> faults;
  for (const auto& [path, text] : tree) {
    const std::string room = room_of(path);
    if (room.empty() || !is_cpp(path)) continue;
    const auto links = rooms.links.find(room);
    if (links == rooms.links.end()) {
      faults.push_back(path + ": lies in a room that sim/CMakeLists.txt does not add");
      continue;
    }
    for (const std::string& header : includes_in_quotes(text)) {
      const std::string other = header.substr(0, header.find('/'));
      if (tree.count("sim/" + room + "/" + header + ".in") != 0)
        continue;  // the build makes it, for this room
      if (tree.count("sim/" + header) == 0) {
        faults.push_back(path + ": includes \"" + header +
                         "\", which is no header of sim/ (write \"room/file.h\")");
      } else if (other != room && links->second.count(other) == 0) {
        faults.push_back(path + ": includes \"" + header + "\", but " + room +
                         " does not link panj::" + other);
      }
    }
  }
  return faults;
}

std::vector<std::string> faults_of_cycles(const SourceTree& tree, const Rooms& rooms) {
  auto included = included_rooms(tree);
  std::set<std::string> left(rooms.ground_up.begin(), rooms.ground_up.end());
  // Takes away rooms that include none of those left, until that ends: what stays is in a circle or above
  // one.
  const auto is_free = [&](const std::string& room) {
    const auto& others = included[room];
    return std::none_of(others.begin(), others.end(),
                        [&](const auto& other) { return left.count(other) != 0; });
  };
  for (;;) {
    const auto free = std::find_if(left.begin(), left.end(), is_free);
    if (free == left.end()) break;
    left.erase(free);
  }
  std::vector<std::string> faults;
  for (const std::string& room : left) {
    faults.push_back("sim/" + room + ": includes rooms in a circle, or stands on rooms that do");
  }
  return faults;
}

std::vector<std::string> faults_of_doors(const SourceTree& tree) {
  static const std::regex words("([^\\s()]+)");
  std::vector<std::string> faults;
  for (const auto& [path, text] : tree) {
    if (!starts_with(path, "sim/")) continue;
    const bool cpp = is_cpp(path);
    for (const std::string& name :
         cpp ? includes_of_any_kind(text) : matches(without_cmake_comments(text), words)) {
      for (const Door& door : doors()) {
        if (!std::regex_match(name, cpp ? door.headers : door.targets)) continue;
        // A library may be linked by the whole room that its door lies in.
        const std::string place = cpp ? door.place : door.place.substr(0, door.place.rfind('/') + 1);
        if (!place.empty() && starts_with(path, place)) continue;
        faults.push_back(path + ": names " + name + ", but the one door of " + door.library + " is " +
                         door.place);
      }
    }
  }
  return faults;
}

std::vector<std::string> faults_of_mains(const SourceTree& tree) {
  static const std::regex main_function("\\bint\\s+main\\s*\\(");
  std::vector<std::string> faults;
  for (const auto& [path, text] : tree) {
    if (!starts_with(path, "sim/") || !is_cpp(path) || starts_with(path, "sim/app/")) continue;
    if (std::regex_search(text, main_function))
      faults.push_back(path + ": has a main; the only one is in sim/app");
  }
  return faults;
}

std::vector<std::string> faults_of_missing_tests(const SourceTree& tree,
                                                 const std::map<std::string, std::string>& tested_elsewhere) {
  std::vector<std::string> faults;
  std::map<std::string, int> excused;  // how many sources each excuse serves
  for (const auto& [path, text] : tree) {
    if (!starts_with(path, "sim/") || !ends_with(path, ".cpp")) continue;
    const auto excuse =
        std::find_if(tested_elsewhere.begin(), tested_elsewhere.end(), [&](const auto& entry) {
          return entry.first == path || (ends_with(entry.first, "/") && starts_with(path, entry.first));
        });
    const bool tested = has_test(tree, path);
    if (excuse != tested_elsewhere.end()) excused[excuse->first] += tested ? 0 : 1;
    if (excuse == tested_elsewhere.end() && !tested)
      faults.push_back(path + ": has no test of its name in tests/" + room_of(path));
  }
  for (const auto& [path, reason] : tested_elsewhere) {
    if (excused[path] == 0) faults.push_back(path + ": is excused from a test (" + reason + ") for nothing");
  }
  return faults;
}

}  // namespace panj::test
