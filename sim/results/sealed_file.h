#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace panj {

// A result file begins with a user block of 512 bytes, which HDF5 readers skip: text lines, then zeros. So
// does a checkpoint, with a magic word of its own.
//   panj-results 1           the magic word and format_version
//   sha256 <64 digits>       of all bytes behind the block
//   bytes <number>           how many those are
//   block <64 digits>        SHA-256 of the three lines above
// The first and the last line have this form in every format_version.

constexpr std::size_t user_block_bytes = 512;

/// The version of the format that this program writes, and the newest that it reads: see FORMAT.md.
constexpr int format_version = 1;

/// A kind of file that begins with such a block.
struct SealKind {
  std::string_view magic;
  int version = 0;                   ///< that is written, and the newest that is read
  std::string_view noun;             ///< for people
  std::string_view stranger_remedy;  ///< what to do where it is another kind of file,
  std::string_view remedy;           ///< and where it is damaged
};
extern const SealKind result_seal;

/// Fills the user block at the front of `image`.
void seal(std::span<std::byte> image, const SealKind& kind);

/// Seals `image` and writes it as `replace_file` does, both at once where it may take two threads.
/// \throws FileError
void write_sealed(const std::filesystem::path& path, std::span<std::byte> image,
                  const SealKind& kind = result_seal, int threads = 1);

/// Checks that a file is a result file, whole and unchanged, of a format that this program reads.
/// \throws FileError
void check_seal(const std::filesystem::path& path);

/// The same for a file of another kind. \return what stands behind its block.
std::vector<std::byte> read_sealed(const std::filesystem::path& path, const SealKind& kind);

}  // namespace panj
