#pragma once

#include <optional>
#include <string>

#include "base/geometry.h"
#include "base/grid.h"

namespace panj {

/// Why a raster can't serve, and what to do.
struct RasterFault {
  std::string reason;
  std::string remedy;
};

/// How values between the raster's pixels are made.
enum class Resampling {
  by_resolution,  ///< cubic where pixels are as coarse as the grid's cells or coarser, else their average
  cubic,          ///< cubic in any case: smooth slopes from a coarse base
  classes,        ///< the pixels are numbers of classes: the commonest of a cell's, never a mean
};

/// Heights [m] (or numbers of classes) at the cell centres of `grid`, which lies in `crs` (as
/// Projection::make takes it), from band 1 of any raster that GDAL reads. Cells without a height (nodata,
/// masked, NaN) are NaN. The band's scale and offset are applied; places are found to within 0.01 pixel.
/// Opens its own dataset: any thread may call. Empty, with `fault` filled in, where the file can't be read,
/// has no CRS (or one on a local plane), counts heights in feet, or does not cover every cell centre.
std::optional<Layer<double>> read_raster(const std::string& path, const Grid& grid, const std::string& crs,
                                         Resampling resampling, RasterFault& fault);

/// Weights per cell of `grid` from band 1, as read_raster reads heights but for these: finer pixels are
/// averaged, of coarser ones the nearest counts (so that nothing lies outside what the pixels hold); cells
/// that the raster does not cover or holds no value for are NaN; any unit will do.
std::optional<Layer<double>> read_weights(const std::string& path, const Grid& grid, const std::string& crs,
                                          RasterFault& fault);

/// The largest rectangle, about the raster's middle, of places that all lie on the raster [m of `crs`].
std::optional<Box> raster_extent(const std::string& path, const std::string& crs, RasterFault& fault);

/// Replaces NaN by inverse-distance means of the nearest heights in four quadrants (GDALFillNodata), smoothed
/// three times inside the holes. At least one height must be there.
void fill_voids(Layer<double>& height_m);

}  // namespace panj
