#include "world/route_field.h"

#include <cmath>
#include <stdexcept>

#include "world/dial.h"

namespace panj {
namespace {

/// Mean over some origins of expected time of logit paths / least time - 1, as a function of theta.
class MeanExcess {
 public:
  MeanExcess(const EfficientMoves& graph, std::span<const CellId> origins) : moves_(graph) {
    const auto cells = static_cast<CellId>(graph.time_to_go_s.size());
    for (const CellId cell : origins) {
      if (cell < 0 || cell >= cells) continue;
      const float least_s = graph.time_to_go_s[static_cast<std::size_t>(cell)];
      if (least_s > 0.0F && std::isfinite(least_s)) origins_.push_back(cell);
    }
    time_s_.resize(graph.time_to_go_s.size());
  }

  bool has_origins() const { return !origins_.empty(); }

  double operator()(double theta_s) {
    DialSweep sweep(moves_, theta_s);
    for (std::size_t k = 0; k < moves_.order.size(); ++k) {
      double sum_s = 0.0;
      for (const LogitMove& move : sweep.settle(k)) {
        sum_s += move.parts / 65536.0 * (move.time_s + time_s_[static_cast<std::size_t>(move.to)]);
      }
      time_s_[static_cast<std::size_t>(moves_.order[k])] = sum_s;
    }
    double excess = 0.0;
    for (const CellId cell : origins_) {
      const auto c = static_cast<std::size_t>(cell);
      excess += time_s_[c] / moves_.time_to_go_s[c] - 1.0;
    }
    return excess / static_cast<double>(origins_.size());
  }

 private:
  const EfficientMoves& moves_;
  std::vector<CellId> origins_;
  std::vector<double> time_s_;
};

/// A theta and how the excess compares: log(excess / wanted), which is nearly straight over log(theta).
struct Trial {
  double log_theta = 0.0;
  double miss = 0.0;
};

/// Root of miss(log_theta) between two trials of unlike sign: regula falsi, halving the weight of an end that
/// stays (Dowell and Jarratt 1971, BIT 11, 168).
template <class Miss>
double root_between(Trial low, Trial high, double tolerance, const Miss& miss) {
  int stayed = 0;
  Trial trial = low;
  for (int round = 0; round < 60 && high.log_theta - low.log_theta > 1e-7; ++round) {
    trial.log_theta = high.log_theta - high.miss * (high.log_theta - low.log_theta) / (high.miss - low.miss);
    trial.miss = miss(trial.log_theta);
    if (std::abs(trial.miss) <= tolerance) break;
    const int side = trial.miss > 0.0 ? 1 : -1;
    Trial& other = side > 0 ? low : high;
    if (stayed == side) other.miss *= 0.5;
    (side > 0 ? high : low) = trial;
    stayed = side;
  }
  return trial.log_theta;
}

double mean_step_s(const EfficientMoves& graph) {
  double sum_s = 0.0;
  for (const float time_s : graph.time_s) sum_s += time_s;
  return sum_s / static_cast<double>(graph.time_s.size());
}

}  // namespace

void write_row(std::vector<LogitRow>& table, std::size_t row, std::span<const LogitMove> of_cell) {
  std::uint32_t below = 0;
  for (std::size_t first = 0; first < of_cell.size(); first += 8) {
    if (first > 0) {
      table[row].more = static_cast<std::int32_t>(table.size());
      row = table.size();
      table.emplace_back();
    }
    const std::span<const LogitMove> part =
        of_cell.subspan(first, std::min<std::size_t>(8, of_cell.size() - first));
    table[row].moves = static_cast<std::int32_t>(part.size());
    for (std::size_t slot = 0; slot < 8; ++slot) {
      const LogitMove& move = part[std::min(slot, part.size() - 1)];
      if (slot < part.size()) below += move.parts;
      table[row].below[slot] = static_cast<std::uint16_t>(std::min(below, 65535U));
      table[row].time_s[slot] = move.time_s;
      table[row].direction[slot] = move.direction;
    }
  }
}

std::size_t RouteField::bytes() const {
  return tree.size() * sizeof(TreeMove) + logit.size() * sizeof(LogitRow) +
         time_to_go_s.size() * sizeof(float);
}

RouteField tree_field(const Ground& ground, std::span<const CellId> destination, const Ground* cost) {
  std::vector<Seed> seeds;
  for (const CellId cell : destination) seeds.push_back({cell, 0.0});
  const LeastTimeField field = least_time(cost != nullptr ? *cost : ground, seeds, Heading::to_seeds);

  RouteField result;
  result.kind = RouteField::Kind::tree;
  result.offset = cell_offsets(ground.grid);
  result.tree.resize(field.time_s.size());
  for (std::size_t c = 0; c < field.time_s.size(); ++c) {
    if (field.via[c] < 0) continue;
    const double time_s = move_time_s(ground, static_cast<CellId>(c), field.via[c]);
    result.tree[c] = {static_cast<float>(time_s), static_cast<std::uint8_t>(field.via[c])};
  }
  result.time_to_go_s = field.time_s;
  part_ties(field, result.offset, result.time_to_go_s);
  return result;
}

RouteField logit_field(const Ground& ground, std::span<const CellId> destination, double theta_s,
                       const Ground* cost) {
  if (!(theta_s > 0.0) || !std::isfinite(theta_s)) {
    throw std::invalid_argument("logit_field: theta_s must be a positive number");
  }
  EfficientMoves graph = efficient_moves(ground, destination, cost);
  RouteField result;
  result.kind = RouteField::Kind::logit;
  result.theta_s = theta_s;
  result.offset = graph.offset;
  result.logit.resize(graph.time_to_go_s.size());
  DialSweep sweep(graph, theta_s);
  for (std::size_t k = 0; k < graph.order.size(); ++k) {
    write_row(result.logit, static_cast<std::size_t>(graph.order[k]), sweep.settle(k));
  }
  result.time_to_go_s = std::move(graph.time_to_go_s);
  return result;
}

std::optional<double> solve_theta(const Ground& ground, std::span<const CellId> destination,
                                  std::span<const CellId> origins, double mean_excess) {
  const EfficientMoves graph = efficient_moves(ground, destination);
  MeanExcess excess(graph, origins);
  if (!(mean_excess > 0.0) || !std::isfinite(mean_excess) || !excess.has_origins()) return std::nullopt;
  const auto miss = [&](double log_theta) {
    // Floats may leave an excess just under 0 where theta is small: held to what no one asks for.
    return std::log(std::max(excess(std::exp(log_theta)), 1e-12) / mean_excess);
  };

  // From a fifth of a step, where paths are a few per cent longer, out to where the sign turns.
  constexpr double stride = 1.3862943611198906;  // log 4
  constexpr int strides = 12;                    // 1.7e7: p no longer feels a theta that far from the step
  const double start = std::log(0.2 * mean_step_s(graph));
  const Trial first{start, miss(start)};
  const double way = first.miss < 0.0 ? stride : -stride;
  Trial last = first;
  for (int k = 0; k < strides; ++k) {
    const Trial next{last.log_theta + way, miss(last.log_theta + way)};
    if ((next.miss < 0.0) != (first.miss < 0.0)) {
      const double tolerance = std::max(1e-3, 1e-6 / mean_excess);
      return std::exp(way > 0.0 ? root_between(last, next, tolerance, miss)
                                : root_between(next, last, tolerance, miss));
    }
    last = next;
  }
  return std::nullopt;
}

}  // namespace panj
