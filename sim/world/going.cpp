#include "world/going.h"

#include <fmt/format.h>

#include <bit>

#include "base/units.h"

namespace panj {

namespace {

bool is_vehicle(const MovementLaw& law) {
  return law.kind == MovementLaw::Kind::vehicle;
}

}  // namespace

Going::Going(const GoingSource& source, const MovementLaw& law, const Layer<std::uint8_t>& base,
             ObstacleMask held)
    : source_(source),
      law_(law),
      held_(held),
      base_(base),
      open_(open_cells(source.grid, source.elevation_m, &base, law)) {
  if (source.cover == nullptr) return;
  lay_cover();
  if (held_ == 0) return;
  close_areas();
  tolls_s_ = source.cover->obstacles.tolls_s(held_);
}

double Going::snow_factor() const {
  if (!source_.cover->snow) return 1.0;
  return is_vehicle(law_) ? source_.cover->snow->vehicle_factor : source_.cover->snow->foot_factor;
}

void Going::slow(CellId cell, double factor) {
  if (factor <= 0.0) {
    open_.data()[cell] = 0;
    return;
  }
  if (factor == 1.0) return;
  if (friction_.size() == 0) friction_ = Layer<float>::Ones(source_.grid.rows, source_.grid.columns);
  friction_.data()[cell] /= static_cast<float>(factor);
}

void Going::lay_cover() {
  const GroundCover& cover = *source_.cover;
  const bool by_road = is_vehicle(law_) && !law_.roads_path.empty();
  const double off_road = law_.off_road_factor.value_or(0.0);
  const double under_snow = snow_factor();
  if (cover.friction.size() == 0 && under_snow == 1.0 && !by_road) return;
  const Layer<std::uint8_t>* roads = by_road ? &cover.roads_of(law_.roads_path) : nullptr;
  for (CellId cell = 0; cell < source_.grid.cells(); ++cell) {
    if (cover.friction.size() > 0) {
      const auto friction = static_cast<double>(cover.friction.data()[cell]);
      slow(cell, friction > 0.0 ? 1.0 / friction : 0.0);
    }
    if (cover.snow && source_.elevation_m.data()[cell] > cover.snow->line_m) slow(cell, under_snow);
    if (roads != nullptr && roads->data()[cell] == 0) slow(cell, off_road);
  }
}

void Going::close_areas() {
  const Obstacles& obstacles = source_.cover->obstacles;
  if (obstacles.areas.size() == 0) return;
  for (CellId cell = 0; cell < source_.grid.cells(); ++cell) {
    if (obstacles.closed_areas_at(cell, held_) != 0) open_.data()[cell] = 0;
  }
}

Ground Going::ground() const {
  return {source_.grid, &source_.elevation_m,  friction_.size() > 0 ? &friction_ : nullptr, &open_,
          law_,         source_.neighbourhood, tolls_s_.empty() ? nullptr : &tolls_s_};
}

ClosedGround Going::why_closed(CellId cell) const {
  if (cell == no_cell) return {"off the map", "move it, or enlarge frontier.size_km"};
  if (base_.data()[cell] == 0 || source_.cover == nullptr) return panj::why_closed(base_.data()[cell], law_);
  const GroundCover& cover = *source_.cover;
  if (cover.friction.size() > 0 && cover.friction.data()[cell] == 0.0F)
    return {"on ground that frontier.land_cover closes", "move it, or take the class out of closed"};
  if (cover.snow && source_.elevation_m.data()[cell] > cover.snow->line_m && snow_factor() == 0.0)
    return {fmt::format("above the snow line at {:.6g} m, where the ground is closed", cover.snow->line_m),
            "move it, or change frontier.snow"};
  if (const ObstacleMask closed = cover.obstacles.closed_areas_at(cell, held_); closed != 0)
    return {"in obstacle \"" + cover.obstacles.list[static_cast<std::size_t>(std::countr_zero(closed))].name +
                "\", which is closed",
            "move it, or give the obstacle a gap there"};
  if (is_vehicle(law_) && !law_.roads_path.empty() && law_.off_road_factor.value_or(0.0) == 0.0 &&
      cover.roads_of(law_.roads_path).data()[cell] == 0)
    return {"off the roads, where its vehicles can not go", "move it to a road, or give off_road_factor"};
  return panj::why_closed(base_.data()[cell], law_);
}

ClosedGround Going::closers() const {
  ClosedGround closers{"slopes", "raise max_slope_deg"};
  const auto add = [&closers](const char* what, const char* remedy) {
    closers.reason += std::string(", ") + what;
    closers.remedy += std::string(", ") + remedy;
  };
  if (source_.cover == nullptr) return closers;
  if (source_.cover->friction.size() > 0) add("land cover", "open a class of land_cover");
  if (source_.cover->snow && snow_factor() == 0.0) add("snow", "change frontier.snow");
  if (is_vehicle(law_) && !law_.roads_path.empty()) add("lack of roads", "give off_road_factor");
  for (std::size_t k = 0; k < source_.cover->obstacles.list.size(); ++k) {
    const Obstacle& obstacle = source_.cover->obstacles.list[k];
    if ((held_ >> k & 1U) != 0 && !obstacle.delay_s)
      add(("obstacle \"" + obstacle.name + "\"").c_str(), "give it a gap");
  }
  return closers;
}

double Going::friction_of_move(CellId from, CellId to) const {
  if (friction_.size() == 0) return 1.0;
  return move_friction(source_.grid, friction_, from, direction_between(source_.grid, from, to));
}

double Going::friction_at(const Point& at_m) const {
  if (friction_.size() == 0) return 1.0;
  const CellId cell = source_.grid.at(at_m);
  return cell == no_cell ? 1.0 : static_cast<double>(friction_.data()[cell]);
}

double Going::toll_s(CellId from, CellId to) const {
  if (tolls_s_.empty()) return 0.0;
  return tolls_s_.of(from, direction_between(source_.grid, from, to));
}

}  // namespace panj
