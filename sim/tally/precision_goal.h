#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/scenario.h"
#include "stats/estimate.h"
#include "tally/tally.h"

namespace panj {

/// How narrow an interval must become for a run to end:
///
///     [controlled.][CONFIGURATION.][class.CLASS.]MEASURE<BOUND[@LEVEL]
///
///     p_intercept<0.01@95%                  half its width under 0.01, in every configuration
///     as_is.p_leak<10%                      under 10 % of the value itself
///     two_more_posts-as_is.p_detect<0.005   the paired difference of two configurations
///     class.armed_group.p_leak<0.02         attempts of one class, also where it is sampled as probes
///     controlled.p_detect<0.002             with control variates, where the scenario asks for them
///
/// MEASURE is one of the table of measures; a BOUND with % is relative to the value, one without absolute;
/// without LEVEL the confidence level is the scenario's.
struct PrecisionGoal {
  std::string text;                          ///< as written
  std::optional<std::size_t> configuration;  ///< nothing: all of them
  std::optional<std::size_t> less;           ///< of a paired difference: what is taken from `configuration`
  std::optional<std::size_t> crosser;        ///< nothing: all attempts
  bool controlled = false;                   ///< with control variates
  std::size_t measure = 0;
  double bound = 0.0;  ///< a share of all attempts, or of the value where relative
  bool relative = false;
  double confidence = 0.95;
};

/// The goals of `[sampling] precision`. All that is wrong with them goes to `problems`: unknown measures,
/// configurations and classes with the nearest known, bounds and levels out of range.
std::vector<PrecisionGoal> read_goals(const Scenario& scenario, Problems& problems);

/// How far it is to a goal.
struct GoalState {
  std::size_t configuration = 0;  ///< that is farthest from it, of those that are meant
  Estimate estimate;              ///< of it
  double half_width = 0.0;        ///< over the value where relative; NaN: too little is known
  bool few_events = false;        ///< the interval rests on few: see assess
  bool reached = false;
  /// That it takes in all, roughly, as widths fall with the square root; 0 where that can't be told.
  std::int64_t replications = 0;
};

/// Each look is a chance to stop on an interval that happens to be narrow, and at few events those are the
/// ones that lie too low: at p = .01 and a bound of p / 2 the intervals of runs that ended so covered 86 %
/// instead of 95 %. So, on few events (methods `clopper_pearson` and `gamma`), the replications must also be
/// so many that 20 events in as many independent attempts would be known to the bound (about 9 / bound at
/// 95 %): a number that does not depend on what came out. What hardly ever happens is then soon known to.
GoalState assess(const PrecisionGoal& goal, const Tally& tally);

bool all_reached(const std::vector<PrecisionGoal>& goals, const Tally& tally);

}  // namespace panj
