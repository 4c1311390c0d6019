#include "tally/control_tally.h"

#include <algorithm>
#include <stdexcept>

#include "stats/ratio.h"
#include "tally/adding.h"

namespace panj {

namespace {

double times(Int128 sum, double unit) {
  return static_cast<double>(sum) * unit;
}

}  // namespace

ControlTally::ControlTally(std::size_t configurations, std::int64_t batch)
    : configurations_(configurations), batch_(batch), current_(controls()), folds_(folds) {
  for (Fold& fold : folds_) {
    fold.y.resize(configurations * measure_count);
    fold.x.resize(controls());
    fold.nx.resize(controls());
    fold.xx.resize(controls() * (controls() + 1) / 2);
    fold.yx.resize(configurations * measure_count * controls());
  }
}

void ControlTally::add(const Replication& replication, std::size_t attempt) {
  const Control* const controls = replication.controls.data() + attempt * configurations_;
  for (std::size_t c = 0; c < configurations_; ++c) {
    current_[2 * c] += to_fixed_point(controls[c].way);
    current_[2 * c + 1] += to_fixed_point(controls[c].origin);
  }
}

void ControlTally::end_unit(ShareTable& shares) {
  Fold& fold = folds_[fold_];
  const std::int64_t n = shares.current_attempts(0, 0);
  const auto scores = shares.current(0);
  ++fold.units;
  fold.n += n;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (scores[i] == 0) continue;
    fold.y[i] += scores[i];
    Int128* const yx = fold.yx.data() + i * controls();
    for (std::size_t q = 0; q < controls(); ++q) yx[q] += static_cast<Int128>(scores[i]) * current_[q];
  }
  std::size_t k = 0;
  for (std::size_t q = 0; q < controls(); ++q) {
    const std::int64_t x = current_[q];
    fold.x[q] += x;
    fold.nx[q] += static_cast<Int128>(n) * x;
    for (std::size_t r = 0; r <= q; ++r, ++k) fold.xx[k] += static_cast<Int128>(x) * current_[r];
  }
  std::fill(current_.begin(), current_.end(), 0);
}

ControlTally& ControlTally::operator+=(const ControlTally& other) {
  if (configurations_ != other.configurations_ || folds_.size() != other.folds_.size())
    throw std::invalid_argument("tallies of different worlds don't add up");
  for (std::size_t f = 0; f < folds_.size(); ++f) {
    folds_[f].units += other.folds_[f].units;
    folds_[f].n += other.folds_[f].n;
    add_to(folds_[f].y, other.folds_[f].y);
    add_to(folds_[f].x, other.folds_[f].x);
    add_to(folds_[f].nx, other.folds_[f].nx);
    add_to(folds_[f].xx, other.folds_[f].xx);
    add_to(folds_[f].yx, other.folds_[f].yx);
  }
  return *this;
}

Int128 ControlTally::product(const Fold& fold, std::size_t a, std::size_t b) const {
  const std::size_t high = std::max(a, b);
  return fold.xx[high * (high + 1) / 2 + std::min(a, b)];
}

std::vector<ControlFold> ControlTally::fold_sums(const std::vector<std::size_t>& which, std::size_t measure,
                                                 std::size_t a, const std::size_t* b) const {
  const double unit = unit_of(measures[measure]);
  const auto size = static_cast<Eigen::Index>(which.size());
  const auto row = [&](std::size_t configuration) { return configuration * measure_count + measure; };
  std::vector<ControlFold> found;
  for (const Fold& fold : folds_) {
    // Differences in integers: configurations may differ by very little.
    const auto of_both = [&](const std::vector<Int128>& sums, std::size_t stride, std::size_t place) {
      return sums[row(a) * stride + place] - (b != nullptr ? sums[row(*b) * stride + place] : Int128{0});
    };
    ControlFold sums{static_cast<double>(fold.units),
                     static_cast<double>(fold.n),
                     times(of_both(fold.y, 1, 0), unit),
                     {},
                     {},
                     {},
                     {}};
    sums.x.resize(size);
    sums.nx.resize(size);
    sums.yx.resize(size);
    sums.xx.resize(size, size);
    for (std::size_t i = 0; i < which.size(); ++i) {
      const auto q = static_cast<Eigen::Index>(i);
      sums.x[q] = times(fold.x[which[i]], fixed_point_unit);
      sums.nx[q] = times(fold.nx[which[i]], fixed_point_unit);
      sums.yx[q] = times(of_both(fold.yx, controls(), which[i]), unit * fixed_point_unit);
      for (std::size_t k = 0; k < which.size(); ++k)
        sums.xx(q, static_cast<Eigen::Index>(k)) =
            times(product(fold, which[i], which[k]), fixed_point_unit * fixed_point_unit);
    }
    found.push_back(std::move(sums));
  }
  return found;
}

ControlledEstimate ControlTally::share(const SummarySums& sums, std::size_t configuration,
                                       std::size_t measure, double confidence) const {
  return controlled_share(
      sums.shares.sums(0, configuration, measure),
      fold_sums({2 * configuration, 2 * configuration + 1}, measure, configuration, nullptr), confidence);
}

ControlledEstimate ControlTally::difference(const SummarySums& sums, std::size_t a, std::size_t b,
                                            std::size_t measure, double confidence) const {
  const double unit = unit_of(measures[measure]);
  return controlled_difference(difference_sums(sums, a, b, measure).in_shares(unit),
                               sums.pairs.apart(a, b, measure),
                               fold_sums({2 * a, 2 * a + 1, 2 * b, 2 * b + 1}, measure, a, &b), confidence);
}

Estimate ControlTally::mean_control(const SummarySums& sums, std::size_t configuration, std::size_t which,
                                    double confidence) const {
  const ExactSums shares = sums.shares.exact_sums(0, configuration, 0);
  RatioSums control = shares.in_shares(1.0);
  control.y = control.yy = control.ny = 0.0;
  const std::size_t q = 2 * configuration + which;
  for (const Fold& fold : folds_) {
    control.y += times(fold.x[q], fixed_point_unit);
    control.yy += times(product(fold, q, q), fixed_point_unit * fixed_point_unit);
    control.ny += times(fold.nx[q], fixed_point_unit);
  }
  return ratio_mean(control, confidence);
}

}  // namespace panj
