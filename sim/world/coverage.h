#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/grid.h"

namespace panj {

/// While a patrol is on pieces first..last of a cycle, its sensor may reach and see a cell.
struct WatchedSpan {
  std::uint16_t asset = 0;
  std::uint16_t cycle = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Rows of variable length, one per cell, in two flat arrays.
template <class Entry>
class CellRows {
 public:
  CellRows() = default;
  /// \param begin cells + 1 offsets into `entries`.
  CellRows(std::vector<std::uint32_t> begin, std::vector<Entry> entries)
      : begin_(std::move(begin)), entries_(std::move(entries)) {}
  std::span<const Entry> row(CellId cell) const {
    const auto c = static_cast<std::size_t>(cell);
    return {entries_.data() + begin_[c], entries_.data() + begin_[c + 1]};
  }
  std::size_t entries() const { return entries_.size(); }
  std::size_t bytes() const {
    return begin_.size() * sizeof(std::uint32_t) + entries_.size() * sizeof(Entry);
  }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<Entry> entries_;
};

/// Which sensors may see a target of one height in each cell: by line of sight, or by reach alone where the
/// sensor needs none. Exact geometry is left to be done only there.
struct Coverage {
  double target_height_m = 0.0;
  CellRows<std::uint16_t> posts;  ///< asset numbers
  CellRows<WatchedSpan> patrols;
};

}  // namespace panj
