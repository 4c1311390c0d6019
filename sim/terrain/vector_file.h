#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/geometry.h"
#include "terrain/area_cells.h"

namespace panj {

/// The longest chain of lines in a vector file that OGR reads, in metres of `crs`, in the file's own
/// direction. Pieces are joined where exactly two of them end at the very same point (at a fork nobody can
/// say which way to go on); a chain runs the way in which most of its length was given. Repeated vertices are
/// dropped. Faults (unreadable file, no CRS, no line, coordinates that can't be projected) go to `problems`
/// under `key` of `places`; the result is then empty.
std::vector<Point> read_line(const std::string& path, const std::string& crs, std::string_view key,
                             const KeyPlaces& places, Problems& problems);

/// All lines of a vector file that OGR reads, piece by piece as given. Faults as for read_line.
std::vector<std::vector<Point>> read_lines(const std::string& path, const std::string& crs,
                                           std::string_view key, const KeyPlaces& places, Problems& problems);

/// All areas of a vector file that OGR reads, polygon by polygon. Faults as for read_line.
std::vector<Area> read_areas(const std::string& path, const std::string& crs, std::string_view key,
                             const KeyPlaces& places, Problems& problems);

/// A named point of a vector file.
struct NamedPoint {
  std::string name;
  Point point_m{0.0, 0.0};  ///< in metres of the scenario's CRS
  double population = 0.0;  ///< 0 where the file does not say
};

/// All points of a vector file that OGR reads, in the file's order. The name is the field `name` (else
/// `asciiname`, else ""), the population `population` (else `pop_max`, `pop`). Faults as for read_line.
std::vector<NamedPoint> read_points(const std::string& path, const std::string& crs, std::string_view key,
                                    const KeyPlaces& places, Problems& problems);

}  // namespace panj
