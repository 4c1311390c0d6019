#include "world/places.h"

#include <fmt/format.h>

#include "base/units.h"

namespace panj {

std::string text_of(const Place& place) {
  const double unit = place.kind == Place::Kind::xy ? metres_per_km : 1.0;
  return fmt::format("[{:.6g}, {:.6g}]", place.value.x() / unit, place.value.y() / unit);
}

ClosedGround why_closed(std::uint8_t inner, const MovementLaw& law) {
  if (inner == 0) return {"on the outer side of the border", "move it, or check frontier.inner"};
  return {fmt::format("on ground steeper than max_slope_deg = {:.6g}", law.max_slope_deg),
          "move it, or raise max_slope_deg"};
}

std::string Places::key_of(const Place& place, std::string_view stem) {
  return std::string(stem) + (place.kind == Place::Kind::xy ? "_xy_km" : "_lon_lat");
}

std::optional<Point> Places::point(const Place& place, const KeyPlaces& at, std::string_view key) const {
  if (place.kind == Place::Kind::xy) return place.value;
  const std::optional<Point> point = projection_.from_lon_lat(place.value.x(), place.value.y());
  if (!point) {
    problems_.add(at.problem(key, text_of(place),
                             "this longitude and latitude can't be put on the scenario's plane",
                             "state frontier.crs, or a place inside it"));
  }
  return point;
}

std::optional<Point> Places::on_map(const Place& place, const KeyPlaces& at, std::string_view key) const {
  const std::optional<Point> found = point(place, at, key);
  if (!found || grid_.at(*found) != no_cell) return found;
  const Box extent = grid_.extent();
  problems_.add(at.problem(
      key, text_of(place),
      fmt::format(
          "x = {:.3f}, y = {:.3f} km is off the map, which spans x {:.3f} to {:.3f}, y {:.3f} to {:.3f} km",
          found->x() / metres_per_km, found->y() / metres_per_km, extent.low.x() / metres_per_km,
          extent.high.x() / metres_per_km, extent.low.y() / metres_per_km, extent.high.y() / metres_per_km),
      "move it, or enlarge frontier.size_km"));
  return std::nullopt;
}

std::vector<Point> Places::all_on_map(const std::vector<Place>& places, const KeyPlaces& at,
                                      std::string_view key) const {
  std::vector<Point> points;
  for (const Place& place : places) {
    if (const auto point = on_map(place, at, key)) points.push_back(*point);
  }
  return points;
}

}  // namespace panj
