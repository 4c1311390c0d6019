#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/line_watch.h"
#include "stats/estimate.h"
#include "stats/fixed_point.h"
#include "stats/octave_counts.h"

namespace panj {

/// How the border was watched, over the replications that looked at it: sums of whole milliseconds, mergeable
/// in any order.
class LineTally {
 public:
  LineTally() = default;
  LineTally(std::size_t segments, std::size_t configurations, std::int64_t period_ms);

  /// A replication of the current unit.
  void add(const LineWatch& line);
  /// Ends the current unit, if it has looked at the border at all.
  void end_unit();
  /// \throws std::invalid_argument for another shape; to a tally without shape, any.
  LineTally& operator+=(const LineTally& other);
  bool operator==(const LineTally& other) const;

  bool empty() const { return places_.empty(); }
  /// Memory of a segment under a configuration, before its intervals are counted.
  static constexpr std::size_t bytes_a_place() { return sizeof(Place); }
  std::int64_t replications() const { return replications_; }

  /// Share of the period in which the segment's middle is watched; a ratio over the units that looked.
  Estimate watched(std::size_t segment, std::size_t configuration, double confidence) const;
  /// Times between two visits.
  std::int64_t intervals(std::size_t segment, std::size_t configuration) const;
  double mean_interval_s(std::size_t segment, std::size_t configuration) const;  ///< NaN: there are none
  double interval_quantile_s(std::size_t segment, std::size_t configuration, double p) const;
  /// Mean, over the replications that have an interval, of the longest; NaN: none has.
  double mean_longest_s(std::size_t segment, std::size_t configuration) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.units_);
    visit(self.replications_);
    visit(self.squares_);
    visit(self.places_);
  }

 private:
  struct Place {
    Int128 watched_ms = 0;
    Int128 watched_squared = 0;  ///< of what a unit has
    Int128 looks_watched = 0;    ///< of a unit: replications that looked, times what they have
    std::int64_t current_ms = 0;
    Int128 intervals_ms = 0;
    Int128 longest_ms = 0;
    std::int64_t with_intervals = 0;  ///< replications
    OctaveCounts intervals;           ///< in milliseconds

    template <class Self, class Visit>
    static void each_sum(Self& self, Visit& visit) {
      visit(self.watched_ms);
      visit(self.watched_squared);
      visit(self.looks_watched);
      visit(self.intervals_ms);
      visit(self.longest_ms);
      visit(self.with_intervals);
      visit(self.intervals);
    }
  };
  const Place& at(std::size_t segment, std::size_t configuration) const {
    return places_[segment * configurations_ + configuration];
  }

  std::size_t configurations_ = 0;
  std::int64_t period_ms_ = 0;
  std::int64_t units_ = 0;
  std::int64_t replications_ = 0;  ///< that looked
  std::int64_t squares_ = 0;       ///< sum over units of the squares of these
  std::int64_t current_ = 0;       ///< of the current unit
  std::vector<Place> places_;      ///< [segment][configuration]
};

}  // namespace panj
