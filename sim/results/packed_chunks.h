#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace panj {

/// How an array in row-major order is cut into chunks of one shape. Those at the far ends reach beyond it.
struct Chunking {
  std::vector<std::uint64_t> extent;
  std::vector<std::uint64_t> chunk;  ///< parallel to `extent`
  std::size_t value_bytes = 1;

  std::uint64_t values_in_chunk() const;
};

/// Shape of the chunks of an array: the last two dimensions in tiles of 256 x 256 values at the most, all
/// others one by one; a single dimension in runs of 65,536. Tiles are as even as may be, for what lies beyond
/// the array is packed too. 256 x 256 4-byte values are 256 KiB, a quarter of HDF5's default chunk cache.
std::vector<std::uint64_t> chunk_of(const std::vector<std::uint64_t>& extent);

/// Indices of the first value of each chunk, in order. Of an array whose chunks hold one index of the first
/// dimension: those of one such index alone.
std::vector<std::vector<std::uint64_t>> chunk_starts(const Chunking& chunking);
std::vector<std::vector<std::uint64_t>> chunk_starts(const Chunking& chunking, std::uint64_t first_index);

/// A chunk as HDF5's filters "shuffle" and "deflate" read it. By ISA-L at its first level, which takes a
/// quarter of the time of zlib's quickest way (runs alone) and makes shuffled counts a twentieth smaller; how
/// it packs, not what, may depend on the processor. \param values of the array, from `values_from` of its
/// first dimension on. \param start of the chunk; beyond the array it holds zeros.
std::vector<std::byte> packed_chunk(const Chunking& chunking, std::span<const std::byte> values,
                                    std::uint64_t values_from, const std::vector<std::uint64_t>& start);

}  // namespace panj
