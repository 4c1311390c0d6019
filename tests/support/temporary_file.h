#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace panj::test {

/// A small file for as long as this object lives.
class TemporaryFile {
 public:
  TemporaryFile(const std::string& name, const std::string& content)
      : path_((std::filesystem::temp_directory_path() / ("panj-" + std::to_string(getpid()) + "-" + name))
                  .string()) {
    std::ofstream(path_) << content;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// An Arc/Info ASCII grid without a CRS, its corner at (0, 0); rows from north to south, each a line.
inline std::string ascii_grid(int columns, int rows, double pixel_m, const std::string& lines) {
  return "ncols " + std::to_string(columns) + "\nnrows " + std::to_string(rows) +
         "\nxllcorner 0\nyllcorner 0\ncellsize " + std::to_string(pixel_m) + "\nNODATA_value -9999\n" + lines;
}

}  // namespace panj::test
