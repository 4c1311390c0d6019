#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "stats/estimate.h"
#include "stats/fixed_point.h"
#include "stats/ratio.h"
#include "tally/count_sums.h"
#include "tally/measures.h"

namespace panj {

/// Share units of one unit of a measure's scores.
double unit_of(const Measure& measure);

/// Sums over statistical units, each of one or several replications, in the measure's own units (attempts, or
/// 2^-32): no rounding. They hold for up to 2^20 attempts a unit and 2^22 units.
struct ExactSums {
  std::int64_t units = 0;
  std::int64_t replications = 0;
  std::int64_t n = 0;
  Int128 nn = 0, y = 0, yy = 0, ny = 0;

  /// In units of shares, for the estimators of stats/ratio.h.
  RatioSums in_shares(double unit) const;
};

/// Sums over statistical units for every measure and configuration in every bin of one axis (the whole,
/// segments, hours, classes). All integers: tables add up in any order to the same bits. A unit is a
/// replication, or a batch of replications that were drawn together. One attempt's scores are a row,
/// [configuration][measure]. Most attempts stand in the same bin under every configuration; where one does
/// not, numbers of attempts are kept by configuration as well.
class ShareTable {
 public:
  ShareTable() = default;
  ShareTable(std::size_t bins, std::size_t configurations);

  std::size_t bins() const { return bins_; }
  std::size_t configurations() const { return configurations_; }
  std::int64_t replications() const { return replications_; }

  /// Counts an attempt of the current unit in `bin`.
  /// \return where its scores, by configuration, are to be added at once.
  PackedScores* count_attempt(std::size_t bin) {
    assert(bin < bins_);
    const std::int64_t before = current_n_[bin]++;
    if (before % unpack_every == 0) make_room(bin, before);
    return packed_.data() + bin * configurations_;
  }
  /// Where scores of attempts that are counted already are to be added, before more of them are.
  PackedScores* scores_in(std::size_t bin) { return packed_.data() + bin * configurations_; }
  /// Counts an attempt, and adds its scores to the numerators.
  void add_attempt(std::size_t bin, std::span<const PackedScores> scores) {
    assert(scores.size() == configurations_);
    PackedScores* const sums = count_attempt(bin);
    for (std::size_t c = 0; c < configurations_; ++c) sums[c] += scores[c];
  }
  /// Counts several attempts at once, `most_at_once` at the most.
  /// \return where what they score together is to be added at once, by configuration.
  PackedScores* count_attempts(std::size_t bin, std::int64_t attempts) {
    assert(bin < bins_ && attempts > 0 && attempts <= most_at_once);
    const std::int64_t before = current_n_[bin];
    current_n_[bin] += attempts;
    if (before == 0 || before / unpack_every != (before + attempts) / unpack_every) make_room(bin, before);
    return packed_.data() + bin * configurations_;
  }
  /// The same, with what they score.
  void add_attempts(std::size_t bin, std::int64_t attempts, const PackedScores* sums) {
    if (attempts == 0) return;
    PackedScores* const scores = count_attempts(bin, attempts);
    for (std::size_t c = 0; c < configurations_; ++c) scores[c] += sums[c];
  }
  static constexpr std::int64_t most_at_once = 64;
  /// The same by a row of scores.
  void add_attempt(std::size_t bin, std::span<const std::int64_t> scores);
  /// The same where it stands in this bin only under some configurations.
  void add_attempt(std::size_t bin, std::span<const PackedScores> scores, ConfigurationMask under);
  void add_attempt(std::size_t bin, std::span<const std::int64_t> scores, ConfigurationMask under);
  /// The current unit's numerators in `bin`, a row.
  std::span<const std::int64_t> current(std::size_t bin);
  /// Attempts of the current unit in `bin` under a configuration.
  std::int64_t current_attempts(std::size_t bin, std::size_t configuration) const {
    return current_n_[bin] +
           (current_apart_.empty() ? 0 : current_apart_[bin * configurations_ + configuration]);
  }
  /// Ends the current unit: the sums of the bins that it touched are squared and added.
  void end_unit(std::int64_t replications = 1);

  /// Adds the units of another table of the same shape (neither inside a unit); to a table
  /// without shape, any. \throws std::invalid_argument for another shape.
  ShareTable& operator+=(const ShareTable& other);

  /// Attempts in a bin that all configurations have in common.
  std::int64_t attempts(std::size_t bin) const { return n_[bin]; }
  /// Attempts in a bin under a configuration.
  std::int64_t attempts(std::size_t bin, std::size_t configuration) const;
  ExactSums exact_sums(std::size_t bin, std::size_t configuration, std::size_t measure) const;
  /// Sums in units of shares, for the estimators of stats/ratio.h.
  RatioSums sums(std::size_t bin, std::size_t configuration, std::size_t measure) const;
  Estimate estimate(std::size_t bin, std::size_t configuration, std::size_t measure, double confidence) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.units_);
    visit(self.replications_);
    visit(self.n_);
    visit(self.nn_);
    WideSums wide = self.wide_sums();
    visit(wide.y);
    visit(wide.yy);
    visit(wide.ny);
    if constexpr (!std::is_const_v<Self>) self.take(wide);
    bool apart = !self.n_apart_.empty();
    visit(apart);
    if (!apart) return;
    if constexpr (!std::is_const_v<Self>) self.keep_apart();
    visit(self.n_apart_);
    visit(self.nn_apart_);
  }

 private:
  /// Sums of the measure that is no count.
  struct FixedSums {
    Int128 y = 0, yy = 0, ny = 0;

    void add_unit(std::int64_t n, std::int64_t score) {
      y += score;
      yy += static_cast<Int128>(score) * score;
      ny += static_cast<Int128>(n) * score;
    }
    FixedSums& operator+=(const FixedSums& other);
  };
  /// Sums of all measures, [bin][configuration][measure].
  struct WideSums {
    std::vector<Int128> y, yy, ny;
  };

  std::size_t row() const { return configurations_ * measure_count; }
  std::size_t rows() const { return bins_ * configurations_; }
  WideSums wide_sums() const;
  /// \throws std::out_of_range for sums larger than any run comes to
  void take(const WideSums& wide);
  /// Attempts between two times that a bin is unpacked: a power of two, as that divides quickly.
  static constexpr std::int64_t unpack_every = 128;
  static_assert(unpack_every + most_at_once <= most_packed);
  /// Notes that the current unit has come to a bin, or unpacks it. \param attempts that it has so far
  void make_room(std::size_t bin, std::int64_t attempts);
  /// Adds what is packed of the current unit to its counts.
  void unpack(std::size_t bin);
  /// Adds scores of the current unit to a row, bin * configurations + configuration.
  void add_scores(std::size_t at, std::span<const std::int64_t, measure_count> scores);
  void keep_apart();
  /// Notes that an attempt stands in a bin under some configurations.
  void count_apart(std::size_t bin, ConfigurationMask under);
  /// Ends the current unit in a bin that holds attempts under some configurations only.
  void end_apart(std::size_t bin);

  std::size_t bins_ = 0;
  std::size_t configurations_ = 0;
  std::int64_t units_ = 0;
  std::int64_t replications_ = 0;  ///< in all units
  // Totals: [bin] or [bin][configuration].
  std::vector<std::int64_t> n_;
  std::vector<Int128> nn_;
  std::vector<CountSums> counts_;
  std::vector<FixedSums> fixed_;
  // The current unit, and which bins it has touched: [bin] or [bin][configuration]. Of counts, what is packed
  // is not yet in current_counts_; scores of the measure that is no count stay where they are packed.
  std::vector<std::int64_t> current_n_;
  std::vector<PackedScores> packed_;
  std::vector<UnitCounts> current_counts_;
  std::vector<std::int64_t> current_row_;  ///< [configuration][measure]: what `current` hands out
  std::vector<std::size_t> touched_;
  // Attempts under one configuration beyond those of all, [bin][configuration]; squares of all of both, for
  // units that had such attempts in the bin. Empty until there are any.
  std::vector<std::int64_t> n_apart_;
  std::vector<Int128> nn_apart_;
  std::vector<std::int64_t> current_apart_;
  std::vector<std::size_t> touched_apart_;
  std::vector<std::uint8_t> is_apart_;  ///< [bin], in the current unit
};

/// Products and distances between configurations of one measure's numerators, summed over units: what
/// paired differences need.
class PairTable {
 public:
  PairTable() = default;
  explicit PairTable(std::size_t configurations);

  /// Adds a unit: `scores` is [configuration][measure].
  void add(std::span<const std::int64_t> scores);
  /// As for ShareTable.
  PairTable& operator+=(const PairTable& other);
  /// Sum over units of y_a y_b in the measure's own units, without rounding.
  Int128 exact_product(std::size_t a, std::size_t b, std::size_t measure) const;
  /// The same in units of shares.
  double product(std::size_t a, std::size_t b, std::size_t measure) const;
  /// Sum over units of |y_a - y_b| in units of shares: by how much they differ on balance.
  double apart(std::size_t a, std::size_t b, std::size_t measure) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.products_);
    visit(self.apart_);
  }

 private:
  std::size_t configurations_ = 0;
  std::size_t index(std::size_t a, std::size_t b, std::size_t measure) const;

  std::vector<Int128> products_;  ///< [a][b <= a][measure]: the table is symmetric
  std::vector<Int128> apart_;     ///< the same, of |y_a - y_b|
};

}  // namespace panj
