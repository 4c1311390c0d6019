#pragma once

#include <filesystem>

#include "fuzz/targets.h"

namespace panj::fuzz {

/// A file in memory that functions which take a path can open.
class MemoryFile {
 public:
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  /// Gives it another content. \return its path.
  const std::filesystem::path& holding(Bytes bytes);

 private:
  int descriptor_ = -1;
  std::filesystem::path path_;
};

}  // namespace panj::fuzz
