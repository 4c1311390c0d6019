#include "world/dial.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace panj {
namespace {

constexpr double parts_of_1 = 65536.0;

void add_moves(const Ground& ground, const Ground* cost, CellId cell, EfficientMoves& graph) {
  const float here_s = graph.time_to_go_s[static_cast<std::size_t>(cell)];
  if (here_s <= 0.0F) return;
  const std::int32_t row = ground.grid.row(cell);
  const std::int32_t column = ground.grid.column(cell);
  for (std::size_t d = 0; d < static_cast<std::size_t>(ground.neighbourhood); ++d) {
    if (!ground.grid.holds(row + moves[d].row, column + moves[d].column)) continue;
    if (!(graph.time_to_go_s[static_cast<std::size_t>(cell + graph.offset[d])] < here_s)) continue;
    const auto time_s = static_cast<float>(move_time_s(ground, cell, static_cast<int>(d)));
    if (!std::isfinite(time_s)) continue;
    graph.time_s.push_back(time_s);
    if (cost != nullptr)
      graph.cost_s.push_back(static_cast<float>(move_time_s(*cost, cell, static_cast<int>(d))));
    graph.direction.push_back(static_cast<std::uint8_t>(d));
  }
}

}  // namespace

std::array<std::int32_t, 16> rounded(const std::array<double, 16>& parts, std::size_t count) {
  std::array<std::int32_t, 16> whole{};
  auto missing = static_cast<std::int32_t>(parts_of_1);
  for (std::size_t m = 0; m < count; ++m) {
    whole[m] = static_cast<std::int32_t>(parts[m] + 0.5);
    missing -= whole[m];
  }
  while (missing != 0) {
    const std::int32_t step = missing > 0 ? 1 : -1;
    const auto short_by = [&](std::size_t m) { return step * (parts[m] - whole[m]); };
    std::size_t worst = 0;
    for (std::size_t m = 1; m < count; ++m) {
      if (short_by(m) > short_by(worst)) worst = m;
    }
    whole[worst] += step;
    missing -= step;
  }
  return whole;
}

std::array<CellId, 17> cell_offsets(const Grid& grid) {
  std::array<CellId, 17> offset{};
  for (std::size_t d = 0; d < moves.size(); ++d) offset[d] = grid.cell(moves[d].row, moves[d].column);
  return offset;
}

std::vector<CellId> cells_by_time(std::span<const float> time_s) {
  // Floats that are not negative sort as their bits do; the cell's number in the low half parts ties.
  std::vector<std::uint64_t> keys;
  keys.reserve(time_s.size());
  for (std::size_t c = 0; c < time_s.size(); ++c) {
    if (!std::isfinite(time_s[c])) continue;
    keys.push_back(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(time_s[c])) << 32U | c);
  }
  std::sort(keys.begin(), keys.end());
  std::vector<CellId> order(keys.size());
  std::transform(keys.begin(), keys.end(), order.begin(),
                 [](std::uint64_t key) { return static_cast<CellId>(key & 0xffffffffU); });
  return order;
}

void part_ties(const LeastTimeField& field, const std::array<CellId, 17>& offset,
               std::vector<float>& time_s) {
  for (bool raised = true; raised;) {
    raised = false;
    for (std::size_t c = 0; c < time_s.size(); ++c) {
      if (field.via[c] < 0) continue;
      const CellId next = static_cast<CellId>(c) + offset[static_cast<std::size_t>(field.via[c])];
      const float next_s = time_s[static_cast<std::size_t>(next)];
      if (next_s < time_s[c]) continue;
      time_s[c] = std::nextafter(next_s, std::numeric_limits<float>::infinity());
      raised = true;
    }
  }
}

EfficientMoves efficient_moves(const Ground& ground, std::span<const CellId> destination,
                               const Ground* cost) {
  std::vector<Seed> seeds;
  for (const CellId cell : destination) seeds.push_back({cell, 0.0});
  const LeastTimeField field = least_time(cost != nullptr ? *cost : ground, seeds, Heading::to_seeds);

  EfficientMoves result;
  result.offset = cell_offsets(ground.grid);
  result.time_to_go_s = field.time_s;
  part_ties(field, result.offset, result.time_to_go_s);
  result.order = cells_by_time(result.time_to_go_s);
  result.begin.reserve(result.order.size() + 1);
  // About half of the moves lead nearer.
  const std::size_t likely = result.order.size() * static_cast<std::size_t>(ground.neighbourhood) / 2;
  result.time_s.reserve(likely);
  result.direction.reserve(likely);
  for (const CellId cell : result.order) {
    result.begin.push_back(result.time_s.size());
    add_moves(ground, cost, cell, result);
  }
  result.begin.push_back(result.time_s.size());
  return result;
}

DialSweep::DialSweep(const EfficientMoves& graph, double theta_s)
    : moves_(graph),
      cost_s_(graph.cost_s.empty() ? graph.time_s : graph.cost_s),
      theta_s_(theta_s),
      value_s_(graph.time_to_go_s.size(), 0.0) {}

std::span<const LogitMove> DialSweep::settle(std::size_t k) {
  const std::size_t begin = moves_.begin[k];
  const std::size_t count = moves_.begin[k + 1] - begin;
  if (count == 0) return {};
  const CellId cell = moves_.order[k];

  // The least cost is taken out of the exponents: one of them is then 0, and none overflows.
  std::array<double, 16> weight{};
  double least_s = std::numeric_limits<double>::infinity();
  for (std::size_t m = 0; m < count; ++m) {
    LogitMove& move = found_[m];
    move.direction = moves_.direction[begin + m];
    move.time_s = moves_.time_s[begin + m];
    move.to = cell + moves_.offset[move.direction];
    weight[m] = static_cast<double>(cost_s_[begin + m]) + value_s_[static_cast<std::size_t>(move.to)];
    least_s = std::min(least_s, weight[m]);
  }
  double sum = 0.0;
  for (std::size_t m = 0; m < count; ++m) {
    weight[m] = std::exp((least_s - weight[m]) / theta_s_);
    sum += weight[m];
  }
  value_s_[static_cast<std::size_t>(cell)] = least_s - theta_s_ * std::log(sum);

  std::array<double, 16> parts{};
  for (std::size_t m = 0; m < count; ++m) parts[m] = parts_of_1 * weight[m] / sum;
  const std::array<std::int32_t, 16> whole = rounded(parts, count);
  std::size_t kept = 0;
  for (std::size_t m = 0; m < count; ++m) {
    if (whole[m] == 0) continue;
    found_[kept] = found_[m];
    found_[kept].parts = static_cast<std::uint32_t>(whole[m]);
    ++kept;
  }
  return {found_.data(), kept};
}

}  // namespace panj
