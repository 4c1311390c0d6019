#include "results/plane_variables.h"

namespace panj {

void write_crs(Hdf5Group& group, const World& world) {
  if (world.crs_wkt.empty()) return;
  group.write({"crs",
               {},
               "1",
               "coordinate reference system",
               {{"crs_wkt", world.crs_wkt}, {"spatial_ref", world.crs_wkt}}},
              std::vector<std::int32_t>{0});
}

Attributes on_plane(const World& world) {
  if (world.crs_wkt.empty()) return {};
  return {{"grid_mapping", "crs"}};
}

Variable easting(const std::string& name, const std::vector<std::string>& dimensions, const std::string& of) {
  return {name, dimensions, "m", "easting of " + of, {{"standard_name", "projection_x_coordinate"}}};
}

Variable northing(const std::string& name, const std::vector<std::string>& dimensions,
                  const std::string& of) {
  return {name, dimensions, "m", "northing of " + of, {{"standard_name", "projection_y_coordinate"}}};
}

}  // namespace panj
