#include "terrain/projection.h"

#include <cmath>
#include <mutex>
#include <utility>

#include "base/units.h"
#include "terrain/gdal_door.h"

namespace panj {

namespace {

// A projection may give finite nonsense far from where it is meant for: what does not come back to within
// 1e-5 degrees (a metre) of where it was counts as not projected.
constexpr double round_trip_deg = 1e-5;

/// One point through a transformation; empty where it fails.
std::optional<Point> through(OGRCoordinateTransformation& transformation, const Point& point) {
  double x = point.x();
  double y = point.y();
  if (!transformation.Transform(1, &x, &y) || !std::isfinite(x) || !std::isfinite(y)) return {};
  return Point(x, y);
}

}  // namespace

void register_drivers() {
  static std::once_flag once;
  std::call_once(once, GDALAllRegister);
}

std::unique_ptr<OGRSpatialReference> plane_reference(const std::string& crs, std::string& why_not) {
  const GdalMessages messages;
  auto reference = std::make_unique<OGRSpatialReference>();
  // A CRS is a name or a definition, not a file or an address to fetch one from.
  constexpr const char* const options[] = {"ALLOW_NETWORK_ACCESS=NO", "ALLOW_FILE_ACCESS=NO", nullptr};
  if (reference->SetFromUserInput(crs.c_str(), options) != OGRERR_NONE) {
    why_not = "no CRS is known by this name: " + messages.first_failure("GDAL does not understand it");
    return nullptr;
  }
  reference->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (!reference->IsProjected()) {
    why_not = "the CRS is not projected; distances need metres, not degrees";
    return nullptr;
  }
  if (std::abs(reference->GetLinearUnits() - 1.0) > 1e-9) {
    why_not = "the CRS does not count in metres";
    return nullptr;
  }
  return reference;
}

std::unique_ptr<OGRSpatialReference> file_reference(const OGRSpatialReference* reference) {
  if (reference == nullptr) return nullptr;
  auto copy = std::make_unique<OGRSpatialReference>(*reference);
  copy->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return copy;
}

struct Projection::Transforms {
  bool local = false;
  std::string wkt;
  Transformation to_plane;
  Transformation to_lon_lat;
  std::mutex in_use;  // a transformation serves one thread at a time
};

Projection::Projection(std::unique_ptr<Transforms> transforms) : transforms_(std::move(transforms)) {}
Projection::~Projection() = default;
Projection::Projection(Projection&&) noexcept = default;
Projection& Projection::operator=(Projection&&) noexcept = default;

std::optional<Projection> Projection::make(const std::string& crs, std::string& why_not) {
  auto transforms = std::make_unique<Transforms>();
  if (crs == local_plane) {
    transforms->local = true;
    return Projection(std::move(transforms));
  }
  const auto plane = plane_reference(crs, why_not);
  if (!plane) return {};

  const GdalMessages messages;
  OGRSpatialReference geographic;
  geographic.importFromEPSG(4326);
  geographic.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  transforms->to_plane.reset(OGRCreateCoordinateTransformation(&geographic, plane.get()));
  transforms->to_lon_lat.reset(OGRCreateCoordinateTransformation(plane.get(), &geographic));
  if (!transforms->to_plane || !transforms->to_lon_lat) {
    why_not = messages.first_failure("there is no way from WGS 84 to this CRS");
    return {};
  }
  char* text = nullptr;
  constexpr const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  if (plane->exportToWkt(&text, options) == OGRERR_NONE) transforms->wkt = text;
  CPLFree(text);
  return Projection(std::move(transforms));
}

bool Projection::is_local() const {
  return transforms_->local;
}

std::optional<Point> Projection::from_lon_lat(double lon_deg, double lat_deg) const {
  // The negation refuses NaN too.
  if (is_local() || !(std::abs(lon_deg) <= 180.0 && std::abs(lat_deg) <= 90.0)) return {};
  const std::lock_guard lock(transforms_->in_use);
  const GdalMessages messages;
  const Point place(lon_deg, lat_deg);
  const auto projected = through(*transforms_->to_plane, place);
  if (!projected) return {};
  const auto back = through(*transforms_->to_lon_lat, *projected);
  if (!back) return {};
  // Longitudes of -180 and 180 are the same, and at the poles all are.
  const double east_deg = std::remainder(back->x() - lon_deg, 360.0) * std::cos(rad_from_deg(lat_deg));
  if (std::hypot(east_deg, back->y() - lat_deg) > round_trip_deg) return {};
  return projected;
}

std::optional<Point> Projection::to_lon_lat(const Point& point) const {
  if (is_local() || !point.allFinite()) return {};
  const std::lock_guard lock(transforms_->in_use);
  const GdalMessages messages;
  return through(*transforms_->to_lon_lat, point);
}

const std::string& Projection::wkt() const {
  return transforms_->wkt;
}

}  // namespace panj
