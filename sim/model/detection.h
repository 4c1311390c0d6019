#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/exposures.h"
#include "model/held_exposures.h"
#include "model/replication.h"

namespace panj {

/// A detection of an attempt under one configuration.
struct Detection {
  double at_s = never_happened_s;
  std::int32_t asset = -1;
};

/// Memory that detections are found in.
struct DetectionScratch {
  HeldExposures held;
  std::vector<std::pair<std::int32_t, double>> rates;
  std::vector<ConfigurationMask> groups;
  std::vector<std::size_t> near;  ///< walks that may be seen
};

/// Splits configurations into those that hold the same of the assets which saw an attempt: their detections
/// are the same. \param groups none of them is empty
void split_by_assets(const World& world, std::span<const Exposure> exposures, ConfigurationMask under,
                     std::vector<ConfigurationMask>& groups);

/// Those of some configurations that hold the same of these assets as one of them does.
ConfigurationMask same_assets_as(std::size_t configuration, const World& world,
                                 std::span<const Exposure> exposures, ConfigurationMask under);

/// Finds the detections of an attempt on one walk. H(t) is the integral of the rates of all assets that a
/// configuration holds, with a jump at each atom, taken in at its own time (right-continuous); detections are
/// the points of a unit Poisson process in H, and beside them certain ones. The points are the same for all
/// configurations, so that (paths and sensors being the same) adding an asset can only bring the first
/// detection forward. A point in a jump is detected at the jump's time. Inside a definite range detection is
/// certain once per entry: exposures of one asset and team that follow on each other are one entry. Each look
/// and each crossing that is certain counts.
class Detector {
 public:
  /// \param exposures in the order of begin_s
  /// \param address of the attempt (key of its class, number, replication); purposes are set here.
  Detector(const World& world, std::span<const Exposure> exposures, const Address& address,
           DetectionScratch& scratch);

  /// What a configuration's assets gather over the whole track.
  struct Total {
    double finite = 0.0;
    bool certain = false;  ///< some detection is
    /// 1 - exp(-H) over the whole track; 1 where a detection is certain.
    double p_detect() const { return certain ? 1.0 : finite > 0.0 ? -std::expm1(-finite) : 0.0; }
  };
  Total total(std::size_t configuration) const;

  /// The first detection after a time.
  Detection first_after(std::size_t configuration, double time_s) const {
    return first_after(configuration, time_s, total(configuration));
  }
  /// The same where the total is known.
  Detection first_after(std::size_t configuration, double time_s, const Total& total) const;
  Detection first(std::size_t configuration) const { return first_after(configuration, -never_happened_s); }
  double p_detect(std::size_t configuration) const { return total(configuration).p_detect(); }

 private:
  bool holds(std::size_t configuration, const Exposure& exposure) const {
    return (world_.assets[exposure.asset].held_by >> configuration & 1U) != 0;
  }
  /// First certain detection after a time.
  double certain_after(std::size_t configuration, double time_s) const;
  /// Does a certain exposure begin an entry, or go on with one?
  bool is_entry(const Exposure& exposure) const;
  /// The first point of the Poisson process after a time, if there is one by `certain_s`, before what is
  /// certain then. The scratch holds the exposures.
  Detection first_point(double time_s, double certain_s) const;
  /// Gap of the Poisson process before its point `number` (from 0): a unit exponential.
  double gap(std::uint32_t number) const;
  double first_gap() const {
    if (first_gap_ < 0.0) first_gap_ = gap(0);
    return first_gap_;
  }
  std::int32_t who_detects(double time_s) const;
  std::int32_t who_jumps(double time_s) const;
  /// By chance in proportion to the numbers in scratch_.rates; -1 where there are none.
  std::int32_t one_by_chance() const;
  std::int32_t who_is_certain(std::size_t configuration, double time_s) const;
  double share_of_chance(std::int32_t asset) const;

  const World& world_;
  std::span<const Exposure> exposures_;
  Address address_;
  DetectionScratch& scratch_;
  mutable double first_gap_ = -1.0;  ///< once it has been asked for
};

/// Address of an attempt's draws, without a purpose.
Address address_of(const World& world, const Replication& replication, const Attempt& attempt);

/// First detections of all attempts under all configurations. Nothing here depends on response. The exposures
/// stay in the workspace, for detections after the first.
struct Workspace;
void detect(const World& world, Workspace& workspace);

}  // namespace panj
