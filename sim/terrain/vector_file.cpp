#include "terrain/vector_file.h"

#include <ogrsf_frmts.h>

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "terrain/gdal_door.h"

namespace panj {

namespace {

using Piece = std::vector<Point>;

/// A fault of the file, to be told under the key that named it.
struct VectorFault {
  std::string reason;
  std::string remedy;
};

/// The way from a layer's CRS to the plane; null where both are local. Faults go to `fault`.
Transformation way_to_plane(OGRLayer& layer, const OGRSpatialReference* plane, VectorFault& fault) {
  const auto own = file_reference(layer.GetSpatialRef());
  if (own == nullptr && plane == nullptr) return nullptr;
  if (own == nullptr) {
    fault = {"it has no CRS, so nobody knows where it lies",
             "give it one (ogr2ogr -a_srs EPSG:... NEW FILE)"};
    return nullptr;
  }
  if (plane == nullptr) {
    fault = {"it lies on the Earth, but the scenario's plane is \"local\"",
             "state the crs, for instance \"EPSG:32642\", or give the vertices in metres in the scenario"};
    return nullptr;
  }
  Transformation way(OGRCreateCoordinateTransformation(own.get(), plane));
  if (!way) fault = {"there is no way from its CRS to the scenario's", "reproject it (ogr2ogr -t_srs)"};
  return way;
}

/// Hands every feature's geometry, moved to the plane, to `take`. \return false with `fault` filled in.
bool for_each_feature(const std::string& path, const std::string& crs,
                      const std::function<void(OGRFeature&, OGRGeometry&)>& take, VectorFault& fault) {
  const GdalMessages messages;
  register_drivers();
  constexpr unsigned flags = GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR;
  const DatasetHandle file(GDALOpenEx(path.c_str(), flags, nullptr, nullptr, nullptr));
  if (!file) {
    fault = {"it can not be read as a vector file: " + messages.first_failure("GDAL does not say why"),
             "give the path of a file that OGR reads (GeoJSON, GeoPackage, ...), relative to the scenario"};
    return false;
  }
  std::unique_ptr<OGRSpatialReference> plane;
  if (crs != local_plane) {
    plane = plane_reference(crs, fault.reason);
    if (!plane) {
      fault.remedy = "state a projected crs, for instance \"EPSG:32642\"";
      return false;
    }
  }
  for (OGRLayer* layer : static_cast<GDALDataset*>(file.get())->GetLayers()) {
    const Transformation way = way_to_plane(*layer, plane.get(), fault);
    if (!fault.reason.empty()) return false;
    for (const auto& feature : *layer) {
      if (feature->GetGeometryRef() == nullptr) continue;
      const std::unique_ptr<OGRGeometry> geometry(feature->GetGeometryRef()->getLinearGeometry());
      if (way && geometry->transform(way.get()) != OGRERR_NONE) {
        fault = {"feature " + std::to_string(feature->GetFID()) + " can not be projected to " + crs + ": " +
                     messages.first_failure("a coordinate is out of range"),
                 "give coordinates in the order and units of the file's CRS (GeoJSON: longitude, latitude)"};
        return false;
      }
      take(*feature, *geometry);
    }
  }
  if (messages.first_failure("").empty()) return true;
  fault = {"it can not be read to its end: " + messages.first_failure(""), "mend the file"};
  return false;
}

/// Adds the lines of a geometry, without repeated vertices.
void add_pieces(const OGRGeometry& geometry, std::vector<Piece>& pieces) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbLineString) {
    Piece piece;
    for (const OGRPoint& vertex : *geometry.toLineString()) {
      const Point point(vertex.getX(), vertex.getY());
      if (piece.empty() || piece.back() != point) piece.push_back(point);
    }
    if (piece.size() >= 2) pieces.push_back(std::move(piece));
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_pieces(*part, pieces);
  }
}

/// Adds the areas of a geometry.
void add_areas(const OGRGeometry& geometry, std::vector<Area>& areas) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    Area area;
    for (const OGRLinearRing* outline : *geometry.toPolygon()) {
      std::vector<Point>& ring = area.rings.emplace_back();
      for (const OGRPoint& vertex : *outline) ring.emplace_back(vertex.getX(), vertex.getY());
    }
    if (!area.rings.empty()) areas.push_back(std::move(area));
  } else if (OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) add_areas(*part, areas);
  }
}

bool all_finite(const std::vector<Point>& points) {
  return std::all_of(points.begin(), points.end(), [](const Point& point) { return point.allFinite(); });
}

double length_m(const Piece& piece) {
  double sum_m = 0.0;
  for (std::size_t i = 1; i < piece.size(); ++i) sum_m += (piece[i] - piece[i - 1]).norm();
  return sum_m;
}

/// Joins pieces at places where exactly two of them end, each chain in the direction in which most of its
/// length was given.
class Joiner {
 public:
  explicit Joiner(std::vector<Piece> pieces) : pieces_(std::move(pieces)), used_(pieces_.size(), 0) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      ends_[key(pieces_[i].front())].push_back(i);
      ends_[key(pieces_[i].back())].push_back(i);
    }
  }

  Piece longest_chain() {
    Piece longest;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (used_[i] != 0) continue;
      Piece chain = chain_from(i);
      if (length_m(chain) > length_m(longest)) longest = std::move(chain);
    }
    return longest;
  }

 private:
  static std::pair<double, double> key(const Point& point) { return {point.x(), point.y()}; }

  Piece chain_from(std::size_t first) {
    used_[first] = 1;
    Piece chain = pieces_[first];
    double along_m = length_m(chain);  // length given this way round, less that given the other way
    along_m += grow(chain);
    std::reverse(chain.begin(), chain.end());
    along_m -= grow(chain);
    if (along_m >= 0.0) std::reverse(chain.begin(), chain.end());
    return chain;
  }

  /// Grows the chain at its end. \return length of pieces taken as given, less that of pieces turned round.
  double grow(Piece& chain) {
    double along_m = 0.0;
    for (;;) {
      const auto& meeting = ends_[key(chain.back())];
      if (meeting.size() != 2) return along_m;  // an end, or a fork: nobody can say which way to go on
      const std::size_t next = used_[meeting[0]] == 0 ? meeting[0] : meeting[1];
      if (used_[next] != 0) return along_m;
      used_[next] = 1;
      Piece piece = pieces_[next];
      const bool as_given = piece.front() == chain.back();
      if (!as_given) std::reverse(piece.begin(), piece.end());
      along_m += as_given ? length_m(piece) : -length_m(piece);
      chain.insert(chain.end(), piece.begin() + 1, piece.end());
    }
  }

  std::vector<Piece> pieces_;
  std::vector<char> used_;
  std::map<std::pair<double, double>, std::vector<std::size_t>> ends_;
};

/// Index of the first field of these names that the feature has a value in; -1 where none.
int field_of(const OGRFeature& feature, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const int index = feature.GetFieldIndex(name);  // case does not matter
    if (index >= 0 && feature.IsFieldSetAndNotNull(index)) return index;
  }
  return -1;
}

}  // namespace

std::vector<Point> read_line(const std::string& path, const std::string& crs, std::string_view key,
                             const KeyPlaces& places, Problems& problems) {
  return Joiner(read_lines(path, crs, key, places, problems)).longest_chain();
}

std::vector<std::vector<Point>> read_lines(const std::string& path, const std::string& crs,
                                           std::string_view key, const KeyPlaces& places,
                                           Problems& problems) {
  VectorFault fault;
  std::vector<Piece> pieces;
  const auto take = [&](OGRFeature&, OGRGeometry& geometry) { add_pieces(geometry, pieces); };
  if (for_each_feature(path, crs, take, fault) && pieces.empty()) {
    fault = {"it holds no line", "give a file with a LineString or MultiLineString (not points or areas)"};
  }
  if (fault.reason.empty() && !std::all_of(pieces.begin(), pieces.end(), all_finite)) {
    fault = {"a vertex of it is not a finite number in " + crs, "mend the vertex, or state a fitting crs"};
  }
  if (!fault.reason.empty()) {
    problems.add(places.problem(key, '"' + path + '"', fault.reason, fault.remedy));
    return {};
  }
  return pieces;
}

std::vector<Area> read_areas(const std::string& path, const std::string& crs, std::string_view key,
                             const KeyPlaces& places, Problems& problems) {
  VectorFault fault;
  std::vector<Area> areas;
  const auto take = [&](OGRFeature&, OGRGeometry& geometry) { add_areas(geometry, areas); };
  if (for_each_feature(path, crs, take, fault) && areas.empty())
    fault = {"it holds no area", "give a file with a Polygon or MultiPolygon (not points or lines)"};
  const auto finite = [](const Area& area) {
    return std::all_of(area.rings.begin(), area.rings.end(), all_finite);
  };
  if (fault.reason.empty() && !std::all_of(areas.begin(), areas.end(), finite))
    fault = {"a vertex of it is not a finite number in " + crs, "mend the vertex, or state a fitting crs"};
  if (fault.reason.empty()) return areas;
  problems.add(places.problem(key, '"' + path + '"', fault.reason, fault.remedy));
  return {};
}

std::vector<NamedPoint> read_points(const std::string& path, const std::string& crs, std::string_view key,
                                    const KeyPlaces& places, Problems& problems) {
  VectorFault fault;
  std::vector<NamedPoint> points;
  const auto take = [&](OGRFeature& feature, OGRGeometry& geometry) {
    if (wkbFlatten(geometry.getGeometryType()) != wkbPoint || geometry.IsEmpty()) return;
    NamedPoint point;
    point.point_m = Point(geometry.toPoint()->getX(), geometry.toPoint()->getY());
    if (const int name = field_of(feature, {"name", "asciiname"}); name >= 0) {
      point.name = feature.GetFieldAsString(name);
    }
    if (const int number = field_of(feature, {"population", "pop_max", "pop"}); number >= 0) {
      point.population = feature.GetFieldAsDouble(number);
    }
    points.push_back(std::move(point));
  };
  if (for_each_feature(path, crs, take, fault) && points.empty()) {
    fault = {"it holds no points", "give a file with Point features"};
  }
  if (!fault.reason.empty()) {
    problems.add(places.problem(key, '"' + path + '"', fault.reason, fault.remedy));
    return {};
  }
  return points;
}

}  // namespace panj
