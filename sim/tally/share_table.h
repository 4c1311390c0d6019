#pragma once

#include <cstdint>
#include <vector>

#include "stats/estimate.h"
#include "stats/fixed_point.h"
#include "stats/ratio.h"
#include "tally/measures.h"

namespace panj {

/// Sums over replications for every measure and configuration in every bin of one axis (the whole, segments,
/// hours, classes). All integers: tables add up in any order to the same bits.
class ShareTable {
 public:
  ShareTable() = default;
  ShareTable(std::size_t bins, std::size_t configurations);

  std::size_t bins() const { return bins_; }
  std::size_t configurations() const { return configurations_; }
  std::int64_t replications() const { return replications_; }

  /// Counts an attempt of the current replication in `bin`.
  void add_attempt(std::size_t bin);
  /// Adds to the current replication's numerator.
  void add_score(std::size_t bin, std::size_t configuration, std::size_t measure, std::int64_t score);
  /// Ends the current replication: its sums are squared and added.
  void end_replication();

  /// Adds the replications of another table of the same shape (neither inside a replication).
  ShareTable& operator+=(const ShareTable& other);

  /// Attempts in a bin.
  std::int64_t attempts(std::size_t bin) const;
  /// Sums in units of shares, for the estimators of stats/ratio.h.
  RatioSums sums(std::size_t bin, std::size_t configuration, std::size_t measure) const;
  Estimate estimate(std::size_t bin, std::size_t configuration, std::size_t measure, double confidence) const;

 private:
  std::size_t bins_ = 0;
  std::size_t configurations_ = 0;
  std::int64_t replications_ = 0;
  // Totals: [bin] or [bin][configuration][measure].
  std::vector<std::int64_t> n_;
  std::vector<Int128> nn_, y_, yy_, ny_;
  // The current replication, and which bins it has touched.
  std::vector<std::int64_t> current_n_, current_y_;
  std::vector<std::size_t> touched_;
};

/// Products between configurations of one measure's numerators, summed over replications: what paired
/// differences need.
class PairTable {
 public:
  PairTable() = default;
  explicit PairTable(std::size_t configurations);

  /// Adds a replication: `scores` is [configuration][measure].
  void add(const std::vector<std::int64_t>& scores);
  PairTable& operator+=(const PairTable& other);
  /// Sum over replications of y_a y_b in units of shares.
  double product(std::size_t a, std::size_t b, std::size_t measure) const;

 private:
  std::size_t configurations_ = 0;
  std::vector<Int128> products_;  ///< [a][b][measure]
};

}  // namespace panj
