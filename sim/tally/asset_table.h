#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "stats/estimate.h"
#include "stats/fixed_point.h"
#include "stats/ratio.h"
#include "tally/share_table.h"
#include "world/world.h"

namespace panj {

/// What is estimated of an asset under a configuration: shares of attempts, as for measures.
enum class AssetMeasure : std::uint8_t {
  value,              ///< what P(detect) would lose without it
  first_conditional,  ///< mean probability that it is the first to detect
  first_counted,      ///< attempts that it was the first to detect
};
inline constexpr std::size_t asset_measure_count = 3;

/// Sums over statistical units (as of a ShareTable) of asset measures in every bin of one axis (the whole, or
/// segments of the border), by configuration and asset. Few assets see few segments: only what is ever
/// touched takes memory, but for four bytes. All integers: tables add up in any order to the same bits. They
/// hold as long as ExactSums.
class AssetTable {
 public:
  AssetTable() = default;
  AssetTable(std::size_t bins, std::size_t configurations, std::size_t assets);

  bool empty() const { return rows_of_.empty(); }
  std::size_t bins() const { return bins_; }
  std::size_t assets() const { return assets_; }

  /// An attempt of the current unit in `bin`. \param scores by measure: fixed point 2^-32, or counts.
  void add(std::size_t bin, std::size_t configuration, std::size_t asset,
           const std::array<std::int64_t, asset_measure_count>& scores) {
    assert(bin < bins_ && configuration < configurations_ && asset < assets_);
    const std::size_t index = (bin * configurations_ + configuration) * assets_ + asset;
    const std::int32_t known = rows_of_[index];
    const std::size_t row = known >= 0 ? static_cast<std::size_t>(known) : row_at(index);
    Current& current = current_[row];
    if (!current.touched) touched_.push_back(row);
    current.touched = true;
    for (std::size_t m = 0; m < asset_measure_count; ++m) current.scores[m] += scores[m];
  }
  /// Ends the current unit. \param attempts the table whose current unit, not yet ended, holds the attempts
  /// of each bin and configuration.
  void end_unit(const ShareTable& attempts);
  /// Adds the units of another table of the same shape (neither inside a unit).
  /// \throws std::invalid_argument for another shape
  AssetTable& operator+=(const AssetTable& other);

  /// Sums of scores alone, in the measure's own units; all 0 where nothing was added.
  ExactSums exact_sums(std::size_t bin, std::size_t configuration, std::size_t asset,
                       AssetMeasure measure) const;
  /// \param attempts the table that holds the attempts of each bin and configuration.
  Estimate estimate(const ShareTable& attempts, std::size_t bin, std::size_t configuration, std::size_t asset,
                    AssetMeasure measure, double confidence) const;

  /// Hands every sum to `visit`, by bin, configuration and asset; first, by `visit.grown`, which of them
  /// there are. To be filled, the table must have its shape, and hold nothing.
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    std::vector<std::int64_t> indices = self.indices();
    visit.grown(indices, self.rows_of_.size());
    for (const std::int64_t index : indices) {
      if constexpr (!std::is_const_v<Self>) self.row_at(static_cast<std::size_t>(index));
      const auto row = static_cast<std::size_t>(self.rows_of_.at(static_cast<std::size_t>(index)));
      for (auto& sums : self.sums_[row]) visit(sums);
    }
  }

 private:
  struct Sums {
    Int128 y = 0, yy = 0, ny = 0;

    template <class Self, class Visit>
    static void each_sum(Self& self, Visit& visit) {
      visit(self.y);
      visit(self.yy);
      visit(self.ny);
    }
  };
  /// Of the current unit.
  struct Current {
    std::array<std::int64_t, asset_measure_count> scores{};
    bool touched = false;
  };
  /// Of all rows, in increasing order: rows themselves stand as they came.
  std::vector<std::int64_t> indices() const;
  /// The row of an index, made where there is none yet. \throws std::out_of_range
  std::size_t row_at(std::size_t index);

  std::size_t bins_ = 0;
  std::size_t configurations_ = 0;
  std::size_t assets_ = 0;
  std::vector<std::int32_t> rows_of_;                        ///< [bin][configuration][asset]: row, or -1
  std::vector<std::size_t> index_of_;                        ///< of each row
  std::vector<std::array<Sums, asset_measure_count>> sums_;  ///< of each row
  std::vector<Current> current_;                             ///< of each row
  std::vector<std::size_t> touched_;                         ///< rows, in the current unit
};

}  // namespace panj
