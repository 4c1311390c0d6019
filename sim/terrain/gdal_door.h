#pragma once

#include <cpl_error.h>
#include <gdal.h>
#include <ogr_spatialref.h>

#include <memory>
#include <string>

/// What the files that speak to GDAL share. Only raster.cpp, projection.cpp,
/// vector_file.cpp, geodata.cpp and companion_files.cpp include it.
namespace panj {

/// Collects what GDAL says on this thread while it lives, so that nothing is printed and the message can be
/// told with the fault.
class GdalMessages {
 public:
  GdalMessages() { CPLPushErrorHandlerEx(collect, this); }
  ~GdalMessages() { CPLPopErrorHandler(); }
  GdalMessages(const GdalMessages&) = delete;
  GdalMessages& operator=(const GdalMessages&) = delete;

  /// The first failure, else `otherwise`: later ones follow from the first.
  const std::string& first_failure(const std::string& otherwise) const {
    return failure_.empty() ? otherwise : failure_;
  }

 private:
  static void CPL_STDCALL collect(CPLErr severity, CPLErrorNum, const char* text) {
    auto* self = static_cast<GdalMessages*>(CPLGetErrorHandlerUserData());
    if (severity >= CE_Failure && self->failure_.empty()) self->failure_ = text;
  }

  std::string failure_;
};

struct CloseDataset {
  void operator()(void* dataset) const { GDALClose(dataset); }
};
/// A dataset of one call; never shared between threads.
using DatasetHandle = std::unique_ptr<void, CloseDataset>;

/// Registers GDAL's drivers, once; may be called from any thread.
void register_drivers();

/// The scenario's CRS, x east and y north whatever its authority says. Null where it can not be used, and
/// `why_not` then says why: not known, not projected, or not in metres.
std::unique_ptr<OGRSpatialReference> plane_reference(const std::string& crs, std::string& why_not);

/// A copy of a file's CRS with x before y, as files store it. Null for null.
std::unique_ptr<OGRSpatialReference> file_reference(const OGRSpatialReference* reference);

struct DestroyTransformation {
  void operator()(OGRCoordinateTransformation* transformation) const {
    OGRCoordinateTransformation::DestroyCT(transformation);
  }
};
using Transformation = std::unique_ptr<OGRCoordinateTransformation, DestroyTransformation>;

/// Name of the plane without a place on Earth.
inline constexpr const char* local_plane = "local";

}  // namespace panj
