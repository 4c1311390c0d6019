#include "terrain/least_time.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "terrain/step_law.h"
#include "terrain/time_buckets.h"

namespace panj {
namespace {

/// What the wave reads of a cell, side by side.
struct Node {
  double time_s = never_s;
  double height_m = 0.0;
};

/// -infinity: closed, or off the grid. No wave can lower it, so that neither needs a test of its own.
constexpr double closed_s = -never_s;

/// The ground with a rim of two closed cells, so that no move leaves the memory.
class Lattice {
 public:
  explicit Lattice(const Ground& ground)
      : grid_(ground.grid),
        width_(ground.grid.columns + 2 * rim),
        nodes_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(ground.grid.rows + 2 * rim),
               Node{closed_s, 0.0}),
        via_(nodes_.size(), std::int8_t{-1}) {
    for (std::size_t d = 0; d < moves.size(); ++d) {
      const CellsBetween between = cells_between(static_cast<int>(d));
      steps[d] = {step(moves[d]), step(between.first), step(between.second)};
    }
    if (ground.friction != nullptr) friction_.assign(nodes_.size(), 1.0F);
    if (ground.tolls_s != nullptr && !ground.tolls_s->empty()) place_tolls(*ground.tolls_s);
    for (CellId cell = 0; cell < grid_.cells(); ++cell) open(ground, cell);
  }

  /// Offsets of a move: to its end, and to the two cells between.
  struct Steps {
    std::int32_t to = 0;
    std::int32_t first = 0;
    std::int32_t second = 0;
  };
  std::array<Steps, 16> steps{};

  std::int32_t at(CellId cell) const { return (grid_.row(cell) + rim) * width_ + grid_.column(cell) + rim; }
  Node& node(std::int32_t at) { return nodes_[static_cast<std::size_t>(at)]; }
  const Node* pointer(std::int32_t at) const { return nodes_.data() + at; }
  std::int8_t& via(std::int32_t at) { return via_[static_cast<std::size_t>(at)]; }
  bool is_closed(std::int32_t at) const { return nodes_[static_cast<std::size_t>(at)].time_s == closed_s; }
  bool has_closed() const { return has_closed_; }
  bool has_friction() const { return !friction_.empty(); }
  double least_friction() const { return least_friction_; }
  bool has_tolls() const { return tolls_s_ != nullptr; }
  /// The same both ways, so that it does not matter which end the wave comes from.
  double toll_s(std::int32_t at, std::size_t direction) const {
    const std::int32_t row = toll_row_[static_cast<std::size_t>(at)];
    return row == MoveTable<double>::no_row ? 0.0 : tolls_s_->in_row(row, static_cast<int>(direction));
  }

  /// Mean over the cells that the move passes over.
  double friction(std::int32_t at, std::size_t direction) const {
    const Steps& s = steps[direction];
    const float* f = friction_.data() + at;
    const double ends = 0.5 * (static_cast<double>(f[0]) + f[s.to]);
    if (!is_knights(static_cast<int>(direction))) return ends;
    return 0.5 * ends + 0.25 * (static_cast<double>(f[s.first]) + f[s.second]);
  }

 private:
  static constexpr std::int32_t rim = 2;

  std::int32_t step(Move m) const { return m.row * width_ + m.column; }

  void open(const Ground& ground, CellId cell) {
    const double height_m = ground.elevation_m->data()[cell];
    const float friction = ground.friction != nullptr ? ground.friction->data()[cell] : 1.0F;
    const bool is_open = ground.open == nullptr || ground.open->data()[cell] != 0;
    if (!is_open || !std::isfinite(height_m) || !(friction >= 0.0F)) {
      has_closed_ = true;
      return;
    }
    nodes_[static_cast<std::size_t>(at(cell))] = {never_s, height_m};
    if (ground.friction == nullptr) return;
    friction_[static_cast<std::size_t>(at(cell))] = friction;
    least_friction_ = std::min(least_friction_, static_cast<double>(friction));
  }

  void place_tolls(const MoveTable<double>& tolls_s) {
    tolls_s_ = &tolls_s;
    toll_row_.assign(nodes_.size(), MoveTable<double>::no_row);
    for (CellId cell = 0; cell < grid_.cells(); ++cell)
      toll_row_[static_cast<std::size_t>(at(cell))] = tolls_s.row(cell);
  }

  Grid grid_;
  std::int32_t width_;
  std::vector<Node> nodes_;
  std::vector<std::int8_t> via_;
  std::vector<float> friction_;
  const MoveTable<double>* tolls_s_ = nullptr;
  std::vector<std::int32_t> toll_row_;
  double least_friction_ = 1.0;
  bool has_closed_ = false;
};

using Kind = MovementLaw::Kind;

/// Seconds of N moves over some rises under one law, at friction 1.
template <std::size_t N, Kind kind>
class StepTimes {
 public:
  StepTimes(const MovementLaw& law, double cell_size_m) : law_(law) {
    for (std::size_t d = 0; d < N; ++d) {
      distance_m_[d] = length_in_cells(static_cast<int>(d)) * cell_size_m;
      level_s_[d] = step_time_s(law, distance_m_[d], 0.0);
    }
  }

  std::array<double, N> operator()(const std::array<double, N>& rise_m) const {
    if constexpr (kind == Kind::constant) return level_s_;
    std::array<double, N> time_s;
    if constexpr (kind == Kind::vehicle) {
      for (std::size_t d = 0; d < N; ++d) time_s[d] = step_time_s(law_, distance_m_[d], rise_m[d]);
      return time_s;
    }
    const double per_factor = 1.0 / law_.factor;
    for (std::size_t d = 0; d < N; ++d) {
      const double at_1 = kind == Kind::tobler ? tobler_s(distance_m_[d], rise_m[d])
                                               : naismith_langmuir_s(distance_m_[d], rise_m[d]);
      time_s[d] = per_factor * at_1;
    }
    return time_s;
  }

  /// No step at friction 1 takes less: the laws are fastest at slopes of -0.05 and -0.2125.
  double least_s() const {
    if constexpr (kind == Kind::vehicle) {
      const std::vector<double>& speeds_m_s = law_.by_slope.speed_m_s;
      return distance_m_[0] / *std::max_element(speeds_m_s.begin(), speeds_m_s.end());
    }
    const double slope = kind == Kind::tobler ? -0.05 : kind == Kind::naismith_langmuir ? -0.2125 : 0.0;
    return step_time_s(law_, distance_m_[0], slope * distance_m_[0]);
  }

 private:
  MovementLaw law_;
  std::array<double, N> distance_m_{};
  std::array<double, N> level_s_{};
};

/// Width of a bucket that lets cells settle once: just under the least step; a thousandth of an hour where
/// steps may take no time at all.
double bucket_width_s(double least_step_s) {
  const double width_s = 0.999 * least_step_s;
  return width_s > 0.0 && std::isfinite(width_s) ? width_s : 3.6;
}

/// Spreads over the lattice from the seeds in the order of time.
template <std::size_t N, Kind kind>
class Wave {
 public:
  Wave(Lattice& lattice, const Ground& ground, Heading heading, double begin_s, double limit_s)
      : lattice_(lattice),
        step_times_(ground.law, ground.grid.cell_size_m),
        sign_(heading == Heading::from_seeds ? 1.0 : -1.0),
        limit_s_(limit_s),
        buckets_(begin_s, bucket_width_s(step_times_.least_s() * lattice.least_friction())) {}

  void seed(std::int32_t at, double time_s) {
    Node& node = lattice_.node(at);
    if (!(time_s < node.time_s) || time_s > limit_s_) return;
    buckets_.lower(at, node.time_s, time_s);
    node.time_s = time_s;
  }

  void run() {
    buckets_.drain([&](std::int32_t at) { return lattice_.node(at).time_s; },
                   [&](std::int32_t at) { settle(at); }, [&](std::int32_t at) { prefetch(at); });
  }

 private:
  void settle(std::int32_t at) {
    const Node* node = lattice_.pointer(at);
    std::array<double, N> rise_m;
    for (std::size_t d = 0; d < N; ++d) {
      rise_m[d] = sign_ * (node[lattice_.steps[d].to].height_m - node->height_m);
    }
    const std::array<double, N> time_s = step_times_(rise_m);
    const double now_s = node->time_s;
    const double least_friction = lattice_.least_friction();
    for (std::size_t d = 0; d < N; ++d) {
      // Most neighbours can not fall: what is costly to know is looked up for the others alone.
      if (now_s + least_friction * time_s[d] < node[lattice_.steps[d].to].time_s) {
        try_move(at, d, now_s, time_s[d]);
      }
    }
  }

  void try_move(std::int32_t at, std::size_t direction, double now_s, double step_s) {
    const Lattice::Steps& steps = lattice_.steps[direction];
    if (lattice_.has_closed() &&
        (lattice_.is_closed(at + steps.first) || lattice_.is_closed(at + steps.second)))
      return;
    const double friction = lattice_.has_friction() ? lattice_.friction(at, direction) : 1.0;
    double then_s = now_s + friction * step_s;
    if (lattice_.has_tolls()) then_s += lattice_.toll_s(at, direction);
    const std::int32_t to = at + steps.to;
    Node& node = lattice_.node(to);
    if (!(then_s < node.time_s) || then_s > limit_s_) return;
    buckets_.lower(to, node.time_s, then_s);
    node.time_s = then_s;
    lattice_.via(to) = static_cast<std::int8_t>(direction ^ 1U);
  }

  void prefetch(std::int32_t at) const {
    // Lines of the rows that a knight's move and a king's move reach.
    for (const std::size_t d : {8U, 9U, 14U, 15U})
      __builtin_prefetch(lattice_.pointer(at + lattice_.steps[d].to));
    for (const std::size_t d : {10U, 11U, 0U})
      __builtin_prefetch(lattice_.pointer(at + lattice_.steps[d].to));
  }

  Lattice& lattice_;
  StepTimes<N, kind> step_times_;
  double sign_;
  double limit_s_;
  TimeBuckets buckets_;
};

template <std::size_t N, Kind kind>
void spread(Lattice& lattice, const Ground& ground, std::span<const Seed> seeds, Heading heading,
            double limit_s) {
  std::vector<Seed> valid;
  double begin_s = never_s;
  for (const Seed& seed : seeds) {
    if (seed.cell < 0 || seed.cell >= ground.grid.cells() || !std::isfinite(seed.time_s)) continue;
    valid.push_back(seed);
    begin_s = std::min(begin_s, seed.time_s);
  }
  if (valid.empty()) return;
  Wave<N, kind> wave(lattice, ground, heading, begin_s, limit_s);
  for (const Seed& seed : valid) wave.seed(lattice.at(seed.cell), seed.time_s);
  wave.run();
}

template <std::size_t N>
void spread(Lattice& lattice, const Ground& ground, std::span<const Seed> seeds, Heading heading,
            double limit_s) {
  switch (ground.law.kind) {
    case Kind::tobler:
      return spread<N, Kind::tobler>(lattice, ground, seeds, heading, limit_s);
    case Kind::naismith_langmuir:
      return spread<N, Kind::naismith_langmuir>(lattice, ground, seeds, heading, limit_s);
    case Kind::constant:
      return spread<N, Kind::constant>(lattice, ground, seeds, heading, limit_s);
    case Kind::vehicle:
      return spread<N, Kind::vehicle>(lattice, ground, seeds, heading, limit_s);
  }
}

}  // namespace

LeastTimeField least_time(const Ground& ground, std::span<const Seed> seeds, Heading heading,
                          double limit_s) {
  Lattice lattice(ground);
  if (ground.neighbourhood == Neighbourhood::sixteen) {
    spread<16>(lattice, ground, seeds, heading, limit_s);
  } else {
    spread<8>(lattice, ground, seeds, heading, limit_s);
  }
  const auto cells = static_cast<std::size_t>(ground.grid.cells());
  LeastTimeField field{std::vector<float>(cells), std::vector<std::int8_t>(cells)};
  for (CellId cell = 0; cell < ground.grid.cells(); ++cell) {
    const std::int32_t at = lattice.at(cell);
    const auto time_s = static_cast<float>(lattice.is_closed(at) ? never_s : lattice.node(at).time_s);
    field.time_s[static_cast<std::size_t>(cell)] = time_s;
    // A time beyond the range of float counts as no way.
    field.via[static_cast<std::size_t>(cell)] = std::isfinite(time_s) ? lattice.via(at) : std::int8_t{-1};
  }
  return field;
}

std::vector<CellId> least_time_path(const LeastTimeField& field, const Grid& grid, CellId cell,
                                    Heading heading) {
  std::vector<CellId> path;
  if (cell < 0 || cell >= grid.cells()) return path;
  if (!std::isfinite(field.time_s[static_cast<std::size_t>(cell)])) return path;
  path.push_back(cell);
  for (std::int8_t via = 0; (via = field.via[static_cast<std::size_t>(path.back())]) >= 0;) {
    const Move move = moves[static_cast<std::size_t>(via)];
    path.push_back(path.back() + grid.cell(move.row, move.column));
  }
  if (heading == Heading::from_seeds) std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace panj
