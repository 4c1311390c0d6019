#pragma once

#include <span>
#include <string>
#include <vector>

#include "stats/estimate.h"
#include "tally/draw_table.h"

namespace panj {

/// How far a share differs between the views of the ground that a class's attempts have. Intervals do not
/// cover the choice of the views: over `views` of them it moves the class's share by spread / sqrt(views).
struct DrawSpread {
  std::string crosser;
  std::size_t views = 0;
  std::vector<double> spread;  ///< [configuration]: standard deviation over the views, as a share
};

/// Standard deviation over views beyond that of sampling: the root of the variance of their values less the
/// mean of their squared standard errors (0 where that is negative). Views without attempts are left out; NaN
/// for fewer than two.
double spread_of(std::span<const Estimate> views);

/// Of P(intercept), each class that has views.
std::vector<DrawSpread> draw_spreads(const World& world, const DrawTable& draws, double confidence);

}  // namespace panj
