#include "results/packed_chunks.h"

#include <zlib.h>

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
std::vector<std::byte> shuffled(const std::vector<std::byte>& values, std::size_t value_bytes) {
  const std::size_t count = values.size() / value_bytes;
  std::vector<std::byte> out(values.size());
  for (std::size_t byte = 0; byte < value_bytes; ++byte) {
    const std::byte* from = values.data() + byte;
    std::byte* to = out.data() + byte * count;
    for (std::size_t i = 0; i < count; ++i) to[i] = from[i * value_bytes];
  }
  return out;
}

std::vector<std::byte> deflated(const std::vector<std::byte>& plain, unsigned level) {
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  std::vector<std::byte> out(size);
  if (compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
                static_cast<uLong>(plain.size()), static_cast<int>(level)) != Z_OK)
    throw std::bad_alloc();  // nothing else can go wrong: there is room
  out.resize(size);
  return out;
}

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
                                    std::uint64_t values_from, const std::vector<std::uint64_t>& start,
                                    unsigned level) {
  std::vector<std::byte> chunk(chunking.values_in_chunk() * chunking.value_bytes);
  Chunking held = chunking;
  std::vector<std::uint64_t> start_there = start;
  held.extent.front() -= values_from;
  start_there.front() -= values_from;
  cut(held, start_there, 0, values.data(), chunk.data());
  return deflated(chunking.value_bytes > 1 ? shuffled(chunk, chunking.value_bytes) : chunk, level);
}

}  // namespace panj
