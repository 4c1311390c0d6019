#include <algorithm>

#include "scenario/arrivals.h"
#include "scenario/validate.h"

// What control variates need: ways whose chance of being seen past posts the exact sweep can find.
namespace panj {

void validate_control_variates(const Scenario& scenario, Problems& problems) {
  if (!scenario.sampling.control_variates) return;
  const auto report = [&](std::string reason, std::string remedy) {
    problems.add(scenario.sampling.at.problem("control_variates", "true", std::move(reason),
                                              std::move(remedy) + ", or leave control_variates out"));
  };
  const auto walks = [](const CrosserSpec& crosser) {
    return !std::holds_alternative<StraightRoute>(crosser.route) && !is_probes(crosser.attempts);
  };
  if (std::none_of(scenario.crossers.begin(), scenario.crossers.end(), walks))
    report(
        "no class of ordinary traffic goes by routes on the grid, which are what is swept",
        "give a class that is no probe a route such as \"least_cost\" or { logit = { mean_excess = 0.05 } }");
  else if (scenario.posts.empty())
    report("there are no posts, and what they see is what is swept", "add a [[post]]");
}

}  // namespace panj
