#include "tally/asset_table.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>

namespace panj {

AssetTable::AssetTable(std::size_t bins, std::size_t configurations, std::size_t assets)
    : bins_(bins),
      configurations_(configurations),
      assets_(assets),
      rows_of_(bins * configurations * assets, -1) {}

std::vector<std::int64_t> AssetTable::indices() const {
  std::vector<std::int64_t> sorted(index_of_.begin(), index_of_.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::size_t AssetTable::row_at(std::size_t index) {
  std::int32_t& row = rows_of_.at(index);
  if (row < 0) {
    row = static_cast<std::int32_t>(index_of_.size());
    index_of_.push_back(index);
    sums_.emplace_back();
    current_.push_back({});
  }
  return static_cast<std::size_t>(row);
}

void AssetTable::end_unit(const ShareTable& attempts) {
  for (const std::size_t row : touched_) {
    const std::size_t place = index_of_[row] / assets_;
    const std::int64_t n = attempts.current_attempts(place / configurations_, place % configurations_);
    for (std::size_t m = 0; m < asset_measure_count; ++m) {
      const std::int64_t y = current_[row].scores[m];
      if (y == 0) continue;
      Sums& sums = sums_[row][m];
      sums.y += y;
      sums.yy += static_cast<Int128>(y) * y;
      sums.ny += static_cast<Int128>(n) * y;
    }
    current_[row] = {};
  }
  touched_.clear();
}

AssetTable& AssetTable::operator+=(const AssetTable& other) {
  assert(touched_.empty() && other.touched_.empty());
  if (bins_ != other.bins_ || configurations_ != other.configurations_ || assets_ != other.assets_)
    throw std::invalid_argument("asset tables of different shapes don't add up");
  for (std::size_t row = 0; row < other.index_of_.size(); ++row) {
    const std::size_t own = row_at(other.index_of_[row]);
    for (std::size_t m = 0; m < asset_measure_count; ++m) {
      sums_[own][m].y += other.sums_[row][m].y;
      sums_[own][m].yy += other.sums_[row][m].yy;
      sums_[own][m].ny += other.sums_[row][m].ny;
    }
  }
  return *this;
}

ExactSums AssetTable::exact_sums(std::size_t bin, std::size_t configuration, std::size_t asset,
                                 AssetMeasure measure) const {
  const std::int32_t row = rows_of_[(bin * configurations_ + configuration) * assets_ + asset];
  if (row < 0) return {};
  const Sums& sums = sums_[static_cast<std::size_t>(row)][static_cast<std::size_t>(measure)];
  ExactSums exact;
  exact.y = sums.y;
  exact.yy = sums.yy;
  exact.ny = sums.ny;
  return exact;
}

Estimate AssetTable::estimate(const ShareTable& attempts, std::size_t bin, std::size_t configuration,
                              std::size_t asset, AssetMeasure measure, double confidence) const {
  ExactSums sums = exact_sums(bin, configuration, asset, measure);
  const ExactSums met = attempts.exact_sums(bin, configuration, 0);
  sums.units = met.units;
  sums.replications = met.replications;
  sums.n = met.n;
  sums.nn = met.nn;
  return share(sums.in_shares(measure == AssetMeasure::first_counted ? 1.0 : fixed_point_unit), confidence);
}

}  // namespace panj
