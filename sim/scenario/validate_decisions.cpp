#include "scenario/unit.h"
#include "scenario/validate.h"

// What crossers that decide by themselves may contradict themselves in.
namespace panj {

namespace {

void validate_perceived(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  const auto* perceived = std::get_if<PerceivedRoute>(&crosser.route);
  if (perceived == nullptr) return;
  const double least_m = 2.0 * scenario.frontier.cell_size_m;
  if (perceived->correlation_m > 0.0 && perceived->correlation_m < least_m)
    problems.add(crosser.at.problem(
        "route", "",
        "correlation_km = " + shortest(unit_km.from_si(perceived->correlation_m)) +
            " is less than two cells of " + shortest(scenario.frontier.cell_size_m) +
            " m, which can't show it",
        "write correlation_km = " + shortest(unit_km.from_si(least_m)) + " or more, or take smaller cells"));
  const Eigen::Vector2d& size_m = scenario.frontier.size_m;
  if (size_m.minCoeff() > 0.0 && perceived->correlation_m > size_m.maxCoeff())
    problems.add(crosser.at.problem("route", "", "correlation_km is longer than the ground",
                                    "shorten it: a field that hardly varies moves nobody"));
}

}  // namespace

void validate_decisions(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems) {
  validate_perceived(scenario, crosser, problems);
  if (crosser.risk && std::holds_alternative<StraightRoute>(crosser.route))
    problems.add(crosser.at.problem("risk", "", "a straight route goes round nothing",
                                    "leave risk out, or choose another route"));
  if (!scenario.patrols.empty()) return;
  if (crosser.after_patrol)
    problems.add(crosser.at.problem("after_patrol", "", "there is no patrol to watch",
                                    "add a [[patrol]], or leave after_patrol out"));
  if (crosser.turn_back)
    problems.add(crosser.at.problem("turn_back", "", "there is no patrol to turn back from",
                                    "add a [[patrol]], or leave turn_back out"));
}

}  // namespace panj
