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

/// How much lower than the eye's tangent plane a target at `distance_m` appears, positive downwards:
/// d^2 (1 - k) / (2 R) [m]; 0 without curvature.
double sight_drop_m(const SightModel& model, double distance_m);

/// Greatest distance at which a target shows over a smooth Earth [m]: sqrt(2 R' h_eye) + sqrt(2 R' h_target),
/// R' = R / (1 - k); +infinity without curvature.
double horizon_m(const SightModel& model, double eye_m, double target_m);

/// An eye over the ground.
struct Eye {
  Point at_m{0.0, 0.0};
  double height_m = 0.0;  ///< above the ground at its place (bilinear between cell centres)
};

/// Does the eye see a target `target_m` above the ground at a point? Exact: the sight line is compared with
/// the bilinear surface at every crossing of both directions of the lattice of cell centres, and at the
/// turning point of the bilinear profile inside each lattice square (the eye's and the target's own
/// included). A line that grazes the ground sees, and so does an eye on the ground over level ground on a
/// flat Earth; what falls short by less than 1e-9 m counts as grazing. Earth and refraction bend as
/// sight_drop_m says (parabola: at 50 km it is short of the circle by less than 2 cm).
bool sees(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
          const Point& target, double target_m);

/// Cells within `range_m` (centre to eye, horizontally, inclusive) whose centre the eye sees, in increasing
/// order: those for which `sees` holds.
std::vector<CellId> visible_cells(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model,
                                  const Eye& eye, double range_m, double target_m);

/// Height of the bilinear surface between cell centres at a point [m]; held to the outermost centres at the
/// rim.
double ground_height_m(const Grid& grid, const Layer<double>& elevation_m, const Point& point);

}  // namespace panj
