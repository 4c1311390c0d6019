#include "results/draw_spread.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tally/measures.h"

namespace panj {

double spread_of(std::span<const Estimate> views) {
  double count = 0.0;
  double sum = 0.0;
  double of_sampling = 0.0;
  for (const Estimate& view : views) {
    if (std::isnan(view.value)) continue;
    count += 1.0;
    sum += view.value;
    if (!std::isnan(view.standard_error)) of_sampling += view.standard_error * view.standard_error;
  }
  if (count < 2.0) return std::numeric_limits<double>::quiet_NaN();
  const double mean = sum / count;
  double squares = 0.0;
  for (const Estimate& view : views)
    if (!std::isnan(view.value)) squares += (view.value - mean) * (view.value - mean);
  return std::sqrt(std::max(0.0, squares / (count - 1.0) - of_sampling / count));
}

std::vector<DrawSpread> draw_spreads(const World& world, const DrawTable& draws, double confidence) {
  std::vector<DrawSpread> spreads;
  if (draws.empty()) return spreads;
  const std::size_t measure = find_measure("p_intercept");
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    const std::size_t views = draws.views(k);
    if (views == 0) continue;
    DrawSpread spread{world.crossers[k].name, views, {}};
    for (std::size_t c = 0; c < world.configurations.size(); ++c) {
      std::vector<Estimate> of_views;
      for (std::size_t bin = draws.first[k]; bin < draws.first[k + 1]; ++bin)
        of_views.push_back(draws.shares.estimate(bin, c, measure, confidence));
      spread.spread.push_back(spread_of(of_views));
    }
    spreads.push_back(std::move(spread));
  }
  return spreads;
}

}  // namespace panj
