#include "terrain/raster.h"

#include <gdal_alg.h>
#include <gdal_priv.h>
#include <gdalwarper.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

#include "terrain/gdal_door.h"

namespace panj {

namespace {

// Pixels finer than this share of a cell are averaged; at the same size a cubic through the centres is exact.
constexpr double finer_than_cell = 0.999;
// A cell centre may lie off the raster by rounding of coordinates near 1e7 m, in pixels.
constexpr double rim_tolerance_pixels = 1e-6;
constexpr double nan_m = std::numeric_limits<double>::quiet_NaN();

GDALDataset& dataset(const DatasetHandle& handle) {
  return *static_cast<GDALDataset*>(handle.get());
}

struct DestroyTransformer {
  void operator()(void* transformer) const { GDALDestroyGenImgProjTransformer(transformer); }
};
using Transformer = std::unique_ptr<void, DestroyTransformer>;

/// A raster opened for one call, and the way between its pixels and the plane.
struct OpenRaster {
  DatasetHandle source;
  std::unique_ptr<OGRSpatialReference> plane;  ///< null: the local plane
  std::string crs;
  Transformer plane_to_pixels;  ///< from pixels (forward) to metres of the plane, and back
};

std::string text_of(const char* format, auto... values) {
  std::array<char, 320> text{};
  std::snprintf(text.data(), text.size(), format, values...);
  return text.data();
}

/// Faults of the file itself.
bool fit_for_plane(GDALDataset& raster, const std::string& crs, RasterFault& fault) {
  if (raster.GetRasterCount() == 0) {
    fault = {"the file holds no raster band of its own",
             "name one of its subdatasets, as gdalinfo lists them"};
    return false;
  }
  const bool local = crs == local_plane;
  if (raster.GetSpatialRef() == nullptr && !local) {
    fault = {"the raster has no CRS, so nobody knows where it lies",
             "give it one (gdal_edit.py -a_srs EPSG:... FILE)"};
    return false;
  }
  if (raster.GetSpatialRef() != nullptr && local) {
    fault = {"the raster lies on the Earth, but the scenario's plane is \"local\"",
             "state the crs, for instance \"EPSG:32642\""};
    return false;
  }
  return true;
}

bool in_metres(GDALDataset& raster, RasterFault& fault) {
  const std::string unit = raster.GetRasterBand(1)->GetUnitType();
  if (unit.starts_with("f") || unit.find("foot") != std::string::npos) {  // f, ft, feet, US survey foot
    fault = {"its heights are in \"" + unit + "\", not in metres",
             "convert them (gdal_calc.py --calc=\"A*0.3048\") and give the result"};
    return false;
  }
  return true;
}

std::optional<OpenRaster> open_raster(const std::string& path, const std::string& crs,
                                      const GdalMessages& messages, RasterFault& fault) {
  register_drivers();
  OpenRaster raster;
  raster.crs = crs;
  constexpr unsigned flags = GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
  raster.source.reset(GDALOpenEx(path.c_str(), flags, nullptr, nullptr, nullptr));
  if (!raster.source) {
    fault = {"it can not be read as a raster: " + messages.first_failure("GDAL does not say why"),
             "give the path of a file that GDAL reads, relative to the scenario"};
    return {};
  }
  if (!fit_for_plane(dataset(raster.source), crs, fault)) return {};
  if (crs != local_plane) {
    raster.plane = plane_reference(crs, fault.reason);
    if (!raster.plane) {
      fault.remedy = "state a projected crs, for instance \"EPSG:32642\"";
      return {};
    }
  }
  CPLStringList options;
  if (raster.plane) {
    char* wkt = nullptr;
    raster.plane->exportToWkt(&wkt);
    options.SetNameValue("DST_SRS", wkt);
    CPLFree(wkt);
  }
  raster.plane_to_pixels.reset(
      GDALCreateGenImgProjTransformer2(raster.source.get(), nullptr, options.List()));
  if (!raster.plane_to_pixels) {
    fault = {"its pixels can not be placed: " + messages.first_failure("it has no geotransform"),
             "georeference it (gdal_translate -a_ullr ...)"};
    return {};
  }
  return raster;
}

/// Moves points between the plane and pixels; those that fail become NaN.
enum class Way { plane_to_pixels, pixels_to_plane };
std::vector<Point> moved(const OpenRaster& raster, const std::vector<Point>& points, Way way) {
  std::vector<double> x(points.size());
  std::vector<double> y(points.size());
  std::vector<double> z(points.size(), 0.0);
  std::vector<int> success(points.size(), 0);
  for (std::size_t i = 0; i < points.size(); ++i) {
    x[i] = points[i].x();
    y[i] = points[i].y();
  }
  const int backward = way == Way::plane_to_pixels ? TRUE : FALSE;
  GDALGenImgProjTransform(raster.plane_to_pixels.get(), backward, static_cast<int>(points.size()), x.data(),
                          y.data(), z.data(), success.data());
  std::vector<Point> result(points.size(), Point(nan_m, nan_m));
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (success[i] != 0) result[i] = Point(x[i], y[i]);
  }
  return result;
}

/// `steps` + 1 points from a to b.
std::vector<Point> between(const Point& a, const Point& b, int steps) {
  std::vector<Point> points;
  for (int i = 0; i <= steps; ++i) points.push_back(a + (b - a) * (static_cast<double>(i) / steps));
  return points;
}

/// Are all points of a rectangle's rim on the raster? (Then all inside are: the map is continuous.)
bool rim_is_covered(const OpenRaster& raster, const Box& box, int steps) {
  const double width = dataset(raster.source).GetRasterXSize() + rim_tolerance_pixels;
  const double height = dataset(raster.source).GetRasterYSize() + rim_tolerance_pixels;
  const std::array<Point, 5> corners{box.low, Point(box.high.x(), box.low.y()), box.high,
                                     Point(box.low.x(), box.high.y()), box.low};
  for (std::size_t side = 0; side < 4; ++side) {
    for (const Point& pixel :
         moved(raster, between(corners[side], corners[side + 1], steps), Way::plane_to_pixels)) {
      const bool inside = pixel.x() >= -rim_tolerance_pixels && pixel.y() >= -rim_tolerance_pixels &&
                          pixel.x() <= width && pixel.y() <= height;
      if (!inside) return false;  // NaN too
    }
  }
  return true;
}

/// The rectangle of raster_extent; empty box where there is none.
Box covered_box(const OpenRaster& raster) {
  constexpr int steps = 200;
  const double width = dataset(raster.source).GetRasterXSize();
  const double height = dataset(raster.source).GetRasterYSize();
  const std::array<Point, 5> corners{Point(0, 0), Point(width, 0), Point(width, height), Point(0, height),
                                     Point(0, 0)};
  const Point middle = moved(raster, {Point(width / 2, height / 2)}, Way::pixels_to_plane)[0];
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Box box{{-infinity, -infinity}, {infinity, infinity}};
  for (std::size_t side = 0; side < 4; ++side) {
    // Each side of the raster bounds the box on the side of the plane on which its middle lies.
    const auto rim = moved(raster, between(corners[side], corners[side + 1], steps), Way::pixels_to_plane);
    const Point outward = rim[steps / 2] - middle;
    const int axis = std::abs(outward.x()) > std::abs(outward.y()) ? 0 : 1;
    for (const Point& point : rim) {
      if (outward[axis] > 0)
        box.high[axis] = std::min(box.high[axis], point[axis]);
      else
        box.low[axis] = std::max(box.low[axis], point[axis]);
    }
  }
  if (!box.low.allFinite() || !box.high.allFinite()) return {};
  // A raster that stands askew on the plane needs a smaller box still.
  for (int tries = 0; tries < 200 && !box.empty(); ++tries) {
    if (rim_is_covered(raster, box, steps)) return box;
    box.low += 0.01 * (middle - box.low);
    box.high += 0.01 * (middle - box.high);
  }
  return {};
}

RasterFault not_covered(const OpenRaster& raster, const Box& centres) {
  const auto span = [](const Box& box) {
    return text_of("x %.0f..%.0f, y %.0f..%.0f m", box.low.x(), box.high.x(), box.low.y(), box.high.y());
  };
  const Box covered = covered_box(raster);
  RasterFault fault;
  fault.reason = "the raster does not cover the grid, whose cell centres span " + span(centres);
  if (covered.empty()) {
    fault.reason += "; no part of it can be placed in " + raster.crs;
  } else {
    fault.reason += "; in " + raster.crs + " it covers " + span(covered);
    const std::array<std::pair<const char*, double>, 4> missing{
        {{"west", covered.low.x() - centres.low.x()},
         {"east", centres.high.x() - covered.high.x()},
         {"south", covered.low.y() - centres.low.y()},
         {"north", centres.high.y() - covered.high.y()}}};
    const char* joint = ": it falls short by ";
    for (const auto& [side, length_m] : missing) {
      if (length_m <= 0.0) continue;
      fault.reason += joint + text_of("%.0f m in the %s", length_m, side);
      joint = ", ";
    }
  }
  fault.remedy = "move or shrink the grid (centre, size), or give a larger raster";
  return fault;
}

/// The rectangle of the outermost cell centres.
Box centres_of(const Grid& grid) {
  return grid.extent().grown(-0.5 * grid.cell_size_m);
}

/// How many pixels a cell is wide, at the grid's middle.
double pixels_per_cell(const OpenRaster& raster, const Grid& grid) {
  const Point middle = 0.5 * (grid.extent().low + grid.extent().high);
  const auto pixels =
      moved(raster, {middle, middle + Point(grid.cell_size_m, 0.0), middle + Point(0.0, grid.cell_size_m)},
            Way::plane_to_pixels);
  return std::max((pixels[1] - pixels[0]).norm(), (pixels[2] - pixels[0]).norm());
}

/// An empty raster in memory on the cells of `grid`, north up, all NaN.
DatasetHandle empty_target(const Grid& grid, const OGRSpatialReference* plane) {
  GDALDriver* memory = GetGDALDriverManager()->GetDriverByName("MEM");
  DatasetHandle target(memory->Create("", grid.columns, grid.rows, 1, GDT_Float64, nullptr));
  if (!target) return target;
  std::array<double, 6> geotransform{grid.corner_m.x(), grid.cell_size_m, 0.0, grid.extent().high.y(), 0.0,
                                     -grid.cell_size_m};
  dataset(target).SetGeoTransform(geotransform.data());
  if (plane != nullptr) dataset(target).SetSpatialRef(plane);
  dataset(target).GetRasterBand(1)->SetNoDataValue(nan_m);
  return target;
}

struct DestroyWarpOptions {
  void operator()(GDALWarpOptions* options) const { GDALDestroyWarpOptions(options); }
};

double* one_double(double value) {
  auto* place = static_cast<double*>(CPLMalloc(sizeof(double)));
  *place = value;
  return place;
}

int* first_band() {
  auto* place = static_cast<int*>(CPLMalloc(sizeof(int)));
  *place = 1;
  return place;
}

/// Warps band 1 of `source` onto `target`. \return false where GDAL fails.
bool warp(const DatasetHandle& source, const DatasetHandle& target, GDALResampleAlg algorithm) {
  constexpr double error_pixels = 0.01;  // of the piecewise linear approximation of the transformation
  const Transformer exact(GDALCreateGenImgProjTransformer2(source.get(), target.get(), nullptr));
  if (!exact) return false;
  const std::unique_ptr<void, decltype(&GDALDestroyApproxTransformer)> approximate(
      GDALCreateApproxTransformer(GDALGenImgProjTransform, exact.get(), error_pixels),
      GDALDestroyApproxTransformer);

  const std::unique_ptr<GDALWarpOptions, DestroyWarpOptions> options(GDALCreateWarpOptions());
  options->hSrcDS = source.get();
  options->hDstDS = target.get();
  options->nBandCount = 1;
  options->panSrcBands = first_band();
  options->panDstBands = first_band();
  options->eResampleAlg = algorithm;
  options->eWorkingDataType = GDT_Float64;
  int has_nodata = 0;
  const double nodata = dataset(source).GetRasterBand(1)->GetNoDataValue(&has_nodata);
  if (has_nodata != 0) options->padfSrcNoDataReal = one_double(nodata);
  options->padfDstNoDataReal = one_double(nan_m);
  options->papszWarpOptions = CSLSetNameValue(options->papszWarpOptions, "INIT_DEST", "NO_DATA");
  options->pfnTransformer = GDALApproxTransform;
  options->pTransformerArg = approximate.get();
  GDALWarpOperation operation;
  if (operation.Initialize(options.get()) != CE_None) return false;
  return operation.ChunkAndWarpImage(0, 0, dataset(target).GetRasterXSize(),
                                     dataset(target).GetRasterYSize()) == CE_None;
}

/// Reads or writes a whole band, turning rows so that the southernmost comes first.
bool transfer(const DatasetHandle& handle, GDALRWFlag way, Layer<double>& layer) {
  const auto rows = static_cast<int>(layer.rows());
  const auto columns = static_cast<int>(layer.cols());
  const GSpacing row_bytes = static_cast<GSpacing>(sizeof(double)) * columns;
  double* northernmost = layer.data() + static_cast<std::ptrdiff_t>(rows - 1) * columns;
  return dataset(handle).GetRasterBand(1)->RasterIO(way, 0, 0, columns, rows, northernmost, columns, rows,
                                                    GDT_Float64, sizeof(double), -row_bytes,
                                                    nullptr) == CE_None;
}

/// Band 1 at the cells of `grid`, with its scale and offset; NaN where it has no value.
std::optional<Layer<double>> brought_to(const Grid& grid, const OpenRaster& raster, GDALResampleAlg algorithm,
                                        const GdalMessages& messages, RasterFault& fault) {
  const DatasetHandle target = empty_target(grid, raster.plane.get());
  Layer<double> values(grid.rows, grid.columns);
  if (!target || !warp(raster.source, target, algorithm) || !transfer(target, GF_Read, values)) {
    fault = {"it can not be brought to the grid: " + messages.first_failure("GDAL does not say why"),
             "check the file with gdalinfo -checksum: it may be cut short"};
    return {};
  }
  GDALRasterBand& band = *dataset(raster.source).GetRasterBand(1);
  return (values * band.GetScale() + band.GetOffset()).eval();
}

/// Pixels finer than a cell are gathered, coarser ones are looked up or joined.
GDALResampleAlg algorithm_for(Resampling resampling, const OpenRaster& raster, const Grid& grid) {
  const bool finer = resampling != Resampling::cubic && pixels_per_cell(raster, grid) * finer_than_cell > 1.0;
  if (resampling == Resampling::classes) return finer ? GRA_Mode : GRA_NearestNeighbour;
  return finer ? GRA_Average : GRA_Cubic;
}

}  // namespace

std::optional<Layer<double>> read_raster(const std::string& path, const Grid& grid, const std::string& crs,
                                         Resampling resampling, RasterFault& fault) {
  const GdalMessages messages;
  const auto raster = open_raster(path, crs, messages, fault);
  if (!raster || !in_metres(dataset(raster->source), fault)) return {};
  if (!rim_is_covered(*raster, centres_of(grid), 4 * std::max(grid.rows, grid.columns))) {
    fault = not_covered(*raster, centres_of(grid));
    return {};
  }
  return brought_to(grid, *raster, algorithm_for(resampling, *raster, grid), messages, fault);
}

std::optional<Layer<double>> read_weights(const std::string& path, const Grid& grid, const std::string& crs,
                                          RasterFault& fault) {
  const GdalMessages messages;
  const auto raster = open_raster(path, crs, messages, fault);
  if (!raster) return {};
  const bool average = pixels_per_cell(*raster, grid) * finer_than_cell > 1.0;
  return brought_to(grid, *raster, average ? GRA_Average : GRA_NearestNeighbour, messages, fault);
}

std::optional<Box> raster_extent(const std::string& path, const std::string& crs, RasterFault& fault) {
  const GdalMessages messages;
  const auto raster = open_raster(path, crs, messages, fault);
  if (!raster) return {};
  const Box box = covered_box(*raster);
  if (box.empty()) {
    fault = {"no part of the raster can be placed in " + crs, "state a crs that is meant for its place"};
    return {};
  }
  return box;
}

void fill_voids(Layer<double>& height_m) {
  const GdalMessages messages;
  register_drivers();
  constexpr double void_height_m = -1e30;  // GDALFillNodata's mask does not know NaN
  Layer<double> marked = height_m.isNaN().select(void_height_m, height_m);
  const Grid grid{{0.0, 0.0},
                  1.0,
                  static_cast<std::int32_t>(height_m.rows()),
                  static_cast<std::int32_t>(height_m.cols())};
  const DatasetHandle image = empty_target(grid, nullptr);
  if (!image) return;
  dataset(image).GetRasterBand(1)->SetNoDataValue(void_height_m);
  constexpr int smoothings = 3;
  const double reach_cells = grid.rows + grid.columns;  // any hole is filled
  if (!transfer(image, GF_Write, marked) ||
      GDALFillNodata(dataset(image).GetRasterBand(1), nullptr, reach_cells, 0, smoothings, nullptr, nullptr,
                     nullptr) != CE_None ||
      !transfer(image, GF_Read, marked)) {
    return;
  }
  height_m = height_m.isNaN().select(marked, height_m);
}

}  // namespace panj
