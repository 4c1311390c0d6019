#include "terrain/movement.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/units.h"
#include "terrain/step_law.h"

namespace panj {

double SpeedBySlope::at(double slope) const {
  // Ground as steep as the last slope is not beyond it by the rounding of a tangent.
  constexpr double rounding_deg = 1e-9;
  const auto after = std::lower_bound(slope_deg.begin(), slope_deg.end(), slope - rounding_deg);
  if (after == slope_deg.end()) return 0.0;
  const auto next = static_cast<std::size_t>(after - slope_deg.begin());
  if (next == 0) return speed_m_s.front();
  const double share = (slope - slope_deg[next - 1]) / (slope_deg[next] - slope_deg[next - 1]);
  return speed_m_s[next - 1] + share * (speed_m_s[next] - speed_m_s[next - 1]);
}

double step_time_s(const MovementLaw& law, double distance_m, double rise_m) {
  switch (law.kind) {
    case MovementLaw::Kind::tobler:
      return tobler_s(distance_m, rise_m) / law.factor;
    case MovementLaw::Kind::naismith_langmuir:
      return naismith_langmuir_s(distance_m, rise_m) / law.factor;
    case MovementLaw::Kind::constant:
      return distance_m / law.speed_m_s;
    case MovementLaw::Kind::vehicle:
      return distance_m / law.by_slope.at(deg_from_rad(std::atan(std::abs(rise_m / distance_m))));
  }
  return never_s;
}

double length_in_cells(int direction) {
  if (is_knights(direction)) return std::sqrt(5.0);
  return direction < 4 ? 1.0 : std::numbers::sqrt2;
}

int direction_between(const Grid& grid, CellId from, CellId to) {
  const std::int32_t row = grid.row(to) - grid.row(from);
  const std::int32_t column = grid.column(to) - grid.column(from);
  for (std::size_t d = 0; d < moves.size(); ++d) {
    if (moves[d].row == row && moves[d].column == column) return static_cast<int>(d);
  }
  return -1;
}

namespace {

/// Differences reach one cell beyond the rim: there the surface goes on as straight as it came.
double height_m(const Layer<double>& z, Eigen::Index row, Eigen::Index column) {
  const Eigen::Index rows = z.rows();
  const Eigen::Index columns = z.cols();
  if (row < 0)
    return rows == 1 ? height_m(z, 0, column) : 2 * height_m(z, 0, column) - height_m(z, 1, column);
  if (row >= rows)
    return rows == 1 ? height_m(z, 0, column)
                     : 2 * height_m(z, rows - 1, column) - height_m(z, rows - 2, column);
  if (column < 0) return columns == 1 ? z(row, 0) : 2 * z(row, 0) - z(row, 1);
  if (column >= columns) return columns == 1 ? z(row, 0) : 2 * z(row, columns - 1) - z(row, columns - 2);
  return z(row, column);
}

/// Horn (1981): weights 1, 2, 1 across, differences over two cells along.
float slope_at(const Layer<double>& z, Eigen::Index r, Eigen::Index c, double cell_size_m) {
  const auto row_sum = [&](Eigen::Index row) {
    return height_m(z, row, c - 1) + 2 * height_m(z, row, c) + height_m(z, row, c + 1);
  };
  const auto column_sum = [&](Eigen::Index column) {
    return height_m(z, r - 1, column) + 2 * height_m(z, r, column) + height_m(z, r + 1, column);
  };
  const double north = (row_sum(r + 1) - row_sum(r - 1)) / (8.0 * cell_size_m);
  const double east = (column_sum(c + 1) - column_sum(c - 1)) / (8.0 * cell_size_m);
  return static_cast<float>(std::atan(std::hypot(north, east)));
}

}  // namespace

Layer<float> slope_rad(const Grid& grid, const Layer<double>& elevation_m) {
  Layer<float> slope(grid.rows, grid.columns);
  for (Eigen::Index r = 0; r < grid.rows; ++r) {
    for (Eigen::Index c = 0; c < grid.columns; ++c)
      slope(r, c) = slope_at(elevation_m, r, c, grid.cell_size_m);
  }
  return slope;
}

Layer<std::uint8_t> open_cells(const Grid& grid, const Layer<double>& elevation_m,
                               const Layer<std::uint8_t>* base, const MovementLaw& law) {
  Layer<std::uint8_t> open = Layer<std::uint8_t>::Constant(grid.rows, grid.columns, 1);
  if (base != nullptr) open = (*base != 0).cast<std::uint8_t>();
  if (law.max_slope_deg >= 90.0) return open;
  const auto limit_rad = static_cast<float>(rad_from_deg(law.max_slope_deg));
  const Layer<float> slope = slope_rad(grid, elevation_m);
  // Not "steeper than": a slope that is not a number is closed too.
  open *= (slope <= limit_rad).cast<std::uint8_t>();
  return open;
}

namespace {

/// First, last and the two between: where both ends lie on the grid, so do the others.
using TouchedCells = std::array<CellId, 4>;
inline TouchedCells touched_cells(const Grid& grid, CellId cell, int direction) {
  const auto along = [&grid, row = grid.row(cell), column = grid.column(cell)](Move move) {
    const bool inside = grid.holds(row + move.row, column + move.column);
    return inside ? grid.cell(row + move.row, column + move.column) : no_cell;
  };
  const CellsBetween between = cells_between(direction);
  return {cell, along(moves[static_cast<std::size_t>(direction)]), along(between.first),
          along(between.second)};
}

double mean_friction(const Layer<float>& friction, const TouchedCells& touched, int direction) {
  const float* f = friction.data();
  const double ends = 0.5 * (static_cast<double>(f[touched[0]]) + f[touched[1]]);
  if (!is_knights(direction)) return ends;
  return 0.5 * ends + 0.25 * (static_cast<double>(f[touched[2]]) + f[touched[3]]);
}

}  // namespace

double move_friction(const Grid& grid, const Layer<float>& friction, CellId cell, int direction) {
  return mean_friction(friction, touched_cells(grid, cell, direction), direction);
}

double move_time_s(const Ground& ground, CellId cell, int direction) {
  const Grid& grid = ground.grid;
  if (cell < 0 || cell >= grid.cells()) return never_s;
  if (direction < 0 || direction >= static_cast<int>(ground.neighbourhood)) return never_s;
  const TouchedCells touched = touched_cells(grid, cell, direction);
  const CellId to = touched[1];
  if (to == no_cell) return never_s;
  if (ground.open != nullptr) {
    for (const CellId c : touched) {
      if (ground.open->data()[c] == 0) return never_s;
    }
  }
  const double friction =
      ground.friction != nullptr ? mean_friction(*ground.friction, touched, direction) : 1.0;
  if (!(friction >= 0.0)) return never_s;
  const double* z = ground.elevation_m->data();
  const double distance_m = length_in_cells(direction) * grid.cell_size_m;
  const double toll_s = ground.tolls_s != nullptr ? ground.tolls_s->of(cell, direction) : 0.0;
  const double time_s = friction * step_time_s(ground.law, distance_m, z[to] - z[cell]) + toll_s;
  return time_s >= 0.0 ? time_s : never_s;
}

}  // namespace panj
