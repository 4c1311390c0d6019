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
/// - tobler: d * 0.6 exp(3.5 |rise / d + 0.05|) / factor (Tobler 1993, NCGIA Technical Report 93-1).
/// - naismith_langmuir: 0.72 d + 6.0 rise going up; 0.72 d + 1.9998 rise going down to a slope of -0.2125
///   (faster), 0.72 d - 1.9998 rise where it is steeper (slower); all over factor (Langmuir 1984,
///   Mountaincraft and Leadership; coefficients of GRASS GIS r.walk). The law jumps at -0.2125.
/// - constant: d / speed_m_s.
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

/// The cells that a move touches besides its first and last, as steps from its first.
struct CellsBetween {
  Move first;
  Move second;
};
/// A knight's move passes over two cells more; a diagonal move touches the two at its corner; a straight one
/// none (both are then the first cell, {0, 0}).
constexpr CellsBetween cells_between(int direction) {
  const Move m = moves[static_cast<std::size_t>(direction)];
  const auto half = [](std::int8_t n) { return static_cast<std::int8_t>(n / 2); };
  if (m.column == 2 || m.column == -2) return {{0, half(m.column)}, {m.row, half(m.column)}};
  if (m.row == 2 || m.row == -2) return {{half(m.row), 0}, {half(m.row), m.column}};
  if (m.row != 0 && m.column != 0) return {{m.row, 0}, {0, m.column}};
  return {};
}
/// Is the move a knight's?
constexpr bool is_knights(int direction) {
  return direction >= 8;
}
/// Length of a move over cells of side 1: 1, sqrt 2 or sqrt 5.
double length_in_cells(int direction);

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

/// Seconds from `cell` along move `direction`: never_s off the grid or beyond the neighbourhood, where a cell
/// that the move touches is closed, and where elevation or friction is not a number (or friction negative).
/// Friction is the mean over the cells that the segment passes over (two; a knight's move four); closure
/// counts the two cells at the corner of a diagonal move as well, so that nobody slips through a diagonal
/// wall.
double move_time_s(const Ground& ground, CellId cell, int direction);

}  // namespace panj
