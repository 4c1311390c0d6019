#include "tally/best_configuration.h"

#include <algorithm>

namespace panj {

std::optional<BestStatement> best_configuration(const SummarySums& sums, std::size_t measure,
                                                double confidence, const NormalPoints& points) {
  const bool more_is_better = measures[measure].more_is_better;
  return best_of(
      sums.shares.configurations(),
      [&](std::size_t a, std::size_t b, double level) {
        return more_is_better ? paired(sums, a, b, measure, level).difference
                              : paired(sums, b, a, measure, level).difference;
      },
      confidence, points);
}

std::vector<std::optional<BestStatement>> best_configurations(const SummarySums& sums, double confidence) {
  const NormalPoints points(std::max<std::size_t>(sums.shares.configurations(), 2) - 1);
  std::vector<std::optional<BestStatement>> statements;
  for (std::size_t m = 0; m < measure_count; ++m)
    statements.push_back(best_configuration(sums, m, confidence, points));
  return statements;
}

}  // namespace panj
