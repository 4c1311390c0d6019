#include <algorithm>
#include <cmath>
#include <set>

#include "scenario/unit.h"
#include "scenario/validate.h"

// What factors on the success of contacts may contradict.
namespace panj {

namespace {

bool is_in(const std::vector<double>& classes, double number) {
  return std::find(classes.begin(), classes.end(), number) != classes.end();
}

void validate_by_cover(const Scenario& scenario, Problems& problems) {
  const CoverSuccess& success = *scenario.response.success_by_cover;
  const auto report = [&](std::string reason, std::string remedy) {
    problems.add(
        scenario.response.at.problem("contact_success_by_cover", "", std::move(reason), std::move(remedy)));
  };
  if (success.classes.size() != success.factor.size())
    report(std::to_string(success.classes.size()) + " classes and " + std::to_string(success.factor.size()) +
               " factors",
           "give one factor for each class");
  const std::optional<LandCoverSpec>& cover = scenario.frontier.land_cover;
  if (!cover) return report("nothing says what covers the ground", "add frontier.land_cover");
  std::set<double> seen;
  for (const double number : success.classes) {
    if (number != std::floor(number)) {
      report("class " + shortest(number) + " is not a whole number", "give the number of a class");
    } else if (!seen.insert(number).second) {
      report("class " + shortest(number) + " stands in it twice", "take one of them out");
    } else if (!cover->other_friction && !is_in(cover->classes, number) && !is_in(cover->closed, number)) {
      report("frontier.land_cover lists no class " + shortest(number), "correct it, or list it there");
    }
  }
}

}  // namespace

void validate_contact(const Scenario& scenario, Problems& problems) {
  if (!scenario.response.success_by_light.empty() && !scenario.daylight.stated())
    problems.add(scenario.response.at.problem("contact_success_by_light", "", "nothing says when it is light",
                                              "add [daylight] with utc_offset_h, and scenario.start"));
  if (scenario.response.success_by_cover) validate_by_cover(scenario, problems);
}

}  // namespace panj
