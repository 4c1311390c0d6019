#include "model/conditions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "model/patrols.h"

namespace panj {

namespace {

constexpr double for_ever_s = std::numeric_limits<double>::infinity();
constexpr std::array always{TimeSpan{-for_ever_s, for_ever_s}};

/// Uniform number `n` of an address, two to a block.
double uniform(const Address& address, std::uint32_t n) {
  const auto [even, odd] = uniform_pair(address, n / 2);
  return n % 2 == 0 ? even : odd;
}

/// Spans in which an asset is in order, over `out_s` and more.
void draw_up_times(const Outage& outage, const Address& address, const TimeSpan& out_s,
                   std::vector<TimeSpan>& up) {
  if (const auto* chance = std::get_if<OutageByChance>(&outage)) {
    if (uniform(address, 0) >= chance->probability) up.push_back(always.front());
    return;
  }
  const auto& times = std::get<OutageByTime>(outage);
  bool works = uniform(address, 0) < times.mtbf_s / (times.mtbf_s + times.mttr_s);
  double from_s = -for_ever_s;
  double now_s = out_s.begin_s;
  for (std::uint32_t n = 1; now_s < out_s.end_s; ++n) {
    now_s -= (works ? times.mtbf_s : times.mttr_s) * std::log(uniform(address, n));
    if (works) up.push_back({from_s, now_s});
    works = !works;
    from_s = now_s;
  }
}

/// What two lists of spans, each in the order of time, have in common.
void add_common(std::span<const TimeSpan> first, std::span<const TimeSpan> second,
                std::vector<TimeSpan>& common) {
  for (const TimeSpan& a : first) {
    for (const TimeSpan& b : second) {
      const TimeSpan both{std::max(a.begin_s, b.begin_s), std::min(a.end_s, b.end_s)};
      if (both.begin_s < both.end_s) common.push_back(both);
    }
  }
}

/// Draws for one replication, one team at a time.
class Drawer {
 public:
  Drawer(const World& world, const Replication& replication, Conditions& conditions)
      : world_(world),
        replication_(static_cast<std::uint64_t>(replication.number)),
        out_s_{-world.scenario.warm_up_s, all_over_s(world, replication)},
        conditions_(conditions) {}

  void draw(const Asset& asset, const SensorConditions& what, std::uint32_t team) {
    Address address{asset.key, Purpose::glimpse_phase, team, replication_};
    TeamConditions drawn;
    if (std::holds_alternative<Glimpse>(asset.law))
      drawn.look_phase = world_.hypercube.uniform_pair(address).first;
    drawn.begin = conditions_.working.size();
    if (!what.shifts.empty() || what.outage) {
      drawn.always = false;
      std::vector<TimeSpan>& in_order = conditions_.up;
      in_order.clear();
      address.purpose = Purpose::outage;
      if (what.outage) draw_up_times(*what.outage, address, out_s_, in_order);
      const std::span<const TimeSpan> up = what.outage ? std::span<const TimeSpan>(in_order) : always;
      add_common(what.shifts.empty() ? std::span<const TimeSpan>(always) : what.shifts, up,
                 conditions_.working);
    }
    drawn.end = conditions_.working.size();
    conditions_.teams.push_back(drawn);
  }

 private:
  const World& world_;
  std::uint64_t replication_;
  TimeSpan out_s_;  ///< somebody may be out
  Conditions& conditions_;
};

Factors weather_factors(const SensorConditions& what, const Weather& weather) {
  Factors factors;
  if (!what.by_weather.empty()) factors = what.by_weather[static_cast<std::size_t>(weather.state)];
  if (what.follows_visibility) factors.rate *= weather.visibility;
  return factors;
}

}  // namespace

std::span<const TimeSpan> Conditions::spans_of(const TeamConditions& team) const {
  if (team.always) return always;
  return {working.data() + team.begin, working.data() + team.end};
}

const Acuity& Conditions::found_acuity(const World& world, std::uint16_t asset, Light light,
                                       const Factors& target) const {
  const Asset& its = world.assets[asset];
  const SensorConditions& what = world.conditions[asset];
  Factors factors = weather[asset] * target;
  if (what.light_matters) factors = factors * what.by_light[static_cast<std::size_t>(light)];
  const bool by_range_alone = std::holds_alternative<DefiniteRange>(its.law);
  const bool gives_nothing = factors.range <= 0.0 || (factors.rate <= 0.0 && !by_range_alone);
  const SensorLaw law = factors.are_one() ? its.law : with_factors(its.law, factors);
  KeptAcuity& kept = kept_[std::size_t{asset} * lights + static_cast<std::size_t>(light)];
  kept = {target, {factors, law, gives_nothing ? -1.0 : range_of(law)}};
  return kept.acuity;
}

Weather draw_weather(const World& world, std::int64_t replication) {
  const WeatherSpec& spec = world.scenario.weather;
  Weather weather;
  if (!spec.stated()) return weather;
  const auto [state, visibility] =
      world.hypercube.uniform_pair({entity_key(world.scenario.seed, "weather", ""), Purpose::weather, 0,
                                    static_cast<std::uint64_t>(replication)});
  double below = 0.0;
  for (std::size_t i = 0; i < spec.states.size(); ++i) {
    below += spec.probability[i];
    weather.state = static_cast<std::int32_t>(i);
    // Rounding may leave the sum short of 1: the last state takes what is left.
    if (state < below) break;
  }
  if (spec.visibility) weather.visibility = quantile(*spec.visibility, visibility);
  return weather;
}

void draw_conditions(const World& world, const Replication& replication, Conditions& conditions) {
  if (world.conditions.empty()) return;
  conditions.forget(world.assets.size());
  conditions.weather.assign(world.assets.size(), {});
  conditions.first_team.assign(world.assets.size(), 0);
  conditions.teams.clear();
  conditions.working.clear();
  Drawer drawer(world, replication, conditions);
  for (std::size_t a = 0; a < world.assets.size(); ++a) {
    const Asset& asset = world.assets[a];
    if (!asset.conditioned) continue;
    const SensorConditions& what = world.conditions[a];
    conditions.weather[a] = weather_factors(what, replication.weather);
    conditions.first_team[a] = conditions.teams.size();
    const std::int32_t teams = is_mobile(asset.kind) ? world.patrols[asset.plan].teams : 1;
    for (std::int32_t team = 0; team < teams; ++team) {
      drawer.draw(asset, what, static_cast<std::uint32_t>(team));
    }
  }
}

Factors target_factors(const CrosserPlan& crosser, const Attempt& attempt) {
  Factors factors = crosser.signature.factors;
  if (crosser.signature.persons_exponent != 0.0) {
    factors.rate *= std::pow(static_cast<double>(attempt.persons), crosser.signature.persons_exponent);
  }
  return factors;
}

}  // namespace panj
