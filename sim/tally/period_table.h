#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "stats/estimate.h"
#include "stats/fixed_point.h"
#include "stats/mean.h"

namespace panj {

/// What becomes of one attempt under one configuration, as periods count it.
struct PeriodScore {
  bool leaked = false;
  bool reached_site = false;
  std::int32_t persons = 1;
};

/// What becomes of several attempts. PeriodScores{}: of none.
struct PeriodScores {
  std::int64_t leaked;
  std::int64_t persons_through;
  std::int64_t reached_site;

  void add(const PeriodScore& score) {
    leaked += score.leaked ? 1 : 0;
    persons_through += score.leaked ? score.persons : 0;
    reached_site += score.reached_site ? 1 : 0;
  }
  PeriodScores& operator+=(const PeriodScores& other) {
    leaked += other.leaked;
    persons_through += other.persons_through;
    reached_site += other.reached_site;
    return *this;
  }
};

/// One number of every period (replication) and configuration: its mean over the periods is estimated.
struct PeriodMeasure {
  enum class Kind : std::uint8_t {
    count,   ///< how many
    chance,  ///< 0 or 1
  };
  std::string_view name;  ///< of the variable in the results: "leaks"
  std::string_view long_name;
  Kind kind = Kind::count;
  std::size_t events = 0;  ///< of a count: the measure that counts the events that it is a sum over
};

inline constexpr std::size_t period_measure_count = 5;
extern const std::array<PeriodMeasure, period_measure_count> period_measures;

/// Index of a period's measure by name; period_measure_count where there is none.
std::size_t find_period_measure(std::string_view name);

/// Sums over statistical units (as of a ShareTable) of the measures of a period, their squares and products
/// between configurations. All integers: tables add up in any order to the same bits. Units are independent,
/// whatever goes on inside one: plain intervals of means hold.
class PeriodTable {
 public:
  /// Numbers of the measures, in the order of their table.
  enum : std::size_t { leaks, persons_through, p_no_leak, sites_reached, p_no_site_reached };

  PeriodTable() = default;
  explicit PeriodTable(std::size_t configurations);

  std::int64_t replications() const { return replications_; }
  /// An attempt of the current replication.
  void add_attempt(std::size_t configuration, const PeriodScore& score) {
    PeriodScores one{};
    one.add(score);
    add_attempts(configuration, one);
  }
  /// Several of them.
  void add_attempts(std::size_t configuration, const PeriodScores& scores) {
    std::int64_t* const row = current_.data() + configuration * period_measure_count;
    row[leaks] += scores.leaked;
    row[persons_through] += scores.persons_through;
    row[sites_reached] += scores.reached_site;
  }
  /// Ends the current replication: one period.
  void end_replication();
  /// Ends the current unit, whose replications have all ended.
  void end_unit(std::int64_t replications = 1);
  /// As for EventTable.
  PeriodTable& operator+=(const PeriodTable& other);

  /// Sums of one measure; both 0 where nothing was added.
  Int128 exact_sum(std::size_t configuration, std::size_t measure) const;
  Int128 exact_product(std::size_t a, std::size_t b, std::size_t measure) const;
  /// Counts: mean_of_counts. Chances: independent_share, or the share over units of several replications.
  Estimate estimate(std::size_t configuration, std::size_t measure, double confidence) const;
  /// Of a less b, which met the same attempts. Counts: mean_difference. Chances: paired_difference.
  Estimate difference(std::size_t a, std::size_t b, std::size_t measure, double confidence) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.units_);
    visit(self.replications_);
    visit(self.sums_);
    visit(self.products_);
    visit(self.apart_);
  }

 private:
  std::size_t pair(std::size_t a, std::size_t b, std::size_t measure) const;
  /// Replications in a unit.
  double per_unit() const;
  void add_apart();

  std::size_t configurations_ = 0;
  std::int64_t units_ = 0;
  std::int64_t replications_ = 0;      ///< in all units
  std::vector<Int128> sums_;           ///< [configuration][measure]
  std::vector<Int128> products_;       ///< [a][b <= a][measure]: the table is symmetric
  std::vector<Int128> apart_;          ///< the same, of |y_a - y_b|, where units are of several replications
  std::vector<std::int64_t> current_;  ///< of the current replication
  std::vector<std::int64_t> current_of_unit_;  ///< of those of the unit that have ended
};

}  // namespace panj
