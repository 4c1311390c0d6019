#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"
#include "world/world.h"

namespace panj {

/// A straight piece of a track, gone at constant velocity. `from_m` and `to_m` are the target's, its height
/// included.
struct TrackPiece {
  Point3 from_m{0.0, 0.0, 0.0};
  Point3 to_m{0.0, 0.0, 0.0};
  double begin_s = 0.0;
  double end_s = 0.0;
};

/// Number of no stay of a track.
constexpr std::size_t no_turn = std::numeric_limits<std::size_t>::max();

/// The way that an attempt goes: a view of the arrays of a Replication.
/// It is a sequence of stays in cells. On the grid a stay leads from the middle of the step before over the
/// cell's centre to the middle of the step after; a straight track goes from one cell border to the next, or
/// is one leg where the world needs no cells. A further stay in the same cell stands at an obstacle. The
/// group first stands still at its origin until `moving_s`. One that turns back comes from there to its
/// origin by the same places: on the grid by the same centres, straight the metres that it has gone count on.
struct Track {
  std::span<const CellId> cells;         ///< empty where the world needs no cells
  std::span<const double> entered_s;     ///< when each stay begins
  std::span<const std::uint8_t> traits;  ///< CellTraits of each cell
  std::span<const double> mark;  ///< on the grid: time at the cell's centre; straight: metres gone on entry
  Point origin_m{0.0, 0.0};
  Point direction{0.0, 0.0};  ///< of a straight track, length 1; (0, 0) on the grid
  double length_m = 0.0;      ///< of a straight track
  double departure_s = 0.0;
  double moving_s = 0.0;  ///< departure and wait
  double end_s = 0.0;
  double target_height_m = 0.0;
  std::size_t turn_stay = no_turn;  ///< on the grid: the stay whose middle is `turn_m`
  Point3 turn_m{0.0, 0.0, 0.0};     ///< where it turns back, its height included
  double turn_along_m =
      std::numeric_limits<double>::infinity();                ///< straight: metres gone when it turns back
  double turned_s = std::numeric_limits<double>::infinity();  ///< when it does

  /// Straight: how far from the origin it is when it has gone `gone_m`.
  double along_m(double gone_m) const {
    return gone_m <= turn_along_m ? gone_m : 2.0 * turn_along_m - gone_m;
  }
  bool is_straight() const { return direction.x() != 0.0 || direction.y() != 0.0; }
  std::size_t stays() const { return cells.empty() ? 1 : cells.size(); }
  /// When the stay begins: of the first, on departure.
  double begun_s(std::size_t stay) const { return stay == 0 ? departure_s : entered_s[stay]; }
  /// When the stay ends.
  double left_s(std::size_t stay) const { return stay + 1 < stays() ? entered_s[stay + 1] : end_s; }
};

/// The pieces of one stay, three at the most: standing, to the centre (or turn), from there.
struct StayPieces {
  std::array<TrackPiece, 3> pieces;
  std::size_t count = 0;
  void add(const Point3& from, const Point3& to, double begin_s, double end_s) {
    if (end_s > begin_s) pieces[count++] = {from, to, begin_s, end_s};
  }
  const TrackPiece* begin() const { return pieces.data(); }
  const TrackPiece* end() const { return pieces.data() + count; }
};
/// Where a track on the grid is at the middle of a stay, its height included: its origin, then the centres of
/// cells (or where it turns back).
Point3 node_of(const World& world, const Track& track, std::size_t stay);
StayPieces pieces_of(const World& world, const Track& track, std::size_t stay);

/// Reads stays of a track one after the other, as pieces_of does: a place that neighbouring stays share is
/// found once.
class StayReader {
 public:
  StayReader(const World& world, const Track& track) : world_(world), track_(track) { known_.fill(no_turn); }
  /// \return a reference that holds until the next call
  const StayPieces& at(std::size_t stay);

 private:
  const Point3& node(std::size_t stay);

  const World& world_;
  const Track& track_;
  // Of a stay, at its number modulo 4.
  std::array<std::size_t, 4> known_;
  std::array<Point3, 4> nodes_;
  StayPieces pieces_;
};
/// When the group stands still on its way: before the border, at obstacles. The wait at its origin is left
/// out.
std::vector<TimeSpan> stands_of(const World& world, const Track& track);
/// Where the group is at a time, held to the track's ends.
Point place_at(const World& world, const Track& track, double time_s);

}  // namespace panj
