#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/exposures.h"
#include "model/replication.h"

namespace panj {

/// An asset that can see an attempt.
struct SeenBy {
  std::int32_t asset = -1;
  double hazard = 0.0;   ///< finite part of what it gathers over the whole track
  bool certain = false;  ///< some detection by it is certain
  double first = 0.0;    ///< share of first detection under the configurations that are being looked at
};

/// Memory that contributions are found in.
struct ContributionScratch {
  /// An exposure while others of other assets overlap it.
  struct Part {
    const Exposure* exposure = nullptr;
    std::size_t by = 0;     ///< index into `seen_by`
    double from_s = 0.0;    ///< within range from then
    double to_s = 0.0;      ///< until then, or until a detection is certain
    double total = 0.0;     ///< hazard that it gathers till then
    double gathered = 0.0;  ///< so far
  };
  std::vector<SeenBy> seen_by;
  std::vector<ConfigurationMask> groups;
  std::vector<Part> parts;
  std::vector<double> breaks_s;
  std::vector<std::size_t> active;
  std::vector<double> rises;
  std::vector<double> first;
};

/// Adds what each asset contributes to the detection of the attempt of a walk, once for all configurations
/// that hold the same of the assets that see it. Under a configuration, with H the hazard of all its assets:
///   value: exp(-H_others) - exp(-H), H_others summed without the asset; a certain detection is an infinite
///   hazard. What would be lost without it, routes and departures being the same.
///   first: the integral of its rate times exp(-H) dt up to the first certain detection; in jumps of H in
///   proportion to what each asset adds; what is then left falls to the asset that is certain first (ties by
///   name). The values of all assets add up to 1 - exp(-H), to rounding.
/// The integral is exact where one asset sees at a time, or all have constant rates; else by 3-point Gauss
/// quadrature of rates and of H on intervals that are halved until it meets the exact hazards: its absolute
/// error is below 1e-7.
void add_contributions(const World& world, const Replication& replication, std::size_t walk,
                       std::span<const Exposure> exposures, ContributionScratch& scratch,
                       std::vector<Contribution>& contributions);

}  // namespace panj
