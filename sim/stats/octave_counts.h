#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace panj {

/// Counts of whole numbers from 0 on, in bins of which every octave has 16: below 32 each number has its own,
/// above a bin is a sixteenth to a thirty-second of its numbers wide. It grows as it needs: any range, with a
/// relative error of quantiles below 6 %.
class OctaveCounts {
 public:
  /// \param value 0 or more.
  void add(std::int64_t value);
  OctaveCounts& operator+=(const OctaveCounts& other);

  const std::vector<std::int64_t>& counts() const { return counts_; }
  std::int64_t total() const;
  /// Least number that belongs to a bin.
  static std::int64_t edge(std::size_t bin);
  static std::size_t bin_of(std::int64_t value);
  /// Value below which a share `p` of the counts lies, linear inside a bin; NaN where there are none.
  double quantile(double p) const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit.grown(self.counts_, bin_of(std::numeric_limits<std::int64_t>::max()) + 1);
  }

 private:
  std::vector<std::int64_t> counts_;
};

}  // namespace panj
