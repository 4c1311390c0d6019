#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "results/hdf5_group.h"

namespace panj {

/// The bytes of an HDF5 file, made in memory.
struct FileImage {
  struct Free {
    void operator()(std::byte* memory) const;
  };
  std::unique_ptr<std::byte[], Free> bytes;
  std::size_t size = 0;
  std::span<std::byte> span() { return {bytes.get(), size}; }
};

/// An HDF5 file: one being made in memory, or one on disk that is read.
/// Files are made in memory and written by ourselves because a disk that fills under HDF5 1.10 leaves its
/// caches in a state that can't be closed without a crash. The memory it takes is the size of the file.
class Hdf5File {
 public:
  /// Begins a file with `front_bytes` (512 or a greater power of 2) of zeros in front. No times are
  /// tracked and the format is that of HDF5 1.8, so that equal contents give equal bytes.
  /// \param name for messages alone. \param threads that compress, the caller's included: the bytes do not
  /// depend on it.
  static Hdf5File create(const std::string& name, std::size_t front_bytes, int threads = 1);
  /// Opens a file for reading. Only files whose bytes are known to be whole may come here.
  static Hdf5File open(const std::filesystem::path& path);

  Hdf5Group& root() { return root_; }

  /// Ends a file begun by `create`, and hands its bytes over.
  FileImage finish();

  ~Hdf5File();
  Hdf5File(Hdf5File&&) noexcept;
  Hdf5File& operator=(Hdf5File&&) = delete;

 private:
  struct Memory;
  Hdf5File(std::string name, std::unique_ptr<Memory> memory);

  std::string name_;
  std::unique_ptr<Memory> memory_;  ///< outlives the file, which writes into it
  Hdf5Id file_;
  std::shared_ptr<Hdf5Making> making_;
  Hdf5Group root_;
};

/// "1.10.8": of the library that is linked at run time.
std::string hdf5_version();

/// Can the library that is linked deflate? Files could neither be written nor read otherwise.
bool hdf5_deflates();

}  // namespace panj
