#include "results/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "results/replaced_file.h"
#include "results/sha256.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view hdf5_signature = "\x89HDF\r\n\x1a\n";

/// What the user block says.
struct Seal {
  std::string_view magic;
  int version = 0;
  std::string sha256;
  std::uint64_t bytes = 0;

  std::string text() const {
    const std::string lines = fmt::format("{} {}\nsha256 {}\nbytes {}\n", magic, version, sha256, bytes);
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

/// The number on the block's first line.
std::optional<std::string_view> take_number_behind(std::string_view& block, std::string_view magic) {
  return take_line(block, std::string(magic) + ' ');
}

/// The block's version, if its last line vouches for all before it.
std::optional<int> vouched_version(std::string_view block, std::string_view magic) {
  const std::size_t last_line = block.find("\nblock ");
  if (last_line == std::string_view::npos) return std::nullopt;
  const std::string_view lines = block.substr(0, last_line + 1);
  if (!block.substr(last_line + 1).starts_with("block " + sha256_hex(lines) + "\n")) return std::nullopt;
  std::string_view rest = block;
  const auto version = take_number_behind(rest, magic);
  return version ? number_of<int>(*version) : std::nullopt;
}

std::optional<Seal> seal_of(std::string_view block, std::string_view magic) {
  std::string_view rest = block;
  const auto version = take_number_behind(rest, magic);
  const auto sha256 = take_line(rest, "sha256 ");
  const auto bytes = take_line(rest, "bytes ");
  if (!version || !sha256 || !bytes) return std::nullopt;
  const auto version_number = number_of<int>(*version);
  const auto bytes_number = number_of<std::uint64_t>(*bytes);
  if (!version_number || *version_number < 1 || !bytes_number) return std::nullopt;
  Seal seal{magic, *version_number, std::string(*sha256), *bytes_number};
  // Every byte of the block counts, the zeros as well.
  std::string whole = seal.text();
  whole.resize(user_block_bytes, '\0');
  if (whole != block) return std::nullopt;
  return seal;
}

class InputFile {
 public:
  InputFile(const fs::path& path, const SealKind& kind) : path_(path.string()), kind_(kind) {
    std::error_code unknown;
    if (fs::is_directory(path, unknown))
      refuse("it is a folder", fmt::format("give the path of a {}", kind.noun));
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
    refuse(fmt::format("damaged: {}", why), kind_.remedy);
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

  const SealKind& kind() const { return kind_; }

 private:
  std::string path_;
  const SealKind& kind_;
  int descriptor_ = -1;
};

/// The block at the front of a file, once it is one that this program can go by.
Seal read_seal(InputFile& file) {
  std::array<std::byte, user_block_bytes> raw{};
  const std::size_t size = file.read(raw);
  const std::string_view block(reinterpret_cast<const char*>(raw.data()), size);
  const SealKind& kind = file.kind();
  if (!block.starts_with(std::string(kind.magic) + ' ')) {
    const bool is_hdf5 = block.starts_with(hdf5_signature);
    file.refuse(
        is_hdf5 ? "an HDF5 file, but not one that panj wrote" : fmt::format("not a {} of panj", kind.noun),
        kind.stranger_remedy);
  }
  if (const auto version = vouched_version(block, kind.magic); version && *version > kind.version)
    file.refuse(fmt::format("its format_version is {}, this program reads up to {}", *version, kind.version),
                "read it with a newer panj");
  const auto seal = seal_of(block, kind.magic);
  if (!seal) file.refuse_damaged("its first 512 bytes were changed or cut off");
  return *seal;
}

/// Hands the body over, piece by piece, and checks it once it has seen all.
template <class Take>
void check_body(InputFile& file, Take take) {
  const Seal seal = read_seal(file);
  std::vector<std::byte> buffer(std::size_t{1} << 16U);
  Sha256 hash;
  std::uint64_t bytes = 0;
  while (const std::size_t got = file.read(buffer)) {
    const std::span<const std::byte> piece = std::span(buffer).first(got);
    hash.update(piece);
    bytes += got;
    if (bytes <= seal.bytes) take(piece);
  }
  if (bytes < seal.bytes)
    file.refuse_damaged(
        fmt::format("{} of its {} bytes are missing", seal.bytes - bytes, seal.bytes + user_block_bytes));
  if (bytes > seal.bytes) file.refuse_damaged(fmt::format("{} bytes were added", bytes - seal.bytes));
  if (hash.hex() != seal.sha256) file.refuse_damaged("its SHA-256 is not the one it was written with");
}

}  // namespace

const SealKind result_seal{"panj-results", format_version, "result file", "give a file that `panj run` wrote",
                           "restore it from a copy, or run the scenario again"};

void seal(std::span<std::byte> image, const SealKind& kind) {
  const std::span<const std::byte> body = image.subspan(user_block_bytes);
  const std::string text = Seal{kind.magic, kind.version, sha256_hex(body), body.size()}.text();
  std::fill_n(image.begin(), user_block_bytes, std::byte{0});
  std::memcpy(image.data(), text.data(), text.size());
}

void write_sealed(const fs::path& path, std::span<std::byte> image, const SealKind& kind, int threads) {
  replace_file(
      path, image, user_block_bytes, [&] { seal(image, kind); }, threads);
}

void check_seal(const fs::path& path) {
  InputFile file(path, result_seal);
  check_body(file, [](std::span<const std::byte>) {});
}

std::vector<std::byte> read_sealed(const fs::path& path, const SealKind& kind) {
  InputFile file(path, kind);
  std::vector<std::byte> body;
  check_body(file, [&body](std::span<const std::byte> piece) {
    body.insert(body.end(), piece.begin(), piece.end());
  });
  return body;
}

}  // namespace panj
