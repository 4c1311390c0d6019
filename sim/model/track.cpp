#include "model/track.h"

#include "terrain/line_of_sight.h"

namespace panj {

namespace {

Point3 over_ground(const World& world, const Track& track, const Point& at) {
  return {at.x(), at.y(), ground_height_m(world.grid, world.elevation_m, at) + track.target_height_m};
}

/// Where a track on the grid is at the middle of a stay: its origin, then the centres of cells. Who stands at
/// an obstacle has a second stay in a cell, and is where it was.
Point3 node(const World& world, const Track& track, std::size_t stay) {
  while (stay > 0 && track.cells[stay] == track.cells[stay - 1]) --stay;
  if (stay == 0) return over_ground(world, track, track.origin_m);
  const CellId cell = track.cells[stay];
  const Point centre = world.grid.centre(cell);
  return {centre.x(), centre.y(), world.elevation_m.data()[cell] + track.target_height_m};
}

StayPieces on_grid(const World& world, const Track& track, std::size_t stay) {
  StayPieces pieces;
  const Point3 here = node(world, track, stay);
  if (stay == 0) {
    pieces.add(here, here, track.departure_s, track.moving_s);
  } else {
    const Point3 middle = 0.5 * (node(world, track, stay - 1) + here);
    pieces.add(middle, here, track.entered_s[stay], track.mark[stay]);
  }
  if (stay + 1 < track.stays()) {
    const Point3 middle = 0.5 * (here + node(world, track, stay + 1));
    pieces.add(here, middle, track.mark[stay], track.entered_s[stay + 1]);
  }
  return pieces;
}

StayPieces on_straight(const World& world, const Track& track, std::size_t stay) {
  StayPieces pieces;
  const bool last = stay + 1 == track.stays();
  const double begin_m = track.cells.empty() ? 0.0 : track.mark[stay];
  const double end_m = last ? track.length_m : track.mark[stay + 1];
  const Point3 from = over_ground(world, track, track.origin_m + begin_m * track.direction);
  const Point3 to = over_ground(world, track, track.origin_m + end_m * track.direction);
  double begin_s = track.cells.empty() ? track.departure_s : track.entered_s[stay];
  if (stay == 0) {
    pieces.add(from, from, track.departure_s, track.moving_s);
    begin_s = track.moving_s;
  }
  pieces.add(from, to, begin_s, track.left_s(stay));
  return pieces;
}

}  // namespace

StayPieces pieces_of(const World& world, const Track& track, std::size_t stay) {
  return track.is_straight() ? on_straight(world, track, stay) : on_grid(world, track, stay);
}

}  // namespace panj
