#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

// What other programs for maps read, as the bytes of whole files: who calls writes them to disk, whole or not
// at all.
namespace panj {

/// One band of a raster file.
struct RasterBand {
  std::string name;
  std::vector<double> values;  ///< [cell] of the grid; NaN: missing
};

/// How a raster's values are kept in the file.
enum class RasterType { whole, real };

/// A raster of square cells.
struct RasterFile {
  std::string name;  ///< of the file, without its ending
  std::string title;
  std::string units;  ///< "1": a number
  RasterType type = RasterType::real;
  std::vector<RasterBand> bands;  ///< all of one grid
};

using FieldValue = std::variant<std::string, std::int64_t, double>;  ///< NaN: missing

/// A place or a line with what is known of it.
struct Feature {
  std::vector<Point> vertices_m;   ///< of the plane; one: a point
  std::vector<FieldValue> values;  ///< parallel to the layer's fields
};

struct Field {
  enum class Kind { text, whole, real };
  std::string name;
  Kind kind = Kind::text;
};

/// Features of one kind.
struct FeatureLayer {
  enum class Kind { points, lines };
  std::string name;
  Kind kind = Kind::points;
  std::vector<Field> fields;
  std::vector<Feature> features;
};

/// A GeoTIFF, north up, deflated; whole numbers as int32 where they fit, else as double; reals as float.
/// \param crs_wkt as Projection::wkt: "" for a local plane
/// \throws FileError with the driver's reason
std::vector<std::byte> geotiff(const RasterFile& raster, const Grid& grid, const std::string& crs_wkt);

/// A GeoPackage of some layers in the plane's own CRS. \throws FileError
std::vector<std::byte> geopackage(const std::vector<FeatureLayer>& layers, const std::string& crs_wkt);

/// A GeoJSON file of one layer: longitude and latitude in degrees to 1e-7 (RFC 7946), but metres of the plane
/// where it is local. \throws FileError
std::vector<std::byte> geojson(const FeatureLayer& layer, const std::string& crs_wkt);

/// Of the formats that panj writes and that frontiers mostly come in: those that this GDAL knows nothing of.
std::vector<std::string> missing_formats();

}  // namespace panj
