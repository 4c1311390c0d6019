#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/grid.h"

namespace panj {

/// A few bits for each cell, so close together that those of a whole world stay in the nearest caches: for
/// what a walk asks in every cell, mostly in vain. \tparam Width bits of a cell: 1, 2, 4 or 8
template <unsigned Width>
class CellBits {
 public:
  CellBits() = default;
  explicit CellBits(std::int32_t cells) : words_((static_cast<std::size_t>(cells) + in_word - 1) / in_word) {}

  void add(CellId cell, std::uint32_t bits) {
    const auto c = static_cast<std::size_t>(cell);
    words_[c / in_word] |= bits << shift(c);
  }
  /// Of a cell off the grid, 0.
  std::uint32_t of(CellId cell) const {
    const auto c = static_cast<std::size_t>(cell);
    return c / in_word < words_.size() ? words_[c / in_word] >> shift(c) & mask : 0;
  }
  std::size_t bytes() const { return words_.size() * sizeof(std::uint32_t); }

 private:
  static constexpr std::size_t in_word = 32 / Width;
  static constexpr std::uint32_t mask = (1U << Width) - 1;
  static constexpr unsigned shift(std::size_t cell) { return static_cast<unsigned>(cell % in_word) * Width; }

  std::vector<std::uint32_t> words_;
};

}  // namespace panj
