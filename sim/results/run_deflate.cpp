#include "results/run_deflate.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace panj {

namespace {

static_assert(std::endian::native == std::endian::little);  // words are loaded and stored as they are

constexpr std::uint64_t adler_modulus = 65521;

/// Symbols of RFC 1951: bytes, the end of a block, and lengths of runs, each with some bits behind it.
constexpr std::size_t symbols = 286;
constexpr std::size_t first_length_symbol = 257;
constexpr std::array<std::uint16_t, 29> shortest_of_symbol{3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                           15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                           67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, 29> extra_bits_of_symbol{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                            2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
/// Distances are told by a code of two symbols, of which the first, a distance of 1, is the one in use.
constexpr std::size_t distance_symbols = 2;

/// Lengths of codes are coded themselves: 16 repeats the one before 3 to 6 times, 17 and 18 are runs of
/// zeros.
constexpr std::size_t length_symbols = 19;
constexpr std::array<std::uint8_t, length_symbols> order_of_lengths{16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                                    11, 4,  12, 3, 13, 2, 14, 1, 15};

constexpr unsigned longest_code = 15;
constexpr unsigned longest_code_of_lengths = 7;

/// Replaces weights, in ascending order, by the lengths of their Huffman codes, in descending order: Moffat
/// and Katajainen (1995), In-place calculation of minimum-redundancy codes. Two weights at least.
void huffman_lengths(std::span<std::uint32_t> weights) {
  const std::size_t count = weights.size();
  // Weights of inner nodes, then whose child each is.
  std::size_t root = 0;
  std::size_t leaf = 0;
  for (std::size_t next = 0; next + 1 < count; ++next) {
    std::uint32_t both = 0;
    for (int child = 0; child < 2; ++child) {
      if (leaf >= count || (root < next && weights[root] < weights[leaf])) {
        both += weights[root];
        weights[root++] = static_cast<std::uint32_t>(next);
      } else {
        both += weights[leaf++];
      }
    }
    weights[next] = both;
  }
  // Depths of inner nodes, then of leaves.
  weights[count - 2] = 0;
  for (std::size_t next = count - 2; next-- > 0;) weights[next] = weights[weights[next]] + 1;
  std::size_t available = 1;
  std::size_t inner = count - 1;  // one behind the next inner node
  std::size_t next = count;
  for (std::uint32_t depth = 0; available > 0; ++depth) {
    std::size_t used = 0;
    for (; inner > 0 && weights[inner - 1] == depth; --inner) ++used;
    for (std::size_t leaves = available - used; leaves > 0; --leaves) weights[--next] = depth;
    available = 2 * used;
  }
}

/// Lengths of codes of `longest` bits at the most, nearly the best, for symbols that come so often; 0 for
/// those that never come. Two symbols have one at least: not all readers take a lone one.
void code_lengths(std::span<const std::uint32_t> uses, unsigned longest, std::span<std::uint8_t> lengths) {
  struct Used {
    std::uint32_t uses, symbol;
  };
  std::array<Used, symbols> used;  // NOLINT(*-init): it is written before it is read
  std::size_t count = 0;
  for (std::uint32_t symbol = 0; symbol < uses.size(); ++symbol)
    if (uses[symbol] > 0) used[count++] = {uses[symbol], symbol};
  for (std::uint32_t symbol = 0; count < 2; ++symbol)
    if (uses[symbol] == 0) used[count++] = {1, symbol};
  std::sort(used.begin(), used.begin() + count, [](const Used& a, const Used& b) {
    return a.uses != b.uses ? a.uses < b.uses : a.symbol < b.symbol;
  });
  std::array<std::uint32_t, symbols> depths;  // NOLINT(*-init): it is written before it is read
  for (std::size_t i = 0; i < count; ++i) depths[i] = used[i].uses;
  huffman_lengths(std::span(depths).first(count));

  // What is deeper than allowed moves up, and others down until the codes fit again (Kraft's sum is 1).
  std::array<std::uint32_t, longest_code + 1> of_length{};
  for (std::size_t i = 0; i < count; ++i) ++of_length[std::min(depths[i], longest)];
  std::uint32_t sum = 0;
  for (unsigned length = 1; length <= longest; ++length) sum += of_length[length] << (longest - length);
  for (; sum > 1U << longest; --sum) {
    --of_length[longest];
    unsigned length = longest - 1;
    while (of_length[length] == 0) --length;
    --of_length[length];
    of_length[length + 1] += 2;
  }
  std::fill(lengths.begin(), lengths.end(), std::uint8_t{0});
  std::size_t i = 0;
  for (unsigned length = longest; length > 0; --length)
    for (std::uint32_t left = of_length[length]; left > 0; --left)
      lengths[used[i++].symbol] = static_cast<std::uint8_t>(length);
}

/// The codes that follow from their lengths (RFC 1951, 3.2.2), turned round: streams tell the lowest bit
/// first.
void codes_of(std::span<const std::uint8_t> lengths, std::span<std::uint32_t> codes) {
  std::array<std::uint32_t, longest_code + 2> next{};
  for (const std::uint8_t length : lengths)
    if (length > 0) ++next[length + 1U];
  for (unsigned length = 1; length < next.size(); ++length)
    next[length] = (next[length - 1] + next[length]) << 1U;
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    if (lengths[symbol] == 0) continue;
    std::uint32_t code = next[lengths[symbol]]++;
    std::uint32_t turned = 0;
    for (unsigned bit = 0; bit < lengths[symbol]; ++bit, code >>= 1U) turned = turned << 1U | (code & 1U);
    codes[symbol] = turned;
  }
}

/// How many bytes from `at` on are `byte`.
std::size_t count_equal(std::span<const std::byte> bytes, std::size_t at, std::byte byte) {
  const std::size_t begin = at;
  const std::uint64_t all = 0x0101010101010101U * std::to_integer<std::uint64_t>(byte);
  for (; at + sizeof all <= bytes.size(); at += sizeof all) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if (word != all) return at - begin + static_cast<std::size_t>(std::countr_zero(word ^ all)) / 8;
  }
  while (at < bytes.size() && bytes[at] == byte) ++at;
  return at - begin;
}

}  // namespace

std::vector<std::byte> RunDeflater::deflated(std::span<const std::byte> plain) {
  constexpr std::array header{std::byte{0x78}, std::byte{0x01}};  // a window of 32 KiB, deflated fast
  out_size_ = 0;
  out_.resize(std::max(out_.size(), header.size()));
  for (const std::byte byte : header) out_[out_size_++] = byte;
  sum_ = 1;
  sum_of_sums_ = 0;
  std::size_t at = 0;
  do {
    at = take_tokens(plain, at);
    write_block(at == plain.size());
  } while (at < plain.size());
  if (held_count_ > 0) put({0, 8 - held_count_});
  const std::uint64_t adler = sum_of_sums_ << 16U | sum_;
  for (unsigned shift = 32; shift > 0; shift -= 8)
    put({static_cast<std::uint32_t>(adler >> (shift - 8U)) & 0xFFU, 8});
  return {out_.begin(), out_.begin() + static_cast<std::ptrdiff_t>(out_size_)};
}

/// Fills a block with what begins at `at`. \return where it ends.
std::size_t RunDeflater::take_tokens(std::span<const std::byte> plain, std::size_t at) {
  uses_.fill(0);
  std::uint16_t* token = tokens_.data();
  std::uint16_t* const end = token + tokens_.size();
  std::uint64_t sum = sum_;
  std::uint64_t sum_of_sums = sum_of_sums_;
  while (at < plain.size() && token < end) {
    const std::byte byte = plain[at++];
    const auto value = std::to_integer<std::uint16_t>(byte);
    *token++ = value;
    ++uses_[value];
    sum += value;
    sum_of_sums += sum;
    if (at >= plain.size() || plain[at] != byte) continue;
    std::size_t left = count_equal(plain, at, byte);
    while (left >= shortest_run && token < end) {
      const std::size_t length = std::min(left, longest_run);
      *token++ = static_cast<std::uint16_t>(run + length);
      ++uses_[run + length];
      sum_of_sums += length * sum + value * (length * (length + 1) / 2);
      sum += length * value;
      at += length;
      left -= length;
    }
  }
  token_count_ = static_cast<std::size_t>(token - tokens_.data());
  sum_ = sum % adler_modulus;
  sum_of_sums_ = sum_of_sums % adler_modulus;
  return at;
}

void RunDeflater::put(Bits bits) {
  held_ |= static_cast<std::uint64_t>(bits.value) << held_count_;
  held_count_ += bits.count;
  if (out_.size() < out_size_ + sizeof held_) out_.resize(2 * out_.size() + sizeof held_);
  std::memcpy(out_.data() + out_size_, &held_, sizeof held_);
  out_size_ += held_count_ / 8;
  held_ >>= held_count_ / 8 * 8;
  held_count_ %= 8;
}

/// Tells the codes of a block by their lengths (RFC 1951, 3.2.7).
void RunDeflater::write_codes(std::span<const std::uint8_t> lengths) {
  struct Told {
    std::uint8_t symbol;
    Bits extra;
  };
  std::array<Told, symbols + distance_symbols> told;  // NOLINT(*-init): it is written before it is read
  std::size_t told_count = 0;
  std::array<std::uint32_t, length_symbols> uses{};
  const auto tell = [&](std::uint8_t symbol, std::size_t extra, std::uint32_t extra_count) {
    told[told_count++] = {symbol, {static_cast<std::uint32_t>(extra), extra_count}};
    ++uses[symbol];
  };
  for (std::size_t i = 0; i < lengths.size();) {
    const std::uint8_t length = lengths[i];
    std::size_t same = 1;
    while (i + same < lengths.size() && lengths[i + same] == length) ++same;
    i += same;
    if (length == 0) {
      for (; same > 10; same -= std::min<std::size_t>(same, 138))
        tell(18, std::min<std::size_t>(same, 138) - 11, 7);
      if (same >= 3) tell(17, std::exchange(same, 0) - 3, 3);
    } else {
      tell(length, 0, 0);
      --same;
      for (; same >= 3; same -= std::min<std::size_t>(same, 6))
        tell(16, std::min<std::size_t>(same, 6) - 3, 2);
    }
    for (; same > 0; --same) tell(length, 0, 0);
  }
  std::array<std::uint8_t, length_symbols> own_lengths{};
  std::array<std::uint32_t, length_symbols> own_codes{};
  code_lengths(uses, longest_code_of_lengths, own_lengths);
  codes_of(own_lengths, own_codes);
  put({static_cast<std::uint32_t>(lengths.size() - distance_symbols - first_length_symbol), 5});
  put({distance_symbols - 1, 5});
  put({length_symbols - 4, 4});
  for (const std::uint8_t symbol : order_of_lengths) put({own_lengths[symbol], 3});
  for (const Told& one : std::span(told).first(told_count)) {
    put({own_codes[one.symbol], own_lengths[one.symbol]});
    put(one.extra);
  }
}

void RunDeflater::write_block(bool is_last) {
  // Lengths of runs share symbols.
  std::array<std::uint32_t, symbols> uses{};
  std::copy_n(uses_.begin(), end_of_block, uses.begin());
  uses[end_of_block] = 1;
  for (std::size_t k = 0; k < shortest_of_symbol.size(); ++k) {
    const std::size_t first = shortest_of_symbol[k];
    // The last but one symbol could tell 258 too, which has one of its own.
    const std::size_t behind =
        k + 1 < shortest_of_symbol.size() ? shortest_of_symbol[k + 1] : longest_run + 1;
    for (std::size_t length = first; length < behind; ++length)
      uses[first_length_symbol + k] += uses_[run + length];
  }
  std::array<std::uint8_t, symbols + distance_symbols> lengths{};
  std::array<std::uint32_t, symbols> codes{};
  code_lengths(uses, longest_code, std::span(lengths).first(symbols));
  codes_of(std::span(lengths).first(symbols), codes);
  put({is_last ? 1U : 0U, 1});
  put({2, 2});  // a block with codes of its own
  // Behind the last symbol in use those of distances follow.
  std::size_t told = symbols;
  while (told > first_length_symbol && lengths[told - 1] == 0) --told;
  std::array<std::uint8_t, symbols + distance_symbols> told_lengths = lengths;
  std::fill_n(told_lengths.begin() + told, distance_symbols, std::uint8_t{1});
  write_codes(std::span(told_lengths).first(told + distance_symbols));

  std::array<Bits, run + longest_run + 1> bits;
  for (std::size_t byte = 0; byte < end_of_block; ++byte) bits[byte] = {codes[byte], lengths[byte]};
  for (std::size_t k = 0; k < shortest_of_symbol.size(); ++k) {
    const std::size_t symbol = first_length_symbol + k;
    const std::size_t first = shortest_of_symbol[k];
    const std::size_t behind =
        k + 1 < shortest_of_symbol.size() ? shortest_of_symbol[k + 1] : longest_run + 1;
    for (std::size_t length = first; length < behind; ++length)  // behind it the distance's bit, a zero
      bits[run + length] = {codes[symbol] | static_cast<std::uint32_t>(length - first) << lengths[symbol],
                            lengths[symbol] + extra_bits_of_symbol[k] + 1U};
  }
  constexpr std::size_t most_bits_of_token = longest_code + 5 + 1;
  out_.resize(std::max(out_.size(), out_size_ + token_count_ * most_bits_of_token / 8 + 2 * sizeof held_));
  std::byte* to = out_.data() + out_size_;
  std::uint64_t held = held_;
  std::uint32_t held_count = held_count_;
  for (std::size_t i = 0; i < token_count_; ++i) {
    const Bits& next = bits[tokens_[i]];
    held |= static_cast<std::uint64_t>(next.value) << held_count;
    held_count += next.count;
    if (held_count < 32) continue;
    std::memcpy(to, &held, 4);
    to += 4;
    held >>= 32U;
    held_count -= 32;
  }
  out_size_ = static_cast<std::size_t>(to - out_.data());
  held_ = held;
  held_count_ = held_count;
  put({codes[end_of_block], lengths[end_of_block]});
}

}  // namespace panj
