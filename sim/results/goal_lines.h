#pragma once

#include <string>
#include <vector>

#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// A goal of precision as the summary shows it (tally/precision_goal.h).
struct GoalLine {
  std::string text;
  std::string configuration;  ///< the farthest from it
  double half_width = 0.0;    ///< NaN: too little is known
  double asked = 0.0;
  bool relative = false;
  bool few_events = false;  ///< the interval rests on few events
  bool reached = false;
  std::int64_t replications = 0;  ///< that it takes in all, roughly; 0: unknown
};

/// Of the scenario's goals, where it has any.
std::vector<GoalLine> goal_lines_of(const World& world, const RunResult& result);

/// A line each, below a heading; "" where there are none.
std::string to_text(const std::vector<GoalLine>& lines);

}  // namespace panj
