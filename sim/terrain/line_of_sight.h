#pragma once

#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// Curvature of the Earth and refraction along a sight line. Each can be off.
struct SightModel {
  bool curvature = true;
  double refraction = 0.13;  ///< k: the ray bends as if the Earth's radius were R / (1 - k); 0 turns it off
};

/// How far the ground falls below the tangent plane at `distance_m`: d^2 (1 - k) / (2 R) [m]; 0 without
/// curvature.
double sight_drop_m(const SightModel& model, double distance_m);

/// Greatest distance at which a target shows over a smooth Earth [m]: sqrt(2 R' h_eye) + sqrt(2 R' h_target).
double horizon_m(const SightModel& model, double eye_m, double target_m);

/// An eye over the ground.
struct Eye {
  Point at_m{0.0, 0.0};
  double height_m = 0.0;  ///< above the ground at its place (bilinear between cell centres)
};

/// Does the eye see a target `target_m` above the ground at a point? Exact: the sight line is compared with
/// the bilinear surface at every crossing of both directions of the lattice of cell centres, and at the
/// turning point of the bilinear profile inside each lattice square.
bool sees(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
          const Point& target, double target_m);

/// Cells within `range_m` (centre to eye, horizontally) whose centre the eye sees, in increasing order.
std::vector<CellId> visible_cells(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model,
                                  const Eye& eye, double range_m, double target_m);

/// Height of the bilinear surface between cell centres at a point [m]; held to the outermost centres at the
/// rim.
double ground_height_m(const Grid& grid, const Layer<double>& elevation_m, const Point& point);

}  // namespace panj
