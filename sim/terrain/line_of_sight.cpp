#include "terrain/line_of_sight.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/units.h"
#include "terrain/sight_line.h"

namespace panj {

namespace {

/// 1 / (2 R'): how fast a smooth Earth falls below its tangent plane [1/m].
double drop_per_m2(const SightModel& model) {
  return model.curvature ? (1.0 - model.refraction) / (2.0 * earth_radius_m) : 0.0;
}

/// Sight lines from one eye.
class Watch {
 public:
  Watch(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
        double target_m)
      : lattice_(grid, elevation_m),
        eye_m_(eye.at_m),
        eye_(lattice_.coordinates(eye.at_m)),
        eye_z_m_(lattice_.at(eye_.x(), eye_.y()) + eye.height_m),
        target_m_(target_m),
        drop_per_m2_(drop_per_m2(model)) {}

  const Lattice& lattice() const { return lattice_; }
  SightLine line_to(const Point& target) const {
    const Eigen::Vector2d place = lattice_.coordinates(target);
    const double ground_m = lattice_.at(place.x(), place.y());
    return {lattice_,
            eye_,
            eye_z_m_,
            place,
            ground_m + target_m_,
            drop_per_m2_ * (target - eye_m_).squaredNorm()};
  }

 private:
  Lattice lattice_;
  Point eye_m_;
  Eigen::Vector2d eye_;
  double eye_z_m_;
  double target_m_;
  double drop_per_m2_;
};

/// Columns (or rows) whose centres lie within `reach_m` of a coordinate, generously; held to 0..count - 1.
Window window(double at_m, double reach_m, double corner_m, double cell_size_m, std::int32_t count) {
  const auto held = [&](double index) {
    return static_cast<std::int32_t>(std::clamp(index, -1.0, static_cast<double>(count)));
  };
  const double centre = (at_m - corner_m) / cell_size_m - 0.5;
  const double reach = reach_m / cell_size_m + 1.0;
  return {std::max(held(std::floor(centre - reach)), 0),
          std::min(held(std::ceil(centre + reach)), count - 1)};
}

/// Distance from the eye at which the last sight line towards about the same place was blocked: most masked
/// cells are masked by what masks their neighbours, and one look there settles them.
class LastBlocked {
 public:
  bool blocks(const SightLine& line, double distance_m) const {
    if (!(at_m_ < distance_m)) return false;
    // Twice the margin of the full test, so that both always agree.
    return line.clearance_at(at_m_ / distance_m) < -2.0 * grazing_m;
  }
  void set(double at_m) { at_m_ = at_m; }

 private:
  double at_m_ = std::numeric_limits<double>::infinity();
};

}  // namespace

double sight_drop_m(const SightModel& model, double distance_m) {
  return drop_per_m2(model) * distance_m * distance_m;
}

double horizon_m(const SightModel& model, double eye_m, double target_m) {
  // Without curvature there is none: 1 / 0.
  return (std::sqrt(eye_m) + std::sqrt(target_m)) / std::sqrt(drop_per_m2(model));
}

bool sees(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
          const Point& target, double target_m) {
  double blocked_at = 0.0;
  return Watch(grid, elevation_m, model, eye, target_m)
      .line_to(target)
      .is_clear(nullptr, 0.0, 1.0, blocked_at);
}

std::vector<CellId> visible_cells(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model,
                                  const Eye& eye, double range_m, double target_m) {
  const Watch watch(grid, elevation_m, model, eye, target_m);
  const Window rows = window(eye.at_m.y(), range_m, grid.corner_m.y(), grid.cell_size_m, grid.rows);
  const Window columns = window(eye.at_m.x(), range_m, grid.corner_m.x(), grid.cell_size_m, grid.columns);
  // Two levels: most of a line lies well above what is below it.
  const Ceilings fine(watch.lattice(), 8, rows, columns, nullptr);
  const Ceilings coarse(watch.lattice(), 64, rows, columns, &fine);
  std::vector<CellId> visible;
  std::vector<LastBlocked> in_column(static_cast<std::size_t>(std::max(columns.last - columns.first + 1, 0)));
  for (std::int32_t row = rows.first; row <= rows.last; ++row) {
    LastBlocked in_row;
    for (std::int32_t column = columns.first; column <= columns.last; ++column) {
      const CellId cell = grid.cell(row, column);
      const Point centre = grid.centre(cell);
      const double distance_m = (centre - eye.at_m).norm();
      if (!(distance_m <= range_m)) continue;
      const SightLine line = watch.line_to(centre);
      LastBlocked& below = in_column[static_cast<std::size_t>(column - columns.first)];
      if (in_row.blocks(line, distance_m)) {
        below = in_row;
        continue;
      }
      if (below.blocks(line, distance_m)) {
        in_row = below;
        continue;
      }
      double blocked_at = 0.0;
      if (line.is_clear(&coarse, 0.0, 1.0, blocked_at)) {
        visible.push_back(cell);
      } else {
        in_row.set(blocked_at * distance_m);
        below = in_row;
      }
    }
  }
  return visible;
}

double ground_height_m(const Grid& grid, const Layer<double>& elevation_m, const Point& point) {
  const Lattice lattice(grid, elevation_m);
  const Eigen::Vector2d place = lattice.coordinates(point);
  return lattice.at(place.x(), place.y());
}

}  // namespace panj
