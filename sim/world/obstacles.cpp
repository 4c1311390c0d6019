#include "world/obstacles.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "terrain/line_cuts.h"

namespace panj {

bool Obstacle::is_gap(const Point& at_m, double half_width_m) const {
  return std::any_of(gaps_m.begin(), gaps_m.end(),
                     [&](const Point& gap_m) { return (gap_m - at_m).norm() <= half_width_m; });
}

double Obstacles::mean_delay_s(ObstacleMask cut) const {
  double sum_s = 0.0;
  for (; cut != 0; cut &= cut - 1)
    sum_s += list[static_cast<std::size_t>(std::countr_zero(cut))].mean_delay_s;
  return sum_s;
}

ObstacleMask Obstacles::cut_by(CellId from, CellId to, ObstacleMask held) const {
  if (cuts.empty()) return 0;
  const std::int32_t row = cuts.row(from);
  if (row == MoveTable<ObstacleMask>::no_row) return 0;
  const int direction = direction_between(cuts.grid(), from, to);
  return direction < 0 ? 0 : cuts.in_row(row, direction) & held;
}

ObstacleMask Obstacles::closed_areas_at(CellId cell, ObstacleMask held) const {
  ObstacleMask closed = 0;
  if (areas.size() == 0) return closed;
  for (ObstacleMask at = areas.data()[cell] & held; at != 0; at &= at - 1) {
    const int k = std::countr_zero(at);
    if (!list[static_cast<std::size_t>(k)].delay_s) closed |= ObstacleMask{1} << k;
  }
  return closed;
}

void Obstacles::add_area_tolls(ObstacleMask held, MoveTable<double>& tolls_s) const {
  const Grid& grid = cuts.grid();
  // An end of every move that passes over a cell is that cell or one of the eight around it.
  const auto near = [&](CellId cell) {
    for (std::int32_t row = grid.row(cell) - 1; row <= grid.row(cell) + 1; ++row) {
      for (std::int32_t column = grid.column(cell) - 1; column <= grid.column(cell) + 1; ++column) {
        if (grid.holds(row, column) && (areas(row, column) & held) != 0) return true;
      }
    }
    return false;
  };
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if (!near(cell)) continue;
    for (int direction = 0; direction < 16; ++direction) {
      const Move move = moves[static_cast<std::size_t>(direction)];
      if (!grid.holds(grid.row(cell) + move.row, grid.column(cell) + move.column)) continue;
      double toll_s = 0.0;
      for_each_area(cell, direction, held,
                    [&](std::size_t k, double over_m) { toll_s += over_m * list[k].mean_delay_s; });
      if (toll_s == 0.0) continue;
      toll_s += mean_delay_s(cuts.of(cell, direction) & held);
      tolls_s.set(cell, cell + grid.cell(move.row, move.column), direction, toll_s);
    }
  }
}

void Obstacles::add_area_ways(const Point& from, const Point& to, ObstacleMask held,
                              std::vector<ObstacleCut>& found) const {
  const Grid& grid = cuts.grid();
  const Point way = to - from;
  std::vector<double> borders{0.0, 1.0};
  for (const int axis : {0, 1}) {
    const double begin = (from[axis] - grid.corner_m[axis]) / grid.cell_size_m;
    const double end = (to[axis] - grid.corner_m[axis]) / grid.cell_size_m;
    for (double line = std::floor(std::min(begin, end)) + 1.0; line < std::max(begin, end); line += 1.0)
      borders.push_back((line - begin) / (end - begin));
  }
  std::sort(borders.begin(), borders.end());
  for (std::size_t i = 0; i + 1 < borders.size(); ++i) {
    const double middle = 0.5 * (borders[i] + borders[i + 1]);
    const double over_m = (borders[i + 1] - borders[i]) * way.norm();
    const CellId cell = grid.at(from + middle * way);
    if (cell == no_cell || over_m <= 0.0) continue;
    for (ObstacleMask at = areas.data()[cell] & held; at != 0; at &= at - 1)
      found.push_back({middle, static_cast<std::size_t>(std::countr_zero(at)), over_m});
  }
}

MoveTable<double> Obstacles::tolls_s(ObstacleMask held) const {
  MoveTable<double> tolls_s(cuts.grid());
  cuts.for_each([&](CellId cell, int direction, ObstacleMask cut) {
    if ((cut & held) == 0) return;
    const Move move = moves[static_cast<std::size_t>(direction)];
    tolls_s.set(cell, cell + cuts.grid().cell(move.row, move.column), direction, mean_delay_s(cut & held));
  });
  if (areas.size() > 0) add_area_tolls(held, tolls_s);
  return tolls_s;
}

std::vector<ObstacleCut> Obstacles::cuts_of_way(const Point& from, const Point& to, ObstacleMask held) const {
  std::vector<ObstacleCut> found;
  for (std::size_t k = 0; k < list.size(); ++k) {
    if ((held >> k & 1U) == 0) continue;
    for (const std::vector<Point>& line : list[k].lines) {
      for (const double fraction : cuts_of_segment(line, from, to)) {
        if (list[k].is_gap(from + fraction * (to - from), list[k].gap_half_width_m)) continue;
        found.push_back({fraction, k});
      }
    }
  }
  if (areas.size() > 0) add_area_ways(from, to, held, found);
  std::stable_sort(found.begin(), found.end(),
                   [](const ObstacleCut& a, const ObstacleCut& b) { return a.fraction < b.fraction; });
  return found;
}

void find_cuts(const Grid& grid, Obstacles& obstacles) {
  if (obstacles.list.empty()) return;
  obstacles.cuts = MoveTable<ObstacleMask>(grid);
  for (std::size_t k = 0; k < obstacles.list.size(); ++k) {
    const Obstacle& obstacle = obstacles.list[k];
    const double half_width_m =
        std::max(obstacle.gap_half_width_m, least_gap_half_width_cells * grid.cell_size_m);
    for (const std::vector<Point>& line : obstacle.lines) {
      for (const MoveCut& cut : moves_cut_by(line, grid)) {
        if (obstacle.is_gap(cut.at_m, half_width_m)) continue;
        const ObstacleMask before = obstacles.cuts.of(cut.cell, cut.direction);
        obstacles.cuts.set(cut.cell, cut.to, cut.direction, before | ObstacleMask{1} << k);
      }
    }
  }
}

}  // namespace panj
