#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace panj {

__extension__ using WideNumber = __int128;

/// Numbers and texts as bytes, the same on every machine. A whole number takes as many bytes as it needs
/// (zigzag, then LEB128: seven bits a byte, the lowest first, the high bit set on all but the last), so that
/// tables that hold mostly zeros are small.
class ByteWriter {
 public:
  void number(std::int64_t value);
  void number(WideNumber value);
  void numbers(std::span<const std::int64_t> values);  ///< their number, then they: each as by `number`
  void numbers(std::span<const WideNumber> values);
  void real(double value);  ///< 8 bytes, the lowest first
  void text(std::string_view text);
  void bytes(std::span<const std::byte> bytes);  ///< their number, then they
  std::vector<std::byte> take() { return std::move(out_); }

 private:
  std::vector<std::byte> out_;
};

/// The bytes aren't what was to be read: cut off, too many, or out of range.
class BytesError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads what ByteWriter wrote. Whatever the bytes are, it reads none beyond them and takes no more memory
/// than they do. Its functions throw BytesError.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}
  std::int64_t number();
  WideNumber wide_number();
  /// A number from `least` to `most`.
  std::int64_t number(std::int64_t least, std::int64_t most);
  /// How many items follow, each of a byte at least.
  std::size_t count();
  double real();
  std::string text();
  std::span<const std::byte> bytes();
  /// \throws BytesError where bytes are left over.
  void finish() const;

 private:
  std::byte next();
  std::span<const std::byte> rest_;
};

}  // namespace panj
