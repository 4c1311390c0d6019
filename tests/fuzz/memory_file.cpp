#include "fuzz/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <string>

namespace panj::fuzz {

MemoryFile::MemoryFile()
    : descriptor_(::memfd_create("panj-input", MFD_CLOEXEC)),
      path_("/proc/self/fd/" + std::to_string(descriptor_)) {
  if (descriptor_ < 0) throw std::runtime_error("no file in memory");
}

MemoryFile::~MemoryFile() {
  ::close(descriptor_);
}

const std::filesystem::path& MemoryFile::holding(Bytes bytes) {
  if (::ftruncate(descriptor_, 0) != 0 ||
      ::pwrite(descriptor_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw std::runtime_error("a file in memory can't be written");
  return path_;
}

}  // namespace panj::fuzz
