#include "results/packed_chunks.h"

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace panj {

namespace {

constexpr std::uint64_t longest_side = 256;

/// So many pieces as there must be, as long as each other.
std::uint64_t even_side(std::uint64_t length, std::uint64_t longest) {
  const std::uint64_t pieces = std::max<std::uint64_t>((length + longest - 1) / longest, 1);
  return std::max<std::uint64_t>((length + pieces - 1) / pieces, 1);
}

std::uint64_t product(std::span<const std::uint64_t> lengths) {
  return std::accumulate(lengths.begin(), lengths.end(), std::uint64_t{1}, std::multiplies<>());
}

/// Copies what of a chunk lies in the array, from dimension `d` inwards.
void cut(const Chunking& of, std::span<const std::uint64_t> start, std::size_t d, const std::byte* from,
         std::byte* to) {
  const std::uint64_t count = std::min(of.chunk[d], of.extent[d] - start[d]);
  if (d + 1 == of.extent.size()) {
    std::copy_n(from + start[d] * of.value_bytes, count * of.value_bytes, to);
    return;
  }
  const std::size_t from_step = product(std::span(of.extent).subspan(d + 1)) * of.value_bytes;
  const std::size_t to_step = product(std::span(of.chunk).subspan(d + 1)) * of.value_bytes;
  for (std::uint64_t i = 0; i < count; ++i)
    cut(of, start, d + 1, from + (start[d] + i) * from_step, to + i * to_step);
}

/// All first bytes of values, then all second ones, and so on.
template <std::size_t ValueBytes>
void shuffle_values(const std::byte* values, std::size_t count, std::byte* out) {
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t byte = 0; byte < ValueBytes; ++byte)
      out[byte * count + i] = values[i * ValueBytes + byte];
}

/// What packs chunk after chunk, and keeps its room: to clear it anew would take as long as to pack.
class Packer {
 public:
  Packer() : level_room_(ISAL_DEF_LVL1_DEFAULT) {}

  /// As packed_chunk; values and start without the first dimension's offset.
  std::vector<std::byte> packed(const Chunking& of, std::span<const std::byte> values,
                                std::span<const std::uint64_t> start) {
    plain_.resize(of.values_in_chunk() * of.value_bytes);
    bool is_inside = true;
    for (std::size_t d = 0; d < start.size(); ++d)
      is_inside = is_inside && start[d] + of.chunk[d] <= of.extent[d];
    if (!is_inside) std::fill(plain_.begin(), plain_.end(), std::byte{0});
    cut(of, start, 0, values.data(), plain_.data());
    if (of.value_bytes == 1) return deflated(plain_);
    shuffled_.resize(plain_.size());
    shuffle(of.value_bytes);
    return deflated(shuffled_);
  }

 private:
  void shuffle(std::size_t value_bytes) {
    const std::size_t count = plain_.size() / value_bytes;
    if (value_bytes == 4) return shuffle_values<4>(plain_.data(), count, shuffled_.data());
    if (value_bytes == 8) return shuffle_values<8>(plain_.data(), count, shuffled_.data());
    for (std::size_t byte = 0; byte < value_bytes; ++byte)
      for (std::size_t i = 0; i < count; ++i) shuffled_[byte * count + i] = plain_[i * value_bytes + byte];
  }

  std::vector<std::byte> deflated(std::vector<std::byte>& plain) {
    // What does not get smaller is stored, in blocks of 64 KiB at the most with a few bytes each.
    room_.resize(std::max(room_.size(), plain.size() + plain.size() / 1024 + 1024));
    isal_deflate_stateless_init(&stream_);
    stream_.level = 1;
    stream_.level_buf = level_room_.data();
    stream_.level_buf_size = static_cast<std::uint32_t>(level_room_.size());
    stream_.gzip_flag = IGZIP_ZLIB;
    stream_.end_of_stream = 1;
    stream_.next_in = reinterpret_cast<std::uint8_t*>(plain.data());
    stream_.avail_in = static_cast<std::uint32_t>(plain.size());
    stream_.next_out = reinterpret_cast<std::uint8_t*>(room_.data());
    stream_.avail_out = static_cast<std::uint32_t>(room_.size());
    if (isal_deflate_stateless(&stream_) != COMP_OK)
      throw std::logic_error("deflate needs more than its bound");
    return {room_.begin(), room_.begin() + static_cast<std::ptrdiff_t>(stream_.total_out)};
  }

  isal_zstream stream_;
  std::vector<std::uint8_t> level_room_;
  std::vector<std::byte> plain_;
  std::vector<std::byte> shuffled_;
  std::vector<std::byte> room_;
};

}  // namespace

std::uint64_t Chunking::values_in_chunk() const {
  return product(chunk);
}

std::vector<std::uint64_t> chunk_of(const std::vector<std::uint64_t>& extent) {
  if (extent.size() == 1) return {even_side(extent.front(), longest_side * longest_side)};
  std::vector<std::uint64_t> chunk(extent.size(), 1);
  for (std::size_t d = extent.size() - 2; d < extent.size(); ++d)
    chunk[d] = even_side(extent[d], longest_side);
  return chunk;
}

std::vector<std::vector<std::uint64_t>> chunk_starts(const Chunking& chunking) {
  std::vector<std::vector<std::uint64_t>> starts;
  std::vector<std::uint64_t> start(chunking.extent.size(), 0);
  for (bool more = product(chunking.extent) > 0; more;) {
    starts.push_back(start);
    more = false;
    for (std::size_t d = start.size(); d-- > 0 && !more;) {
      start[d] += chunking.chunk[d];
      more = start[d] < chunking.extent[d];
      if (!more) start[d] = 0;
    }
  }
  return starts;
}

std::vector<std::vector<std::uint64_t>> chunk_starts(const Chunking& chunking, std::uint64_t first_index) {
  Chunking one = chunking;
  one.extent.front() = 1;
  std::vector<std::vector<std::uint64_t>> starts = chunk_starts(one);
  for (std::vector<std::uint64_t>& start : starts) start.front() = first_index;
  return starts;
}

std::vector<std::byte> packed_chunk(const Chunking& chunking, std::span<const std::byte> values,
                                    std::uint64_t values_from, const std::vector<std::uint64_t>& start) {
  Chunking held = chunking;
  std::vector<std::uint64_t> start_there = start;
  held.extent.front() -= values_from;
  start_there.front() -= values_from;
  thread_local Packer packer;
  return packer.packed(held, values, start_there);
}

}  // namespace panj
