#include "results/sha256.h"

#include <algorithm>
#include <cstring>

#include "results/sha256_blocks.h"

namespace panj {

namespace {

constexpr std::size_t length_bytes = 8;  // the message's length in bits ends the last block

}  // namespace

void Sha256::update(std::span<const std::byte> bytes) {
  bytes_ += bytes.size();
  while (!bytes.empty()) {
    if (filled_ == 0 && bytes.size() >= block_bytes) {
      const std::size_t blocks = bytes.size() / block_bytes;
      sha256_blocks(state_, bytes.data(), blocks);
      bytes = bytes.subspan(blocks * block_bytes);
      continue;
    }
    const std::size_t taken = std::min(block_bytes - filled_, bytes.size());
    std::memcpy(block_.data() + filled_, bytes.data(), taken);
    bytes = bytes.subspan(taken);
    filled_ += taken;
    if (filled_ < block_bytes) return;
    sha256_blocks(state_, block_.data(), 1);
    filled_ = 0;
  }
}

std::string Sha256::hex() {
  // Section 5.1.1: a 1 bit, zeros, and the length in bits as a 64-bit number.
  const std::uint64_t bits = 8 * bytes_;
  std::array<std::byte, 2 * block_bytes> tail{std::byte{0x80}};
  const std::size_t zeros_to = filled_ < block_bytes - length_bytes ? block_bytes : 2 * block_bytes;
  const std::size_t size = zeros_to - filled_;
  for (std::size_t i = 0; i < length_bytes; ++i)
    tail[size - 1 - i] = static_cast<std::byte>((bits >> (8 * i)) & 0xffU);
  update(std::span(tail).first(size));

  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint32_t word : state_)
    for (int shift = 28; shift >= 0; shift -= 4) text += digits[(word >> shift) & 0xfU];
  return text;
}

std::string sha256_hex(std::string_view text) {
  return sha256_hex(std::as_bytes(std::span(text.data(), text.size())));
}

std::string sha256_hex(std::span<const std::byte> bytes) {
  Sha256 hash;
  hash.update(bytes);
  return hash.hex();
}

}  // namespace panj
