#include "terrain/geodata.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <type_traits>

#include "base/error.h"
#include "terrain/gdal_door.h"

namespace panj {

namespace {

[[noreturn]] void refuse(const std::string& name, const GdalMessages& messages) {
  throw FileError(name + ": GDAL can't make it (" + messages.first_failure("it does not say why") + ")");
}

/// A folder of GDAL's files in memory, of one call alone.
class MemoryFolder {
 public:
  MemoryFolder() : path_("/vsimem/panj-" + std::to_string(next_++)) { VSIMkdir(path_.c_str(), 0700); }
  ~MemoryFolder() { VSIRmdirRecursive(path_.c_str()); }
  MemoryFolder(const MemoryFolder&) = delete;
  MemoryFolder& operator=(const MemoryFolder&) = delete;

  std::string in(const std::string& name) const { return path_ + "/" + name; }
  std::vector<std::byte> bytes(const std::string& name) const {
    vsi_l_offset size = 0;
    const GByte* const data = VSIGetMemFileBuffer(in(name).c_str(), &size, FALSE);
    const auto* const first = reinterpret_cast<const std::byte*>(data);
    return {first, first + size};
  }

 private:
  static inline std::atomic<std::uint64_t> next_{0};
  std::string path_;
};

/// The plane's CRS; of a local plane one without a place on Earth, so that its metres are not taken for
/// degrees.
OGRSpatialReference reference_of(const std::string& crs_wkt) {
  OGRSpatialReference reference;
  if (crs_wkt.empty()) {
    reference.SetLocalCS("local plane");
    reference.SetLinearUnits("metre", 1.0);
  } else {
    reference.importFromWkt(crs_wkt.c_str());
  }
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

GDALDriver& driver(const char* name, const GdalMessages& messages) {
  register_drivers();
  GDALDriver* const found = GetGDALDriverManager()->GetDriverByName(name);
  if (found == nullptr) refuse(name, messages);
  return *found;
}

// --- rasters

bool fits_int32(const RasterFile& raster) {
  constexpr double most = std::numeric_limits<std::int32_t>::max();
  return std::all_of(raster.bands.begin(), raster.bands.end(), [](const RasterBand& band) {
    return std::all_of(band.values.begin(), band.values.end(),
                       [](double value) { return std::abs(value) <= most; });
  });
}

GDALDataType type_in_file(const RasterFile& raster) {
  if (raster.type == RasterType::real) return GDT_Float32;
  return fits_int32(raster) ? GDT_Int32 : GDT_Float64;
}

/// Writes a band from its northernmost row on. \return whether all went well
bool write_band(GDALRasterBand& out, const RasterBand& band, const RasterFile& raster, const Grid& grid) {
  out.SetDescription(band.name.c_str());
  if (raster.units != "1") out.SetUnitType(raster.units.c_str());
  if (raster.type == RasterType::real) out.SetNoDataValue(std::numeric_limits<double>::quiet_NaN());
  std::vector<double> line(static_cast<std::size_t>(grid.columns));
  for (std::int32_t row = 0; row < grid.rows; ++row) {
    const auto begin = band.values.begin() + static_cast<std::ptrdiff_t>(grid.cell(grid.rows - 1 - row, 0));
    std::copy(begin, begin + grid.columns, line.begin());
    if (out.RasterIO(GF_Write, 0, row, grid.columns, 1, line.data(), grid.columns, 1, GDT_Float64, 0, 0,
                     nullptr) != CE_None)
      return false;
  }
  return true;
}

// --- features

OGRFieldType type_of(Field::Kind kind) {
  if (kind == Field::Kind::whole) return OFTInteger64;
  return kind == Field::Kind::real ? OFTReal : OFTString;
}

void set_field(OGRFeature& feature, int index, const FieldValue& value) {
  std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::string>) {
          feature.SetField(index, held.c_str());
        } else if constexpr (std::is_same_v<Held, double>) {
          if (std::isnan(held)) {
            feature.SetFieldNull(index);
          } else {
            feature.SetField(index, held);
          }
        } else {
          feature.SetField(index, static_cast<GIntBig>(held));
        }
      },
      value);
}

void set_place(OGRFeature& feature, FeatureLayer::Kind kind, const std::vector<Point>& vertices_m) {
  if (kind == FeatureLayer::Kind::points) {
    OGRPoint point(vertices_m.at(0).x(), vertices_m.at(0).y());
    feature.SetGeometry(&point);
    return;
  }
  OGRLineString line;
  for (const Point& vertex : vertices_m) line.addPoint(vertex.x(), vertex.y());
  feature.SetGeometry(&line);
}

/// \return whether all went well
bool add_layer(GDALDataset& file, const FeatureLayer& layer, OGRSpatialReference& reference, char** options) {
  const auto kind = layer.kind == FeatureLayer::Kind::points ? wkbPoint : wkbLineString;
  OGRLayer* const out = file.CreateLayer(layer.name.c_str(), &reference, kind, options);
  if (out == nullptr) return false;
  for (const Field& field : layer.fields) {
    OGRFieldDefn definition(field.name.c_str(), type_of(field.kind));
    if (out->CreateField(&definition) != OGRERR_NONE) return false;
  }
  if (out->StartTransaction() != OGRERR_NONE) return false;
  for (const Feature& feature : layer.features) {
    OGRFeature made(out->GetLayerDefn());
    for (std::size_t i = 0; i < layer.fields.size(); ++i)
      set_field(made, static_cast<int>(i), feature.values.at(i));
    set_place(made, layer.kind, feature.vertices_m);
    if (out->CreateFeature(&made) != OGRERR_NONE) return false;
  }
  return out->CommitTransaction() == OGRERR_NONE;
}

std::vector<std::byte> vector_file(const char* driver_name, const std::string& name,
                                   const std::vector<FeatureLayer>& layers, const std::string& crs_wkt,
                                   char** options) {
  const GdalMessages messages;
  const MemoryFolder folder;
  OGRSpatialReference reference = reference_of(crs_wkt);
  GDALDriver& maker = driver(driver_name, messages);
  DatasetHandle file(maker.Create(folder.in(name).c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!file) refuse(name, messages);
  for (const FeatureLayer& layer : layers)
    if (!add_layer(*GDALDataset::FromHandle(file.get()), layer, reference, options)) refuse(name, messages);
  file.reset();
  return folder.bytes(name);
}

}  // namespace

std::vector<std::byte> geotiff(const RasterFile& raster, const Grid& grid, const std::string& crs_wkt) {
  const GdalMessages messages;
  const MemoryFolder folder;
  const std::string name = raster.name + ".tif";
  CPLStringList options;
  for (const char* option : {"COMPRESS=DEFLATE", "TILED=YES", "INTERLEAVE=BAND"}) options.AddString(option);
  DatasetHandle file(driver("GTiff", messages)
                         .Create(folder.in(name).c_str(), grid.columns, grid.rows,
                                 static_cast<int>(raster.bands.size()), type_in_file(raster),
                                 options.List()));
  if (!file) refuse(name, messages);
  GDALDataset& out = *GDALDataset::FromHandle(file.get());
  const OGRSpatialReference reference = reference_of(crs_wkt);
  const Point north_west = grid.corner_m + Point(0.0, grid.rows * grid.cell_size_m);
  std::array<double, 6> place{north_west.x(), grid.cell_size_m, 0.0, north_west.y(), 0.0, -grid.cell_size_m};
  out.SetSpatialRef(&reference);
  out.SetGeoTransform(place.data());
  out.SetMetadataItem("TIFFTAG_IMAGEDESCRIPTION", raster.title.c_str());
  int number = 0;
  for (const RasterBand& band : raster.bands)
    if (!write_band(*out.GetRasterBand(++number), band, raster, grid)) refuse(name, messages);
  file.reset();
  return folder.bytes(name);
}

std::vector<std::byte> geopackage(const std::vector<FeatureLayer>& layers, const std::string& crs_wkt) {
  return vector_file("GPKG", "layers.gpkg", layers, crs_wkt, nullptr);
}

std::vector<std::byte> geojson(const FeatureLayer& layer, const std::string& crs_wkt) {
  CPLStringList options;
  if (!crs_wkt.empty()) options.SetNameValue("RFC7946", "YES");
  return vector_file("GeoJSON", layer.name + ".geojson", {layer}, crs_wkt, options.List());
}

std::vector<std::string> missing_formats() {
  register_drivers();
  std::vector<std::string> missing;
  for (const char* name : {"GTiff", "GPKG", "GeoJSON", "ESRI Shapefile", "AAIGrid", "SRTMHGT", "VRT"})
    if (GetGDALDriverManager()->GetDriverByName(name) == nullptr) missing.emplace_back(name);
  return missing;
}

}  // namespace panj
