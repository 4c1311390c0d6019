#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "rng/distribution.h"
#include "terrain/frontier_line.h"
#include "terrain/line_of_sight.h"
#include "terrain/movement.h"
#include "terrain/surface.h"

/// What a scenario says of ground, border and obstacles: see scenario/scenario.h.
namespace panj {

/// A place as the file gives it.
struct Place {
  enum class Kind { lon_lat, xy };
  Kind kind = Kind::xy;
  Eigen::Vector2d value{0.0, 0.0};  ///< degrees (lon, lat), or metres of the scenario's CRS (east, north)
};

/// What the classes of a raster of land cover mean to whoever goes over them.
struct LandCoverSpec {
  std::string path;
  std::vector<double> classes;           ///< numbers of pixels
  std::vector<double> friction;          ///< of each class, 1 or more: factor on the time of a step
  std::vector<double> closed;            ///< numbers of classes that nobody can cross
  std::optional<double> other_friction;  ///< of classes that are not listed; empty: they are an error
};

/// Cells above the snow line: factors on speed; 0 closes them.
struct SnowSpec {
  double line_m = 0.0;
  double foot_factor = 0.0;
  double vehicle_factor = 0.0;
};

/// `[frontier]`: ground and border.
struct FrontierSpec {
  std::string crs = "local";
  double cell_size_m = 250.0;
  std::optional<Place> centre;       ///< of the modelled rectangle
  std::optional<Place> corner;       ///< or its south-west corner
  Eigen::Vector2d size_m{0.0, 0.0};  ///< east-west, north-south; (0, 0): the raster's own extent
  Surface elevation = FlatSurface{};
  std::string line_path;    ///< vector file of the border; or
  std::vector<Place> line;  ///< the border's vertices
  InnerSide inner = InnerSide::left;
  double segment_m = 5000.0;
  Strip strip;
  Neighbourhood neighbourhood = Neighbourhood::sixteen;
  SightModel sight;
  std::optional<LandCoverSpec> land_cover;
  std::optional<SnowSpec> snow;
  KeyPlaces at;
};

/// `[[obstacle]]`: a line (river, fence, wire, ditch) or an area (marsh, reeds, mines) that holds up whoever
/// crosses it, or is closed.
struct ObstacleSpec {
  std::string name;
  bool border = false;    ///< it runs along the border; or
  std::string line_path;  ///< vector file of its lines; or
  std::vector<Place> line;
  std::string area_path;                      ///< or vector file of its areas; or
  std::vector<Place> area;                    ///< the vertices of one
  std::optional<Distribution> delay_s;        ///< of a line: drawn once per attempt, paid wherever it crosses
  std::optional<Distribution> delay_s_per_m;  ///< of an area: the same for each metre over its cells; or
  bool closed = false;
  std::vector<Place> gaps;  ///< bridges, fords, gates on it: free to pass
  double gap_width_m = 100.0;
  std::vector<std::string> crossers;  ///< names of the classes that it holds up; empty: all
  bool patrols = false;               ///< patrols and teams cross it as well, in its mean time
  KeyPlaces at;

  bool is_area() const { return !area_path.empty() || !area.empty(); }
};

}  // namespace panj
