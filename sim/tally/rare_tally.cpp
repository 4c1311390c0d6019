#include "tally/rare_tally.h"

#include <cmath>
#include <stdexcept>

namespace panj {

namespace {

constexpr double score_unit = 0x1.0p-64;
constexpr double product_unit = 0x1.0p-76;

Int128 whole(double value, double unit) {
  return static_cast<Int128>(std::nearbyint(value / unit));
}

double in_shares(Int128 sum) {
  return static_cast<double>(sum) * score_unit;
}

Int128 product(Int128 a, Int128 b) {
  return whole(in_shares(a) * in_shares(b), product_unit);
}

double of_products(Int128 sum) {
  return static_cast<double>(sum) * product_unit;
}

std::int64_t steps_of(std::span<const CellId> cells) {
  std::int64_t steps = 0;
  // Standing at an obstacle is another stay in the same cell.
  for (std::size_t i = 1; i < cells.size(); ++i) steps += cells[i] != cells[i - 1] ? 1 : 0;
  return steps;
}

double score_of(const Measure& measure, const Attempt& attempt, const Verdict& verdict) {
  const auto score = static_cast<double>(measure.score(attempt, verdict));
  return measure.scale == MeasureScale::fixed_point ? score * fixed_point_unit : score;
}

}  // namespace

void RareTally::add(const Replication& replication, std::size_t number) {
  const Attempt& attempt = replication.attempts[number];
  ++current_n_;
  for (std::size_t c = 0; c < of_configurations_.size(); ++c) {
    const Walk& walk = replication.walk_of(number, c);
    const Verdict& verdict = replication.verdicts[number * of_configurations_.size() + c];
    OfConfiguration& sums = of_configurations_[c];
    sums.current_w += whole(walk.weight, score_unit);
    sums.steps += steps_of(replication.track_cells(walk));
    const Int128 squared_weight = whole(walk.weight * walk.weight, product_unit);
    const auto add_score = [&](std::size_t quantity, double score) {
      OfQuantity& of = sums.of[quantity];
      if (score == 0.0) {
        of.squares_of_rest += squared_weight;
        return;
      }
      const double weighted = walk.weight * score;
      const double rest = walk.weight - weighted;
      of.current_y += whole(weighted, score_unit);
      of.squares += whole(weighted * weighted, product_unit);
      of.squares_of_rest += whole(rest * rest, product_unit);
    };
    for (std::size_t m = 0; m < measure_count; ++m) add_score(m, score_of(measures[m], attempt, verdict));
    const double unseen = walk.finished ? 1.0 - verdict.p_detect : 0.0;
    const bool seen_and_leaked = verdict.detected_s < never_happened_s && verdict.leaked;
    add_score(undetected, unseen);
    add_score(leaks, unseen + (seen_and_leaked ? 1.0 : 0.0));
  }
}

void RareTally::end(OfConfiguration& sums, std::int64_t n) {
  const Int128 w = sums.current_w;
  const Int128 n_shares = whole(static_cast<double>(n), score_unit);
  sums.w += w;
  sums.ww += product(w, w);
  sums.nw += product(n_shares, w);
  sums.current_w = 0;
  for (OfQuantity& quantity : sums.of) {
    const Int128 y = quantity.current_y;
    if (y == 0) continue;
    quantity.y += y;
    quantity.yy += product(y, y);
    quantity.ny += product(n_shares, y);
    quantity.wy += product(w, y);
    quantity.current_y = 0;
  }
}

void RareTally::end_unit(std::int64_t replications) {
  ++units_;
  replications_ += replications;
  n_ += current_n_;
  nn_ += static_cast<Int128>(current_n_) * current_n_;
  for (OfConfiguration& sums : of_configurations_) end(sums, current_n_);
  current_n_ = 0;
}

RareTally& RareTally::operator+=(const RareTally& other) {
  if (of_configurations_.size() != other.of_configurations_.size())
    throw std::invalid_argument("tallies of different worlds don't add up");
  units_ += other.units_;
  replications_ += other.replications_;
  n_ += other.n_;
  nn_ += other.nn_;
  for (std::size_t c = 0; c < of_configurations_.size(); ++c) {
    OfConfiguration& sums = of_configurations_[c];
    const OfConfiguration& others = other.of_configurations_[c];
    sums.w += others.w;
    sums.ww += others.ww;
    sums.nw += others.nw;
    sums.steps += others.steps;
    for (std::size_t q = 0; q < quantities; ++q) {
      sums.of[q].y += others.of[q].y;
      sums.of[q].yy += others.of[q].yy;
      sums.of[q].ny += others.of[q].ny;
      sums.of[q].wy += others.of[q].wy;
      sums.of[q].squares += others.of[q].squares;
      sums.of[q].squares_of_rest += others.of[q].squares_of_rest;
    }
  }
  return *this;
}

WeightedSums RareTally::sums(std::size_t configuration, std::size_t quantity) const {
  const OfConfiguration& of = of_configurations_[configuration];
  const OfQuantity& q = of.of[quantity];
  WeightedSums sums;
  sums.replications = static_cast<double>(units_);
  if (units_ > 0) sums.per_unit = static_cast<double>(replications_) / static_cast<double>(units_);
  sums.n = static_cast<double>(n_);
  sums.w = in_shares(of.w);
  sums.y = in_shares(q.y);
  sums.nn = static_cast<double>(nn_);
  sums.ww = of_products(of.ww);
  sums.yy = of_products(q.yy);
  sums.nw = of_products(of.nw);
  sums.ny = of_products(q.ny);
  sums.wy = of_products(q.wy);
  sums.squares = of_products(q.squares);
  sums.squares_of_rest = of_products(q.squares_of_rest);
  sums.plain = plain_attempts();
  return sums;
}

Estimate RareTally::share(std::size_t configuration, std::size_t quantity, double confidence) const {
  return weighted_share(sums(configuration, quantity), confidence);
}

Estimate RareTally::mean_weight(std::size_t configuration, double confidence) const {
  const WeightedSums all = sums(configuration, undetected);
  return ratio_mean({all.replications, all.n, all.w, all.nn, all.ww, all.nw}, confidence);
}

double RareTally::effective_size(std::size_t configuration, std::size_t quantity) const {
  const OfQuantity& of = of_configurations_[configuration].of[quantity];
  const double sum = in_shares(of.y);
  const double squares = of_products(of.squares);
  return squares > 0.0 ? sum * sum / squares : 0.0;
}

}  // namespace panj
