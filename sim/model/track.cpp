#include "model/track.h"

#include <algorithm>

#include "terrain/line_of_sight.h"

namespace panj {

namespace {

Point3 over_ground(const World& world, const Track& track, const Point& at) {
  return {at.x(), at.y(), ground_height_m(world.grid, world.elevation_m, at) + track.target_height_m};
}

/// \param node gives the place of a stay.
template <class Node>
void on_grid(const Track& track, std::size_t stay, const Node& node, StayPieces& pieces) {
  pieces.count = 0;
  const Point3& here = node(stay);
  if (stay == 0) {
    pieces.add(here, here, track.departure_s, track.moving_s);
  } else {
    const Point3 middle = 0.5 * (node(stay - 1) + here);
    pieces.add(middle, here, track.entered_s[stay], track.mark[stay]);
  }
  if (stay + 1 < track.stays()) {
    const Point3 middle = 0.5 * (here + node(stay + 1));
    pieces.add(here, middle, track.mark[stay], track.entered_s[stay + 1]);
  }
}

StayPieces on_straight(const World& world, const Track& track, std::size_t stay) {
  StayPieces pieces;
  const bool last = stay + 1 == track.stays();
  const double begin_m = track.cells.empty() ? 0.0 : track.mark[stay];
  const double end_m = last ? track.length_m : track.mark[stay + 1];
  const auto place = [&](double gone_m) {
    return over_ground(world, track, track.origin_m + track.along_m(gone_m) * track.direction);
  };
  const Point3 from = place(begin_m);
  const Point3 to = place(end_m);
  double begin_s = track.cells.empty() ? track.departure_s : track.entered_s[stay];
  if (stay == 0) {
    pieces.add(from, from, track.departure_s, track.moving_s);
    begin_s = track.moving_s;
  }
  if (begin_m < track.turn_along_m && track.turn_along_m < end_m) {
    const Point3 turn = place(track.turn_along_m);
    pieces.add(from, turn, begin_s, track.turned_s);
    pieces.add(turn, to, track.turned_s, track.left_s(stay));
  } else {
    pieces.add(from, to, begin_s, track.left_s(stay));
  }
  return pieces;
}

}  // namespace

Point3 node_of(const World& world, const Track& track, std::size_t stay) {
  if (stay == track.turn_stay) return track.turn_m;
  // The way back is by the places of the way out.
  if (track.turn_stay < stay && track.turn_stay != no_turn) stay = 2 * track.turn_stay - stay;
  // Who stands at an obstacle has a second stay in a cell, and is where it was.
  while (stay > 0 && track.cells[stay] == track.cells[stay - 1]) --stay;
  if (stay == 0) return over_ground(world, track, track.origin_m);
  const CellId cell = track.cells[stay];
  const Point centre = world.grid.centre(cell);
  return {centre.x(), centre.y(), world.elevation_m.data()[cell] + track.target_height_m};
}

StayPieces pieces_of(const World& world, const Track& track, std::size_t stay) {
  if (track.is_straight()) return on_straight(world, track, stay);
  StayPieces pieces;
  on_grid(
      track, stay, [&](std::size_t at) { return node_of(world, track, at); }, pieces);
  return pieces;
}

const Point3& StayReader::node(std::size_t stay) {
  const std::size_t place = stay % nodes_.size();
  if (known_[place] != stay) {
    nodes_[place] = node_of(world_, track_, stay);
    known_[place] = stay;
  }
  return nodes_[place];
}

const StayPieces& StayReader::at(std::size_t stay) {
  if (track_.is_straight()) {
    pieces_ = on_straight(world_, track_, stay);
  } else {
    on_grid(
        track_, stay, [this](std::size_t at) -> const Point3& { return node(at); }, pieces_);
  }
  return pieces_;
}

std::vector<TimeSpan> stands_of(const World& world, const Track& track) {
  std::vector<TimeSpan> stands;
  for (std::size_t stay = 0; stay < track.stays(); ++stay)
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      if (piece.from_m != piece.to_m || piece.end_s <= track.moving_s) continue;
      if (!stands.empty() && stands.back().end_s == piece.begin_s) {
        stands.back().end_s = piece.end_s;
      } else {
        stands.push_back({piece.begin_s, piece.end_s});
      }
    }
  return stands;
}

Point place_at(const World& world, const Track& track, double time_s) {
  const auto after = std::upper_bound(track.entered_s.begin(), track.entered_s.end(), time_s);
  const auto stay = after == track.entered_s.begin() ? 0 : after - track.entered_s.begin() - 1;
  Point place = track.origin_m;
  for (const TrackPiece& piece : pieces_of(world, track, static_cast<std::size_t>(stay))) {
    const double share = std::clamp((time_s - piece.begin_s) / (piece.end_s - piece.begin_s), 0.0, 1.0);
    place = (piece.from_m + share * (piece.to_m - piece.from_m)).head<2>();
    if (time_s <= piece.end_s) break;
  }
  return place;
}

}  // namespace panj
