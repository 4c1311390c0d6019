#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "results/hdf5_group.h"
#include "results/results.h"

namespace panj {

/// The commit that this program was built from; "-dirty" is added where files differed from it; "unknown"
/// without git.
extern const char* const git_sha1;

/// What this program is made of.
struct BuildRecord {
  struct Library {
    std::string name;
    std::string version;
  };
  std::string panj_version;
  std::string compiler;
  std::string build_flags;
  std::vector<Library> libraries;  ///< outside libraries, by name
};
BuildRecord build_record();

/// A file that a world was made from.
struct InputRecord {
  std::string path;
  std::string sha256;       ///< of its contents; "" where it can no longer be read
  std::int64_t bytes = -1;  ///< -1 where it can no longer be read
};
InputRecord input_record(const std::filesystem::path& path);

/// Hash of all that determines the attempts: two files whose hashes agree met the same attempts, and pair.
/// SHA-256 of `attempts_text`, a zero byte, and the SHA-256 of each file that the attempts take, a line each.
/// "" where one of them can no longer be read.
std::string attempts_sha256(const std::string& attempts_text, const std::vector<InputRecord>& inputs);

/// The root's attributes and the group /provenance. Only its subgroup `run` differs between equal runs.
void write_provenance(Hdf5Group& root, const World& world, const RunResult& result, const RunRecord& record);

}  // namespace panj
