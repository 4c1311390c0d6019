#pragma once

#include <string>
#include <vector>

#include "results/hdf5_group.h"
#include "world/world.h"

namespace panj {

using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

/// Tells the CRS in the way of CF. Nothing for a local plane.
void write_crs(Hdf5Group& group, const World& world);

/// Attributes of what lies on the plane.
Attributes on_plane(const World& world);

/// Coordinates on the plane, in metres. \param of what they are
Variable easting(const std::string& name, const std::vector<std::string>& dimensions, const std::string& of);
Variable northing(const std::string& name, const std::vector<std::string>& dimensions, const std::string& of);

}  // namespace panj
