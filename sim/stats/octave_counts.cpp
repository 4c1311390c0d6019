#include "stats/octave_counts.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <limits>
#include <numeric>

namespace panj {

namespace {

constexpr std::size_t per_octave = 16;

}  // namespace

std::size_t OctaveCounts::bin_of(std::int64_t value) {
  assert(value >= 0);
  const auto number = static_cast<std::uint64_t>(value);
  if (number < 2 * per_octave) return number;
  const auto octave = static_cast<std::size_t>(std::bit_width(number)) - 5;
  return octave * per_octave + (number >> octave);
}

std::int64_t OctaveCounts::edge(std::size_t bin) {
  if (bin < 2 * per_octave) return static_cast<std::int64_t>(bin);
  const std::size_t octave = bin / per_octave - 1;
  return static_cast<std::int64_t>(bin - octave * per_octave) << octave;
}

void OctaveCounts::add(std::int64_t value) {
  const std::size_t bin = bin_of(value);
  if (bin >= counts_.size()) counts_.resize(bin + 1);
  ++counts_[bin];
}

OctaveCounts& OctaveCounts::operator+=(const OctaveCounts& other) {
  if (counts_.size() < other.counts_.size()) counts_.resize(other.counts_.size());
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i] += other.counts_[i];
  return *this;
}

std::int64_t OctaveCounts::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0});
}

double OctaveCounts::quantile(double p) const {
  const std::int64_t all = total();
  if (all == 0) return std::numeric_limits<double>::quiet_NaN();
  const double wanted = std::clamp(p, 0.0, 1.0) * static_cast<double>(all);
  double below = 0.0;
  for (std::size_t bin = 0; bin < counts_.size(); ++bin) {
    const auto count = static_cast<double>(counts_[bin]);
    if (count > 0.0 && below + count >= wanted) {
      const auto low = static_cast<double>(edge(bin));
      return low + (static_cast<double>(edge(bin + 1)) - low) * (wanted - below) / count;
    }
    below += count;
  }
  return static_cast<double>(edge(counts_.size()));
}

}  // namespace panj
