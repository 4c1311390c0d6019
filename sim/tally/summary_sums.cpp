#include "tally/summary_sums.h"

#include <limits>

namespace panj {

SummarySums& SummarySums::operator+=(const SummarySums& other) {
  shares += other.shares;
  pairs += other.pairs;
  return *this;
}

void SummarySums::end_unit(std::int64_t replications) {
  pairs.add(shares.current(0));
  shares.end_unit(replications);
}

ExactSums difference_sums(const SummarySums& sums, std::size_t a, std::size_t b, std::size_t measure) {
  const ExactSums of_a = sums.shares.exact_sums(0, a, measure);
  const ExactSums of_b = sums.shares.exact_sums(0, b, measure);
  ExactSums between = of_a;
  between.y = of_a.y - of_b.y;
  between.yy = of_a.yy + of_b.yy - 2 * sums.pairs.exact_product(a, b, measure);
  between.ny = of_a.ny - of_b.ny;
  return between;
}

PairedDifference paired(const SummarySums& sums, std::size_t a, std::size_t b, std::size_t measure,
                        double confidence) {
  const ExactSums of_a = sums.shares.exact_sums(0, a, measure);
  const ExactSums of_b = sums.shares.exact_sums(0, b, measure);
  const double unit = unit_of(measures[measure]);
  const RatioSums difference = difference_sums(sums, a, b, measure).in_shares(unit);
  const double paired_residual = residual_sum(difference);
  const double apart_residual = residual_sum(of_a.in_shares(unit)) + residual_sum(of_b.in_shares(unit));
  return {
      paired_difference(difference, sums.pairs.apart(a, b, measure), confidence),
      paired_residual > 0.0 ? apart_residual / paired_residual : std::numeric_limits<double>::quiet_NaN()};
}

}  // namespace panj
