#pragma once

#include <cstdint>
#include <vector>

namespace panj {

/// Counts on fixed, equal bins [low, high), with what fell below and above kept apart.
class Histogram {
 public:
  Histogram() = default;
  /// \throws std::invalid_argument unless low < high, both finite, and bins > 0.
  Histogram(double low, double high, std::size_t bins);

  /// A value on an edge belongs to the bin above it; what is no number counts as below.
  void add(double value);
  /// \throws std::invalid_argument for other edges.
  Histogram& operator+=(const Histogram& other);

  std::size_t bins() const { return counts_.size(); }
  double edge(std::size_t index) const;  ///< index 0..bins()
  const std::vector<std::int64_t>& counts() const { return counts_; }
  std::int64_t below() const { return below_; }
  std::int64_t above() const { return above_; }
  std::int64_t total() const;
  /// Value below which a share `p` of the counts lies, linear inside a bin; NaN where it lies outside the
  /// edges or there are no counts.
  double quantile(double p) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.counts_);
    visit(self.below_);
    visit(self.above_);
  }

 private:
  double low_ = 0.0;
  double high_ = 1.0;
  double bins_per_unit_ = 0.0;
  double near_edge_ = 1.0;  ///< in bins: who is nearer to an edge, rounding may put on its other side
  std::vector<std::int64_t> counts_;
  std::int64_t below_ = 0;
  std::int64_t above_ = 0;
};

}  // namespace panj
