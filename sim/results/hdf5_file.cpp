#include "results/hdf5_file.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>

#include "results/hdf5_call.h"
#include "results/hdf5_making.h"

namespace panj {

namespace {

/// By how much the file in memory grows at a time: so much is cleared.
constexpr std::size_t growth_bytes = std::size_t{1} << 20U;

/// Room that it has from the beginning. What is not used of it costs nothing; to move a file costs a copy.
constexpr std::size_t first_room_bytes = std::size_t{16} << 20U;

/// Room for what describes variables is given out in blocks as large.
constexpr hsize_t metadata_block_bytes = 256 * 1024;

/// Where the file ends, by its superblock. Version 2 (HDF5 File Format Specification 3.0, II.A): signature
/// (8 bytes), version, sizes of offsets and lengths, flags (a byte each), then addresses of 8 bytes: base,
/// extension, end of file.
std::uint64_t end_of_file(const std::byte* superblock) {
  static_assert(std::endian::native == std::endian::little);
  constexpr std::size_t before_end_address = 8 + 4 + 8 + 8;
  std::uint64_t end = 0;
  std::memcpy(&end, superblock + before_end_address, sizeof end);
  return end;
}

}  // namespace

void FileImage::Free::operator()(std::byte* memory) const {
  std::free(memory);
}

/// The memory that a file grows in. HDF5's own H5Fget_file_image would copy it, and copies superblocks of
/// files with a user block wrongly (1.10.8: their checksum fails).
struct Hdf5File::Memory {
  std::unique_ptr<std::byte[], FileImage::Free> bytes;
  std::size_t room = 0;

  static void* allocate(std::size_t size, H5FD_file_image_op_t, void* self) {
    return reallocate(nullptr, size, {}, self);
  }
  static void* reallocate(void*, std::size_t size, H5FD_file_image_op_t, void* self) {
    auto& [bytes, room] = *static_cast<Memory*>(self);
    if (size <= room) return bytes.get();
    const std::size_t more = std::max({size, 2 * room, first_room_bytes});
    auto* grown = static_cast<std::byte*>(std::realloc(bytes.get(), more));
    if (grown == nullptr) return nullptr;
    static_cast<void>(bytes.release());
    bytes.reset(grown);
    room = more;
    return grown;
  }
  static void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t, void*) {
    return std::memcpy(to, from, size);
  }
  static herr_t keep(void*, H5FD_file_image_op_t, void*) { return 0; }
  static void* share_owner(void* self) { return self; }
  static herr_t keep_owner(void*) { return 0; }
};

Hdf5File::Hdf5File(std::string name, std::unique_ptr<Memory> memory)
    : name_(std::move(name)), memory_(std::move(memory)) {}
Hdf5File::Hdf5File(Hdf5File&&) noexcept = default;
Hdf5File::~Hdf5File() = default;

Hdf5File Hdf5File::create(const std::string& name, std::size_t front_bytes, int threads) {
  const QuietErrors quiet;
  Hdf5File made(name, std::make_unique<Memory>());
  const Hdf5Id access = owned(H5Pcreate(H5P_FILE_ACCESS), name, "make a property list");
  checked(H5Pset_fapl_core(access.get(), growth_bytes, false), name, "work in memory");
  H5FD_file_image_callbacks_t callbacks{&Memory::allocate, &Memory::copy,        &Memory::reallocate,
                                        &Memory::keep,     &Memory::share_owner, &Memory::keep_owner,
                                        made.memory_.get()};
  checked(H5Pset_file_image_callbacks(access.get(), &callbacks), name, "work in memory");
  checked(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18), name, "fix the format");
  // Variables are written whole: room to gather pieces in would be cleared for each of them.
  checked(H5Pset_sieve_buf_size(access.get(), 1), name, "leave out a buffer");
  checked(H5Pset_meta_block_size(access.get(), metadata_block_bytes), name, "lay out the file");
  checked(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), name, "close all with the file");
  const Hdf5Id creation = owned(H5Pcreate(H5P_FILE_CREATE), name, "make a property list");
  checked(H5Pset_userblock(creation.get(), front_bytes), name, "keep room for a user block");
  keep_order(creation.get(), name);
  made.file_ =
      owned(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), name, "begin a file");
  made.root_.id_ = owned(H5Gopen2(made.file_.get(), "/", H5P_DEFAULT), name, "open the root");
  made.root_.place_ = name + ": ";
  made.making_ = std::make_shared<Hdf5Making>(threads, name);
  made.root_.making_ = made.making_;
  return made;
}

Hdf5File Hdf5File::open(const std::filesystem::path& path) {
  const QuietErrors quiet;
  Hdf5File opened(path.string(), nullptr);
  opened.file_ = owned(H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), opened.name_, "open the file");
  opened.root_.id_ = owned(H5Gopen2(opened.file_.get(), "/", H5P_DEFAULT), opened.name_, "open the root");
  opened.root_.place_ = opened.name_ + ": ";
  return opened;
}

FileImage Hdf5File::finish() {
  const QuietErrors quiet;
  hsize_t front_bytes = 0;
  const Hdf5Id creation = owned(H5Fget_create_plist(file_.get()), name_, "find the user block");
  checked(H5Pget_userblock(creation.get(), &front_bytes), name_, "find the user block");
  making_->finish();
  root_ = Hdf5Group();
  making_.reset();
  // By hand, not by the destructor: here a failure is told.
  checked(H5Fclose(file_.release()), name_, "end the file");
  FileImage image{std::move(memory_->bytes), 0};
  image.size = end_of_file(image.bytes.get() + front_bytes);
  return image;
}

std::string hdf5_version() {
  unsigned major = 0;
  unsigned minor = 0;
  unsigned release = 0;
  H5get_libversion(&major, &minor, &release);
  return fmt::format("{}.{}.{}", major, minor, release);
}

bool hdf5_deflates() {
  return H5Zfilter_avail(H5Z_FILTER_DEFLATE) > 0;
}

}  // namespace panj
