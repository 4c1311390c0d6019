#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>

namespace panj {

/// Writes a temporary file beside `path`, which is renamed to `path` once it is on disk. \throws FileError:
/// `path` is then as it was, and no temporary file is left.
void replace_file(const std::filesystem::path& path, std::span<const std::byte> content);

/// The same of content whose first `front_bytes` are made while the rest is written. \param make_front called
/// once, by another thread where there may be more than one, before the front is read.
void replace_file(const std::filesystem::path& path, std::span<const std::byte> content,
                  std::size_t front_bytes, const std::function<void()>& make_front, int threads);

/// Removes temporary files of `path` that programs left behind which were killed as they wrote; never those
/// of a living one.
void remove_leftovers(const std::filesystem::path& path);

/// Removes leftovers, and checks that a file can be made beside `path`, by making one and removing it.
/// \throws FileError
void check_writable(const std::filesystem::path& path);

}  // namespace panj
