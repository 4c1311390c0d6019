#include "scenario/unit.h"
#include "scenario/validate.h"

// What calls, alarms and teams may contradict themselves in.
namespace panj {

namespace {

/// Nuisance alarms of one asset in a period, so many that a replication would hold nothing else.
constexpr double most_alarms = 1e6;

void validate_nuisance(const Scenario& scenario, double nuisance_per_s, const KeyPlaces& at,
                       Problems& problems) {
  const double expected = nuisance_per_s * scenario.period_s;
  if (expected <= most_alarms) return;
  problems.add(at.problem("nuisance_per_h", shortest(unit_per_h.from_si(nuisance_per_s)),
                          "a period would have " + shortest(to_12_digits(expected)) +
                              " nuisance alarms of it, the most are 1 million",
                          "lower it, or shorten scenario.period_h"));
}

void validate_duty(const TeamSpec& team, Problems& problems) {
  validate_shifts(team.shifts, team.at, problems);
  if (team.way_back && !team.movement)
    problems.add(team.at.problem("way_back", "true",
                                 "how long the way back takes follows from movement, not from a response "
                                 "time that is drawn",
                                 "give movement, or let handling_min include the way back"));
}

void validate_pursuit(const PatrolSpec& patrol, Problems& problems) {
  validate_distribution(patrol.pursuit_ready_s, patrol.at, "pursuit_ready_min", problems);
  validate_distribution(patrol.pursuit_handling_s, patrol.at, "pursuit_handling_min", problems);
  if (patrol.pursues) return;
  // A resolved file states the defaults, whether they matter or not.
  const auto refuse = [&](const char* key) {
    problems.add(patrol.at.problem(key, "", "this patrol sends nobody in pursuit",
                                   "add pursues = true, or leave it out"));
  };
  if (patrol.pursuit_reach_m != PatrolSpec{}.pursuit_reach_m) refuse("pursuit_reach_km");
  if (mean(patrol.pursuit_ready_s) > 0.0) refuse("pursuit_ready_min");
  if (mean(patrol.pursuit_handling_s) > 0.0) refuse("pursuit_handling_min");
}

}  // namespace

void validate_response(const Scenario& scenario, Problems& problems) {
  const ResponseSpec& response = scenario.response;
  validate_distribution(response.report_delay_s, response.at, "report_delay_min", problems);
  validate_distribution(response.confirm_delay_s, response.at, "confirm_delay_min", problems);
  for (const PostSpec& post : scenario.posts)
    validate_nuisance(scenario, post.nuisance_per_s, post.at, problems);
  for (const LineSensorSpec& line : scenario.line_sensors)
    validate_nuisance(scenario, line.nuisance_per_s, line.at, problems);
  for (const PatrolSpec& patrol : scenario.patrols) {
    validate_nuisance(scenario, patrol.nuisance_per_s, patrol.at, problems);
    validate_pursuit(patrol, problems);
  }
  for (const TeamSpec& team : scenario.teams) validate_duty(team, problems);
}

}  // namespace panj
