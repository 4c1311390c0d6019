#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace panj::test {

/// A small file for a test, removed with this object.
class TextFile {
 public:
  /// \param suffix of its name: ".asc", ".csv".
  TextFile(const std::string& suffix, const std::string& content) {
    std::string folder = (std::filesystem::temp_directory_path() / "panj-file-XXXXXX").string();
    folder_ = mkdtemp(folder.data());
    path_ = (folder_ / ("file" + suffix)).string();
    std::ofstream(path_) << content;
  }
  ~TextFile() { std::filesystem::remove_all(folder_); }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::string path_;
};

}  // namespace panj::test
