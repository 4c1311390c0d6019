#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/error.h"
#include "base/geometry.h"
#include "base/grid.h"
#include "terrain/frontier_line.h"

namespace panj {

/// Level ground at one height.
struct FlatSurface {
  double height_m = 0.0;
};

/// A plane that rises towards an azimuth: z = height_m + tan(slope) * (distance from the grid's corner that
/// way).
struct RampSurface {
  double height_m = 0.0;     ///< at the grid's south-west corner
  double slope_deg = 10.0;   ///< 0..80
  double azimuth_deg = 0.0;  ///< clockwise from north: the way uphill
};

/// One straight ridge of triangular section on level ground: z = base_m + height_m * max(0, 1 - |x| /
/// half_width_m), x the distance from the crest line.
struct RidgeSurface {
  double base_m = 0.0;
  double height_m = 500.0;
  double half_width_m = 2000.0;
  Point crest_m{0.0, 0.0};    ///< a point of the crest
  double azimuth_deg = 90.0;  ///< clockwise from north: the way along the crest
};

/// Elevation from any raster that GDAL reads, warped to the scenario's CRS and cells.
struct RasterSurface {
  enum class Voids { refuse, interpolate };
  std::string path;
  Voids voids = Voids::refuse;  ///< what to do with cells that have no elevation
};

/// The modelled mountain frontier: coarse base + carved valley along the border line + seeded multifractal
/// ridges. Parameters and method are stated in terrain/modelled_frontier.h.
struct ModelledSurface {
  std::string base_path;   ///< coarse elevation that GDAL reads; empty: none, `base_m` everywhere
  double base_m = 1500.0;  ///< height of the base where there is no base raster [m]
  std::uint64_t seed = 1;  ///< of the ridges; belongs to the terrain, not to the sampling
  double relief = 1.0;     ///< factor on the height of the ridges, 0..3; 1: slopes as in real mountains
  double valley_depth_m = 250.0;   ///< least depth of the river bed below the base around it, in mountains
  double valley_width_m = 1200.0;  ///< least width of the gorge at half its depth; its floor is 0.15 of that
};

/// How elevation is made.
using Surface = std::variant<FlatSurface, RampSurface, RidgeSurface, RasterSurface, ModelledSurface>;

/// Elevation [m] at the centre of every cell.
/// Faults (unreadable raster, no CRS, voids, raster that does not cover the grid, non-finite or absurd
/// heights) are added to `problems` under the key "elevation" of `places`, and the result is then empty.
/// \param line the border, in metres of `crs`; the modelled frontier carves its valley along it.
Layer<double> make_elevation(const Surface& surface, const Grid& grid, const std::string& crs,
                             const Polyline& line, const KeyPlaces& places, Problems& problems);

/// Grid that a raster suggests where the scenario states no extent: its own extent in `crs`, cut to whole
/// cells.
std::optional<Grid> grid_of_raster(const std::string& path, const std::string& crs, double cell_size_m,
                                   const KeyPlaces& places, Problems& problems);

}  // namespace panj
