#pragma once

#include <string>

#include "base/grid.h"
#include "terrain/movement.h"
#include "world/ground_cover.h"
#include "world/places.h"

namespace panj {

/// Where a Going is worked out. Views: the world outlives it.
struct GoingSource {
  const Grid& grid;
  const Layer<double>& elevation_m;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  const GroundCover* cover = nullptr;  ///< null: bare ground (and air)
};

/// The going for one kind of mover: the cells that it can step on and what slows it, by slope, land cover,
/// snow, roads and obstacles.
class Going {
 public:
  /// \param base cells that it may be on at all (its side of the border). \param held obstacles that hold it
  /// up.
  Going(const GoingSource& source, const MovementLaw& law, const Layer<std::uint8_t>& base,
        ObstacleMask held);

  /// A view: not to be used beyond this object.
  Ground ground() const;
  bool is_open(CellId cell) const { return cell != no_cell && open_.data()[cell] != 0; }
  const MovementLaw& law() const { return law_; }
  ObstacleMask held() const { return held_; }

  /// Why nobody can stand on a closed cell (or off the map), and what to do about it.
  ClosedGround why_closed(CellId cell) const;
  /// What closes ground or ways for it, and what would open them: "slopes", "raise max_slope_deg".
  ClosedGround closers() const;

  /// Mean friction of the move between two neighbouring cells; that of the ground at a place.
  double friction_of_move(CellId from, CellId to) const;
  double friction_at(const Point& at_m) const;
  /// Seconds that the move between two neighbouring cells stands at obstacles.
  double toll_s(CellId from, CellId to) const;

 private:
  void lay_cover();
  void close_areas();
  void slow(CellId cell, double factor);
  double snow_factor() const;

  GoingSource source_;
  MovementLaw law_;
  ObstacleMask held_;
  Layer<std::uint8_t> base_;
  Layer<std::uint8_t> open_;
  Layer<float> friction_;  ///< no rows: 1 everywhere
  MoveTable<double> tolls_s_;
};

}  // namespace panj
