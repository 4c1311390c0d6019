#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/grid.h"
#include "terrain/move_table.h"
#include "terrain/moves.h"

namespace panj {

/// Speed of a vehicle by the slope of its step, up or down: linear in degrees between the pairs, that of the
/// first below it. Beyond the last slope it can not go, nor where its speed is 0.
struct SpeedBySlope {
  std::vector<double> slope_deg;  ///< 0 or more, increasing
  std::vector<double> speed_m_s;  ///< one for each slope
  double at(double slope_deg) const;
};

/// How fast something moves over the ground.
struct MovementLaw {
  enum class Kind {
    tobler,             ///< v = factor * 6 exp(-3.5 |S + 0.05|) km/h (Tobler 1993)
    naismith_langmuir,  ///< Langmuir 1984, coefficients as GRASS r.walk: see step_time_s
    constant,           ///< speed_m_s, whatever the slope
    vehicle,            ///< by_slope, and where there are roads, by them
  };
  Kind kind = Kind::tobler;
  double factor = 1.0;                      ///< on speed (tobler: 0.6 off paths; naismith_langmuir: any)
  double speed_m_s = 0.0;                   ///< of `constant`
  double max_slope_deg = 90.0;              ///< cells steeper than this are closed; 90: none
  SpeedBySlope by_slope{};                  ///< of `vehicle`
  std::string roads_path{};                 ///< of `vehicle`: vector file of lines; "": it needs no roads
  std::optional<double> off_road_factor{};  ///< on speed where there is no road; 0 (or empty): closed
};

/// Seconds for a step of horizontal length `distance_m` that climbs `rise_m` (signed) at friction 1.
/// - tobler: d * 0.6 exp(3.5 |rise / d + 0.05|) / factor (Tobler 1993, NCGIA Technical Report 93-1).
/// - naismith_langmuir: 0.72 d + 6.0 rise going up; 0.72 d + 1.9998 rise going down to a slope of -0.2125
///   (faster), 0.72 d - 1.9998 rise where it is steeper (slower); all over factor (Langmuir 1984,
///   Mountaincraft and Leadership; coefficients of GRASS GIS r.walk). The law jumps at -0.2125.
/// - constant: d / speed_m_s.
/// - vehicle: d / v, v by the slope of rise / d: never_s where v is 0.
double step_time_s(const MovementLaw& law, double distance_m, double rise_m);

/// Ground that one kind of mover walks on. Views: the terrain outlives it.
struct Ground {
  Grid grid;
  const Layer<double>* elevation_m = nullptr;
  const Layer<float>* friction = nullptr;     ///< >= 1; null: 1 everywhere
  const Layer<std::uint8_t>* open = nullptr;  ///< 0: closed; null: all open
  MovementLaw law;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  const MoveTable<double>* tolls_s = nullptr;  ///< beside the time of a move; never_s: closed; null: none
};

/// Slope of the steepest descent or ascent at every cell [rad], by Horn's (1981) 3 x 3 differences.
Layer<float> slope_rad(const Grid& grid, const Layer<double>& elevation_m);

/// Cells that are open in `base` (null: all) and no steeper than the law's limit.
Layer<std::uint8_t> open_cells(const Grid& grid, const Layer<double>& elevation_m,
                               const Layer<std::uint8_t>* base, const MovementLaw& law);

constexpr double never_s = std::numeric_limits<double>::infinity();

/// Mean friction over the cells that a move passes over (two; a knight's move four), both ends on the grid.
double move_friction(const Grid& grid, const Layer<float>& friction, CellId cell, int direction);

/// Seconds from `cell` along move `direction`: never_s off the grid or beyond the neighbourhood, where a cell
/// that the move touches is closed, and where elevation or friction is not a number (or friction negative).
/// Closure counts the two cells at the corner of a diagonal move as well, so that nobody slips through a
/// diagonal wall. The move's toll is added.
double move_time_s(const Ground& ground, CellId cell, int direction);

}  // namespace panj
