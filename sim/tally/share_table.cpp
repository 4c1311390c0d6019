#include "tally/share_table.h"

#include <algorithm>
#include <cassert>
#include <stdexcept>

#include "tally/adding.h"

namespace panj {

double unit_of(const Measure& measure) {
  return measure.scale == MeasureScale::fixed_point ? fixed_point_unit : 1.0;
}

RatioSums ExactSums::in_shares(double unit) const {
  RatioSums sums;
  sums.replications = static_cast<double>(units);
  if (units > 0) sums.per_unit = static_cast<double>(replications) / static_cast<double>(units);
  sums.n = static_cast<double>(n);
  sums.y = static_cast<double>(y) * unit;
  sums.nn = static_cast<double>(nn);
  sums.yy = static_cast<double>(yy) * unit * unit;
  sums.ny = static_cast<double>(ny) * unit;
  return sums;
}

ShareTable::ShareTable(std::size_t bins, std::size_t configurations)
    : bins_(bins),
      configurations_(configurations),
      n_(bins),
      nn_(bins),
      y_(bins * row()),
      yy_(bins * row()),
      ny_(bins * row()),
      current_n_(bins),
      current_y_(bins * row()),
      packed_(bins * configurations),
      common_(bins) {
  touched_.reserve(bins);
}

void ShareTable::make_room(std::size_t bin, std::int64_t attempts) {
  if (attempts == 0)
    touched_.push_back(bin);
  else
    unpack(bin);
}

void ShareTable::unpack(std::size_t bin) {
  for (std::size_t at = bin * configurations_; at < (bin + 1) * configurations_; ++at) {
    add_unpacked(packed_[at], current_y_.data() + at * measure_count);
    packed_[at] = {0, 0};
  }
}

std::uint64_t ShareTable::spread_common() {
  std::uint64_t all = 0;
  for (const std::size_t bin : touched_) {
    const std::uint64_t counts = common_[bin];
    all += counts;
    PackedScores* const scores = packed_.data() + bin * configurations_;
    for (std::size_t c = 0; c < configurations_; ++c) scores[c].counts += counts;
    common_[bin] = 0;
  }
  return all;
}

void ShareTable::add_attempt(std::size_t bin, std::span<const std::int64_t> scores) {
  assert(bin < bins_ && scores.size() == row());
  count_attempt(bin);
  for (std::size_t i = 0; i < row(); ++i) current_y_[bin * row() + i] += scores[i];
}

void ShareTable::keep_apart() {
  if (!n_apart_.empty()) return;
  n_apart_.resize(bins_ * configurations_);
  nn_apart_.resize(bins_ * configurations_);
  current_apart_.resize(bins_ * configurations_);
  is_apart_.resize(bins_);
}

void ShareTable::count_apart(std::size_t bin, ConfigurationMask under) {
  keep_apart();
  if (is_apart_[bin] == 0) touched_apart_.push_back(bin);
  is_apart_[bin] = 1;
  for (std::size_t c = 0; c < configurations_; ++c)
    current_apart_[bin * configurations_ + c] += static_cast<std::int64_t>(under >> c & 1U);
}

void ShareTable::add_attempt(std::size_t bin, std::span<const PackedScores> scores, ConfigurationMask under) {
  assert(bin < bins_ && scores.size() == configurations_);
  count_apart(bin, under);
  for (std::size_t c = 0; c < configurations_; ++c)
    if ((under >> c & 1U) != 0) add_unpacked(scores[c], current_y_.data() + bin * row() + c * measure_count);
}

void ShareTable::add_attempt(std::size_t bin, std::span<const std::int64_t> scores, ConfigurationMask under) {
  assert(bin < bins_ && scores.size() == row());
  count_apart(bin, under);
  for (std::size_t c = 0; c < configurations_; ++c) {
    if ((under >> c & 1U) == 0) continue;
    std::int64_t* const sums = current_y_.data() + bin * row() + c * measure_count;
    for (std::size_t m = 0; m < measure_count; ++m) sums[m] += scores[c * measure_count + m];
  }
}

std::int64_t ShareTable::attempts(std::size_t bin, std::size_t configuration) const {
  return n_[bin] + (n_apart_.empty() ? 0 : n_apart_[bin * configurations_ + configuration]);
}

void ShareTable::end_apart(std::size_t bin) {
  const std::int64_t common = current_n_[bin];
  n_[bin] += common;
  for (std::size_t c = 0; c < configurations_; ++c) {
    const std::size_t at = bin * configurations_ + c;
    const std::int64_t n = common + current_apart_[at];
    n_apart_[at] += current_apart_[at];
    nn_apart_[at] += static_cast<Int128>(n) * n;
    for (std::size_t i = at * measure_count; i < (at + 1) * measure_count; ++i) {
      const std::int64_t y = current_y_[i];
      y_[i] += y;
      yy_[i] += static_cast<Int128>(y) * y;
      ny_[i] += static_cast<Int128>(n) * y;
      current_y_[i] = 0;
    }
    current_apart_[at] = 0;
  }
  current_n_[bin] = 0;
  is_apart_[bin] = 0;
}

std::span<const std::int64_t> ShareTable::current(std::size_t bin) {
  assert(bin < bins_);
  unpack(bin);
  return {current_y_.data() + bin * row(), row()};
}

void ShareTable::end_unit(std::int64_t replications) {
  ++units_;
  replications_ += replications;
  for (const std::size_t bin : touched_) unpack(bin);
  for (const std::size_t bin : touched_apart_) end_apart(bin);
  touched_apart_.clear();
  // What end_apart has dealt with is all 0 here.
  const std::size_t measures_of_bin = row();
  for (const std::size_t bin : touched_) {
    const std::int64_t n = current_n_[bin];
    n_[bin] += n;
    nn_[bin] += static_cast<Int128>(n) * n;
    std::int64_t* const current = current_y_.data() + bin * measures_of_bin;
    Int128* const sums = y_.data() + bin * measures_of_bin;
    Int128* const squares = yy_.data() + bin * measures_of_bin;
    Int128* const products = ny_.data() + bin * measures_of_bin;
    for (std::size_t i = 0; i < measures_of_bin; ++i) {
      const std::int64_t y = current[i];
      if (y == 0) continue;  // most measures of most replications
      sums[i] += y;
      squares[i] += static_cast<Int128>(y) * y;
      products[i] += static_cast<Int128>(n) * y;
      current[i] = 0;
    }
    current_n_[bin] = 0;
  }
  touched_.clear();
}

ShareTable& ShareTable::operator+=(const ShareTable& other) {
  assert(touched_.empty() && other.touched_.empty() && touched_apart_.empty() &&
         other.touched_apart_.empty());
  if (configurations_ == 0) *this = ShareTable(other.bins_, other.configurations_);
  if (bins_ != other.bins_ || configurations_ != other.configurations_)
    throw std::invalid_argument("share tables of different shapes don't add up");
  units_ += other.units_;
  replications_ += other.replications_;
  add_to(n_, other.n_);
  add_to(nn_, other.nn_);
  add_to(y_, other.y_);
  add_to(yy_, other.yy_);
  add_to(ny_, other.ny_);
  if (other.n_apart_.empty()) return *this;
  keep_apart();
  add_to(n_apart_, other.n_apart_);
  add_to(nn_apart_, other.nn_apart_);
  return *this;
}

ExactSums ShareTable::exact_sums(std::size_t bin, std::size_t configuration, std::size_t measure) const {
  const std::size_t i = bin * row() + configuration * measure_count + measure;
  const Int128 nn_apart = nn_apart_.empty() ? Int128{0} : nn_apart_[bin * configurations_ + configuration];
  return {units_, replications_, attempts(bin, configuration), nn_[bin] + nn_apart, y_[i], yy_[i], ny_[i]};
}

RatioSums ShareTable::sums(std::size_t bin, std::size_t configuration, std::size_t measure) const {
  return exact_sums(bin, configuration, measure).in_shares(unit_of(measures[measure]));
}

Estimate ShareTable::estimate(std::size_t bin, std::size_t configuration, std::size_t measure,
                              double confidence) const {
  return share(sums(bin, configuration, measure), confidence);
}

PairTable::PairTable(std::size_t configurations)
    : configurations_(configurations),
      products_(configurations * (configurations + 1) / 2 * measure_count),
      apart_(products_.size()) {}

void PairTable::add(std::span<const std::int64_t> scores) {
  assert(scores.size() == configurations_ * measure_count);
  std::size_t i = 0;
  for (std::size_t a = 0; a < configurations_; ++a)
    for (std::size_t b = 0; b <= a; ++b)
      for (std::size_t m = 0; m < measure_count; ++m, ++i) {
        const std::int64_t of_a = scores[a * measure_count + m];
        const std::int64_t of_b = scores[b * measure_count + m];
        if (of_a != 0) products_[i] += static_cast<Int128>(of_a) * of_b;
        if (of_a != of_b) apart_[i] += of_a > of_b ? of_a - of_b : of_b - of_a;
      }
}

PairTable& PairTable::operator+=(const PairTable& other) {
  if (configurations_ == 0) *this = PairTable(other.configurations_);
  if (configurations_ != other.configurations_)
    throw std::invalid_argument("pair tables of different shapes don't add up");
  add_to(products_, other.products_);
  add_to(apart_, other.apart_);
  return *this;
}

std::size_t PairTable::index(std::size_t a, std::size_t b, std::size_t measure) const {
  const std::size_t high = std::max(a, b);
  const std::size_t low = std::min(a, b);
  return (high * (high + 1) / 2 + low) * measure_count + measure;
}

Int128 PairTable::exact_product(std::size_t a, std::size_t b, std::size_t measure) const {
  return products_[index(a, b, measure)];
}

double PairTable::apart(std::size_t a, std::size_t b, std::size_t measure) const {
  return static_cast<double>(apart_[index(a, b, measure)]) * unit_of(measures[measure]);
}

double PairTable::product(std::size_t a, std::size_t b, std::size_t measure) const {
  const double unit = unit_of(measures[measure]);
  return static_cast<double>(exact_product(a, b, measure)) * unit * unit;
}

}  // namespace panj
