#include "tally/line_tally.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <stdexcept>

#include "stats/ratio.h"

namespace panj {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double ms_per_s = 1000.0;

double mean_s(Int128 sum_ms, std::int64_t count) {
  return count == 0 ? missing : static_cast<double>(sum_ms) / static_cast<double>(count) / ms_per_s;
}

}  // namespace

LineTally::LineTally(std::size_t segments, std::size_t configurations, std::int64_t period_ms)
    : configurations_(configurations), period_ms_(period_ms), places_(segments * configurations) {}

void LineTally::add(const LineWatch& line) {
  assert(line.watched_ms.size() == places_.size());
  ++current_;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    Place& place = places_[i];
    place.current_ms += line.watched_ms[i];
    std::int64_t longest_ms = 0;
    for (const std::int64_t interval_ms : line.intervals(i)) {
      place.intervals.add(interval_ms);
      place.intervals_ms += interval_ms;
      longest_ms = std::max(longest_ms, interval_ms);
    }
    place.longest_ms += longest_ms;
    place.with_intervals += longest_ms > 0 ? 1 : 0;
  }
}

void LineTally::end_unit() {
  if (current_ == 0) return;
  ++units_;
  replications_ += current_;
  squares_ += current_ * current_;
  for (Place& place : places_) {
    place.watched_ms += place.current_ms;
    place.watched_squared += static_cast<Int128>(place.current_ms) * place.current_ms;
    place.looks_watched += static_cast<Int128>(current_) * place.current_ms;
    place.current_ms = 0;
  }
  current_ = 0;
}

LineTally& LineTally::operator+=(const LineTally& other) {
  if (places_.empty())
    *this = LineTally(other.places_.size() / std::max<std::size_t>(1, other.configurations_),
                      other.configurations_, other.period_ms_);
  if (places_.size() != other.places_.size() || configurations_ != other.configurations_ ||
      period_ms_ != other.period_ms_)
    throw std::invalid_argument("tallies of different lines don't add up");
  assert(current_ == 0 && other.current_ == 0);
  units_ += other.units_;
  replications_ += other.replications_;
  squares_ += other.squares_;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].watched_ms += other.places_[i].watched_ms;
    places_[i].watched_squared += other.places_[i].watched_squared;
    places_[i].looks_watched += other.places_[i].looks_watched;
    places_[i].intervals_ms += other.places_[i].intervals_ms;
    places_[i].longest_ms += other.places_[i].longest_ms;
    places_[i].with_intervals += other.places_[i].with_intervals;
    places_[i].intervals += other.places_[i].intervals;
  }
  return *this;
}

bool LineTally::operator==(const LineTally& other) const {
  const auto same = [](const Place& a, const Place& b) {
    return a.watched_ms == b.watched_ms && a.watched_squared == b.watched_squared &&
           a.looks_watched == b.looks_watched && a.intervals_ms == b.intervals_ms &&
           a.longest_ms == b.longest_ms && a.with_intervals == b.with_intervals &&
           a.intervals.counts() == b.intervals.counts();
  };
  return units_ == other.units_ && replications_ == other.replications_ && squares_ == other.squares_ &&
         period_ms_ == other.period_ms_ &&
         std::equal(places_.begin(), places_.end(), other.places_.begin(), other.places_.end(), same);
}

Estimate LineTally::watched(std::size_t segment, std::size_t configuration, double confidence) const {
  const Place& place = at(segment, configuration);
  const auto units = static_cast<double>(units_);
  const auto replications = static_cast<double>(replications_);
  const auto period_ms = static_cast<double>(period_ms_);
  const double y = static_cast<double>(place.watched_ms) / period_ms;
  const double yy = static_cast<double>(place.watched_squared) / period_ms / period_ms;
  const double ny = static_cast<double>(place.looks_watched) / period_ms;
  const double per_unit = units_ > 0 ? replications / units : 1.0;
  return share({units, replications, y, static_cast<double>(squares_), yy, ny, per_unit}, confidence);
}

std::int64_t LineTally::intervals(std::size_t segment, std::size_t configuration) const {
  return at(segment, configuration).intervals.total();
}

double LineTally::mean_interval_s(std::size_t segment, std::size_t configuration) const {
  return mean_s(at(segment, configuration).intervals_ms, intervals(segment, configuration));
}

double LineTally::interval_quantile_s(std::size_t segment, std::size_t configuration, double p) const {
  return at(segment, configuration).intervals.quantile(p) / ms_per_s;
}

double LineTally::mean_longest_s(std::size_t segment, std::size_t configuration) const {
  const Place& place = at(segment, configuration);
  return mean_s(place.longest_ms, place.with_intervals);
}

}  // namespace panj
