#pragma once

#include "base/geometry.h"
#include "base/grid.h"
#include "terrain/surface.h"

namespace panj {

/// A modelled mountain frontier: ground to try plans on where no good elevation is at hand. It is no map: its
/// ranges, passes and side valleys are made up; its slopes, plains and drainage are those of the real kind.
///
/// 1. Base b: `base_m` (a coarse raster warped to the grid), smoothed by three moving means of 4 km. Its
///    mountain share M rises from 0 at b = 450 m (the plains of Farkhor and Hamadoni) to 1 at b = 1900 m by a
///    smooth step; without a base raster M = 1.
/// 2. Ridges: z = b + relief max(M, 0.01) r(x), r the ridged multifractal of terrain/ridge_noise.h.
/// 3. The valley of the river that the border follows (terrain/river_valley.h), bed height B, within 9 km of
///    it: z = B + h(u) (b - B) + h(2u) r,  h(u) = u^2 / (1 + u^2),  u = (d - floor) / half, d the distance to
///    the line. In mountains `half` is valley_width_m / 2, or more where walls would be steeper than 35
///    degrees; on plains 5 km. The river's own cells lie at its bed.
/// 4. Water (terrain/drainage.h): four times over, the ways out of hollows are breached, channels cut by the
///    stream power law, and slopes slide to what the rock bears: tan = 0.65..1.40 (100 m / cell)^(1/8) by a
///    noise of 2.5 km. What hollows are left are filled with sediment: every cell drains to the rim.
///
/// What it takes as given is the frontier along the Panj: elsewhere the heights of step 1 need another look.
/// Measured (Horn's slope, median / 90 % / 99 %, 60 x 60 km of Darvoz): 25 / 41 / 50 degrees at 100 m, 21 /
/// 35 / 43 at 250 m; real mountains 26 / 41 / 52 (Alay) and 22 / 33 / 41 (Davos).
///
/// Ridges, rock and what turns the water's way depend on the seed and the place alone; the base's rim, the
/// river's bed and catchments depend on the grid, so two grids over the same ground differ near their rims
/// and in gorges (10 km from rims by 0.2 m at the median, 1 m at 90 %: Darvoz at 250 m). Heights come from +,
/// -, *, / and square roots alone, in a fixed order: the same bits on machines with IEEE arithmetic, on any
/// number of threads.
///
/// \param base_m coarse heights per cell; constant where `surface.base_path` is empty.
///
/// \param line the border; its river falls the way the base falls along it.
Layer<double> modelled_frontier(const ModelledSurface& surface, const Grid& grid, const Layer<double>& base_m,
                                const Polyline& line);

}  // namespace panj
