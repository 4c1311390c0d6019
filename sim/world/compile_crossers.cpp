#include "world/compile_crossers.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "base/units.h"
#include "terrain/raster.h"
#include "terrain/vector_file.h"
#include "world/going.h"
#include "world/road_cells.h"
#include "world/route_sweep.h"

namespace panj {

namespace {

constexpr double most_weight = 1e30;  // sums of as many as there are cells stay finite

/// Compiles one class.
class CrosserCompiler {
 public:
  CrosserCompiler(const CrosserSpec& spec, World& world, const Places& places, Problems& problems,
                  std::vector<RouteGround>& grounds)
      : spec_(spec), world_(world), places_(places), problems_(problems), grounds_(grounds) {}

  CrosserPlan plan() {
    CrosserPlan plan;
    plan.name = spec_.name;
    plan.key = entity_key(world_.scenario.seed, "crosser", spec_.name);
    plan.attempts = spec_.attempts;
    plan.departure_s = spec_.departure_s;
    plan.hour_ends = hour_ends(spec_.attempts);
    plan.group_size = spec_.group_size;
    plan.time_factor = spec_.time_factor;
    plan.wait_s = spec_.wait_s;
    plan.wait_at_line_s = spec_.wait_at_line_s;
    plan.target_height_m = spec_.target_height_m;
    plan.signature = spec_.signature;
    plan.max_duration_s = spec_.max_duration_s;
    plan.complies = spec_.complies;
    plan.movement = spec_.movement;
    plan.obstacles = obstacles_of_class(world_.scenario, spec_.name);
    const std::optional<Start> start =
        std::visit([this](const auto& origin) { return start_of(origin); }, spec_.origin);
    if (!start) return plan;
    plan.start = *start;
    if (const auto* straight = std::get_if<StraightRoute>(&spec_.route)) {
      plan.straight = *straight;
      check_straight(plan);
    } else {
      compile_route(plan);
    }
    return plan;
  }

 private:
  /// Share of the attempts up to the end of each hour.
  static std::vector<double> hour_ends(const AttemptsPerPeriod& attempts) {
    std::vector<double> ends;
    double sum = 0.0;
    for (const double expected : attempts.hourly) ends.push_back((sum += expected) / attempts.number);
    return attempts.number > 0.0 ? ends : std::vector<double>{};
  }

  // Where it starts.

  std::optional<Start> start_of(const EdgeOrigin&) {
    EdgeStart start{world_.frontier.edge(Side::outer, world_.grid)};
    if (start.cells.empty()) {
      report("origin", "\"edge\"", "the border leaves no cell of the map's edge on the outer side",
             "enlarge frontier.size_km, or check frontier.inner");
      return std::nullopt;
    }
    return start;
  }
  std::optional<Start> start_of(const LineOrigin& origin) {
    std::vector<Point> vertices = places_.all_on_map(origin.vertices, spec_.at, "origin");
    if (vertices.size() != origin.vertices.size() || vertices.size() < 2) return std::nullopt;
    return LineStart{Polyline(std::move(vertices))};
  }
  std::optional<Start> start_of(const PointsOrigin& origin) {
    PointsStart start{places_.all_on_map(origin.points, spec_.at, "origin"), {}};
    if (start.points.size() != origin.points.size() || start.points.empty()) return std::nullopt;
    std::vector<double> weights = origin.weights;
    if (weights.empty()) weights.assign(start.points.size(), 1.0);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    double sum = 0.0;
    for (const double weight : weights) start.cumulative.push_back((sum += weight) / total);
    return start;
  }
  std::optional<Start> start_of(const BoxOrigin& origin) {
    const auto low = places_.on_map(origin.low, spec_.at, "origin");
    const auto high = places_.on_map(origin.high, spec_.at, "origin");
    if (!low || !high) return std::nullopt;
    return BoxStart{{*low, *high}};
  }
  std::optional<Start> start_of(const RasterOrigin& origin) {
    world_.inputs.push_back(origin.path);
    RasterFault fault;
    const auto weights = read_weights(origin.path, world_.grid, world_.scenario.frontier.crs, fault);
    if (!weights) {
      report("origin", '"' + origin.path + '"', fault.reason, fault.remedy);
      return std::nullopt;
    }
    std::vector<CellId> cells;
    std::vector<double> of_cells;
    for (CellId cell = 0; cell < world_.grid.cells(); ++cell) {
      const double weight = weights->data()[cell];
      if (std::isnan(weight) || world_.frontier.side_of(cell) != Side::outer) continue;
      if (!(weight >= 0.0 && weight <= most_weight)) return report_weight(origin, cell, weight);
      if (weight == 0.0) continue;
      cells.push_back(cell);
      of_cells.push_back(weight);
    }
    if (!cells.empty()) return weighted_cells(std::move(cells), of_cells);
    report("origin", '"' + origin.path + '"', "it has no weight anywhere on the outer side",
           "give a raster of weights that covers the outer side, or check frontier.inner");
    return std::nullopt;
  }
  std::optional<Start> report_weight(const RasterOrigin& origin, CellId cell, double weight) {
    const Point centre = world_.grid.centre(cell) / metres_per_km;
    report("origin", '"' + origin.path + '"',
           fmt::format("the weight at x = {:.3f}, y = {:.3f} km is {:.6g}", centre.x(), centre.y(), weight),
           fmt::format("weights are 0 to {:g}; declare what stands for \"no value\" (gdal_edit.py -a_nodata "
                       "VALUE FILE)",
                       most_weight));
    return std::nullopt;
  }

  // Straight routes.

  void check_straight(const CrosserPlan& plan) {
    const StraightRoute& route = *plan.straight;
    const Box extent = world_.grid.extent();
    Box reach = bounds_of(plan.start, world_.grid);
    if (!route.heading_rad) {
      reach = reach.grown(route.length_m);
    } else {
      const Point way = route.length_m * Point(std::sin(*route.heading_rad), std::cos(*route.heading_rad));
      const Box ends{reach.low + way, reach.high + way};
      reach.extend(ends.low);
      reach.extend(ends.high);
      for (const Point& corner : corners_of(plan.start, world_.grid)) {
        if (world_.frontier.line.first_crossing(corner, corner + way)) continue;
        report("route", "",
               fmt::format("the straight route from x = {:.3f}, y = {:.3f} km never cuts the border, so the "
                           "border does not separate its origin from its end",
                           corner.x() / metres_per_km, corner.y() / metres_per_km),
               "change origin, heading_deg or length_km");
        break;
      }
    }
    if (!extent.contains(reach.low) || !extent.contains(reach.high)) {
      report("route", "",
             fmt::format("straight routes would leave the map: they reach from x {:.3f} to {:.3f}, y {:.3f} "
                         "to {:.3f} km",
                         reach.low.x() / metres_per_km, reach.high.x() / metres_per_km,
                         reach.low.y() / metres_per_km, reach.high.y() / metres_per_km),
             "shorten length_km, move the origin, or enlarge frontier.size_km");
    }
  }

  // Routes on the grid.

  void compile_route(CrosserPlan& plan) {
    const std::size_t before = problems_.size();
    std::vector<CellId> destination =
        std::visit([this](const auto& to) { return destination_of(to); }, spec_.destination);
    if (destination.empty() && problems_.size() > before) return;  // why has been said
    const Layer<std::uint8_t> inside =
        (world_.frontier.side != static_cast<std::uint8_t>(Side::outside)).cast<std::uint8_t>();
    auto own_going = std::make_unique<const Going>(
        GoingSource{world_.grid, world_.elevation_m, world_.scenario.frontier.neighbourhood, &world_.cover},
        spec_.movement, inside, plan.obstacles);
    const Going& going = *own_going;
    std::erase_if(destination, [&going](CellId cell) { return !going.is_open(cell); });
    if (destination.empty()) {
      if (makes_for_misplaced_site()) return;  // that has been said
      report("destination", "", "no cell of it is open ground on the inner side",
             "move it, check frontier.inner, or " + going.closers().remedy);
      return;
    }
    const Ground ground = going.ground();
    const std::vector<CellId> starts = outer_starts(plan);
    if (starts.empty()) return;
    const auto begin = std::chrono::steady_clock::now();
    if (const auto* logit = std::get_if<LogitRoute>(&spec_.route)) {
      const double theta_s =
          logit->theta_s ? *logit->theta_s : theta_for(ground, destination, starts, *logit->mean_excess);
      if (theta_s > 0.0) {
        plan.route = logit_field(ground, destination, theta_s);
        plan.route.mean_excess = mean_excess(plan.route, starts);
      }
    } else {
      plan.route = tree_field(ground, destination);
    }
    plan.route_compile_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    move_closed_starts(plan, starts, going.closers());
    if (spec_.risk || std::holds_alternative<PerceivedRoute>(spec_.route))
      grounds_.push_back({world_.crossers.size(), std::move(own_going), std::move(destination), starts});
  }

  double theta_for(const Ground& ground, const std::vector<CellId>& destination,
                   const std::vector<CellId>& starts, double mean_excess) {
    const std::optional<double> theta_s = solve_theta(ground, destination, starts, mean_excess);
    if (theta_s) return *theta_s;
    report("route", fmt::format("{{ logit = {{ mean_excess = {:.6g} }} }}", mean_excess),
           "no theta gives paths that are so much longer: steps that lead away from the destination are "
           "never taken",
           "take a smaller mean_excess, or state theta_s");
    return 0.0;
  }

  std::vector<CellId> destination_of(const EdgeDestination&) {
    return world_.frontier.edge(Side::inner, world_.grid);
  }
  std::vector<CellId> destination_of(const PointsDestination& to) {
    std::vector<CellId> cells;
    for (const Point& point : places_.all_on_map(to.points, spec_.at, "destination")) add_inner(point, cells);
    return cells;
  }
  std::vector<CellId> destination_of(const PlacesDestination& to) {
    std::vector<CellId> cells;
    for (const NamedPoint& place :
         read_points(to.path, world_.scenario.frontier.crs, "destination", spec_.at, problems_)) {
      if (place.population >= to.min_population && world_.grid.at(place.point_m) != no_cell) {
        add_inner(place.point_m, cells);
      }
    }
    world_.inputs.push_back(to.path);
    return cells;
  }
  std::vector<CellId> destination_of(const RoadsDestination& to) {
    world_.inputs.push_back(to.path);
    std::vector<CellId> cells;
    for (const std::vector<Point>& road :
         read_lines(to.path, world_.scenario.frontier.crs, "destination", spec_.at, problems_)) {
      for (std::size_t i = 1; i < road.size(); ++i)
        add_passed_cells(world_.grid, road[i - 1], road[i], cells);
    }
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    std::erase_if(cells, [this](CellId cell) { return world_.frontier.side_of(cell) != Side::inner; });
    return cells;
  }
  std::vector<CellId> destination_of(const SitesDestination& to) {
    std::vector<CellId> cells;
    for (const std::string& name : to.sites) {
      const auto site = std::find_if(world_.sites.begin(), world_.sites.end(),
                                     [&name](const SitePlan& plan) { return plan.name == name; });
      if (site != world_.sites.end()) cells.insert(cells.end(), site->cells.begin(), site->cells.end());
    }
    std::sort(cells.begin(), cells.end());  // of sites that overlap, each cell once
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    return cells;
  }
  bool makes_for_misplaced_site() const {
    const auto* to = std::get_if<SitesDestination>(&spec_.destination);
    return to != nullptr && std::any_of(world_.sites.begin(), world_.sites.end(), [to](const SitePlan& site) {
             return site.cells.empty() &&
                    std::find(to->sites.begin(), to->sites.end(), site.name) != to->sites.end();
           });
  }
  void add_inner(const Point& point, std::vector<CellId>& cells) const {
    const CellId cell = world_.grid.at(point);
    if (world_.frontier.side_of(cell) == Side::inner) cells.push_back(cell);
  }

  /// Cells in which it starts; all must lie on the outer side.
  std::vector<CellId> outer_starts(const CrosserPlan& plan) {
    std::vector<CellId> cells = cells_of(plan.start, world_.grid);
    for (const CellId cell : cells) {
      const Side side = world_.frontier.side_of(cell);
      if (side == Side::outer) continue;
      const Point centre = world_.grid.centre(cell) / metres_per_km;
      report("origin", "",
             fmt::format(
                 "at x = {:.3f}, y = {:.3f} km it lies {}, so the border does not separate it from its "
                 "destination",
                 centre.x(), centre.y(), side == Side::inner ? "on the inner side" : "outside the strip"),
             "move the origin, or check frontier.inner");
      return {};
    }
    return cells;
  }

  void move_closed_starts(CrosserPlan& plan, const std::vector<CellId>& starts, const ClosedGround& closers) {
    if (plan.route.time_to_go_s.empty()) return;
    const auto leads_on = [&plan](CellId cell) {
      return std::isfinite(plan.route.time_to_go_s[static_cast<std::size_t>(cell)]);
    };
    std::vector<CellId> open;
    std::copy_if(starts.begin(), starts.end(), std::back_inserter(open), leads_on);
    if (open.empty()) {
      report("destination", "",
             "no way leads to it from anywhere the class starts: all of them are closed by " + closers.reason,
             closers.remedy + ", or move origin or destination");
      return;
    }
    if (auto* weighted = std::get_if<CellsStart>(&plan.start)) {
      // Weight on closed ground counts nothing: there may be a great deal of it.
      std::vector<double> weights;
      double before = 0.0;
      for (std::size_t i = 0; i < weighted->cells.size(); ++i) {
        weights.push_back(leads_on(weighted->cells[i]) ? weighted->cumulative[i] - before : 0.0);
        before = weighted->cumulative[i];
      }
      *weighted = weighted_cells(std::move(weighted->cells), weights);
      return;
    }
    for (const CellId cell : starts) {
      if (leads_on(cell)) continue;
      const Point centre = world_.grid.centre(cell);
      const CellId nearest = *std::min_element(open.begin(), open.end(), [&](CellId a, CellId b) {
        return (world_.grid.centre(a) - centre).squaredNorm() <
               (world_.grid.centre(b) - centre).squaredNorm();
      });
      plan.moved_starts.emplace_back(cell, nearest);
    }
  }

  void report(std::string_view key, std::string_view value, std::string reason, std::string remedy) const {
    problems_.add(spec_.at.problem(key, value, std::move(reason), std::move(remedy)));
  }

  const CrosserSpec& spec_;
  World& world_;
  const Places& places_;
  Problems& problems_;
  std::vector<RouteGround>& grounds_;
};

}  // namespace

std::vector<RouteGround> compile_crossers(World& world, const Places& places, Problems& problems) {
  std::vector<RouteGround> grounds;
  for (const CrosserSpec& spec : world.scenario.crossers) {
    world.crossers.push_back(CrosserCompiler(spec, world, places, problems, grounds).plan());
  }
  return grounds;
}

}  // namespace panj
