#include "stats/histogram.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace panj {

Histogram::Histogram(double low, double high, std::size_t bins)
    : low_(low), high_(high), bins_per_unit_(static_cast<double>(bins) / (high - low)), counts_(bins, 0) {
  if (!(low < high) || !std::isfinite(high - low) || bins == 0)
    throw std::invalid_argument("a histogram needs finite edges that rise, and a bin at least");
  // Rounding is far less, unless bins are many, or narrow beside their edges.
  const bool rounds_little = std::max(std::abs(low), std::abs(high)) * bins_per_unit_ < 1e9;
  if (rounds_little) near_edge_ = 1e-6;
}

double Histogram::edge(std::size_t index) const {
  if (index >= bins()) return high_;
  return low_ + (high_ - low_) * static_cast<double>(index) / static_cast<double>(bins());
}

void Histogram::add(double value) {
  if (!(value >= low_)) {
    ++below_;
    return;
  }
  if (value >= high_ || counts_.empty()) {
    ++above_;
    return;
  }
  const double place = (value - low_) * bins_per_unit_;
  std::size_t bin = std::min(static_cast<std::size_t>(place), bins() - 1);
  // Rounding must not move what lies on an edge: far from it there is no need to look.
  const double past_edge = place - static_cast<double>(bin);
  if (past_edge > near_edge_ && past_edge < 1.0 - near_edge_) {
    ++counts_[bin];
    return;
  }
  if (value < edge(bin))
    --bin;
  else if (bin + 1 < bins() && value >= edge(bin + 1))
    ++bin;
  ++counts_[bin];
}

Histogram& Histogram::operator+=(const Histogram& other) {
  if (low_ != other.low_ || high_ != other.high_ || bins() != other.bins())
    throw std::invalid_argument("histograms of different edges don't add up");
  std::transform(counts_.begin(), counts_.end(), other.counts_.begin(), counts_.begin(), std::plus<>());
  below_ += other.below_;
  above_ += other.above_;
  return *this;
}

std::int64_t Histogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), below_ + above_);
}

double Histogram::quantile(double p) const {
  const double sought = p * static_cast<double>(total());
  auto reached = static_cast<double>(below_);
  if (total() > 0 && sought >= reached && p <= 1.0) {
    for (std::size_t bin = 0; bin < bins(); ++bin) {
      const auto count = static_cast<double>(counts_[bin]);
      if (count > 0.0 && sought <= reached + count)
        return edge(bin) + (edge(bin + 1) - edge(bin)) * (sought - reached) / count;
      reached += count;
    }
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace panj
