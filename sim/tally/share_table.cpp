#include "tally/share_table.h"

#include <algorithm>
#include <cassert>
#include <limits>
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
      counts_(rows()),
      fixed_(rows()),
      current_n_(bins),
      packed_(rows()),
      current_counts_(rows()),
      current_row_(row()) {
  touched_.reserve(bins);
}

void ShareTable::make_room(std::size_t bin, std::int64_t attempts) {
  if (attempts == 0)
    touched_.push_back(bin);
  else
    unpack(bin);
}

void ShareTable::unpack(std::size_t bin) {
  for (std::size_t at = bin * configurations_; at < (bin + 1) * configurations_; ++at)
    panj::unpack(packed_[at], current_counts_[at]);
}

void ShareTable::add_scores(std::size_t at, std::span<const std::int64_t, measure_count> scores) {
  for (std::size_t m = 0; m < measure_count; ++m) {
    if (byte_of_measure[m] < packed_counts)
      current_counts_[at][byte_of_measure[m]] += static_cast<std::uint32_t>(scores[m]);
    else
      packed_[at].fixed += scores[m];
  }
}

void ShareTable::add_attempt(std::size_t bin, std::span<const std::int64_t> scores) {
  assert(bin < bins_ && scores.size() == row());
  count_attempt(bin);
  for (std::size_t c = 0; c < configurations_; ++c)
    add_scores(bin * configurations_ + c, scores.subspan(c * measure_count).first<measure_count>());
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
  for (std::size_t c = 0; c < configurations_; ++c) {
    if ((under >> c & 1U) == 0) continue;
    const std::size_t at = bin * configurations_ + c;
    PackedScores once = scores[c];
    panj::unpack(once, current_counts_[at]);
    packed_[at].fixed += once.fixed;
  }
}

void ShareTable::add_attempt(std::size_t bin, std::span<const std::int64_t> scores, ConfigurationMask under) {
  assert(bin < bins_ && scores.size() == row());
  count_apart(bin, under);
  for (std::size_t c = 0; c < configurations_; ++c)
    if ((under >> c & 1U) != 0)
      add_scores(bin * configurations_ + c, scores.subspan(c * measure_count).first<measure_count>());
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
    panj::unpack(packed_[at], current_counts_[at]);
    add_unit(n, current_counts_[at], counts_[at]);
    fixed_[at].add_unit(n, packed_[at].fixed);
    current_counts_[at] = {};
    packed_[at].fixed = 0;
    current_apart_[at] = 0;
  }
  current_n_[bin] = 0;
  is_apart_[bin] = 0;
}

std::span<const std::int64_t> ShareTable::current(std::size_t bin) {
  assert(bin < bins_);
  unpack(bin);
  for (std::size_t c = 0; c < configurations_; ++c) {
    const std::size_t at = bin * configurations_ + c;
    for (std::size_t m = 0; m < measure_count; ++m)
      current_row_[c * measure_count + m] =
          byte_of_measure[m] < packed_counts ? current_counts_[at][byte_of_measure[m]] : packed_[at].fixed;
  }
  return current_row_;
}

void ShareTable::end_unit(std::int64_t replications) {
  ++units_;
  replications_ += replications;
  for (const std::size_t bin : touched_apart_) end_apart(bin);
  touched_apart_.clear();
  // What end_apart has dealt with is all 0 here.
  add_units(touched_, configurations_, current_n_.data(), packed_.data(), current_counts_.data(),
            counts_.data());
  for (const std::size_t bin : touched_) {
    const std::int64_t n = current_n_[bin];
    n_[bin] += n;
    nn_[bin] += static_cast<Int128>(n) * n;
    current_n_[bin] = 0;
    for (std::size_t at = bin * configurations_; at < (bin + 1) * configurations_; ++at) {
      if (packed_[at].fixed == 0) continue;
      fixed_[at].add_unit(n, packed_[at].fixed);
      packed_[at].fixed = 0;
    }
  }
  touched_.clear();
}

ShareTable::FixedSums& ShareTable::FixedSums::operator+=(const FixedSums& other) {
  y += other.y;
  yy += other.yy;
  ny += other.ny;
  return *this;
}

ShareTable::WideSums ShareTable::wide_sums() const {
  WideSums wide;
  for (std::vector<Int128>* sums : {&wide.y, &wide.yy, &wide.ny}) sums->reserve(bins_ * row());
  for (std::size_t at = 0; at < rows(); ++at)
    for (const std::size_t byte : byte_of_measure) {
      const bool is_count = byte < packed_counts;
      wide.y.push_back(is_count ? counts_[at].y[byte] : fixed_[at].y);
      wide.yy.push_back(is_count ? counts_[at].yy[byte] : fixed_[at].yy);
      wide.ny.push_back(is_count ? counts_[at].ny[byte] : fixed_[at].ny);
    }
  return wide;
}

void ShareTable::take(const WideSums& wide) {
  const auto narrow = [](Int128 sum) {
    if (sum < 0 || sum > std::numeric_limits<std::int64_t>::max())
      throw std::out_of_range("a sum of counts is larger than any run comes to");
    return static_cast<std::int64_t>(sum);
  };
  std::size_t i = 0;
  for (std::size_t at = 0; at < rows(); ++at)
    for (const std::size_t byte : byte_of_measure) {
      if (byte < packed_counts) {
        counts_[at].y[byte] = narrow(wide.y[i]);
        counts_[at].yy[byte] = narrow(wide.yy[i]);
        counts_[at].ny[byte] = narrow(wide.ny[i]);
      } else {
        fixed_[at] = {wide.y[i], wide.yy[i], wide.ny[i]};
      }
      ++i;
    }
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
  for (std::size_t at = 0; at < rows(); ++at) {
    counts_[at] += other.counts_[at];
    fixed_[at] += other.fixed_[at];
  }
  if (other.n_apart_.empty()) return *this;
  keep_apart();
  add_to(n_apart_, other.n_apart_);
  add_to(nn_apart_, other.nn_apart_);
  return *this;
}

ExactSums ShareTable::exact_sums(std::size_t bin, std::size_t configuration, std::size_t measure) const {
  const std::size_t at = bin * configurations_ + configuration;
  const Int128 nn = nn_[bin] + (nn_apart_.empty() ? Int128{0} : nn_apart_[at]);
  ExactSums sums{units_, replications_, attempts(bin, configuration), nn, 0, 0, 0};
  const std::size_t byte = byte_of_measure[measure];
  if (byte < packed_counts) {
    sums.y = counts_[at].y[byte];
    sums.yy = counts_[at].yy[byte];
    sums.ny = counts_[at].ny[byte];
  } else {
    sums.y = fixed_[at].y;
    sums.yy = fixed_[at].yy;
    sums.ny = fixed_[at].ny;
  }
  return sums;
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
