#include "world/route_sweep.h"

#include <cmath>
#include <limits>

#include "world/dial.h"

namespace panj {
namespace {

/// Values that follow cell by cell from those of the cells that its moves lead to. \param combine (cell, to,
/// probability, time_s, value of to) what a move adds to the value of its cell.
template <class Combine>
std::vector<double> sweep(const RouteField& field, double at_destination, const Combine& combine) {
  std::vector<double> value(field.time_to_go_s.size(), std::numeric_limits<double>::quiet_NaN());
  for (const CellId cell : sweep_order(field)) {
    double sum = is_destination(field, cell) ? at_destination : 0.0;
    for_each_move(field, cell, [&](int direction, double probability, float time_s) {
      const CellId to = cell + field.offset[static_cast<std::size_t>(direction)];
      sum += combine(cell, to, probability, static_cast<double>(time_s), value[static_cast<std::size_t>(to)]);
    });
    value[static_cast<std::size_t>(cell)] = sum;
  }
  return value;
}

}  // namespace

std::vector<CellId> sweep_order(const RouteField& field) {
  return cells_by_time(field.time_to_go_s);
}

std::vector<double> sweep_sum(const RouteField& field, const MoveTerm& term) {
  return sweep(field, 0.0, [&](CellId cell, CellId to, double probability, double time_s, double value) {
    return probability * (term(cell, to, time_s) + value);
  });
}

std::vector<double> expected_time_s(const RouteField& field) {
  return sweep(field, 0.0, [](CellId, CellId, double probability, double time_s, double value) {
    return probability * (time_s + value);
  });
}

double mean_excess(const RouteField& field, std::span<const CellId> origins) {
  const std::vector<double> time_s = expected_time_s(field);
  double sum = 0.0;
  int counted = 0;
  for (const CellId cell : origins) {
    if (cell < 0 || static_cast<std::size_t>(cell) >= time_s.size()) continue;
    const auto least_s = static_cast<double>(field.time_to_go_s[static_cast<std::size_t>(cell)]);
    if (!(least_s > 0.0) || !std::isfinite(least_s)) continue;
    sum += time_s[static_cast<std::size_t>(cell)] / least_s - 1.0;
    ++counted;
  }
  return counted > 0 ? sum / counted : 0.0;
}

std::vector<double> sweep_survival(const RouteField& field, const MoveTerm& hazard) {
  return sweep(field, 1.0, [&](CellId cell, CellId to, double probability, double time_s, double value) {
    return probability * std::exp(-hazard(cell, to, time_s)) * value;
  });
}

std::vector<double> expected_visits(const RouteField& field, std::span<const WalkOrigin> origins) {
  std::vector<double> visits(field.time_to_go_s.size(), 0.0);
  for (const WalkOrigin& origin : origins) visits[static_cast<std::size_t>(origin.cell)] += origin.walks;
  const std::vector<CellId> order = sweep_order(field);
  for (auto cell = order.rbegin(); cell != order.rend(); ++cell) {
    const double here = visits[static_cast<std::size_t>(*cell)];
    if (here == 0.0) continue;
    for_each_move(field, *cell, [&](int direction, double probability, float) {
      const CellId to = *cell + field.offset[static_cast<std::size_t>(direction)];
      visits[static_cast<std::size_t>(to)] += here * probability;
    });
  }
  return visits;
}

}  // namespace panj
