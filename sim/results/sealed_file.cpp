#include "results/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "results/sha256.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "panj-results ";
constexpr std::string_view hdf5_signature = "\x89HDF\r\n\x1a\n";

/// Why a system call failed, and what to do about it.
std::string reason_and_remedy(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "no room is left on its device); free some room, or give another path with -o";
    case EFBIG:
      return "it grows over the limit on the size of files); raise the limit (`ulimit -f`), or give another "
             "path with -o";
    case EACCES:
    case EPERM:
      return "permission denied); give a path that you may write to with -o, or change the permissions";
    case EROFS:
      return "its file system is read-only); give a path on another one with -o";
    case ENOENT:
      return "there is no such folder); make the folder, or give another path with -o";
    case ENOTDIR:
      return "a part of its path is no folder); give another path with -o";
    case ENAMETOOLONG:
      return "its name is too long); give a shorter one with -o";
    default:
      return fmt::format("{}); give another path with -o", std::strerror(error));
  }
}

[[noreturn]] void refuse_write(const fs::path& path, int error) {
  throw FileError(fmt::format("{}: can't be written ({}", path.string(), reason_and_remedy(error)));
}

/// A file beside the target that is removed again unless it is renamed into place.
class TemporaryFile {
 public:
  /// Named after the target, so that what a killed program leaves behind tells what it was to be.
  explicit TemporaryFile(const fs::path& target) : target_(target) {
    for (int number = 0; number < most_attempts; ++number) {
      path_ = target;
      path_.replace_filename(fmt::format(".{}.part-{}-{}", target.filename().string(), ::getpid(), number));
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ >= 0 || errno != EEXIST) break;
    }
    if (descriptor_ < 0) refuse_write(target_, errno);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) refuse_write(target_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  /// Only a file that is on disk may take the target's place: a crash then leaves the old one or the new one.
  void rename_into_place() {
    if (::fsync(descriptor_) != 0) refuse_write(target_, errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) refuse_write(target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) refuse_write(target_, errno);
    path_.clear();
    sync_folder();
  }

 private:
  /// The new name reaches the disk too. Some file systems can't sync folders: the file is whole all the same.
  void sync_folder() const {
    const fs::path folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    static_cast<void>(::fsync(descriptor));
    ::close(descriptor);
  }

  static constexpr int most_attempts = 100;
  fs::path target_;
  fs::path path_;
  int descriptor_ = -1;
};

/// A link stays a link: the file it names is replaced.
fs::path target_of(const fs::path& path) {
  std::error_code unresolved;
  if (!fs::is_symlink(path, unresolved)) return path;
  const fs::path target = fs::weakly_canonical(path, unresolved);
  return unresolved ? path : target;
}

/// What the user block says.
struct Seal {
  int version = 0;
  std::string sha256;
  std::uint64_t bytes = 0;

  std::string text() const {
    const std::string lines = fmt::format("{}{}\nsha256 {}\nbytes {}\n", magic, version, sha256, bytes);
    return lines + "block " + sha256_hex(lines) + "\n";
  }
};

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Takes the next line off `text`, without its end; nothing where no line ends.
std::optional<std::string_view> take_line(std::string_view& text, std::string_view keyword) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !text.starts_with(keyword)) return std::nullopt;
  const std::string_view line = text.substr(keyword.size(), end - keyword.size());
  text.remove_prefix(end + 1);
  return line;
}

/// The block's version, if its last line vouches for all before it.
std::optional<int> vouched_version(std::string_view block) {
  const std::size_t last_line = block.find("\nblock ");
  if (last_line == std::string_view::npos) return std::nullopt;
  const std::string_view lines = block.substr(0, last_line + 1);
  if (!block.substr(last_line + 1).starts_with("block " + sha256_hex(lines) + "\n")) return std::nullopt;
  std::string_view rest = block;
  const auto version = take_line(rest, magic);
  return version ? number_of<int>(*version) : std::nullopt;
}

std::optional<Seal> seal_of(std::string_view block) {
  std::string_view rest = block;
  const auto version = take_line(rest, magic);
  const auto sha256 = take_line(rest, "sha256 ");
  const auto bytes = take_line(rest, "bytes ");
  if (!version || !sha256 || !bytes) return std::nullopt;
  const auto version_number = number_of<int>(*version);
  const auto bytes_number = number_of<std::uint64_t>(*bytes);
  if (!version_number || !bytes_number) return std::nullopt;
  Seal seal{*version_number, std::string(*sha256), *bytes_number};
  // Every byte of the block counts, the zeros as well.
  std::string whole = seal.text();
  whole.resize(user_block_bytes, '\0');
  if (whole != block) return std::nullopt;
  return seal;
}

class InputFile {
 public:
  explicit InputFile(const fs::path& path) : path_(path.string()) {
    if (fs::is_directory(path)) refuse("it is a folder", "give the path of a result file");
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ >= 0) return;
    if (errno == ENOENT) refuse("there is no such file", "check the path");
    refuse(std::strerror(errno), "check the path and the permissions");
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  [[noreturn]] void refuse(std::string_view why, std::string_view remedy) const {
    throw FileError(fmt::format("{}: can't be read ({}); {}", path_, why, remedy));
  }
  [[noreturn]] void refuse_damaged(std::string_view why) const {
    refuse(fmt::format("damaged: {}", why), "restore it from a copy, or run the scenario again");
  }

  /// Fills `buffer` as far as the file reaches.
  std::size_t read(std::span<std::byte> buffer) {
    std::size_t filled = 0;
    while (filled < buffer.size()) {
      const ssize_t got = ::read(descriptor_, buffer.data() + filled, buffer.size() - filled);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse(std::strerror(errno), "check the disk");
      if (got == 0) break;
      filled += static_cast<std::size_t>(got);
    }
    return filled;
  }

 private:
  std::string path_;
  int descriptor_ = -1;
};

/// The block at the front of a file, once it is one that this program can go by.
Seal read_seal(InputFile& file) {
  std::array<std::byte, user_block_bytes> raw{};
  const std::size_t size = file.read(raw);
  const std::string_view block(reinterpret_cast<const char*>(raw.data()), size);
  if (!block.starts_with(magic)) {
    const bool is_hdf5 = block.starts_with(hdf5_signature);
    file.refuse(is_hdf5 ? "an HDF5 file, but not one that panj wrote" : "not a result file of panj",
                "give a file that `panj run` wrote");
  }
  if (const auto version = vouched_version(block); version && *version > format_version)
    file.refuse(
        fmt::format("its format_version is {}, this program reads up to {}", *version, format_version),
        "read it with a newer panj");
  const auto seal = seal_of(block);
  if (!seal) file.refuse_damaged("its first 512 bytes were changed or cut off");
  return *seal;
}

}  // namespace

void write_sealed(const fs::path& path, std::span<std::byte> image) {
  const std::span<const std::byte> body = image.subspan(user_block_bytes);
  const std::string text = Seal{format_version, sha256_hex(body), body.size()}.text();
  std::fill_n(image.begin(), user_block_bytes, std::byte{0});
  std::memcpy(image.data(), text.data(), text.size());

  TemporaryFile file(target_of(path));
  file.write(image);
  file.rename_into_place();
}

void check_seal(const fs::path& path) {
  InputFile file(path);
  const Seal seal = read_seal(file);
  std::vector<std::byte> buffer(std::size_t{1} << 20U);
  Sha256 hash;
  std::uint64_t bytes = 0;
  while (const std::size_t got = file.read(buffer)) {
    hash.update(std::span(buffer).first(got));
    bytes += got;
  }
  if (bytes < seal.bytes)
    file.refuse_damaged(
        fmt::format("{} of its {} bytes are missing", seal.bytes - bytes, seal.bytes + user_block_bytes));
  if (bytes > seal.bytes) file.refuse_damaged(fmt::format("{} bytes were added", bytes - seal.bytes));
  if (hash.hex() != seal.sha256) file.refuse_damaged("its SHA-256 is not the one it was written with");
}

void check_writable(const fs::path& path) {
  const TemporaryFile file(target_of(path));
}

}  // namespace panj
