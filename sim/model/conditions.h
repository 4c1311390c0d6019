#pragma once

#include <cstddef>
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

/// Laws of assets under factors, kept by asset and light: what comes next mostly meets the same factors as
/// what came before.
class LawsKept {
 public:
  void forget(std::size_t assets) { kept_.assign(assets * lights, {}); }
  /// with_factors(law, factors), of the law of an asset. \return a reference that holds until the next call
  const SensorLaw& under(std::uint16_t asset, Light light, const SensorLaw& law, const Factors& factors) {
    if (factors.are_one()) return law;
    const std::size_t number = std::size_t{asset} * lights + static_cast<std::size_t>(light);
    if (number >= kept_.size()) kept_.resize(number + 1);
    Kept& kept = kept_[number];
    if (kept.factors.range != factors.range || kept.factors.rate != factors.rate)
      kept = {factors, with_factors(law, factors)};
    return kept.law;
  }

 private:
  static constexpr std::size_t lights = 3;
  struct Kept {
    Factors factors;  ///< 1: there is no law yet, as none is asked for
    SensorLaw law;
  };
  std::vector<Kept> kept_;
};

/// What holds of the sensors in one replication; empty where no asset is conditioned.
struct Conditions {
  mutable LawsKept laws;         ///< memory alone: what is asked of it does not depend on what it holds
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
};

/// State and visibility of a replication.
Weather draw_weather(const World& world, std::int64_t replication);

/// Draws outages and looks of a replication that knows its attempts and its weather. Failing and being mended
/// is in steady state when the warm-up begins.
void draw_conditions(const World& world, const Replication& replication, Conditions& conditions);

/// Factors of an attempt's class and number of persons.
Factors target_factors(const CrosserPlan& crosser, const Attempt& attempt);

}  // namespace panj
