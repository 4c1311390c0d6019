#include "model/arrivals.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panj {

namespace {

std::int64_t number_of_attempts(const CrosserPlan& crosser, std::uint64_t replication) {
  if (crosser.attempts.kind == AttemptsPerPeriod::Kind::fixed) return std::llround(crosser.attempts.number);
  return poisson_number(crosser.attempts.number, {crosser.key, Purpose::arrivals, 0, replication});
}

/// Start of a route on the grid: from where no way leads on, the nearest cell that has one.
Point moved_start(const CrosserPlan& crosser, const Grid& grid, const Point& start) {
  const CellId cell = grid.at(start);
  const auto found = std::lower_bound(crosser.moved_starts.begin(), crosser.moved_starts.end(), cell,
                                      [](const auto& pair, CellId wanted) { return pair.first < wanted; });
  const bool moves = found != crosser.moved_starts.end() && found->first == cell;
  return moves ? grid.centre(found->second) : start;
}

Attempt draw_attempt(const World& world, const CrosserPlan& crosser, Address address) {
  Attempt attempt;
  attempt.number = address.number;

  address.purpose = Purpose::origin;
  const auto [east, north] = uniform_pair(address);
  attempt.origin_m = draw_start(crosser.start, world.grid, east, north);
  if (!crosser.moved_starts.empty()) {
    attempt.origin_m = moved_start(crosser, world.grid, attempt.origin_m);
  }

  address.purpose = Purpose::departure_and_wait;
  const bool clockwork = is_constant(crosser.departure_s) && is_constant(crosser.wait_s);
  const auto [departure, wait] = clockwork ? std::pair{0.5, 0.5} : uniform_pair(address);
  attempt.departure_s = quantile(crosser.departure_s, departure);
  attempt.moving_s = attempt.departure_s + std::min(quantile(crosser.wait_s, wait), crosser.max_duration_s);

  address.purpose = Purpose::pace_and_heading;
  const bool any_way = crosser.straight && !crosser.straight->heading_rad;
  const bool steady = is_constant(crosser.time_factor) && !any_way;
  const auto [pace, heading] = steady ? std::pair{0.5, 0.5} : uniform_pair(address);
  attempt.time_factor = quantile(crosser.time_factor, pace);
  if (crosser.straight) {
    const double heading_rad = any_way ? 2.0 * std::numbers::pi * heading : *crosser.straight->heading_rad;
    attempt.direction = {std::sin(heading_rad), std::cos(heading_rad)};
  }
  return attempt;
}

}  // namespace

void draw_attempts(const World& world, std::int64_t replication, std::vector<Attempt>& attempts) {
  attempts.clear();
  for (std::size_t c = 0; c < world.crossers.size(); ++c) {
    const CrosserPlan& crosser = world.crossers[c];
    const auto number = number_of_attempts(crosser, static_cast<std::uint64_t>(replication));
    for (std::int64_t k = 0; k < number; ++k) {
      attempts.push_back(draw_attempt(world, crosser,
                                      {crosser.key, Purpose::origin, static_cast<std::uint32_t>(k),
                                       static_cast<std::uint64_t>(replication)}));
      attempts.back().crosser = static_cast<std::int32_t>(c);
    }
  }
}

}  // namespace panj
