#include "terrain/surface.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/units.h"
#include "terrain/modelled_frontier.h"
#include "terrain/raster.h"

namespace panj {

namespace {

// Land lies between -430 m (Dead Sea shore) and 8,849 m (Everest); what is far beyond is nodata in disguise.
constexpr double lowest_m = -500.0;
constexpr double highest_m = 9000.0;
constexpr const char* elevation_key = "elevation";

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

std::string coordinates_of(const Point& point) {
  std::array<char, 96> text{};
  std::snprintf(text.data(), text.size(), "x %.0f, y %.0f m", point.x(), point.y());
  return text.data();
}

/// East and north components of an azimuth, clockwise from north.
Point direction(double azimuth_deg) {
  const double azimuth_rad = rad_from_deg(azimuth_deg);
  return {std::sin(azimuth_rad), std::cos(azimuth_rad)};
}

/// A layer of height(centre) for every cell.
template <class Height>
Layer<double> of_centres(const Grid& grid, const Height& height) {
  Layer<double> elevation_m(grid.rows, grid.columns);
  for (CellId cell = 0; cell < grid.cells(); ++cell) elevation_m.data()[cell] = height(grid.centre(cell));
  return elevation_m;
}

/// Makes one kind of surface; the layer is empty where a problem was added.
class SurfaceMaker {
 public:
  SurfaceMaker(const Grid& grid, const std::string& crs, const Polyline& line, const KeyPlaces& places,
               Problems& problems)
      : grid_(grid), crs_(crs), line_(line), places_(places), problems_(problems) {}

  Layer<double> operator()(const FlatSurface& flat) const {
    return Layer<double>::Constant(grid_.rows, grid_.columns, flat.height_m);
  }

  Layer<double> operator()(const RampSurface& ramp) const {
    const Point uphill = direction(ramp.azimuth_deg);
    const double gradient = std::tan(rad_from_deg(ramp.slope_deg));
    return of_centres(grid_, [&](const Point& centre) {
      return ramp.height_m + gradient * uphill.dot(centre - grid_.corner_m);
    });
  }

  Layer<double> operator()(const RidgeSurface& ridge) const {
    const Point along = direction(ridge.azimuth_deg);
    const Point across(along.y(), -along.x());
    return of_centres(grid_, [&](const Point& centre) {
      const double from_crest_m = std::abs(across.dot(centre - ridge.crest_m));
      return ridge.base_m + ridge.height_m * std::max(0.0, 1.0 - from_crest_m / ridge.half_width_m);
    });
  }

  Layer<double> operator()(const RasterSurface& raster) const {
    return read(raster.path, Resampling::by_resolution, raster.voids);
  }

  Layer<double> operator()(const ModelledSurface& modelled) const {
    Layer<double> base_m = Layer<double>::Constant(grid_.rows, grid_.columns, modelled.base_m);
    if (!modelled.base_path.empty()) {
      base_m = read(modelled.base_path, Resampling::cubic, RasterSurface::Voids::refuse);
      if (base_m.size() == 0) return base_m;
    }
    return modelled_frontier(modelled, grid_, base_m, line_);
  }

  /// Adds a problem where heights of `layer` are not finite, or, where they were measured, absurd.
  bool sound(const Layer<double>& layer, const std::string& value, double low_m, double high_m) const {
    const auto absurd = [&](double height_m) { return !(height_m >= low_m && height_m <= high_m); };
    const double* end = layer.data() + layer.size();
    const double* first = std::find_if(layer.data(), end, absurd);
    if (first == end) return true;
    const auto count = std::count_if(first, end, absurd);
    std::array<char, 200> text{};
    std::snprintf(text.data(), text.size(),
                  "%td of %td cells have heights that can not be, the first %g m at ", count,
                  static_cast<std::ptrdiff_t>(layer.size()), *first);
    const auto cell = static_cast<CellId>(first - layer.data());
    problems_.add(
        places_.problem(elevation_key, value, text.data() + coordinates_of(grid_.centre(cell)),
                        "heights are metres from -500 to 9000; declare what stands for \"no value\" "
                        "(gdal_edit.py -a_nodata VALUE FILE)"));
    return false;
  }

 private:
  Layer<double> read(const std::string& path, Resampling resampling, RasterSurface::Voids voids) const {
    RasterFault fault;
    auto height_m = read_raster(path, grid_, crs_, resampling, fault);
    if (!height_m) {
      problems_.add(places_.problem(elevation_key, quoted(path), fault.reason, fault.remedy));
      return {};
    }
    if (!without_voids(*height_m, path, voids)) return {};
    return sound(*height_m, quoted(path), lowest_m, highest_m) ? *std::move(height_m) : Layer<double>{};
  }

  /// Fills or refuses cells without a height. \return false where a problem was added.
  bool without_voids(Layer<double>& height_m, const std::string& path, RasterSurface::Voids voids) const {
    const auto count = height_m.isNaN().count();
    if (count == 0) return true;
    if (count < height_m.size() && voids == RasterSurface::Voids::interpolate) {
      fill_voids(height_m);
      return true;
    }
    const double* first = std::find_if(height_m.data(), height_m.data() + height_m.size(),
                                       [](double value) { return std::isnan(value); });
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), "%td of %td cells have no height, the first at ", count,
                  static_cast<std::ptrdiff_t>(height_m.size()));
    const auto cell = static_cast<CellId>(first - height_m.data());
    const bool all = count == height_m.size();
    problems_.add(
        places_.problem(elevation_key, quoted(path), text.data() + coordinates_of(grid_.centre(cell)),
                        all ? "give a raster with heights here"
                            : "write elevation = { raster = { path = ..., voids = \"interpolate\" } "
                              "} to fill them, or give a raster without holes"));
    return false;
  }

  const Grid& grid_;
  const std::string& crs_;
  const Polyline& line_;
  const KeyPlaces& places_;
  Problems& problems_;
};

}  // namespace

Layer<double> make_elevation(const Surface& surface, const Grid& grid, const std::string& crs,
                             const Polyline& line, const KeyPlaces& places, Problems& problems) {
  const SurfaceMaker maker(grid, crs, line, places, problems);
  Layer<double> elevation_m = std::visit(maker, surface);
  if (elevation_m.size() == 0) return elevation_m;
  // Analytic surfaces may be as high as a check wants them, but not NaN.
  constexpr double any_m = 1e9;
  return maker.sound(elevation_m, "", -any_m, any_m) ? elevation_m : Layer<double>{};
}

std::optional<Grid> grid_of_raster(const std::string& path, const std::string& crs, double cell_size_m,
                                   const KeyPlaces& places, Problems& problems) {
  RasterFault fault;
  const auto extent = raster_extent(path, crs, fault);
  if (!extent) {
    problems.add(places.problem(elevation_key, quoted(path), fault.reason, fault.remedy));
    return {};
  }
  // Whole multiples of the cell size, inwards; what is whole but for rounding stays.
  constexpr double rounding_cells = 1e-6;
  const Point first =
      (extent->low / cell_size_m).unaryExpr([](double value) { return std::ceil(value - rounding_cells); });
  const Point last =
      (extent->high / cell_size_m).unaryExpr([](double value) { return std::floor(value + rounding_cells); });
  const Point cells = last - first;
  constexpr double most_cells = 1e9;  // CellId counts in 32 bits
  if (!(cells.minCoeff() >= 1.0 && cells.prod() <= most_cells)) {
    const Point size_m = extent->high - extent->low;
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), "cells of %g m on a raster that covers %.0f x %.0f m",
                  cell_size_m, size_m.x(), size_m.y());
    problems.add(places.problem(elevation_key, quoted(path), text.data(),
                                "choose a cell_size_m that gives between 1 and 1e9 cells"));
    return {};
  }
  return Grid{first * cell_size_m, cell_size_m, static_cast<std::int32_t>(cells.y()),
              static_cast<std::int32_t>(cells.x())};
}

}  // namespace panj
