#pragma once

#include <cstddef>

#include "model/replication.h"
#include "terrain/geodata.h"
#include "world/world.h"

namespace panj {

/// Ways of attempts as lines on the map, from their origins to where they end if nobody intercepts them: one
/// feature for each way, which configurations may share. Fields: `replication`, `class`, `attempt` (its
/// number within both), `persons`, `departure_h` and `end_h` since the period's start, `crossed_h` and
/// `crossed_km` (chainage of the middle of the segment) where it cuts the border, and for each configuration
/// `outcome_NAME`: intercepted, turned_back, detected_not_intercepted or undetected; empty where the attempt
/// goes another way under it.
class PathLayer {
 public:
  explicit PathLayer(const World& world);

  /// Adds the scored attempts of a replication. \param most attempts that the layer shall have in all
  void add(const Replication& replication, std::size_t most);
  std::size_t attempts() const { return attempts_; }
  const FeatureLayer& layer() const { return layer_; }

 private:
  const World& world_;
  FeatureLayer layer_;
  std::size_t attempts_ = 0;
};

}  // namespace panj
