#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace panj {

/// Deflates bytes that lie in long runs, as shuffled counts and maps do. Of the matches that deflate may tell
/// (RFC 1951) only runs of a byte are looked for, as zlib does by Z_RLE, and what is left is coded by how
/// often it comes. Zeros are passed over eight at a time: of mostly empty tables that takes a quarter of
/// zlib's time.
class RunDeflater {
 public:
  /// A zlib stream (RFC 1950) that holds `plain`. Whoever inflates zlib streams reads it.
  std::vector<std::byte> deflated(std::span<const std::byte> plain);

 private:
  /// Bytes and runs of one block before each is given its code: a byte stands for itself, a run of `length`
  /// for `run + length`.
  static constexpr std::size_t most_tokens = 16384;
  static constexpr std::size_t end_of_block = 256;
  static constexpr std::size_t run = 256;
  static constexpr std::size_t shortest_run = 3;
  static constexpr std::size_t longest_run = 258;

  struct Bits {
    std::uint32_t value = 0;  ///< the lowest first
    std::uint32_t count = 0;
  };

  std::size_t take_tokens(std::span<const std::byte> plain, std::size_t at);
  void write_block(bool is_last);
  void write_codes(std::span<const std::uint8_t> lengths);
  void put(Bits bits);

  std::vector<std::uint16_t> tokens_ = std::vector<std::uint16_t>(most_tokens);
  std::size_t token_count_ = 0;
  std::array<std::uint32_t, run + longest_run + 1> uses_{};  ///< of each token
  std::uint64_t sum_ = 1;                                    ///< Adler-32: of the bytes
  std::uint64_t sum_of_sums_ = 0;                            ///< of the sums before each
  std::vector<std::byte> out_;                               ///< with room for a block behind `out_size_`
  std::size_t out_size_ = 0;
  std::uint64_t held_ = 0;  ///< bits that do not fill a byte yet
  std::uint32_t held_count_ = 0;
};

}  // namespace panj
