#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/exposures.h"
#include "model/replication.h"

namespace panj {

/// A detection of an attempt under one configuration.
struct Detection {
  double at_s = never_happened_s;
  std::int32_t asset = -1;
};

/// Memory that detections are found in.
struct DetectionScratch {
  std::vector<double> breaks_s;
  std::vector<const Exposure*> active;
  std::vector<std::pair<std::int32_t, double>> rates;
};

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

  /// The first detection after a time.
  Detection first_after(std::size_t configuration, double time_s) const;
  Detection first(std::size_t configuration) const { return first_after(configuration, -never_happened_s); }
  /// 1 - exp(-H) over the whole track; 1 where a detection is certain.
  double p_detect(std::size_t configuration) const;
  /// Do two configurations hold the same of the assets that saw this attempt? Then their detections are the
  /// same.
  bool same_under(std::size_t a, std::size_t b) const;

 private:
  bool holds(std::size_t configuration, const Exposure& exposure) const {
    return (world_.assets[exposure.asset].held_by >> configuration & 1U) != 0;
  }
  bool rises(std::size_t configuration, const Exposure& exposure) const {
    return holds(configuration, exposure) && exposure.hazard.finite != 0.0;
  }
  /// H passes a level.
  struct Passing {
    double at_s = 0.0;
    bool by_jump = false;
  };

  /// H(time_s).
  double gathered(std::size_t configuration, double time_s) const;
  /// First certain detection after a time.
  double certain_after(std::size_t configuration, double time_s) const;
  /// Does a certain exposure begin an entry, or go on with one?
  bool is_entry(const Exposure& exposure) const;
  /// When H passes `level`, if it does by `until_s`.
  Passing passing(std::size_t configuration, double level, double until_s) const;
  Passing solve_between(std::size_t configuration, double level, double low_s, double high_s,
                        bool may_jump) const;
  /// Gap of the Poisson process before its point `number` (from 0): a unit exponential.
  double gap(std::uint32_t number) const;
  std::int32_t who_detects(std::size_t configuration, double time_s) const;
  std::int32_t who_jumps(std::size_t configuration, double time_s) const;
  /// By chance in proportion to the numbers in scratch_.rates; -1 where there are none.
  std::int32_t one_by_chance() const;
  std::int32_t who_is_certain(std::size_t configuration, double time_s) const;
  double share_of_chance(std::int32_t asset) const;

  const World& world_;
  std::span<const Exposure> exposures_;
  Address address_;
  DetectionScratch& scratch_;
};

/// Address of an attempt's draws, without a purpose.
Address address_of(const World& world, const Replication& replication, const Attempt& attempt);

/// First detections of all attempts under all configurations. Nothing here depends on response. The exposures
/// stay in the workspace, for detections after the first.
struct Workspace;
void detect(const World& world, Workspace& workspace);

}  // namespace panj
