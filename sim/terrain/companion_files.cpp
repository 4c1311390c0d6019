#include "terrain/companion_files.h"

#include <cpl_string.h>
#include <gdal_priv.h>

#include <algorithm>
#include <filesystem>

#include "terrain/gdal_door.h"

namespace panj {

std::vector<std::string> companion_files(const std::string& path) {
  const GdalMessages messages;
  register_drivers();
  std::vector<std::string> files;
  constexpr unsigned flags = GDAL_OF_VECTOR | GDAL_OF_RASTER | GDAL_OF_READONLY;
  if (const DatasetHandle dataset{GDALOpenEx(path.c_str(), flags, nullptr, nullptr, nullptr)}) {
    const CPLStringList list(static_cast<GDALDataset*>(dataset.get())->GetFileList());
    for (int i = 0; i < list.Count(); ++i) files.emplace_back(list[i]);
  }
  std::error_code unknown;
  std::erase_if(files, [&](const std::string& file) {
    return file == path || std::filesystem::is_directory(file, unknown);
  });
  std::sort(files.begin(), files.end());
  const bool folder = std::filesystem::is_directory(path, unknown) && !files.empty();
  if (!folder) files.insert(files.begin(), path);
  return files;
}

}  // namespace panj
