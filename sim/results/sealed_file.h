#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace panj {

// A result file begins with a user block of 512 bytes, which HDF5 readers skip: text lines, then zeros.
//   panj-results 1           the magic word and format_version
//   sha256 <64 digits>       of all bytes behind the block
//   bytes <number>           how many those are
//   block <64 digits>        SHA-256 of the three lines above
// The first and the last line have this form in every format_version.

constexpr std::size_t user_block_bytes = 512;

/// The version of the format that this program writes, and the newest that it reads: see FORMAT.md.
constexpr int format_version = 1;

/// Fills the user block at the front of `image` and writes it all to a temporary file beside `path`, which is
/// renamed to `path` once it is on disk. \throws FileError: `path` is then as it was, and no temporary file
/// is left.
void write_sealed(const std::filesystem::path& path, std::span<std::byte> image);

/// Checks that a file is a result file, whole and unchanged, of a format that this program reads.
/// \throws FileError
void check_seal(const std::filesystem::path& path);

/// Checks that a file can be made beside `path`, by making one and removing it. \throws FileError
void check_writable(const std::filesystem::path& path);

}  // namespace panj
