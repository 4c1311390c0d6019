#include "world/obstacles.h"

#include <algorithm>
#include <bit>

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

MoveTable<double> Obstacles::tolls_s(ObstacleMask held) const {
  MoveTable<double> tolls_s(cuts.grid());
  cuts.for_each([&](CellId cell, int direction, ObstacleMask cut) {
    if ((cut & held) == 0) return;
    const Move move = moves[static_cast<std::size_t>(direction)];
    tolls_s.set(cell, cell + cuts.grid().cell(move.row, move.column), direction, mean_delay_s(cut & held));
  });
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
  std::stable_sort(found.begin(), found.end(),
                   [](const ObstacleCut& a, const ObstacleCut& b) { return a.fraction < b.fraction; });
  return found;
}

void find_cuts(const Grid& grid, Obstacles& obstacles) {
  constexpr double least_half_width_cells = 0.75;
  if (obstacles.list.empty()) return;
  obstacles.cuts = MoveTable<ObstacleMask>(grid);
  for (std::size_t k = 0; k < obstacles.list.size(); ++k) {
    const Obstacle& obstacle = obstacles.list[k];
    const double half_width_m =
        std::max(obstacle.gap_half_width_m, least_half_width_cells * grid.cell_size_m);
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
