#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>

#include "base/grid.h"

namespace panj {

/// How fast something moves over the ground.
struct MovementLaw {
  enum class Kind {
    tobler,             ///< v = factor * 6 exp(-3.5 |S + 0.05|) km/h (Tobler 1993)
    naismith_langmuir,  ///< Langmuir 1984, coefficients as GRASS r.walk: see step_time_s
    constant,           ///< speed_m_s, whatever the slope
  };
  Kind kind = Kind::tobler;
  double factor = 1.0;          ///< on speed (tobler: 0.6 off paths; naismith_langmuir: any)
  double speed_m_s = 0.0;       ///< of `constant`
  double max_slope_deg = 90.0;  ///< cells steeper than this are closed; 90: none
};

/// Seconds for a step of horizontal length `distance_m` that climbs `rise_m` (signed) at friction 1.
double step_time_s(const MovementLaw& law, double distance_m, double rise_m);

enum class Neighbourhood : std::uint8_t { eight = 8, sixteen = 16 };

/// Moves of a neighbourhood as (row, column) offsets; the first 8 are the king's moves, the other 8 the
/// knight's. Direction d and its opposite are d ^ 1.
struct Move {
  std::int8_t row = 0;
  std::int8_t column = 0;
};
inline constexpr std::array<Move, 16> moves{{{0, 1},
                                             {0, -1},
                                             {1, 0},
                                             {-1, 0},
                                             {1, 1},
                                             {-1, -1},
                                             {1, -1},
                                             {-1, 1},
                                             {1, 2},
                                             {-1, -2},
                                             {2, 1},
                                             {-2, -1},
                                             {2, -1},
                                             {-2, 1},
                                             {1, -2},
                                             {-1, 2}}};

/// Ground that one kind of mover walks on. Views: the terrain outlives it.
struct Ground {
  Grid grid;
  const Layer<double>* elevation_m = nullptr;
  const Layer<float>* friction = nullptr;     ///< >= 1; null: 1 everywhere
  const Layer<std::uint8_t>* open = nullptr;  ///< 0: closed; null: all open
  MovementLaw law;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
};

/// Slope of the steepest descent or ascent at every cell [rad], by Horn's (1981) 3 x 3 differences.
Layer<float> slope_rad(const Grid& grid, const Layer<double>& elevation_m);

/// Cells that are open in `base` (null: all) and no steeper than the law's limit.
Layer<std::uint8_t> open_cells(const Grid& grid, const Layer<double>& elevation_m,
                               const Layer<std::uint8_t>* base, const MovementLaw& law);

constexpr double never_s = std::numeric_limits<double>::infinity();

/// Seconds from `cell` along move `direction`; never_s off the grid, into or over a closed cell.
/// Friction and closure are taken over all cells that the move touches (a knight's move touches four).
double move_time_s(const Ground& ground, CellId cell, int direction);

}  // namespace panj
