#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "model/exposures.h"
#include "model/replication.h"

namespace panj {

/// First detection of an attempt under one configuration.
struct Detection {
  double at_s = never_happened_s;
  std::int32_t asset = -1;
  double p_detect = 0.0;  ///< 1 - exp(-H) over the whole track; 1 where a detection is certain
};

/// Memory that detections are found in.
struct DetectionScratch {
  std::vector<double> breaks_s;
  std::vector<const Exposure*> active;
  std::vector<std::pair<std::int32_t, double>> rates;
};

/// Finds first detections. H(t) is the integral of the rates of all assets that a configuration holds; the
/// first detection is where H passes a unit exponential, or at the first certain one: the same exponential
/// for all configurations, so that (paths and sensors being the same) adding an asset can only bring it
/// forward.
class Detector {
 public:
  /// \param address of the attempt (key of its class, number, replication); purposes are set here.
  Detector(const World& world, std::span<const Exposure> exposures, const Address& address,
           DetectionScratch& scratch);

  Detection under(std::size_t configuration) const;
  /// Do two configurations hold the same of the assets that saw this attempt? Then their detections are the
  /// same.
  bool same_under(std::size_t a, std::size_t b) const;

 private:
  bool holds(std::size_t configuration, const Exposure& exposure) const {
    return (world_.assets[exposure.asset].held_by >> configuration & 1U) != 0;
  }
  double gathered(std::size_t configuration, double time_s) const;
  double time_of_passing(std::size_t configuration, double until_s) const;
  double solve_between(std::size_t configuration, double low_s, double high_s) const;
  std::int32_t who_detects(std::size_t configuration, double time_s) const;
  std::int32_t who_is_certain(std::size_t configuration, double time_s) const;
  double share_of_chance(std::int32_t asset) const;

  const World& world_;
  std::span<const Exposure> exposures_;
  Address address_;
  DetectionScratch& scratch_;
  double threshold_ = 0.0;  ///< the unit exponential that H must pass
};

/// First detections of all attempts under all configurations. Nothing here depends on response.
struct Workspace;
void detect(const World& world, Workspace& workspace);

}  // namespace panj
