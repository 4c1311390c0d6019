#pragma once

#include <functional>
#include <queue>
#include <span>
#include <utility>
#include <vector>

#include "terrain/least_time.h"

namespace panj::test {

/// The plain twin of least_time: Dijkstra with a binary heap, one move at a time, all in double.
inline std::vector<double> plain_dijkstra(const Ground& ground, std::span<const Seed> seeds,
                                          Heading heading) {
  std::vector<double> time_s(static_cast<std::size_t>(ground.grid.cells()), never_s);
  using Entry = std::pair<double, CellId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto lower = [&](CellId cell, double to_s) {
    if (!(to_s < time_s[static_cast<std::size_t>(cell)])) return;
    time_s[static_cast<std::size_t>(cell)] = to_s;
    queue.emplace(to_s, cell);
  };
  for (const Seed& seed : seeds) lower(seed.cell, seed.time_s);
  while (!queue.empty()) {
    const auto [now_s, cell] = queue.top();
    queue.pop();
    if (now_s > time_s[static_cast<std::size_t>(cell)]) continue;
    for (int d = 0; d < static_cast<int>(ground.neighbourhood); ++d) {
      const Move move = moves[static_cast<std::size_t>(d)];
      if (move_time_s(ground, cell, d) == never_s) continue;
      const CellId to = cell + ground.grid.cell(move.row, move.column);
      lower(to, now_s + (heading == Heading::from_seeds ? move_time_s(ground, cell, d)
                                                        : move_time_s(ground, to, d ^ 1)));
    }
  }
  return time_s;
}

}  // namespace panj::test
