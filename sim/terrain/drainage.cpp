#include "terrain/drainage.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace panj {

namespace {

struct Neighbour {
  std::int32_t row;
  std::int32_t column;
  double distance;  // in cells
};
constexpr double diagonal = std::numbers::sqrt2;
constexpr std::array<Neighbour, 8> neighbours{{{0, 1, 1.0},
                                               {0, -1, 1.0},
                                               {1, 0, 1.0},
                                               {-1, 0, 1.0},
                                               {1, 1, diagonal},
                                               {-1, -1, diagonal},
                                               {1, -1, diagonal},
                                               {-1, 1, diagonal}}};

double distance_m(const Grid& grid, CellId a, CellId b) {
  const bool straight = grid.row(a) == grid.row(b) || grid.column(a) == grid.column(b);
  return grid.cell_size_m * (straight ? 1.0 : diagonal);
}

// Cells waiting to be visited, lowest first, to the width of a bucket. A bucket is a chain through next_; a
// bit per bucket finds the lowest that holds any.
class BucketQueue {
 public:
  explicit BucketQueue(const Layer<double>& height_m) : height_m_(height_m) {
    low_m_ = height_m.minCoeff();
    per_m_ = (buckets - 1) / std::max(height_m.maxCoeff() - low_m_, 1.0);
    first_.assign(buckets, no_cell);
    holds_.assign(buckets / 64, 0);
    next_.assign(static_cast<std::size_t>(height_m.size()), no_cell);
  }

  void push(CellId cell) {
    const auto bucket = static_cast<std::size_t>((height_m_.data()[cell] - low_m_) * per_m_);
    next_[static_cast<std::size_t>(cell)] = first_[bucket];
    first_[bucket] = cell;
    holds_[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
    word_ = std::min(word_, bucket / 64);
  }

  // no_cell when empty.
  CellId pop() {
    while (word_ < holds_.size() && holds_[word_] == 0) ++word_;
    if (word_ == holds_.size()) return no_cell;
    const auto bit = static_cast<std::size_t>(std::countr_zero(holds_[word_]));
    const std::size_t bucket = word_ * 64 + bit;
    const CellId cell = first_[bucket];
    first_[bucket] = next_[static_cast<std::size_t>(cell)];
    if (first_[bucket] == no_cell) holds_[word_] &= ~(std::uint64_t{1} << bit);
    return cell;
  }

 private:
  static constexpr std::size_t buckets = 65536;  // 0.1 m each where relief is 6 km
  const Layer<double>& height_m_;
  double low_m_ = 0.0;
  double per_m_ = 1.0;
  std::vector<CellId> first_;
  std::vector<CellId> next_;
  std::vector<std::uint64_t> holds_;
  std::size_t word_ = 0;
};

class Routing {
 public:
  Routing(const Grid& grid, const Layer<double>& height_m, const Layer<float>& pull)
      : grid_(grid), height_m_(height_m), pull_(pull), waiting_(height_m) {
    const auto cells = static_cast<std::size_t>(grid.cells());
    state_.assign(cells, State::unseen);
    tree_.receiver.resize(cells);
    tree_.order.reserve(cells);
  }

  void start_at(CellId cell) { see(cell, cell); }

  Drainage run() && {
    for (CellId cell = waiting_.pop(); cell != no_cell; cell = waiting_.pop()) {
      state_[static_cast<std::size_t>(cell)] = State::visited;
      tree_.order.push_back(cell);
      visit(cell);
    }
    return std::move(tree_);
  }

 private:
  enum class State : std::uint8_t { unseen, waiting, visited };

  void see(CellId cell, CellId from) {
    state_[static_cast<std::size_t>(cell)] = State::waiting;
    tree_.receiver[static_cast<std::size_t>(cell)] = from;
    waiting_.push(cell);
  }

  // Settles where the cell drains to, and lets its unseen neighbours drain to it until they know better.
  void visit(CellId cell) {
    const std::int32_t row = grid_.row(cell);
    const std::int32_t column = grid_.column(cell);
    CellId& receiver = tree_.receiver[static_cast<std::size_t>(cell)];
    const bool outlet = receiver == cell;
    double steepest = 0.0;
    for (const Neighbour& n : neighbours) {
      if (!grid_.holds(row + n.row, column + n.column)) continue;
      const CellId other = grid_.cell(row + n.row, column + n.column);
      const State state = state_[static_cast<std::size_t>(other)];
      if (state == State::unseen) {
        see(other, cell);
      } else if (state == State::visited && !outlet) {
        const double fall =
            pull_.data()[other] * (height_m_.data()[cell] - height_m_.data()[other]) / n.distance;
        if (fall > steepest) {
          steepest = fall;
          receiver = other;
        }
      }
    }
  }

  const Grid& grid_;
  const Layer<double>& height_m_;
  const Layer<float>& pull_;
  BucketQueue waiting_;
  std::vector<State> state_;
  Drainage tree_;
};

}  // namespace

Drainage drainage(const Grid& grid, const Layer<double>& elevation_m, const Layer<std::uint8_t>& outlet,
                  const Layer<float>& pull) {
  Routing routing(grid, elevation_m, pull);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if (outlet.data()[cell] != 0 || grid.on_rim(cell)) routing.start_at(cell);
  }
  Drainage result = std::move(routing).run();
  result.area_m2.assign(static_cast<std::size_t>(grid.cells()), grid.cell_size_m * grid.cell_size_m);
  for (auto cell = result.order.rbegin(); cell != result.order.rend(); ++cell) {
    const auto from = static_cast<std::size_t>(*cell);
    const auto to = static_cast<std::size_t>(result.receiver[from]);
    if (to != from) result.area_m2[to] += result.area_m2[from];
  }
  return result;
}

void erode(const Grid& grid, const Drainage& drainage, const Erosion& erosion, const Layer<double>& share,
           const Layer<float>& steepest, Layer<double>& elevation_m) {
  const double onset = std::sqrt(erosion.channel_area_m2);
  for (const CellId cell : drainage.order) {
    const CellId to = drainage.receiver[static_cast<std::size_t>(cell)];
    double& here = elevation_m.data()[cell];
    const double below = elevation_m.data()[to];
    if (to == cell || here <= below) continue;
    const double d = distance_m(grid, cell, to);
    const double area = std::min(drainage.area_m2[static_cast<std::size_t>(cell)], erosion.full_area_m2);
    const double f = share.data()[cell] * erosion.strength * std::max(0.0, std::sqrt(area) - onset) / d;
    here = std::min((here + f * below) / (1.0 + f), below + steepest.data()[cell] * d);
  }
}

void breach(const Drainage& drainage, double most_m, const Layer<std::uint8_t>& fixed,
            Layer<double>& elevation_m) {
  const Layer<double> before = elevation_m;
  for (auto cell = drainage.order.rbegin(); cell != drainage.order.rend(); ++cell) {
    const CellId to = drainage.receiver[static_cast<std::size_t>(*cell)];
    if (to == *cell || fixed.data()[to] != 0) continue;
    double& below = elevation_m.data()[to];
    below = std::min(below, std::max(elevation_m.data()[*cell], before.data()[to] - most_m));
  }
}

void fill(const Grid& grid, const Drainage& drainage, double gradient, Layer<double>& elevation_m) {
  for (const CellId cell : drainage.order) {
    const CellId to = drainage.receiver[static_cast<std::size_t>(cell)];
    if (to == cell) continue;
    const double least = elevation_m.data()[to] + gradient * distance_m(grid, cell, to);
    elevation_m.data()[cell] = std::max(elevation_m.data()[cell], least);
  }
}

}  // namespace panj
