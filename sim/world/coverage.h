#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/grid.h"
#include "terrain/line_of_sight.h"
#include "world/cycle_parts.h"

namespace panj {

struct Asset;
struct PatrolPlan;
struct PostPlan;

/// While a patrol is on pieces first..last of a cycle, its sensor may reach and see a cell.
struct WatchedSpan {
  std::uint16_t asset = 0;
  std::uint16_t cycle = 0;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  CycleParts parts;  ///< no less than what the pieces take; to look at first
};

/// Rows of variable length, one per cell, in two flat arrays.
template <class Entry>
class CellRows {
 public:
  CellRows() = default;
  /// \param pairs (cell, entry), sorted by cell.
  CellRows(std::int32_t cells, const std::vector<std::pair<CellId, Entry>>& pairs) {
    const auto rows = static_cast<std::size_t>(cells);
    begin_.assign(rows + 1, 0);
    entries_.reserve(pairs.size());
    for (const auto& [cell, entry] : pairs) {
      const auto c = static_cast<std::size_t>(cell);
      ++begin_[c + 1];
      entries_.push_back(entry);
    }
    for (std::size_t c = 1; c <= rows; ++c) begin_[c] += begin_[c - 1];
  }
  /// Has the row of a cell any entries? None of a cell off the grid has.
  bool any(CellId cell) const {
    const auto c = static_cast<std::size_t>(cell);
    return !begin_.empty() && c < begin_.size() - 1 && begin_[c] != begin_[c + 1];
  }
  /// Asks the memory for where the row of a cell of the grid is.
  void prefetch(CellId cell) const { __builtin_prefetch(begin_.data() + cell); }
  std::span<const Entry> row(CellId cell) const {
    const auto c = static_cast<std::size_t>(cell);
    return {entries_.data() + begin_[c], entries_.data() + begin_[c + 1]};
  }
  std::size_t entries() const { return entries_.size(); }
  std::size_t bytes() const {
    return begin_.size() * sizeof(std::uint32_t) + entries_.size() * sizeof(Entry);
  }

 private:
  std::vector<std::uint32_t> begin_;  ///< rows + 1 offsets into the entries
  std::vector<Entry> entries_;
};

/// Which sensors may see a target of one height in each cell: by line of sight to its centre, or by reach
/// alone where the sensor needs none. Exact geometry is left to be done only there.
struct Coverage {
  double target_height_m = 0.0;
  CellRows<std::uint16_t> posts;  ///< asset numbers
  CellRows<WatchedSpan> patrols;
  std::size_t bytes() const { return posts.bytes() + patrols.bytes(); }
};

/// What sight is computed over.
struct SightGround {
  const Grid& grid;
  const Layer<double>& elevation_m;
  SightModel model;
};

/// An asset's eye at a place.
Eye eye_over(const SightGround& ground, const Asset& asset, const Point& at);

/// Coverage of all assets for targets of one height. A cell is taken in while its centre is within the range
/// and 1.46 cells of the sensor: a target's stay in a cell reaches 1.12 cells (half a knight's move) from its
/// centre, the first stay, from a corner of its cell halfway to the next, sqrt(34) / 4 cells at most.
Coverage cover(const SightGround& ground, const std::vector<Asset>& assets,
               const std::vector<PostPlan>& posts, const std::vector<PatrolPlan>& patrols,
               double target_height_m, int threads);

}  // namespace panj
