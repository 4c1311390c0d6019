#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <memory>
#include <mutex>

#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/result_groups.h"
#include "world/mean_watch.h"

// What lies where: maps, and the lines and points that pictures show.
namespace panj {

namespace {

using Attributes = std::vector<std::pair<std::string, AttributeValue>>;

/// Tells the CRS in the way of CF. Nothing for a local plane.
void write_crs(Hdf5Group& group, const World& world) {
  if (world.crs_wkt.empty()) return;
  group.write({"crs",
               {},
               "1",
               "coordinate reference system",
               {{"crs_wkt", world.crs_wkt}, {"spatial_ref", world.crs_wkt}}},
              std::vector<std::int32_t>{0});
}

/// Attributes of what lies on the plane.
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

// --- maps

void write_ground(Hdf5Group& group, const World& world) {
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  const std::vector<std::string> dimensions{"y", "x"};
  const double* height_m = world.elevation_m.data();
  group.write({"elevation", dimensions, "m", "elevation of the cell's centre", on_plane(world)},
              std::vector<float>(height_m, height_m + cells));

  const Frontier& frontier = world.frontier;
  Attributes side_attributes = on_plane(world);
  side_attributes.insert(side_attributes.end(), {{"flag_values", std::vector<std::int8_t>{0, 1, 2}},
                                                 {"flag_meanings", "outer inner outside"}});
  group.write({"side", dimensions, "1", "side of the border that the cell lies on", side_attributes},
              std::vector<std::int8_t>(frontier.side.data(), frontier.side.data() + cells));
  std::vector<float> chainage_km(frontier.chainage_m.data(), frontier.chainage_m.data() + cells);
  for (float& chainage : chainage_km) chainage /= static_cast<float>(metres_per_km);
  group.write({"chainage", dimensions, "km", "chainage of the border's nearest point", on_plane(world)},
              chainage_km);
}

/// Counts are 32-bit where they all fit: they compress in half the time. \param count of (cell,
/// configuration)
template <class Count, class Counts>
void write_counts_as(Hdf5Group& group, const World& world, const Variable& variable, const Counts& count) {
  Hdf5Rows<Count> rows = group.begin<Count>(variable);
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    rows.write_made(c, [count, c](std::span<Count> plane) {
      for (std::size_t cell = 0; cell < plane.size(); ++cell)
        plane[cell] = static_cast<Count>(count(cell, c));
    });
}

template <class Counts>
void write_counts(Hdf5Group& group, const World& world, const std::string& name, const std::string& long_name,
                  const Counts& count) {
  const Variable variable{name, {"configuration", "y", "x"}, "1", long_name, on_plane(world)};
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  std::int64_t bits = 0;  // that any of them has
  for (std::size_t cell = 0; cell < cells; ++cell)
    for (std::size_t c = 0; c < world.configurations.size(); ++c) bits |= count(cell, c);
  if (bits <= std::numeric_limits<std::int32_t>::max())
    write_counts_as<std::int32_t>(group, world, variable, count);
  else
    write_counts_as<std::int64_t>(group, world, variable, count);
}

/// The nearest number of nine binary digits, right to 0.2 %: half the bytes when deflated.
float shortened(float value) {
  constexpr std::uint32_t dropped = 1U << 15;
  return std::bit_cast<float>((std::bit_cast<std::uint32_t>(value) + dropped / 2) & ~(dropped - 1));
}

/// All planes of it are found at once, by whoever packs the first.
void write_coverage(Hdf5Group& group, const World& world) {
  const Coverage* const coverage = mapped_coverage(world);
  if (coverage == nullptr) return;
  Variable variable{"coverage",
                    {"configuration", "y", "x"},
                    "1",
                    "share of the period in which a target that stands in the cell is watched, by means",
                    on_plane(world)};
  variable.attributes.emplace_back("target_height_m", coverage->target_height_m);
  struct Found {
    std::once_flag once;
    WatchMap map;
  };
  const auto found = std::make_shared<Found>();
  Hdf5Rows<float> rows = group.begin<float>(variable);
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    rows.write_made(c, [found, &world, c](std::span<float> plane) {
      std::call_once(found->once, [&] { found->map = mean_watch_map(world); });
      const std::vector<float>& shares = found->map.shares[c];
      std::transform(shares.begin(), shares.end(), plane.begin(), shortened);
    });
}

// --- geometry

void write_border(Hdf5Group& group, const World& world) {
  const Polyline& line = world.frontier.line;
  if (line.vertices().empty()) return;
  std::vector<std::int32_t> numbers;
  std::vector<double> x_m;
  std::vector<double> y_m;
  std::vector<double> chainage_km;
  for (std::size_t i = 0; i < line.vertices().size(); ++i) {
    numbers.push_back(static_cast<std::int32_t>(i));
    x_m.push_back(line.vertices()[i].x());
    y_m.push_back(line.vertices()[i].y());
    chainage_km.push_back((world.frontier.chainage_begin_m + line.along_m(i)) / metres_per_km);
  }
  group.coordinate({"vertex", {}, "1", "number of a vertex of the border"}, numbers);
  group.write(easting("border_x", {"vertex"}, "the vertex"), x_m);
  group.write(northing("border_y", {"vertex"}, "the vertex"), y_m);
  group.write({"border_chainage", {"vertex"}, "km", "chainage of the vertex"}, chainage_km);
}

/// Which configuration holds which of some assets.
template <class Held>
void write_held(Hdf5Group& group, const World& world, const std::string& dimension,
                const std::vector<Held>& assets) {
  std::vector<std::int8_t> held;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (const auto& asset : assets) held.push_back(((asset.held_by >> c) & 1U) != 0 ? 1 : 0);
  group.write({dimension + "_held",
               {"configuration", dimension},
               "1",
               "whether the configuration holds the " + dimension,
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "absent held"}}},
              held);
}

std::vector<Asset> assets_of(const World& world, Asset::Kind kind) {
  std::vector<Asset> chosen;
  std::copy_if(world.assets.begin(), world.assets.end(), std::back_inserter(chosen),
               [kind](const Asset& asset) { return asset.kind == kind; });
  return chosen;
}

void write_posts(Hdf5Group& group, const World& world) {
  const std::vector<Asset> posts = assets_of(world, Asset::Kind::post);
  if (posts.empty()) return;
  std::vector<std::string> names;
  std::vector<double> x_m;
  std::vector<double> y_m;
  std::vector<double> eye_m;
  std::vector<double> range_km;
  for (const Asset& post : posts) {
    const Point3& at = world.posts[post.plan].eye_m;
    names.push_back(post.name);
    x_m.push_back(at.x());
    y_m.push_back(at.y());
    eye_m.push_back(post.eye_height_m);
    range_km.push_back(post.range_m / metres_per_km);
  }
  group.coordinate({"post", {}, "1", "post"}, names);
  group.write(easting("post_x", {"post"}, "the post"), x_m);
  group.write(northing("post_y", {"post"}, "the post"), y_m);
  group.write({"post_eye_height", {"post"}, "m", "height of the sensor above the ground"}, eye_m);
  group.write({"post_range", {"post"}, "km", "range of the sensor"}, range_km);
  write_held(group, world, "post", posts);
}

/// The corners of a cycle's route; pieces cut fine on one straight leg give none between them.
std::vector<Point> corners(const PatrolCycle& cycle) {
  std::vector<Point> route;
  const auto goes_straight_on = [](const Point& a, const Point& b, const Point& c) {
    const Point first = b - a;
    const Point second = c - b;
    const double cross = first.x() * second.y() - first.y() * second.x();
    constexpr double straight = 1e-9;  // sine of the bend
    return std::abs(cross) <= straight * first.norm() * second.norm() && first.dot(second) > 0.0;
  };
  for (const PatrolPiece& piece : cycle.pieces) {
    if (route.empty()) route.emplace_back(piece.from_m.head<2>());
    const Point next = piece.to_m.head<2>();
    if (next == route.back()) continue;
    const std::size_t size = route.size();
    if (size >= 2 && goes_straight_on(route[size - 2], route[size - 1], next)) route.pop_back();
    route.push_back(next);
  }
  return route;
}

void write_routes(Hdf5Group& group, const World& world, const std::string& kind,
                  const std::vector<Asset>& patrols) {
  std::vector<std::int32_t> numbers;
  std::vector<std::int32_t> patrol_of;
  std::vector<double> x_m;
  std::vector<double> y_m;
  for (std::size_t i = 0; i < patrols.size(); ++i) {
    const PatrolPlan& plan = world.patrols[patrols[i].plan];
    if (plan.cycles.empty()) continue;
    for (const Point& corner : corners(plan.cycles.front())) {
      numbers.push_back(static_cast<std::int32_t>(numbers.size()));
      patrol_of.push_back(static_cast<std::int32_t>(i));
      x_m.push_back(corner.x());
      y_m.push_back(corner.y());
    }
  }
  if (numbers.empty()) return;
  const std::string vertex = kind + "_vertex";
  group.coordinate({vertex, {}, "1", "number of a vertex of a " + kind + "'s route"}, numbers);
  group.write({kind + "_index", {vertex}, "1", "whose route it is: index along the dimension " + kind},
              patrol_of);
  group.write(easting(kind + "_x", {vertex}, "the vertex"), x_m);
  group.write(northing(kind + "_y", {vertex}, "the vertex"), y_m);
}

/// What patrols and drones have in common. \return those of the kind.
std::vector<Asset> write_mobile(Hdf5Group& group, const World& world, const std::string& kind,
                                Asset::Kind which) {
  std::vector<Asset> all = assets_of(world, which);
  if (all.empty()) return all;
  std::vector<std::string> names;
  std::vector<double> range_km;
  std::vector<double> period_h;
  for (const Asset& asset : all) {
    const PatrolPlan& plan = world.patrols[asset.plan];
    names.push_back(asset.name);
    range_km.push_back(asset.range_m / metres_per_km);
    period_h.push_back(plan.cycles.empty() ? std::numeric_limits<double>::quiet_NaN()
                                           : plan.cycles.front().period_s / seconds_per_hour);
  }
  group.coordinate({kind, {}, "1", kind}, names);
  group.write({kind + "_range", {kind}, "km", "range of the sensor"}, range_km);
  group.write({kind + "_period", {kind}, "h", "duration of one round"}, period_h);
  write_held(group, world, kind, all);
  write_routes(group, world, kind, all);
  return all;
}

/// Where drones on random legs fly: the box that the middles of their legs lie in.
void write_drones(Hdf5Group& group, const World& world) {
  constexpr double missing = std::numeric_limits<double>::quiet_NaN();
  bool any = false;
  std::array<std::vector<double>, 4> edges_m;
  for (const Asset& drone : write_mobile(group, world, "drone", Asset::Kind::drone)) {
    const auto& legs = world.patrols[drone.plan].random_legs;
    any = any || legs.has_value();
    const Box box = legs ? legs->middles_m : Box{{missing, missing}, {missing, missing}};
    const std::array<double, 4> its_m{box.low.x(), box.high.x(), box.low.y(), box.high.y()};
    for (std::size_t i = 0; i < 4; ++i) edges_m[i].push_back(its_m[i]);
  }
  if (!any) return;
  constexpr std::array<const char*, 4> names{"west", "east", "south", "north"};
  for (std::size_t i = 0; i < 4; ++i)
    group.write({"drone_" + std::string(names[i]),
                 {"drone"},
                 "m",
                 std::string(names[i]) + "ern edge of the box that the middles of random legs lie in"},
                edges_m[i]);
}

void write_patrols(Hdf5Group& group, const World& world) {
  std::vector<std::int32_t> teams;
  for (const Asset& patrol : write_mobile(group, world, "patrol", Asset::Kind::patrol))
    teams.push_back(world.patrols[patrol.plan].teams);
  if (teams.empty()) return;
  group.write({"patrol_teams", {"patrol"}, "1", "teams that go the rounds"}, teams);
}

void write_lines(Hdf5Group& group, const World& world) {
  const std::vector<Asset> lines = assets_of(world, Asset::Kind::line);
  if (lines.empty()) return;
  std::vector<std::string> names;
  std::vector<std::int32_t> numbers;
  std::vector<std::int32_t> line_of;
  std::vector<double> x_m;
  std::vector<double> y_m;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    names.push_back(lines[i].name);
    for (const Point& vertex : world.lines[lines[i].plan].vertices_m) {
      numbers.push_back(static_cast<std::int32_t>(numbers.size()));
      line_of.push_back(static_cast<std::int32_t>(i));
      x_m.push_back(vertex.x());
      y_m.push_back(vertex.y());
    }
  }
  group.coordinate({"line_sensor", {}, "1", "line sensor"}, names);
  write_held(group, world, "line_sensor", lines);
  group.coordinate({"line_sensor_vertex", {}, "1", "number of a vertex of a line sensor"}, numbers);
  group.write({"line_sensor_index",
               {"line_sensor_vertex"},
               "1",
               "whose vertex it is: index along the dimension line_sensor"},
              line_of);
  group.write(easting("line_sensor_x", {"line_sensor_vertex"}, "the vertex"), x_m);
  group.write(northing("line_sensor_y", {"line_sensor_vertex"}, "the vertex"), y_m);
}

void write_bases(Hdf5Group& group, const World& world) {
  if (world.teams.empty()) return;
  std::vector<std::string> names;
  std::vector<double> x_m;
  std::vector<double> y_m;
  std::vector<std::int32_t> numbers;
  for (const TeamPlan& team : world.teams) {
    names.push_back(team.name);
    x_m.push_back(team.base_m.x());
    y_m.push_back(team.base_m.y());
    numbers.push_back(team.number);
  }
  group.coordinate({"team", {}, "1", "base of response teams"}, names);
  group.write(easting("team_x", {"team"}, "the base"), x_m);
  group.write(northing("team_y", {"team"}, "the base"), y_m);
  group.write({"team_number", {"team"}, "1", "teams at the base"}, numbers);
  write_held(group, world, "team", world.teams);
}

void write_places_of_sites(Hdf5Group& group, const World& world) {
  if (world.sites.empty()) return;
  std::vector<std::string> names;
  std::vector<double> x_m;
  std::vector<double> y_m;
  std::vector<double> radii_km;
  for (const SitePlan& site : world.sites) {
    names.push_back(site.name);
    x_m.push_back(site.centre_m.x());
    y_m.push_back(site.centre_m.y());
    radii_km.push_back(site.radius_m / metres_per_km);
  }
  group.coordinate({"site", {}, "1", "protected site"}, names);
  group.write(easting("site_x", {"site"}, "the site's middle"), x_m);
  group.write(northing("site_y", {"site"}, "the site's middle"), y_m);
  group.write({"site_radius", {"site"}, "km", "radius of the site"}, radii_km);
}

}  // namespace

void write_maps(Hdf5Group& root, const World& world, const RunResult& result) {
  const Grid& grid = world.grid;
  std::vector<double> x_m;
  std::vector<double> y_m;
  for (std::int32_t i = 0; i < grid.columns; ++i) x_m.push_back(grid.centre(grid.cell(0, i)).x());
  for (std::int32_t i = 0; i < grid.rows; ++i) y_m.push_back(grid.centre(grid.cell(i, 0)).y());
  Hdf5Group group = root.make_group("maps");
  write_crs(group, world);
  write_configurations(group, world);
  group.coordinate(northing("y", {}, "the cell's centre"), y_m);
  group.coordinate(easting("x", {}, "the cell's centre"), x_m);
  write_ground(group, world);

  const MapCounts& maps = result.tally.maps;
  if (maps.empty()) return;
  const std::size_t configurations = world.configurations.size();
  write_counts(group, world, "attempts", "attempts that entered the cell, up to their contact",
               [&maps](std::size_t cell, std::size_t c) { return maps.attempts(cell, c); });
  write_counts(group, world, "detections", "attempts first detected in the cell",
               [&maps, configurations](std::size_t cell, std::size_t c) {
                 return maps.detections[cell * configurations + c];
               });
  write_counts(group, world, "interceptions", "attempts intercepted in the cell",
               [&maps, configurations](std::size_t cell, std::size_t c) {
                 return maps.interceptions[cell * configurations + c];
               });
  write_counts(group, world, "leaks", "attempts that entered the cell and leaked",
               [&maps](std::size_t cell, std::size_t c) { return maps.leaks(cell, c); });
  write_coverage(group, world);
}

void write_geometry(Hdf5Group& root, const World& world) {
  Hdf5Group group = root.make_group("geometry");
  write_crs(group, world);
  write_configurations(group, world);
  write_border(group, world);
  write_posts(group, world);
  write_patrols(group, world);
  write_drones(group, world);
  write_lines(group, world);
  write_bases(group, world);
  write_places_of_sites(group, world);
}

}  // namespace panj
