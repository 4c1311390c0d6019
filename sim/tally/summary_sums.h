#pragma once

#include "tally/share_table.h"

namespace panj {

/// What /summary, /paired, /convergence and /batches are made of.
struct SummarySums {
  ShareTable shares;  ///< one bin
  PairTable pairs;
  SummarySums() = default;
  explicit SummarySums(std::size_t configurations) : shares(1, configurations), pairs(configurations) {}
  SummarySums& operator+=(const SummarySums& other);
  /// Ends the current unit of both.
  void end_unit(std::int64_t replications = 1);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.shares);
    visit(self.pairs);
  }
};

/// What configuration a counted less what b did, in integers: two that differ in one attempt of a billion
/// still differ by exactly that.
ExactSums difference_sums(const SummarySums& sums, std::size_t a, std::size_t b, std::size_t measure);

/// Difference between configurations a and b of one measure, from the same attempts.
struct PairedDifference {
  Estimate difference;  ///< of a less b
  /// Variance if the two were sampled independently, over the paired one; NaN where that is 0.
  double variance_ratio = 0.0;
};
PairedDifference paired(const SummarySums& sums, std::size_t a, std::size_t b, std::size_t measure,
                        double confidence);

}  // namespace panj
