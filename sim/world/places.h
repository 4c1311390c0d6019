#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/grid.h"
#include "scenario/scenario.h"
#include "terrain/movement.h"
#include "terrain/projection.h"

namespace panj {

/// Puts the places of a scenario on its plane and reports those that are off the map.
class Places {
 public:
  Places(const Projection& projection, const Grid& grid, Problems& problems)
      : projection_(projection), grid_(grid), problems_(problems) {}

  /// The point in metres, whether on the grid or not; empty (and a problem) where it can't be projected.
  std::optional<Point> point(const Place& place, const KeyPlaces& at, std::string_view key) const;
  /// The point, which must lie on the grid.
  std::optional<Point> on_map(const Place& place, const KeyPlaces& at, std::string_view key) const;
  /// All points on the map; those that are not are reported and left out.
  std::vector<Point> all_on_map(const std::vector<Place>& places, const KeyPlaces& at,
                                std::string_view key) const;
  /// The key that a place of this kind stands under: "position" -> "position_lon_lat".
  static std::string key_of(const Place& place, std::string_view stem);

 private:
  const Projection& projection_;
  const Grid& grid_;
  Problems& problems_;
};

/// `[69.97, 37.55]` as a scenario writes it: degrees, or km.
std::string text_of(const Place& place);

/// Why nobody under `law` can stand on a closed cell, and what to do about it. `inner`: the cell is inner
/// ground, so that the slope closes it.
struct ClosedGround {
  std::string reason;
  std::string remedy;
};
ClosedGround why_closed(std::uint8_t inner, const MovementLaw& law);

}  // namespace panj
