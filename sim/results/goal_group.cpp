#include "results/estimate_columns.h"
#include "results/result_groups.h"
#include "tally/precision_goal.h"

// What precision was asked for, and what was reached.
namespace panj {

void write_goals(Hdf5Group& root, const World& world, const RunResult& result) {
  Problems ignored;  // they were found when the scenario was read
  const std::vector<PrecisionGoal> goals = read_goals(world.scenario, ignored);
  if (goals.empty() || !ignored.empty()) return;
  std::vector<std::string> texts;
  std::vector<std::string> farthest;
  std::vector<double> values, bounds_of_intervals, half_widths, bounds, levels;
  std::vector<std::int8_t> relative, on_few_events, reached;
  std::vector<std::int64_t> replications;
  for (const PrecisionGoal& goal : goals) {
    const GoalState state = assess(goal, result.tally);
    texts.push_back(goal.text);
    farthest.push_back(world.configurations[state.configuration]);
    values.push_back(state.estimate.value);
    bounds_of_intervals.insert(bounds_of_intervals.end(), {state.estimate.low, state.estimate.high});
    half_widths.push_back(state.half_width);
    bounds.push_back(goal.bound);
    levels.push_back(goal.confidence);
    relative.push_back(goal.relative ? 1 : 0);
    on_few_events.push_back(state.few_events ? 1 : 0);
    reached.push_back(state.reached ? 1 : 0);
    replications.push_back(state.replications);
  }
  Hdf5Group group = root.make_group("goals");
  write_bound(group);
  group.coordinate({"goal", {}, "1", "interval that was asked to be narrow, as written"}, texts);
  group.write(
      {"farthest", {"goal"}, "1", "configuration that is meant; of several, the farthest from the goal"},
      farthest);
  group.write({"value", {"goal"}, "1", "estimate under that configuration"}, values);
  group.write({"value_ci", {"goal", "bound"}, "1", "its interval, at the goal's own level"},
              bounds_of_intervals);
  group.write({"level", {"goal"}, "1", "confidence level of the goal"}, levels);
  group.write({"half_width", {"goal"}, "1", "half the width of the interval, over the value where relative"},
              half_widths);
  group.write({"asked", {"goal"}, "1", "what half_width was to be under"}, bounds);
  group.write({"relative", {"goal"}, "1", "1: half_width is relative to the value"}, relative);
  group.write({"few_events", {"goal"}, "1", "1: the interval rests on few events"}, on_few_events);
  group.write({"reached", {"goal"}, "1", "1: it is under the bound, and rests on enough"}, reached);
  group.write({"replications_needed",
               {"goal"},
               "1",
               "replications in all that it takes, roughly; 0 where that can't be told"},
              replications);
}

}  // namespace panj
