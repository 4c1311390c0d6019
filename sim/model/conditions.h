#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "model/replication.h"
#include "world/sensor_hazard.h"
#include "world/world.h"

namespace panj {

/// What was drawn for the sensor of a post, a line or one team of a patrol.
struct TeamConditions {
  double look_phase = 0.0;  ///< of a glimpse law: time of the first look, as a share of the period of looks
  bool always = true;       ///< else it works in the spans begin..end of Conditions::working
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What an asset's sensor is to one target in one light.
struct Acuity {
  Factors factors;        ///< of weather, target and light together
  SensorLaw law;          ///< under them
  double range_m = -1.0;  ///< beyond it the law gives nothing; negative: it gives nothing anywhere
};

/// What holds of the sensors in one replication; empty where no asset is conditioned.
struct Conditions {
  std::vector<Factors> weather;  ///< per asset
  std::vector<TeamConditions> teams;
  std::vector<std::size_t> first_team;  ///< per asset: index into `teams`
  std::vector<TimeSpan> working;        ///< spans in which sensors are on duty and in order
  std::vector<TimeSpan> up;             ///< those in which the last one that was drawn is in order

  const TeamConditions& of(std::uint16_t asset, std::uint16_t team) const {
    return teams[first_team[asset] + team];
  }
  /// In the order of time.
  std::span<const TimeSpan> spans_of(const TeamConditions& team) const;
  /// Does a sensor work all the time from begin_s to end_s?
  bool works_throughout(const TeamConditions& team, double begin_s, double end_s) const {
    if (team.always) return true;
    for (std::size_t i = team.begin; i < team.end; ++i)
      if (working[i].begin_s <= begin_s && end_s <= working[i].end_s) return true;
    return false;
  }

  /// What a conditioned asset is to a target with these factors in a light. What comes next mostly asks for
  /// the same as what came before: it is kept. \return a reference that holds until another target is asked
  /// for
  const Acuity& acuity(const World& world, std::uint16_t asset, Light light, const Factors& target) const {
    const KeptAcuity& kept = kept_[std::size_t{asset} * lights + static_cast<std::size_t>(light)];
    if (kept.target.range == target.range && kept.target.rate == target.rate) return kept.acuity;
    return found_acuity(world, asset, light, target);
  }
  /// From now on weather and assets may be others than those that were asked for.
  void forget(std::size_t assets) { kept_.assign(assets * lights, {}); }

 private:
  static constexpr std::size_t lights = 3;
  struct KeptAcuity {
    Factors target{std::numeric_limits<double>::quiet_NaN(), 0.0};  ///< NaN: of none yet
    Acuity acuity;
  };
  const Acuity& found_acuity(const World& world, std::uint16_t asset, Light light,
                             const Factors& target) const;

  mutable std::vector<KeptAcuity> kept_;  ///< memory alone: no answer depends on what it holds
};

/// State and visibility of a replication.
Weather draw_weather(const World& world, std::int64_t replication);

/// Draws outages and looks of a replication that knows its attempts and its weather. Failing and being mended
/// is in steady state when the warm-up begins.
void draw_conditions(const World& world, const Replication& replication, Conditions& conditions);

/// Factors of an attempt's class and number of persons.
Factors target_factors(const CrosserPlan& crosser, const Attempt& attempt);

}  // namespace panj
