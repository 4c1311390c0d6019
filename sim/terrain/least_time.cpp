#include "terrain/least_time.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "base/huge_pages.h"
#include "terrain/time_buckets.h"
#include "terrain/wave_window.h"

namespace panj {
namespace {

/// -infinity: closed, or off the grid. No wave can lower it, so that neither needs a test of its own.
constexpr double closed_s = -never_s;

/// The ground with a rim of two closed cells, so that no move leaves the memory.
class RimmedGround {
 public:
  explicit RimmedGround(const Ground& ground)
      : grid_(ground.grid),
        width_(ground.grid.columns + 2 * rim),
        time_s_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(ground.grid.rows + 2 * rim),
                closed_s),
        height_m_(time_s_.size(), 0.0),
        via_(time_s_.size(), std::int8_t{-1}) {
    for (std::size_t d = 0; d < moves.size(); ++d) {
      const CellsBetween between = cells_between(static_cast<int>(d));
      steps[d] = {step(moves[d]), step(between.first), step(between.second)};
    }
    if (ground.friction != nullptr) friction_.assign(time_s_.size(), 1.0F);
    if (ground.tolls_s != nullptr && !ground.tolls_s->empty()) place_tolls(*ground.tolls_s);
    for (std::int32_t row = 0; row < grid_.rows; ++row) {
      const std::int32_t first = at(grid_.cell(row, 0));
      for (std::int32_t c = 0; c < grid_.columns; ++c) open(ground, grid_.cell(row, c), first + c);
    }
  }

  /// Offsets of a move: to its end, and to the two cells between.
  struct Steps {
    std::int32_t to = 0;
    std::int32_t first = 0;
    std::int32_t second = 0;
  };
  std::array<Steps, 16> steps{};

  std::int32_t at(CellId cell) const { return (grid_.row(cell) + rim) * width_ + grid_.column(cell) + rim; }
  std::int32_t width() const { return width_; }
  double& time_s(std::int32_t at) { return time_s_[static_cast<std::size_t>(at)]; }
  double time_s(std::int32_t at) const { return time_s_[static_cast<std::size_t>(at)]; }
  const double* times_s() const { return time_s_.data(); }
  const double* heights_m() const { return height_m_.data(); }
  std::int8_t& via(std::int32_t at) { return via_[static_cast<std::size_t>(at)]; }
  bool is_closed(std::int32_t at) const { return time_s(at) == closed_s; }
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

  void open(const Ground& ground, CellId cell, std::int32_t at) {
    const double height_m = ground.elevation_m->data()[cell];
    const float friction = ground.friction != nullptr ? ground.friction->data()[cell] : 1.0F;
    const bool is_open = ground.open == nullptr || ground.open->data()[cell] != 0;
    if (!is_open || !std::isfinite(height_m) || !(friction >= 0.0F)) {
      has_closed_ = true;
      return;
    }
    time_s(at) = never_s;
    height_m_[static_cast<std::size_t>(at)] = height_m;
    if (ground.friction == nullptr) return;
    friction_[static_cast<std::size_t>(at)] = friction;
    least_friction_ = std::min(least_friction_, static_cast<double>(friction));
  }

  void place_tolls(const MoveTable<double>& tolls_s) {
    tolls_s_ = &tolls_s;
    toll_row_.assign(time_s_.size(), MoveTable<double>::no_row);
    for (CellId cell = 0; cell < grid_.cells(); ++cell)
      toll_row_[static_cast<std::size_t>(at(cell))] = tolls_s.row(cell);
  }

  Grid grid_;
  std::int32_t width_;
  template <class T>
  using Array = std::vector<T, HugePages<T>>;
  Array<double> time_s_;
  Array<double> height_m_;
  Array<std::int8_t> via_;
  Array<float> friction_;
  const MoveTable<double>* tolls_s_ = nullptr;
  std::vector<std::int32_t> toll_row_;
  double least_friction_ = 1.0;
  bool has_closed_ = false;
};

/// No step at friction 1 takes less: the laws are fastest at slopes of -0.05 and -0.2125.
double least_step_s(const MovementLaw& law, double cell_size_m) {
  switch (law.kind) {
    case MovementLaw::Kind::tobler:
      return step_time_s(law, cell_size_m, -0.05 * cell_size_m);
    case MovementLaw::Kind::naismith_langmuir:
      return step_time_s(law, cell_size_m, -0.2125 * cell_size_m);
    case MovementLaw::Kind::constant:
      return step_time_s(law, cell_size_m, 0.0);
    case MovementLaw::Kind::vehicle: {
      const std::vector<double>& speeds_m_s = law.by_slope.speed_m_s;
      return cell_size_m / *std::max_element(speeds_m_s.begin(), speeds_m_s.end());
    }
  }
  return 0.0;
}

/// Width of a bucket that lets cells settle once: just under the least step; a thousandth of an hour where
/// steps may take no time at all.
double bucket_width_s(double least_step_s) {
  const double width_s = 0.999 * least_step_s;
  return width_s > 0.0 && std::isfinite(width_s) ? width_s : 3.6;
}

/// Spreads over the lattice from the seeds in the order of time.
class Wave {
 public:
  Wave(RimmedGround& lattice, const Ground& ground, Heading heading, double begin_s, double limit_s)
      : lattice_(lattice),
        law_(ground.law),
        window_(ground.neighbourhood, lattice.width(), ground.grid.cell_size_m),
        state_{lattice.heights_m(), lattice.times_s(), heading == Heading::from_seeds ? 1.0 : -1.0,
               lattice.least_friction()},
        is_plain_(!lattice.has_closed() && !lattice.has_friction() && !lattice.has_tolls()),
        limit_s_(limit_s),
        buckets_(begin_s, bucket_width_s(least_step_s(ground.law, ground.grid.cell_size_m) *
                                         lattice.least_friction())) {}

  void seed(std::int32_t at, double time_s) { lower(at, time_s); }

  void run() {
    buckets_.drain([this](std::int32_t at) { return state_.time_s[at]; },
                   [this](std::span<const std::int32_t> cells) { settle(cells); },
                   [this](std::int32_t at) { __builtin_prefetch(state_.time_s + at); });
  }

 private:
  /// Most neighbours can not fall: what is costly to know is looked up for the others alone. Cells of a
  /// bucket do not lower each other, so what one may lower can be found for many at once.
  void settle(std::span<const std::int32_t> cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) reaches_[i].at = cells[i];
    find_reaches(law_, window_, state_, {reaches_.data(), cells.size()});
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const WaveReach& reach = reaches_[i];
      for (std::uint32_t left = reach.directions; left != 0; left &= left - 1) {
        const auto direction = static_cast<std::size_t>(std::countr_zero(left));
        const double walk_s = reach.step_s[static_cast<std::size_t>(window_.lane[direction])];
        const double then_s = reach.now_s + (is_plain_ ? walk_s : move_s(reach.at, direction, walk_s));
        const std::int32_t to = reach.at + window_.to[direction];
        if (lower(to, then_s)) lattice_.via(to) = static_cast<std::int8_t>(direction ^ 1U);
      }
    }
  }

  /// Seconds of a move, with friction and toll; never_s past a closed cell.
  double move_s(std::int32_t at, std::size_t direction, double walk_s) const {
    const RimmedGround::Steps& steps = lattice_.steps[direction];
    if (lattice_.has_closed() &&
        (lattice_.is_closed(at + steps.first) || lattice_.is_closed(at + steps.second)))
      return never_s;
    const double rough_s = lattice_.has_friction() ? lattice_.friction(at, direction) * walk_s : walk_s;
    return lattice_.has_tolls() ? rough_s + lattice_.toll_s(at, direction) : rough_s;
  }

  bool lower(std::int32_t at, double then_s) {
    double& time_s = lattice_.time_s(at);
    if (!(then_s < time_s) || then_s > limit_s_) return false;
    buckets_.lower(at, time_s, then_s);
    time_s = then_s;
    return true;
  }

  RimmedGround& lattice_;
  const MovementLaw& law_;
  WaveWindow window_;
  WaveState state_;
  bool is_plain_;
  double limit_s_;
  TimeBuckets buckets_;
  std::array<WaveReach, TimeBuckets::batch> reaches_;
};

void spread(RimmedGround& lattice, const Ground& ground, std::span<const Seed> seeds, Heading heading,
            double limit_s) {
  std::vector<Seed> valid;
  double begin_s = never_s;
  for (const Seed& seed : seeds) {
    if (seed.cell < 0 || seed.cell >= ground.grid.cells() || !std::isfinite(seed.time_s)) continue;
    valid.push_back(seed);
    begin_s = std::min(begin_s, seed.time_s);
  }
  if (valid.empty()) return;
  Wave wave(lattice, ground, heading, begin_s, limit_s);
  for (const Seed& seed : valid) wave.seed(lattice.at(seed.cell), seed.time_s);
  wave.run();
}

}  // namespace

LeastTimeField least_time(const Ground& ground, std::span<const Seed> seeds, Heading heading,
                          double limit_s) {
  RimmedGround lattice(ground);
  spread(lattice, ground, seeds, heading, limit_s);
  const auto cells = static_cast<std::size_t>(ground.grid.cells());
  LeastTimeField field{std::vector<float>(cells), std::vector<std::int8_t>(cells)};
  for (std::int32_t row = 0; row < ground.grid.rows; ++row) {
    const auto first = static_cast<std::size_t>(ground.grid.cell(row, 0));
    const std::int32_t at = lattice.at(ground.grid.cell(row, 0));
    for (std::int32_t column = 0; column < ground.grid.columns; ++column) {
      const double found_s = lattice.time_s(at + column);
      // A time beyond the range of float counts as no way.
      const auto time_s = static_cast<float>(found_s < 0.0 && std::isinf(found_s) ? never_s : found_s);
      field.time_s[first + static_cast<std::size_t>(column)] = time_s;
      field.via[first + static_cast<std::size_t>(column)] =
          std::isfinite(time_s) ? lattice.via(at + column) : std::int8_t{-1};
    }
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
