#pragma once

#include <string>
#include <vector>

namespace panj {

/// The files that GDAL reads as one dataset: a raster with its .prj, the parts of a shapefile, the contents
/// of a folder that is a dataset. The file itself comes first (a folder: not at all), the others by name. The
/// file alone where it can not be opened.
std::vector<std::string> companion_files(const std::string& path);

}  // namespace panj
