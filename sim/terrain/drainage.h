#pragma once

#include <vector>

#include "base/grid.h"

namespace panj {

/// Where water runs on a surface: a tree towards the outlets.
struct Drainage {
  std::vector<CellId> order;     ///< every cell, after the cell that it drains to
  std::vector<CellId> receiver;  ///< the cell that it drains to; itself at an outlet
  std::vector<double> area_m2;   ///< what drains through each cell, its own area included
};

/// Routes water from every cell to an outlet. The tree grows inwards from the outlets, lowest ground first,
/// so that a hollow drains along its deepest line and over its lowest way out (Ehlschlaeger 1989, as GRASS
/// r.watershed; Barnes, Lehman, Mulla 2014, doi:10.1016/j.cageo.2013.04.024, call the kin priority-flood).
/// Of the cells reached before it, a cell drains to the steepest below it, its fall weighed by the receiver's
/// `pull` (about 1): even slopes else run in parallel grid lines.
/// \param outlet cells where water leaves (not 0); the grid's rim always is one.
Drainage drainage(const Grid& grid, const Layer<double>& elevation_m, const Layer<std::uint8_t>& outlet,
                  const Layer<float>& pull);

/// What one step of erosion does.
struct Erosion {
  double strength = 0.0;         ///< K dt [1]
  double channel_area_m2 = 0.0;  ///< A_0: where channels begin
  double full_area_m2 = 0.0;     ///< A_1: larger streams cut no faster than this one
};

/// One implicit step of the stream power law dz/dt = -K A^1/2 |slope| (Braun and Willett 2013,
/// doi:10.1016/j.geomorph.2012.10.008; slope exponent 1), from the outlets upwards:
///   z = (z + F z_r) / (1 + F),  F = share K dt (sqrt(min(A, A_1)) - sqrt(A_0)) / d where A > A_0, else 0,
/// then z <= z_r + steepest d: slopes that are undercut slide. z_r: height of the receiver, d: distance to
/// it. Cells below their receiver (in hollows) stay as they are. \param share 0..1, per cell; \param steepest
/// greatest slope (tangent), per cell.
void erode(const Grid& grid, const Drainage& drainage, const Erosion& erosion, const Layer<double>& share,
           const Layer<float>& steepest, Layer<double>& elevation_m);

/// Cuts the ways out of hollows, each cell by `most_m` at the most, towards the height of what drains through
/// it. `fixed` cells (not 0) stay.
void breach(const Drainage& drainage, double most_m, const Layer<std::uint8_t>& fixed,
            Layer<double>& elevation_m);

/// Fills what hollows are left with sediment that slopes by `gradient` (tangent): afterwards every cell lies
/// above the cell that it drains to, all the way to an outlet.
void fill(const Grid& grid, const Drainage& drainage, double gradient, Layer<double>& elevation_m);

}  // namespace panj
