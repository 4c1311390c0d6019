#include "stats/best.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/special_functions.h"

namespace panj {

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

/// What remains of a variance by rounding, as a share of the largest: it is none.
constexpr double rounding_of_variances = 1e-12;

using Table = std::vector<std::vector<double>>;

double product(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Differences of the alternatives that something tells apart.
struct Contest {
  std::vector<std::size_t> who;  ///< the alternatives
  const DifferenceOf* difference = nullptr;
  double confidence = 0.0;
  Table values;                ///< [a][b] of a less b
  Table errors;                ///< [a][point]: errors of all at once
  std::vector<double> levels;  ///< [a]: confidence of a single pair so that all of a's hold together

  std::size_t size() const { return who.size(); }
  Estimate at(std::size_t a, std::size_t b, double level) const {
    return (*difference)(who[a], who[b], level);
  }
  /// Of a less b, at the level of one of the two.
  Estimate by_level_of(std::size_t whose, std::size_t a, std::size_t b) const {
    return at(a, b, levels[whose]);
  }
};

/// Which alternatives nothing tells apart; nothing where some difference says nothing.
std::optional<std::vector<std::size_t>> find_same(std::size_t count, const DifferenceOf& difference,
                                                  double confidence) {
  std::vector<std::size_t> same_as(count);
  for (std::size_t i = 0; i < count; ++i) {
    same_as[i] = i;
    for (std::size_t j = 0; j < i; ++j) {
      const Estimate between = difference(i, j, confidence);
      if (!std::isfinite(between.value) || !std::isfinite(between.standard_error)) return std::nullopt;
      if (same_as[i] == i && same_as[j] == j && between.value == 0.0 && between.standard_error == 0.0)
        same_as[i] = j;
    }
  }
  return same_as;
}

/// [a][point]: errors at each point.
Table errors_at(const Table& error_factors, const NormalPoints& points) {
  const std::size_t number = points.number();
  Table errors(error_factors.size(), std::vector<double>(number, 0.0));
  for (std::size_t a = 0; a < errors.size(); ++a)
    for (std::size_t d = 0; d < error_factors[a].size(); ++d) {
      const double factor = error_factors[a][d];
      const double* along = points.along(d).data();
      double* sums = errors[a].data();
      for (std::size_t k = 0; k < number; ++k) sums[k] += factor * along[k];
    }
  return errors;
}

std::vector<double> critical_values_of(const Table& error_factors, const Table& errors, double confidence);

Contest contest_of(std::vector<std::size_t> who, const DifferenceOf& difference, double confidence,
                   const NormalPoints& points) {
  Contest contest{std::move(who), &difference, confidence, {}, {}, {}};
  const std::size_t size = contest.size();
  Table variances(size, std::vector<double>(size));
  contest.values = variances;
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const Estimate between = contest.at(a, b, confidence);
      contest.values[a][b] = between.value;
      contest.values[b][a] = -between.value;
      variances[a][b] = variances[b][a] = between.standard_error * between.standard_error;
    }
  const Table factors = error_factors(variances);
  contest.errors = errors_at(factors, points);
  // Between a single pair's and Bonferroni's, whatever the error of the points.
  const double strictest = 1.0 - (1.0 - confidence) / static_cast<double>(size - 1);
  for (const double c : critical_values_of(factors, contest.errors, confidence))
    contest.levels.push_back(std::clamp(2.0 * normal_cdf(c) - 1.0, confidence, strictest));
  return contest;
}

/// [a][b]: one over the standard error of a less b; 0 where it does not err.
Table inverse_lengths(const Table& error_factors) {
  const std::size_t size = error_factors.size();
  Table inverse(size, std::vector<double>(size));
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < size; ++b) {
      double square = 0.0;
      for (std::size_t d = 0; d < error_factors[a].size(); ++d)
        square += (error_factors[a][d] - error_factors[b][d]) * (error_factors[a][d] - error_factors[b][d]);
      if (square > 0.0) inverse[a][b] = 1.0 / std::sqrt(square);
    }
  return inverse;
}

/// Raises values to the distance of a from b in units of 1 / per.
void raise_to_distance(const std::vector<double>& a, const std::vector<double>& b, double per,
                       std::vector<double>& values) {
  const std::size_t size = values.size();
  const double* from = a.data();
  const double* to = b.data();
  double* raised = values.data();
  for (std::size_t k = 0; k < size; ++k) {
    const double distance = std::abs(from[k] - to[k]) * per;
    raised[k] = raised[k] < distance ? distance : raised[k];
  }
}

std::vector<double> critical_values_of(const Table& error_factors, const Table& errors, double confidence) {
  const std::size_t size = errors.size();
  const std::size_t points = errors.front().size();
  const Table per_error = inverse_lengths(error_factors);
  std::vector<double> largest(points);
  const auto at = static_cast<std::ptrdiff_t>(confidence * static_cast<double>(points));
  std::vector<double> values;
  for (std::size_t i = 0; i < size; ++i) {
    std::fill(largest.begin(), largest.end(), 0.0);
    for (std::size_t j = 0; j < size; ++j)
      if (j != i) raise_to_distance(errors[i], errors[j], per_error[i][j], largest);
    std::nth_element(largest.begin(), largest.begin() + at, largest.end());
    values.push_back(largest[static_cast<std::size_t>(at)]);
  }
  return values;
}

/// Those that no other is surely better than.
std::vector<bool> candidates_of(const Contest& contest) {
  std::vector<bool> may_be_best(contest.size(), true);
  for (std::size_t i = 0; i < contest.size(); ++i)
    for (std::size_t j = 0; j < contest.size(); ++j)
      if (j != i && contest.by_level_of(i, i, j).high < 0.0) may_be_best[i] = false;
  return may_be_best;
}

/// Lead of i over the best other: bounds if i is the best, and if one of the other candidates is.
Estimate lead_of(const Contest& contest, const std::vector<bool>& may_be_best, std::size_t i) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  Estimate lead{infinite, missing, infinite, -infinite, IntervalMethod::none};
  double low_as_best = infinite;
  double high_as_best = infinite;
  double high_as_other = -infinite;
  for (std::size_t j = 0; j < contest.size(); ++j) {
    if (j == i) continue;
    if (contest.values[i][j] < lead.value) {
      const Estimate nearest = contest.by_level_of(i, i, j);
      lead.value = nearest.value;
      lead.standard_error = nearest.standard_error;
      lead.method = nearest.method;
    }
    const Estimate as_best = contest.by_level_of(i, i, j);
    low_as_best = std::min(low_as_best, as_best.low);
    high_as_best = std::min(high_as_best, as_best.high);
    if (!may_be_best[j]) continue;
    const Estimate as_other = contest.by_level_of(j, i, j);
    lead.low = std::min(lead.low, as_other.low);
    high_as_other = std::max(high_as_other, as_other.high);
  }
  if (high_as_other > -infinite) lead.high = std::min(0.0, high_as_other);
  if (may_be_best[i]) {  // a best one's lead is not negative
    lead.low = std::min(lead.low, std::max(0.0, low_as_best));
    lead.high = std::max(lead.high, high_as_best);
  }
  return lead;
}

/// One-sided p of "b is as good as a": half of what the level lacks at which the interval begins to hold 0.
double p_value(const Contest& contest, std::size_t a, std::size_t b) {
  if (!(contest.values[a][b] > 0.0)) return 1.0;
  double low = std::log(1e-15);
  double high = 0.0;
  const auto excludes_zero = [&](double log_p) { return contest.at(a, b, 1.0 - std::exp(log_p)).low > 0.0; };
  if (excludes_zero(low)) return 0.5 * std::exp(low);
  while (high - low > 1e-3) {
    const double middle = 0.5 * (low + high);
    (excludes_zero(middle) ? high : low) = middle;
  }
  return 0.5 * std::exp(high);
}

/// Holm (1979, Scand. J. Statistics 6, 65).
std::vector<double> holm(const std::vector<double>& p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&p](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size());
  double largest = 0.0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    largest = std::max(largest, std::min(1.0, p[order[rank]] * static_cast<double>(p.size() - rank)));
    adjusted[order[rank]] = largest;
  }
  return adjusted;
}

/// How often each is the best if the truth lies about the estimates as they about it. Each point counts with
/// both signs.
std::vector<double> chances_to_be_best(const Contest& contest) {
  const std::size_t size = contest.size();
  std::vector<double> chances(size);
  const Table& errors = contest.errors;
  const std::size_t points = errors.front().size();
  const double share = 0.5 / static_cast<double>(points);
  for (std::size_t k = 0; k < points; ++k) {
    for (const double sign : {1.0, -1.0}) {
      std::size_t best = 0;
      double best_theta = contest.values[0][0] + sign * errors[0][k];
      for (std::size_t i = 1; i < size; ++i) {
        const double theta = contest.values[i][0] + sign * errors[i][k];
        if (!(theta > best_theta)) continue;
        best = i;
        best_theta = theta;
      }
      chances[best] += share;
    }
  }
  return chances;
}

/// What is said of an alternative when nothing tells any from any.
BestStatement all_alike(std::vector<std::size_t> same_as) {
  const std::size_t count = same_as.size();
  return {0,
          std::move(same_as),
          std::vector(count, no_estimate()),
          std::vector(count, true),
          std::vector(count, missing),
          std::vector(count, 1.0),
          missing};
}

}  // namespace

bool BestStatement::is_decided() const {
  for (std::size_t i = 0; i < may_be_best.size(); ++i)
    if (may_be_best[i] && !is_like_leader(i)) return false;
  return true;
}

std::vector<std::vector<double>> error_factors(const Table& difference_variances) {
  // Cholesky's of the covariances of all less the first: (V_0a + V_0b - V_ab) / 2.
  const std::size_t size = difference_variances.size();
  Table factors(size, std::vector<double>(size > 0 ? size - 1 : 0));
  double largest = 0.0;
  for (std::size_t a = 0; a < size; ++a) largest = std::max(largest, difference_variances[0][a]);
  for (std::size_t a = 1; a < size; ++a)
    for (std::size_t b = 1; b <= a; ++b) {
      const double covariance =
          0.5 * (difference_variances[0][a] + difference_variances[0][b] - difference_variances[a][b]);
      const double rest = covariance - product(factors[a], factors[b]);
      if (a == b)
        factors[a][a - 1] = rest > rounding_of_variances * largest ? std::sqrt(rest) : 0.0;
      else
        factors[a][b - 1] = factors[b][b - 1] > 0.0 ? rest / factors[b][b - 1] : 0.0;
    }
  return factors;
}

std::vector<double> critical_values(const Table& error_factors, double confidence,
                                    const NormalPoints& points) {
  return critical_values_of(error_factors, errors_at(error_factors, points), confidence);
}

std::optional<BestStatement> best_of(std::size_t count, const DifferenceOf& difference, double confidence,
                                     const NormalPoints& points) {
  if (count < 2) return std::nullopt;
  const auto same_as = find_same(count, difference, confidence);
  if (!same_as) return std::nullopt;
  std::vector<std::size_t> who;
  std::vector<std::size_t> place(count);  // of each alternative, or its like, in `who`
  for (std::size_t i = 0; i < count; ++i) {
    if ((*same_as)[i] == i) who.push_back(i);
    place[i] = (*same_as)[i] == i ? who.size() - 1 : place[(*same_as)[i]];
  }
  if (who.size() == 1) return all_alike(*same_as);

  const Contest contest = contest_of(who, difference, confidence, points);
  std::size_t leader = 0;
  for (std::size_t i = 1; i < who.size(); ++i)
    if (contest.values[i][leader] > 0.0) leader = i;
  const std::vector<bool> may_be_best = candidates_of(contest);
  const std::vector<double> chances = chances_to_be_best(contest);
  std::vector<double> p;
  for (std::size_t j = 0; j < who.size(); ++j)
    if (j != leader) p.push_back(p_value(contest, leader, j));
  std::vector<double> adjusted = holm(p);
  adjusted.insert(adjusted.begin() + static_cast<std::ptrdiff_t>(leader), missing);

  BestStatement statement;
  statement.leader = who[leader];
  statement.same_as = *same_as;
  statement.p_wrong = std::min(1.0, static_cast<double>(p.size()) * *std::max_element(p.begin(), p.end()));
  for (std::size_t i = 0; i < count; ++i) {
    statement.lead.push_back(lead_of(contest, may_be_best, place[i]));
    statement.may_be_best.push_back(may_be_best[place[i]]);
    statement.p_adjusted.push_back(adjusted[place[i]]);
    statement.p_best.push_back(chances[place[i]]);
  }
  return statement;
}

}  // namespace panj
