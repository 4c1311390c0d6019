#include "world/swept_ways.h"

#include <algorithm>
#include <bitset>
#include <chrono>
#include <cmath>

#include "parallel/for_each_batch.h"
#include "terrain/moves.h"
#include "world/start_law.h"
#include "world/static_hazard.h"

namespace panj {

namespace {

using Clock = std::chrono::steady_clock;

/// Rows of moves that are worked on together.
constexpr std::int64_t rows_together = 1024;

/// Sweeps one class.
class Sweep {
 public:
  Sweep(const World& world, CrosserPlan& crosser, int threads)
      : world_(world), crosser_(crosser), threads_(threads) {}

  void run() {
    SweptWays& swept = crosser_.swept.emplace();
    find_sets(swept);
    if (swept.sets.empty()) {
      crosser_.swept.reset();
      return;
    }
    swept.offset = crosser_.route_under(0).offset;
    const std::vector<CellId> cells = find_rows(swept);
    swept.hazards.resize(cells.size() * moves.size() * swept.sets_of_posts);
    const auto rows = static_cast<std::int64_t>(cells.size());
    for_each_index(threads_, (rows + rows_together - 1) / rows_together, [&](std::int64_t block) {
      const std::int64_t end = std::min(rows, (block + 1) * rows_together);
      for (std::int64_t row = block * rows_together; row < end; ++row)
        find_hazards(cells[static_cast<std::size_t>(row)], swept);
    });
    find_survival(swept);
  }

 private:
  void find_sets(SweptWays& swept) {
    for (AlikeSet& alike : sets_alike(world_, crosser_)) {
      if (alike.posts.empty()) continue;
      const auto same = std::find(posts_.begin(), posts_.end(), alike.posts);
      SweptSet& set = swept.sets.emplace_back();
      set.under = alike.under;
      set.posts = static_cast<std::size_t>(same - posts_.begin());
      held_by_ |= ConfigurationMask{1} << first_configuration(alike.under);
      if (same != posts_.end()) continue;
      posts_.push_back(std::move(alike.posts));
      holders_.push_back(first_configuration(set.under));
    }
    swept.sets_of_posts = posts_.size();
  }

  bool is_watched(CellId cell) const {
    const auto row = world_.coverage[crosser_.sight_layer].posts.row(cell);
    return std::any_of(row.begin(), row.end(),
                       [this](std::uint16_t post) { return (world_.assets[post].held_by & held_by_) != 0; });
  }

  /// Gives a row to each cell from which a move leads out of, or into, what posts watch.
  std::vector<CellId> find_rows(SweptWays& swept) const {
    const Grid& grid = world_.grid;
    std::vector<bool> touched(static_cast<std::size_t>(grid.cells()));
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      if (!is_watched(cell)) continue;
      touched[static_cast<std::size_t>(cell)] = true;
      for (const Move& move : moves) {
        const std::int32_t row = grid.row(cell) + move.row;
        const std::int32_t column = grid.column(cell) + move.column;
        if (grid.holds(row, column)) touched[static_cast<std::size_t>(grid.cell(row, column))] = true;
      }
    }
    std::vector<CellId> cells;
    swept.row.assign(touched.size(), -1);
    for (std::size_t cell = 0; cell < touched.size(); ++cell) {
      if (!touched[cell]) continue;
      swept.row[cell] = static_cast<std::int32_t>(cells.size());
      cells.push_back(static_cast<CellId>(cell));
    }
    return cells;
  }

  template <class Visit>
  void for_each_field(const Visit& visit) const {
    if (crosser_.choices.empty()) return visit(crosser_.route);
    for (const RouteSet& set : crosser_.choices)
      for (const RouteField& field : set.draws) visit(field);
  }

  /// Of the moves from a cell that any table has: how long one takes does not depend on the table.
  void find_hazards(CellId cell, SweptWays& swept) const {
    const std::size_t sets = swept.sets_of_posts;
    const auto row = static_cast<std::size_t>(swept.row[static_cast<std::size_t>(cell)]);
    float* const hazards = swept.hazards.data() + row * moves.size() * sets;
    std::bitset<16> found;
    std::vector<Seen> seen;
    for_each_field([&](const RouteField& field) {
      for_each_move(field, cell, [&](int direction, double, float time_s) {
        const auto d = static_cast<std::size_t>(direction);
        if (found[d]) return;
        found[d] = true;
        find_seen(cell, cell + field.offset[d], static_cast<double>(time_s), seen);
        for (std::size_t s = 0; s < sets; ++s) hazards[d * sets + s] = static_cast<float>(sum_of(seen, s));
      });
    });
  }

  /// What a post adds to one half of a move.
  struct Seen {
    EntityKey key;
    std::size_t half = 0;
    ConfigurationMask held_by = 0;
    double hazard = 0.0;
  };
  /// By the keys of posts, which follow from their names: sums have the same bits whatever the order in the
  /// file.
  void find_seen(CellId from, CellId to, double time_s, std::vector<Seen>& seen) const {
    seen.clear();
    post_hazards_.for_each(from, to, time_s, held_by_,
                           [&](std::size_t half, std::uint16_t post, double hazard) {
                             const Asset& asset = world_.assets[post];
                             seen.push_back({asset.key, half, asset.held_by, hazard});
                           });
    std::sort(seen.begin(), seen.end(), [](const Seen& a, const Seen& b) {
      return a.half != b.half ? a.half < b.half : a.key.value < b.key.value;
    });
  }
  double sum_of(const std::vector<Seen>& seen, std::size_t set) const {
    double sum = 0.0;
    for (const Seen& one : seen)
      if ((one.held_by >> holders_[set] & 1U) != 0) sum += one.hazard;
    return sum;
  }

  void find_survival(SweptWays& swept) const {
    const std::size_t draws = crosser_.draws();
    for (SweptSet& set : swept.sets) set.survival.resize(draws);
    for_each_index(threads_, static_cast<std::int64_t>(swept.sets.size() * draws), [&](std::int64_t i) {
      SweptSet& set = swept.sets[static_cast<std::size_t>(i) / draws];
      const std::size_t draw = static_cast<std::size_t>(i) % draws;
      const RouteField& route = crosser_.route_under(first_configuration(set.under), draw);
      const std::vector<double> survival = sweep_survival(route, [&](CellId from, CellId to, double) {
        const float* const hazards = swept.hazards_of(from, to);
        return hazards != nullptr ? static_cast<double>(hazards[set.posts]) : 0.0;
      });
      std::vector<float>& kept = set.survival[draw];
      kept.reserve(survival.size());
      // Who has no way stays where it is, in nobody's sight that is swept.
      for (const double value : survival)
        kept.push_back(std::isnan(value) ? 1.0F : static_cast<float>(value));
    });
    const std::vector<WalkOrigin> origins = start_law(crosser_, world_.grid);
    for (SweptSet& set : swept.sets) {
      double survival = 0.0;
      for (const std::vector<float>& of_draw : set.survival)
        for (const WalkOrigin& origin : origins)
          survival += origin.walks * static_cast<double>(of_draw[static_cast<std::size_t>(origin.cell)]);
      set.mean_detection = 1.0 - survival / static_cast<double>(draws);
    }
  }

  const World& world_;
  CrosserPlan& crosser_;
  int threads_;
  PostHazards post_hazards_{world_, crosser_};
  std::vector<std::vector<std::uint16_t>> posts_;  ///< sets that differ
  std::vector<std::size_t> holders_;               ///< of each, a configuration that holds it
  ConfigurationMask held_by_ = 0;                  ///< these
};

}  // namespace

void sweep_ways(World& world, int threads) {
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    CrosserPlan& crosser = world.crossers[k];
    if (crosser.straight) continue;
    if (!crosser.rare_leaks && !is_probe(crosser)) {
      const auto begin = Clock::now();
      Sweep(world, crosser, threads).run();
      crosser.route_compile_s += std::chrono::duration<double>(Clock::now() - begin).count();
    }
    if (!std::holds_alternative<PerceivedRoute>(world.scenario.crossers[k].route)) continue;
    // Walks don't ask for it, and draws may be many. (`= {}` would keep the memory.)
    for (RouteSet& set : crosser.choices)
      for (RouteField& field : set.draws) field.time_to_go_s = std::vector<float>();
  }
}

std::size_t SweptWays::bytes() const {
  std::size_t bytes = row.size() * sizeof(std::int32_t) + hazards.size() * sizeof(float);
  for (const SweptSet& set : sets)
    for (const std::vector<float>& survival : set.survival) bytes += survival.size() * sizeof(float);
  return bytes;
}

}  // namespace panj
