#include "world/mean_watch.h"

#include <algorithm>
#include <cmath>

#include "world/route_risk.h"

namespace panj {

namespace {

/// Share of the period after a team's stated start; one-way passages are counted by the period.
double share_after_start(const PatrolPlan& plan, double period_s) {
  const bool once = plan.one_way && !plan.headway_s;
  if (!plan.start_s || !plan.shifts.empty() || once) return 1.0;
  return std::clamp(1.0 - mean(*plan.start_s) / period_s, 0.0, 1.0);
}

/// One flight after the other. \param all what a cycle would have if the drone never came down.
CycleUse use_of_flights(const SortiePlan& sorties, double period_s, CycleUse all) {
  if (!std::isfinite(sorties.flight_s)) return all;
  const double every_s = sorties.flight_s + sorties.gap_s;
  const double up = all.rounds_per_s * period_s / every_s;  // flights in a second
  // Who takes over where another would be is anywhere on the cycle alike.
  if (sorties.in_place) return {up * sorties.flight_s / period_s, 0.0, 0.0};
  const double whole = std::floor(sorties.flight_s / period_s);
  return {up * whole, up, sorties.flight_s - whole * period_s};
}

/// Watched time per second of a stretch of cycle time.
double share_of(const CycleUse& use, double begin_s, double end_s) {
  if (begin_s >= end_s) return 0.0;
  return use.rounds_per_s * (end_s - begin_s) +
         use.flights_per_s * std::max(0.0, std::min(end_s, use.broken_s) - begin_s);
}

}  // namespace

std::vector<CycleUse> cycle_uses(const PatrolPlan& plan, double period_s) {
  const std::vector<double> rounds = rounds_per_s(plan, period_s);
  const double after_start = share_after_start(plan, period_s);
  std::vector<CycleUse> uses;
  for (std::size_t c = 0; c < rounds.size(); ++c) {
    const CycleUse all{rounds[c] * after_start, 0.0, 0.0};
    uses.push_back(plan.sorties ? use_of_flights(*plan.sorties, plan.cycles[c].period_s, all) : all);
  }
  return uses;
}

MeanWatch::MeanWatch(const World& world, const Coverage& coverage) : world_(world), coverage_(coverage) {
  for (std::size_t a = 0; a < world.assets.size(); ++a) works_.push_back(working_share(world, a));
  for (const PatrolPlan& plan : world.patrols) uses_.push_back(cycle_uses(plan, world.scenario.period_s));
}

template <class Time>
double MeanWatch::mean_over_cell(const Asset& asset, CellId cell, const Time& time) const {
  const double side_m = world_.grid.cell_size_m;
  const Point centre = world_.grid.centre(cell);
  const double height_m = world_.elevation_m.data()[cell] + coverage_.target_height_m;
  if (asset.range_m >= 2.0 * side_m) return time(Point3(centre.x(), centre.y(), height_m));
  double sum = 0.0;
  for (const double east : {-1.0, 0.0, 1.0}) {
    for (const double north : {-1.0, 0.0, 1.0})
      sum += time(Point3(centre.x() + east * side_m / 3.0, centre.y() + north * side_m / 3.0, height_m));
  }
  return sum / 9.0;
}

double MeanWatch::by_post(const Asset& asset, CellId cell) const {
  const Point3& eye = world_.posts[asset.plan].eye_m;
  return mean_over_cell(asset, cell, [&](const Point3& target) {
    return (target - eye).squaredNorm() <= asset.range_m * asset.range_m ? 1.0 : 0.0;
  });
}

double MeanWatch::by_span(const Asset& asset, const WatchedSpan& span, CellId cell) const {
  const CycleUse& use = uses_[asset.plan][span.cycle];
  if (use.rounds_per_s == 0.0 && use.flights_per_s == 0.0) return 0.0;
  const PatrolCycle& cycle = world_.patrols[asset.plan].cycles[span.cycle];
  return mean_over_cell(asset, cell, [&](const Point3& target) {
    double share = 0.0;
    for (std::size_t p = span.first; p <= span.last; ++p) {
      const PatrolPiece& piece = cycle.pieces[p];
      const TimeSpan within = time_within(target - piece.from_m, -piece.velocity_m_s(),
                                          piece.end_s - piece.begin_s, asset.range_m);
      share += share_of(use, piece.begin_s + within.begin_s, piece.begin_s + within.end_s);
    }
    return share;
  });
}

/// \param share of all its teams together, while their sensors are in order.
double MeanWatch::by_its_teams(std::uint16_t asset, double share) const {
  const double works = works_[asset];
  if (!is_mobile(world_.assets[asset].kind)) return works * share;
  const PatrolPlan& plan = world_.patrols[world_.assets[asset].plan];
  if (plan.spacing == PatrolSpec::Spacing::even || plan.teams == 1) return works * std::min(1.0, share);
  return 1.0 - std::pow(1.0 - works * std::min(1.0, share / plan.teams), plan.teams);
}

void MeanWatch::find(CellId cell, std::span<double> shares) const {
  std::fill(shares.begin(), shares.end(), 0.0);
  // What is unwatched of the time is watched by the next one independently.
  const auto add = [&](std::uint16_t number, double share) {
    if (share <= 0.0) return;
    const double watched = by_its_teams(number, share);
    for (std::size_t c = 0; c < shares.size(); ++c)
      if ((world_.assets[number].held_by >> c & 1U) != 0) shares[c] += (1.0 - shares[c]) * watched;
  };
  for (const std::uint16_t post : coverage_.posts.row(cell)) add(post, by_post(world_.assets[post], cell));
  const std::span<const WatchedSpan> spans = coverage_.patrols.row(cell);
  for (std::size_t i = 0; i < spans.size();) {
    const std::uint16_t number = spans[i].asset;
    double share = 0.0;
    for (; i < spans.size() && spans[i].asset == number; ++i)
      share += by_span(world_.assets[number], spans[i], cell);
    add(number, share);
  }
}

const Coverage* mapped_coverage(const World& world) {
  const auto off_m = [](const Coverage& coverage) {
    return std::abs(coverage.target_height_m - watched_height_m);
  };
  const auto nearest =
      std::min_element(world.coverage.begin(), world.coverage.end(),
                       [&](const Coverage& a, const Coverage& b) { return off_m(a) < off_m(b); });
  return nearest == world.coverage.end() ? nullptr : &*nearest;
}

WatchMap mean_watch_map(const World& world) {
  const Coverage* coverage = mapped_coverage(world);
  if (coverage == nullptr) return {};
  const std::size_t configurations = world.configurations.size();
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  WatchMap map{coverage->target_height_m,
               std::vector<std::vector<float>>(configurations, std::vector<float>(cells))};
  const MeanWatch watch(world, *coverage);
  std::vector<double> shares(configurations);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    if (!coverage->posts.any(cell) && !coverage->patrols.any(cell)) continue;
    watch.find(cell, shares);
    for (std::size_t c = 0; c < configurations; ++c)
      map.shares[c][static_cast<std::size_t>(cell)] = static_cast<float>(shares[c]);
  }
  return map;
}

}  // namespace panj
