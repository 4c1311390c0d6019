#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stats/fixed_point.h"
#include "stats/ratio.h"

namespace panj {

/// Sums over statistical units (as of a ShareTable) of events and of a whole number that each of them has (0
/// or 1, milliseconds), in every bin: what ratio estimators of means and shares need. Unlike a ShareTable,
/// each bin has a number of events of its own. All integers: tables add up in any order to the same bits.
/// They hold for up to 2^20 events a unit, numbers up to 2^32 and 2^22 units.
class EventTable {
 public:
  EventTable() = default;
  explicit EventTable(std::size_t bins);

  std::size_t bins() const { return n_.size(); }
  /// An event of the current unit.
  void add(std::size_t bin, std::int64_t number);
  /// Ends the current unit: the sums of the bins that it touched are squared and added.
  void end_unit(std::int64_t replications = 1);
  /// Adds the units of another table (neither inside a unit). \throws std::invalid_argument for
  /// another number of bins.
  EventTable& operator+=(const EventTable& other);

  std::int64_t events(std::size_t bin) const { return n_[bin]; }
  /// Sum of the numbers.
  Int128 total(std::size_t bin) const { return y_[bin]; }
  /// For the estimators of stats/ratio.h. \param unit what 1 stands for: 0.001 where numbers are
  /// milliseconds.
  RatioSums sums(std::size_t bin, double unit) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.units_);
    visit(self.replications_);
    visit(self.n_);
    visit(self.nn_);
    visit(self.y_);
    visit(self.yy_);
    visit(self.ny_);
  }

 private:
  std::int64_t units_ = 0;
  std::int64_t replications_ = 0;  ///< in all units
  std::vector<std::int64_t> n_;
  std::vector<Int128> nn_, y_, yy_, ny_;
  // The current unit, and which bins it has touched.
  std::vector<std::int64_t> current_n_, current_y_;
  std::vector<std::size_t> touched_;
};

}  // namespace panj
