#pragma once

#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>

#include "base/geometry.h"
#include "base/grid.h"

/// Small GIS files for tests, in a folder that is removed with this object.
namespace panj {

inline const std::string shipped_data = std::string(PANJ_SOURCE_DIR) + "/scenarios/data/";
constexpr const char* utm = "EPSG:32642";
constexpr double no_height_m = std::numeric_limits<double>::quiet_NaN();
inline const Grid small_grid{{500000.0, 4100000.0}, 100.0, 12, 17};

class SmallFiles {
 public:
  SmallFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "panj-terrain-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~SmallFiles() { std::filesystem::remove_all(folder_); }
  SmallFiles(const SmallFiles&) = delete;
  SmallFiles& operator=(const SmallFiles&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::string text(const std::string& name, const std::string& content) const {
    std::ofstream(path(name)) << content;
    return path(name);
  }

  /// What a raster says of itself.
  struct Label {
    std::string crs = "EPSG:32642";  ///< "": none
    std::optional<double> nodata;
    GDALDataType type = GDT_Float64;
    std::string unit;
    std::optional<double> scale;
    std::optional<double> offset;
  };

  /// A GeoTIFF of one pixel per cell of `grid` (of a geographic CRS: degrees).
  std::string raster(const std::string& name, const Grid& grid, const Layer<double>& values,
                     const Label& label) const {
    GDALAllRegister();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    GDALDataset* file = driver->Create(path(name).c_str(), grid.columns, grid.rows, 1, label.type, nullptr);
    double place[] = {grid.corner_m.x(), grid.cell_size_m, 0.0, grid.extent().high.y(), 0.0,
                      -grid.cell_size_m};
    file->SetGeoTransform(place);
    if (!label.crs.empty()) {
      OGRSpatialReference reference;
      reference.SetFromUserInput(label.crs.c_str());
      file->SetSpatialRef(&reference);
    }
    GDALRasterBand* band = file->GetRasterBand(1);
    if (label.nodata) band->SetNoDataValue(*label.nodata);
    if (!label.unit.empty()) band->SetUnitType(label.unit.c_str());
    if (label.scale) band->SetScale(*label.scale);
    if (label.offset) band->SetOffset(*label.offset);
    Layer<double> north_first = values.colwise().reverse();
    const CPLErr done = band->RasterIO(GF_Write, 0, 0, grid.columns, grid.rows, north_first.data(),
                                       grid.columns, grid.rows, GDT_Float64, 0, 0, nullptr);
    GDALClose(file);
    return done == CE_None ? path(name) : "";
  }
  std::string raster(const std::string& name, const Grid& grid, const Layer<double>& values) const {
    return raster(name, grid, values, Label{});
  }

 private:
  std::filesystem::path folder_;
};

/// A layer of height(centre).
template <class Height>
Layer<double> layer_of(const Grid& grid, const Height& height) {
  Layer<double> values(grid.rows, grid.columns);
  for (CellId cell = 0; cell < grid.cells(); ++cell) values.data()[cell] = height(grid.centre(cell));
  return values;
}

}  // namespace panj
