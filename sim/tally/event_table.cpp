#include "tally/event_table.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "tally/adding.h"

namespace panj {

EventTable::EventTable(std::size_t bins)
    : n_(bins), nn_(bins), y_(bins), yy_(bins), ny_(bins), current_n_(bins), current_y_(bins) {
  touched_.reserve(bins);
}

void EventTable::add(std::size_t bin, std::int64_t number) {
  assert(bin < bins());
  if (current_n_[bin]++ == 0) touched_.push_back(bin);
  current_y_[bin] += number;
}

void EventTable::end_unit(std::int64_t replications) {
  ++units_;
  replications_ += replications;
  for (const std::size_t bin : touched_) {
    const std::int64_t n = current_n_[bin];
    const std::int64_t y = current_y_[bin];
    n_[bin] += n;
    nn_[bin] += static_cast<Int128>(n) * n;
    y_[bin] += y;
    yy_[bin] += static_cast<Int128>(y) * y;
    ny_[bin] += static_cast<Int128>(n) * y;
    current_n_[bin] = 0;
    current_y_[bin] = 0;
  }
  touched_.clear();
}

EventTable& EventTable::operator+=(const EventTable& other) {
  assert(touched_.empty() && other.touched_.empty());
  if (bins() != other.bins()) throw std::invalid_argument("event tables of different shapes don't add up");
  units_ += other.units_;
  replications_ += other.replications_;
  add_to(n_, other.n_);
  add_to(nn_, other.nn_);
  add_to(y_, other.y_);
  add_to(yy_, other.yy_);
  add_to(ny_, other.ny_);
  return *this;
}

RatioSums EventTable::sums(std::size_t bin, double unit) const {
  RatioSums sums;
  sums.replications = static_cast<double>(units_);
  if (units_ > 0) sums.per_unit = static_cast<double>(replications_) / static_cast<double>(units_);
  sums.n = static_cast<double>(n_[bin]);
  sums.y = static_cast<double>(y_[bin]) * unit;
  sums.nn = static_cast<double>(nn_[bin]);
  sums.yy = static_cast<double>(yy_[bin]) * unit * unit;
  sums.ny = static_cast<double>(ny_[bin]) * unit;
  return sums;
}

}  // namespace panj
