#include "world/route_risk.h"

#include <algorithm>
#include <cmath>

#include "world/sensor_hazard.h"

namespace panj {

namespace {

/// Share of the period that shifts take.
double duty_share(const std::vector<TimeSpan>& shifts, double period_s) {
  if (shifts.empty()) return 1.0;
  double on_s = 0.0;
  for (const TimeSpan& shift : shifts)
    on_s += std::max(0.0, std::min(shift.end_s, period_s) - std::max(shift.begin_s, 0.0));
  return std::min(1.0, on_s / period_s);
}

/// Rounds of a patrol that turns at waypoints, per second of one team: in the long run it goes every leg as
/// often either way, so that over one passage each way it comes to each waypoint twice, to the ends of an
/// open route once.
std::vector<double> rounds_of_turner(const PatrolPlan& plan) {
  const MarkovPlan& markov = *plan.markov;
  std::vector<double> rounds(plan.cycles.size(), 1.0);
  double total_s = plan.cycles[0].period_s + plan.cycles[1].period_s;
  const std::size_t waypoints = plan.cycles.size() - 2;
  for (std::size_t w = 0; w < waypoints; ++w) {
    const bool end = !markov.closed && (w == 0 || w + 1 == waypoints);
    rounds[2 + w] = end ? 1.0 : 2.0 * (1.0 - markov.go_on);
    total_s += rounds[2 + w] * plan.cycles[2 + w].period_s;
  }
  for (double& round : rounds) round /= total_s;
  return rounds;
}

/// The same for one that does not.
std::vector<double> rounds_of_goer(const PatrolPlan& plan, double period_s) {
  using Direction = PatrolSpec::Direction;
  std::vector<double> share(plan.cycles.size(), 0.0);
  const bool both = plan.direction == Direction::random || plan.direction == Direction::alternating;
  if (both) {
    share[0] = share[1] = 0.5;
  } else {
    share[plan.direction == Direction::reverse ? 1 : 0] = 1.0;
  }
  double interval_s = 0.0;
  for (std::size_t c = 0; c < share.size(); ++c) interval_s += share[c] * plan.cycles[c].period_s;
  if (plan.rest_s) interval_s += mean(*plan.rest_s);
  if (plan.headway_s) {
    interval_s = mean(*plan.headway_s);
  } else if (plan.one_way) {
    // It passes once, in every shift where there are shifts.
    interval_s = period_s / static_cast<double>(std::max<std::size_t>(1, plan.shifts.size()));
  }
  for (double& rounds : share) rounds /= interval_s;
  return share;
}

/// Rates of assets at the points of a cell.
class KnownRate {
 public:
  KnownRate(const World& world, const CrosserPlan& crosser, double certain_rate_per_s)
      : world_(world), crosser_(crosser), certain_rate_per_s_(certain_rate_per_s) {
    rounds_.resize(world.patrols.size());
    for (const Asset& asset : world.assets) {
      if (asset.kind == Asset::Kind::patrol)
        rounds_[asset.plan] = rounds_per_s(world.patrols[asset.plan], world.scenario.period_s);
    }
  }

  double of_post(const Asset& asset, CellId cell) const {
    // A stay of a second.
    return works(asset) * mean_over_cell(asset, cell, [&](const Point3& target) {
             return gathered(asset, {target - world_.posts[asset.plan].eye_m, Point3::Zero(), 1.0});
           });
  }

  double of_patrol(const Asset& asset, const WatchedSpan& span, CellId cell) const {
    const PatrolCycle& cycle = world_.patrols[asset.plan].cycles[span.cycle];
    const double rounds = works(asset) * rounds_[asset.plan][span.cycle];
    if (rounds == 0.0) return 0.0;
    return rounds * mean_over_cell(asset, cell, [&](const Point3& target) {
             double sum = 0.0;
             for (std::size_t p = span.first; p <= span.last; ++p) {
               const PatrolPiece& piece = cycle.pieces[p];
               sum += gathered(asset,
                               {target - piece.from_m, -piece.velocity_m_s(), piece.end_s - piece.begin_s});
             }
             return sum;
           });
  }

 private:
  std::size_t number_of(const Asset& asset) const {
    return static_cast<std::size_t>(&asset - world_.assets.data());
  }

  double range_of_class(const Asset& asset) const {
    return range_of(asset.law) * crosser_.signature.factors.range;
  }

  double works(const Asset& asset) const { return working_share(world_, number_of(asset)); }

  /// Integral of the rate over a course; of looks their mean over the phase.
  double gathered(const Asset& asset, const Course& course) const {
    const Factors& target = crosser_.signature.factors;
    const SensorLaw law = target.are_one() ? asset.law : with_factors(asset.law, target);
    if (target.range <= 0.0) return 0.0;
    if (const auto* glimpse = std::get_if<Glimpse>(&asset.law)) {
      const Course nearer{course.offset_m / target.range, course.velocity_m_s / target.range,
                          course.duration_s};
      return target.rate *
             glimpse_hazard(*glimpse, world_.conditions[number_of(asset)].glimpse_table, nearer);
    }
    if (std::holds_alternative<DefiniteRange>(law))
      return certain_rate_per_s_ *
             time_within(course.offset_m, course.velocity_m_s, course.duration_s, range_of(law)).length_s();
    return hazard(law, course).finite;
  }

  template <class Rate>
  double mean_over_cell(const Asset& asset, CellId cell, const Rate& rate) const {
    const double side_m = world_.grid.cell_size_m;
    const Point centre = world_.grid.centre(cell);
    double height_m = world_.elevation_m.data()[cell] + crosser_.target_height_m;
    if (std::holds_alternative<InverseCube>(asset.law)) height_m -= 0.25 * side_m;
    if (range_of_class(asset) >= 2.0 * side_m) return rate({centre.x(), centre.y(), height_m});
    double sum = 0.0;
    for (const double east : {-1.0, 0.0, 1.0}) {
      for (const double north : {-1.0, 0.0, 1.0})
        sum += rate({centre.x() + east * side_m / 3.0, centre.y() + north * side_m / 3.0, height_m});
    }
    return sum / 9.0;
  }

  const World& world_;
  const CrosserPlan& crosser_;
  double certain_rate_per_s_;
  std::vector<std::vector<double>> rounds_;
};

}  // namespace

std::vector<double> rounds_per_s(const PatrolPlan& plan, double period_s) {
  if (plan.cycles.empty()) return {};
  std::vector<double> rounds = plan.markov ? rounds_of_turner(plan) : rounds_of_goer(plan, period_s);
  const bool by_shift = plan.one_way && !plan.headway_s;
  const double teams = plan.teams * (by_shift ? 1.0 : duty_share(plan.shifts, period_s));
  for (double& round : rounds) round *= teams;
  return rounds;
}

double working_share(const World& world, std::size_t asset) {
  if (!world.assets[asset].conditioned) return 1.0;
  const SensorConditions& conditions = world.conditions[asset];
  const double on = duty_share(conditions.shifts, world.scenario.period_s);
  if (!conditions.outage) return on;
  if (const auto* chance = std::get_if<OutageByChance>(&*conditions.outage))
    return on * (1.0 - chance->probability);
  const auto& times = std::get<OutageByTime>(*conditions.outage);
  return on * times.mtbf_s / (times.mtbf_s + times.mttr_s);
}

std::vector<std::uint16_t> known_assets(const World& world, const CrosserPlan& crosser) {
  std::vector<bool> known(world.assets.size());
  for (std::size_t a = 0; a < known.size(); ++a) known[a] = world.assets[a].kind == Asset::Kind::patrol;
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    if (world.frontier.side_of(cell) != Side::outer) continue;
    for (const std::uint16_t post : world.coverage[crosser.sight_layer].posts.row(cell)) {
      const Point3& eye_m = world.posts[world.assets[post].plan].eye_m;
      const double range_m = range_of(world.assets[post].law) * crosser.signature.factors.range;
      if ((world.grid.centre(cell) - eye_m.head<2>()).norm() <= range_m) known[post] = true;
    }
  }
  std::vector<std::uint16_t> numbers;
  for (std::size_t a = 0; a < known.size(); ++a)
    if (known[a]) numbers.push_back(static_cast<std::uint16_t>(a));
  return numbers;
}

Layer<float> known_rate_per_s(const World& world, const CrosserPlan& crosser,
                              std::span<const std::uint16_t> assets, double certain_rate_per_s) {
  std::vector<bool> counts(world.assets.size());
  for (const std::uint16_t asset : assets) counts[asset] = true;
  const KnownRate rate(world, crosser, certain_rate_per_s);
  const Coverage& coverage = world.coverage[crosser.sight_layer];
  Layer<float> rates = Layer<float>::Zero(world.grid.rows, world.grid.columns);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    double sum = 0.0;
    for (const std::uint16_t post : coverage.posts.row(cell))
      if (counts[post]) sum += rate.of_post(world.assets[post], cell);
    for (const WatchedSpan& span : coverage.patrols.row(cell))
      if (counts[span.asset]) sum += rate.of_patrol(world.assets[span.asset], span, cell);
    rates.data()[cell] = static_cast<float>(sum);
  }
  return rates;
}

}  // namespace panj
