#pragma once

#include <array>
#include <cstddef>

#include "model/patrols.h"
#include "world/coverage.h"
#include "world/world.h"

namespace panj {

/// Where in their rounds the teams of a patrol are during a stretch of time, roughly: a look at a few numbers
/// rules out most of the pieces of cycles from which a cell can be seen, before exact geometry.
class Rounds {
 public:
  Rounds(const World& world, const PatrolTeams& teams) : world_(world), teams_(teams) {}

  /// May some team of a patrol (index into World::patrols) be on the pieces of a span at some time of
  /// begin_s..end_s? False only where none is, by more than a second.
  bool may_be_on(const WatchedSpan& span, std::size_t patrol, double begin_s, double end_s);

 private:
  /// The cycle times of one team: from `low_s`, which is in its first round, to `high_s`.
  struct Window {
    double low_s = 0.0;
    double high_s = 0.0;
    double period_s = 0.0;
    std::uint16_t cycle = 0;
  };
  static constexpr std::size_t most_teams = 16;

  void find_windows(std::size_t patrol, double begin_s, double end_s);

  const World& world_;
  const PatrolTeams& teams_;
  // Of the patrol and time that were asked for last.
  std::size_t patrol_ = ~std::size_t{0};
  double begin_s_ = 0.0;
  double end_s_ = 0.0;
  bool all_known_ = false;  ///< false: some team has stretches apart, or there are too many
  std::size_t count_ = 0;
  std::array<Window, most_teams> windows_;
};

}  // namespace panj
