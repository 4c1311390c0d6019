#include <algorithm>
#include <array>

#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/missing.h"
#include "results/plane_variables.h"
#include "results/result_groups.h"

// The lines and points that pictures show.
namespace panj {

namespace {

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

std::vector<Asset> assets_of_kind(const World& world, Asset::Kind kind) {
  std::vector<Asset> chosen;
  std::copy_if(world.assets.begin(), world.assets.end(), std::back_inserter(chosen),
               [kind](const Asset& asset) { return asset.kind == kind; });
  return chosen;
}

void write_posts(Hdf5Group& group, const World& world) {
  const std::vector<Asset> posts = assets_of_kind(world, Asset::Kind::post);
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
  std::vector<Asset> all = assets_of_kind(world, which);
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
  const std::vector<Asset> lines = assets_of_kind(world, Asset::Kind::line);
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
