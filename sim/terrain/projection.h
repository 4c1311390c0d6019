#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/geometry.h"

namespace panj {

/// From longitude and latitude (WGS 84, degrees) to the scenario's projected CRS and back. May be shared by
/// threads (calls wait for each other).
class Projection {
 public:
  /// `crs`: anything GDAL takes ("EPSG:32642", WKT, PROJ string) that is projected and counts in metres, or
  /// "local": a plane without a place on Earth. Where it can not be used, the result is empty and `why_not`
  /// says why.
  static std::optional<Projection> make(const std::string& crs, std::string& why_not);

  bool is_local() const;
  /// Empty where the plane is local or the place can't be projected (beyond +-180, +-90 degrees, or so far
  /// from where the CRS is meant for that it does not come back to within a metre).
  std::optional<Point> from_lon_lat(double lon_deg, double lat_deg) const;
  /// (lon, lat) in degrees; empty as above.
  std::optional<Point> to_lon_lat(const Point& point) const;
  /// WKT of the CRS; "" for a local plane.
  const std::string& wkt() const;
  ~Projection();
  Projection(Projection&&) noexcept;
  Projection& operator=(Projection&&) noexcept;

 private:
  struct Transforms;
  explicit Projection(std::unique_ptr<Transforms> transforms);
  std::unique_ptr<Transforms> transforms_;
};

}  // namespace panj
