#include "world/pursuit_plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "terrain/least_time.h"
#include "world/going.h"
#include "world/world.h"

namespace panj {

namespace {

constexpr float nowhere_s = std::numeric_limits<float>::infinity();

/// Places along the first cycle, `spacing_m` apart.
std::vector<Point> places_along(const PatrolCycle& cycle, double spacing_m) {
  std::vector<Point> places;
  for (const PatrolPiece& piece : cycle.pieces) {
    const bool far = std::none_of(places.begin(), places.end(), [&](const Point& place) {
      return (place - piece.observer_m).norm() < spacing_m;
    });
    if (far) places.push_back(piece.observer_m);
  }
  return places;
}

/// Computes fields one after the other on ground that is closed outside of each one's reach.
class FieldMaker {
 public:
  FieldMaker(const World& world, const MovementLaw& law, double reach_m)
      : world_(world),
        reach_m_(reach_m),
        going_({world.grid, world.elevation_m, world.scenario.frontier.neighbourhood, &world.cover}, law,
               inner_ground(world.frontier), obstacles_of_patrols(world.scenario)),
        within_(Layer<std::uint8_t>::Zero(world.grid.rows, world.grid.columns)) {}

  PursuitField field(const Point& from) {
    PursuitField field = window(from);
    for_each(field, [&](CellId cell, std::size_t) {
      const bool reached = (world_.grid.centre(cell) - from).norm() <= reach_m_;
      within_.data()[cell] = reached && going_.is_open(cell) ? 1 : 0;
    });
    const CellId start = world_.grid.at(from);
    within_.data()[start] = 1;  // the patrol is there
    Ground ground = going_.ground();
    ground.open = &within_;
    const Seed seed{start, 0.0};
    const LeastTimeField found = least_time(ground, {&seed, 1}, Heading::from_seeds);
    for_each(field, [&](CellId cell, std::size_t i) {
      field.travel_s[i] = found.time_s[static_cast<std::size_t>(cell)];
      within_.data()[cell] = 0;
    });
    return field;
  }

 private:
  PursuitField window(const Point& from) const {
    const Grid& grid = world_.grid;
    const CellId at = grid.at(from);
    const auto cells = static_cast<std::int32_t>(std::ceil(reach_m_ / grid.cell_size_m)) + 1;
    PursuitField field;
    field.from_m = from;
    field.row = std::max(0, grid.row(at) - cells);
    field.column = std::max(0, grid.column(at) - cells);
    field.rows = std::min(grid.rows, grid.row(at) + cells + 1) - field.row;
    field.columns = std::min(grid.columns, grid.column(at) + cells + 1) - field.column;
    field.travel_s.assign(static_cast<std::size_t>(field.rows) * static_cast<std::size_t>(field.columns),
                          nowhere_s);
    return field;
  }

  template <class Visit>
  void for_each(const PursuitField& field, Visit visit) const {
    std::size_t i = 0;
    for (std::int32_t row = field.row; row < field.row + field.rows; ++row)
      for (std::int32_t column = field.column; column < field.column + field.columns; ++column)
        visit(world_.grid.cell(row, column), i++);
  }

  const World& world_;
  double reach_m_;
  Going going_;
  Layer<std::uint8_t> within_;
};

std::uint32_t nearest_to(const Point& place, const std::vector<PursuitField>& fields) {
  const auto nearest =
      std::min_element(fields.begin(), fields.end(), [&](const PursuitField& a, const PursuitField& b) {
        return (a.from_m - place).squaredNorm() < (b.from_m - place).squaredNorm();
      });
  return static_cast<std::uint32_t>(nearest - fields.begin());
}

PursuitPlan plan_pursuit(const PatrolSpec& spec, const PatrolPlan& patrol, const World& world) {
  PursuitPlan plan;
  if (!spec.pursues || patrol.cycles.empty()) return plan;
  plan.ready_s = spec.pursuit_ready_s;
  plan.handling_s = spec.pursuit_handling_s;
  FieldMaker maker(world, spec.movement, spec.pursuit_reach_m);
  const double spacing_m = std::max(world.grid.cell_size_m, spec.pursuit_reach_m / 16.0);
  for (const Point& place : places_along(patrol.cycles.front(), spacing_m))
    plan.fields.push_back(maker.field(place));
  for (const PatrolCycle& cycle : patrol.cycles) {
    plan.nearest.emplace_back();
    for (const PatrolPiece& piece : cycle.pieces)
      plan.nearest.back().push_back(nearest_to(piece.observer_m, plan.fields));
  }
  return plan;
}

}  // namespace

double PursuitField::to(const Grid& grid, CellId cell) const {
  if (cell == no_cell) return nowhere_s;
  const std::int32_t up = grid.row(cell) - row;
  const std::int32_t along = grid.column(cell) - column;
  if (up < 0 || up >= rows || along < 0 || along >= columns) return nowhere_s;
  return static_cast<double>(travel_s[static_cast<std::size_t>(up) * static_cast<std::size_t>(columns) +
                                      static_cast<std::size_t>(along)]);
}

void plan_pursuits(World& world) {
  for (std::size_t p = 0; p < world.scenario.patrols.size() && p < world.patrols.size(); ++p)
    world.pursuits.push_back(plan_pursuit(world.scenario.patrols[p], world.patrols[p], world));
}

}  // namespace panj
