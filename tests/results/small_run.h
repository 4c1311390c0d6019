#pragma once

#include <filesystem>
#include <string>

#include "results/results.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj::test {

/// A world of 8 x 6 cells made by hand: three configurations, two posts, a patrol, a base, two classes.
World small_world();

/// What a run of it may have found: `batches` batches of 4 replications whose scores vary.
RunResult small_result(const World& world, std::size_t batches = 6);

RunRecord small_record();

/// Two replications told, the second first: an attempt that is intercepted, and a nuisance alarm. Weather is
/// not stated.
EventRows told(const World& world);

/// A folder of one test, removed with all that is in it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }
  /// Names of all files in it, the hidden ones too, sorted.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

std::string bytes_of(const std::filesystem::path& path);
void put_bytes(const std::filesystem::path& path, const std::string& bytes);

/// The message of the FileError that `action` throws; "" where it throws none.
template <class Action>
std::string file_error_of(Action action) {
  try {
    action();
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

}  // namespace panj::test
