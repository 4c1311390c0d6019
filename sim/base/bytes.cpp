#include "base/bytes.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

namespace panj {

namespace {

__extension__ using UnsignedWide = unsigned __int128;

constexpr unsigned bits_a_byte = 7;
constexpr unsigned more = 0x80;

/// Bytes that the largest number takes.
template <class Number>
constexpr std::size_t most_bytes = (8 * sizeof(Number) + bits_a_byte - 1) / bits_a_byte;

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}

UnsignedWide zigzag(WideNumber value) {
  return (static_cast<UnsignedWide>(value) << 1U) ^ static_cast<UnsignedWide>(value >> 127);
}

template <class Unsigned>
void append(std::vector<std::byte>& out, Unsigned value) {
  for (; value >= more; value >>= bits_a_byte) out.push_back(static_cast<std::byte>((value & 0x7F) | more));
  out.push_back(static_cast<std::byte>(value));
}

/// \return behind the last byte.
std::byte* put(std::byte* to, std::uint64_t value) {
  for (; value >= more; value >>= bits_a_byte) *to++ = static_cast<std::byte>((value & 0x7F) | more);
  *to++ = static_cast<std::byte>(value);
  return to;
}

std::byte* put(std::byte* to, UnsignedWide value) {
  for (; value >> 64U != 0; value >>= bits_a_byte) *to++ = static_cast<std::byte>((value & 0x7F) | more);
  return put(to, static_cast<std::uint64_t>(value));
}

/// A piece at a time, with room for the longest: nothing but the numbers is looked at on the way. Most are
/// small, and eight such at once take a byte each.
template <class Number>
void append_all(std::vector<std::byte>& out, std::span<const Number> values) {
  constexpr std::size_t piece = 2048;
  constexpr std::size_t group = 8;
  std::array<std::byte, piece * most_bytes<Number>> room;  // NOLINT(*-init): it is written before it is read
  for (; !values.empty(); values = values.subspan(std::min(piece, values.size()))) {
    std::span<const Number> rest = values.first(std::min(piece, values.size()));
    std::byte* end = room.data();
    for (; rest.size() >= group; rest = rest.subspan(group)) {
      decltype(zigzag(Number{})) all{};
      for (std::size_t i = 0; i < group; ++i) all |= zigzag(rest[i]);
      if (all < more) {
        for (std::size_t i = 0; i < group; ++i) *end++ = static_cast<std::byte>(zigzag(rest[i]));
      } else {
        for (std::size_t i = 0; i < group; ++i) end = put(end, zigzag(rest[i]));
      }
    }
    for (const Number value : rest) end = put(end, zigzag(value));
    out.insert(out.end(), room.data(), end);
  }
}

}  // namespace

void ByteWriter::number(std::int64_t value) {
  append(out_, zigzag(value));
}

void ByteWriter::number(WideNumber value) {
  append(out_, zigzag(value));
}

void ByteWriter::numbers(std::span<const std::int64_t> values) {
  number(static_cast<std::int64_t>(values.size()));
  append_all(out_, values);
}

void ByteWriter::numbers(std::span<const WideNumber> values) {
  number(static_cast<std::int64_t>(values.size()));
  append_all(out_, values);
}

void ByteWriter::real(double value) {
  auto bits = std::bit_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i, bits >>= 8U) out_.push_back(static_cast<std::byte>(bits & 0xFF));
}

void ByteWriter::text(std::string_view text) {
  bytes(std::as_bytes(std::span(text.data(), text.size())));
}

void ByteWriter::bytes(std::span<const std::byte> bytes) {
  number(static_cast<std::int64_t>(bytes.size()));
  out_.insert(out_.end(), bytes.begin(), bytes.end());
}

std::byte ByteReader::next() {
  if (rest_.empty()) throw BytesError("it ends too early");
  const std::byte byte = rest_.front();
  rest_ = rest_.subspan(1);
  return byte;
}

WideNumber ByteReader::wide_number() {
  UnsignedWide value = 0;
  for (unsigned shift = 0;; shift += bits_a_byte) {
    const auto byte = static_cast<unsigned>(next());
    const unsigned bits = byte & 0x7FU;
    // Of the nineteenth byte 128 bits leave room for two bits.
    if (shift > 126 || (shift == 126 && bits > 3)) throw BytesError("a number is too large");
    value |= static_cast<UnsignedWide>(bits) << shift;
    if ((byte & more) == 0) break;
  }
  return static_cast<WideNumber>(value >> 1U) ^ -static_cast<WideNumber>(value & 1U);
}

std::int64_t ByteReader::number() {
  return number(std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max());
}

std::int64_t ByteReader::number(std::int64_t least, std::int64_t most) {
  const WideNumber value = wide_number();
  if (value < least || value > most) throw BytesError("a number is out of range");
  return static_cast<std::int64_t>(value);
}

std::size_t ByteReader::count() {
  const std::int64_t count = number();
  if (count < 0 || static_cast<std::uint64_t>(count) > rest_.size()) throw BytesError("it ends too early");
  return static_cast<std::size_t>(count);
}

double ByteReader::real() {
  std::uint64_t bits = 0;
  for (unsigned i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(next()) << (8 * i);
  return std::bit_cast<double>(bits);
}

std::string ByteReader::text() {
  const std::span<const std::byte> held = bytes();
  std::string text(held.size(), '\0');
  std::transform(held.begin(), held.end(), text.begin(),
                 [](std::byte byte) { return static_cast<char>(byte); });
  return text;
}

std::span<const std::byte> ByteReader::bytes() {
  const std::size_t size = count();
  const std::span<const std::byte> held = rest_.first(size);
  rest_ = rest_.subspan(size);
  return held;
}

void ByteReader::finish() const {
  if (!rest_.empty()) throw BytesError(std::to_string(rest_.size()) + " bytes are left over");
}

}  // namespace panj
