#include "results/goal_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tally/precision_goal.h"

namespace panj {

namespace {

/// 34567 -> "35,000": two digits that count.
std::string roughly(std::int64_t number) {
  double unit = 1.0;
  while (static_cast<double>(number) / unit >= 100.0) unit *= 10.0;
  std::string text = fmt::format("{:.0f}", std::ceil(static_cast<double>(number) / unit) * unit);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), ",");
  return text;
}

std::string width_of(const GoalLine& line) {
  if (std::isnan(line.half_width)) return "too little is known";
  const std::string few = line.few_events && !line.reached ? ", on too few events" : "";
  return line.relative ? fmt::format("± {:.2g} % of the value{}", 100.0 * line.half_width, few)
                       : fmt::format("± {:.2g}{}", line.half_width, few);
}

std::string remedy_of(const GoalLine& line) {
  if (line.reached) return "";
  return line.replications > 0 ? fmt::format("; about {} replications would do", roughly(line.replications))
                               : "; how many replications would do can't be told yet";
}

}  // namespace

std::vector<GoalLine> goal_lines_of(const World& world, const RunResult& result) {
  Problems ignored;  // they were found when the scenario was read
  std::vector<GoalLine> lines;
  for (const PrecisionGoal& goal : read_goals(world.scenario, ignored)) {
    if (!ignored.empty()) break;
    const GoalState state = assess(goal, result.tally);
    lines.push_back({goal.text, world.configurations[state.configuration], state.half_width, goal.bound,
                     goal.relative, state.few_events, state.reached, state.replications});
  }
  return lines;
}

std::string to_text(const std::vector<GoalLine>& lines) {
  if (lines.empty()) return "";
  std::size_t width = 0;
  for (const GoalLine& line : lines) width = std::max(width, line.text.size());
  std::string text = "\nprecision asked\n";
  for (const GoalLine& line : lines)
    text += fmt::format("{:<{}}    {}{} ({}){}\n", line.text, width,
                        line.reached ? "reached: " : "NOT REACHED: ", width_of(line), line.configuration,
                        remedy_of(line));
  return text;
}

}  // namespace panj
