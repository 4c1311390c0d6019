#include "scenario/unit.h"
#include "scenario/validate.h"

// What patrols may contradict themselves in.
namespace panj {

namespace {

using Circuit = PatrolSpec::Circuit;

void validate_waypoints(const Scenario& scenario, const PatrolSpec& patrol, Problems& problems) {
  const auto& waypoints = patrol.waypoints;
  if (waypoints.empty()) return;
  const bool lon_lat = waypoints.front().kind == Place::Kind::lon_lat;
  const std::string_view key = lon_lat ? "waypoints_lon_lat" : "waypoints_xy_km";
  validate_place(waypoints.front(), scenario, patrol.at, key, problems);
  for (std::size_t i = 1; i < waypoints.size(); ++i) {
    if (waypoints[i].value != waypoints[i - 1].value) continue;
    problems.add(patrol.at.problem(key, "",
                                   "waypoint " + std::to_string(i + 1) + " is the same as the one before it",
                                   "remove one of them"));
    return;
  }
  if (patrol.circuit == Circuit::loop && waypoints.front().value == waypoints.back().value)
    problems.add(patrol.at.problem(key, "", "a loop closes by itself",
                                   "remove the last waypoint, which is the first again"));
}

/// A time that is drawn again and again must get on.
void validate_gap(const std::optional<Distribution>& gap_s, double least_s, const PatrolSpec& patrol,
                  std::string_view key, Problems& problems) {
  if (!gap_s) return;
  validate_distribution(*gap_s, patrol.at, key, problems);
  if (mean(*gap_s) < least_s)
    problems.add(patrol.at.problem(
        key, "", "its mean is less than " + shortest(unit_min.from_si(least_s)) + " min", "make it longer"));
}

void validate_circuit(const PatrolSpec& patrol, Problems& problems) {
  const bool one_way = patrol.circuit == Circuit::one_way;
  const bool alternating = patrol.direction == PatrolSpec::Direction::alternating;
  const auto report = [&](std::string_view key, std::string reason, std::string remedy) {
    problems.add(patrol.at.problem(key, "", std::move(reason), std::move(remedy)));
  };
  if (patrol.headway_s && !one_way)
    report("headway_min", "headways are of one-way patrols; in a circuit a team comes back by itself",
           "write circuit = \"one_way\", or give rest_min");
  if (patrol.rest_s && one_way)
    report("rest_min", "a one-way patrol does not come back to rest", "give headway_min");
  if (one_way && !patrol.headway_s && !patrol.start_s && patrol.shifts.empty())
    report("circuit", "nothing says when one-way teams leave", "add headway_min, start_h or shifts_h");
  if (one_way && alternating && !patrol.headway_s)
    report("direction", "each team passes once, there is nothing to alternate", "add headway_min");
  if (alternating && patrol.circuit == Circuit::back_and_forth)
    report("direction", "back and forth alternates already", "leave direction out");
}

void validate_markov(const PatrolSpec& patrol, Problems& problems) {
  if (!patrol.markov) return;
  const auto report = [&](std::string_view key, std::string reason, std::string remedy) {
    problems.add(patrol.at.problem(key, "", std::move(reason), std::move(remedy)));
  };
  if (patrol.circuit == Circuit::one_way)
    report("markov", "a patrol that turns at waypoints does not go one way", "choose another circuit");
  if (patrol.direction != PatrolSpec::Direction::forward)
    report("direction", "a patrol that turns at waypoints goes both ways", "leave direction out");
  if (patrol.spacing == PatrolSpec::Spacing::even)
    report("spacing", "teams that turn at random do not stay evenly spaced", "leave spacing out");
  if (patrol.rest_s)
    report("rest_min", "a patrol that turns at waypoints has no circuits to rest between",
           "give shifts_h, or dwell_min");
}

void validate_dwell(const PatrolSpec& patrol, Problems& problems) {
  const auto* times = std::get_if<DwellByWaypoint>(&patrol.dwell_s);
  if (times == nullptr || times->times_s.empty() || patrol.waypoints.empty()) return;
  if (times->times_s.size() == patrol.waypoints.size()) return;
  problems.add(patrol.at.problem("dwell_min", "",
                                 std::to_string(patrol.waypoints.size()) + " waypoints and " +
                                     std::to_string(times->times_s.size()) + " times",
                                 "give one time for each waypoint, or one number for all"));
}

}  // namespace

void validate_shifts(const std::vector<TimeSpan>& shifts, const KeyPlaces& at, Problems& problems) {
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    const std::string shown = "[" + shortest(unit_h.from_si(shifts[i].begin_s)) + ", " +
                              shortest(unit_h.from_si(shifts[i].end_s)) + "]";
    if (shifts[i].begin_s >= shifts[i].end_s)
      return problems.add(at.problem("shifts_h", shown, "it ends before it begins",
                                     "hours count from the start of the period, beyond midnight too"));
    if (i > 0 && shifts[i].begin_s < shifts[i - 1].end_s)
      return problems.add(at.problem("shifts_h", shown, "it begins before the one before it ends",
                                     "give them in the order of time"));
  }
}

void validate_patrol(const Scenario& scenario, const PatrolSpec& patrol, Problems& problems) {
  constexpr double least_headway_s = 6.0;
  validate_waypoints(scenario, patrol, problems);
  if (patrol.start_s) validate_distribution(*patrol.start_s, patrol.at, "start_h", problems);
  validate_gap(patrol.headway_s, least_headway_s, patrol, "headway_min", problems);
  validate_gap(patrol.rest_s, 0.0, patrol, "rest_min", problems);
  validate_circuit(patrol, problems);
  validate_markov(patrol, problems);
  validate_dwell(patrol, problems);
  validate_shifts(patrol.shifts, patrol.at, problems);
}

}  // namespace panj
