#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/grid.h"
#include "terrain/geodata.h"

// What a result file tells of places, as programs for maps take it.
namespace panj {

/// The maps of a result file.
struct ResultRasters {
  Grid grid;
  std::string crs_wkt;  ///< "": a local plane
  /// Elevation, side and chainage, each one band; the counts of attempts, detections, interceptions and
  /// leaks, and coverage, a band for each configuration, where the file holds them.
  std::vector<RasterFile> files;
};
/// \throws FileError: no result file, damaged, newer
ResultRasters result_rasters(const std::filesystem::path& path);

/// Lines and points of a result file.
struct ResultFeatures {
  std::string crs_wkt;
  /// `border`; `segments_CONFIGURATION`: the border's segments with what was found there; `posts`, `patrols`,
  /// `drones`, `line_sensors`, `bases`, `sites`, where there are any.
  std::vector<FeatureLayer> layers;
};
/// \throws FileError as above
ResultFeatures result_features(const std::filesystem::path& path);

}  // namespace panj
