#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "model/patrols.h"
#include "world/coverage.h"
#include "world/world.h"

namespace panj {

/// Where in their rounds the teams of a patrol are during a stretch of time, roughly: a look at a few numbers
/// rules out most of the pieces of cycles from which a cell can be seen, before exact geometry.
class Rounds {
 public:
  Rounds(const World& world, const PatrolTeams& teams) : world_(world), teams_(teams) {}

  /// From now on it is asked for the time from begin_s to end_s.
  void look_at(double begin_s, double end_s) {
    begin_s_ = begin_s;
    end_s_ = end_s;
    patrol_ = none;
  }
  /// Which teams of a patrol (index into World::patrols) may be on the pieces of a span at some time of it, a
  /// bit each. A team that is left out is not, by more than a second; from the 64th on none is left out.
  std::uint64_t teams_on(const WatchedSpan& span, std::size_t patrol);

 private:
  /// The cycle times of four teams from which on they are looked at, in their first round.
  using FourTimes = std::array<float, 4>;
  static constexpr std::size_t most_fours = 16;

  static constexpr std::size_t none = ~std::size_t{0};

  void find_windows(std::size_t patrol);

  const World& world_;
  const PatrolTeams& teams_;
  double begin_s_ = 0.0;
  double end_s_ = 0.0;
  // Of the patrol that was asked for last.
  std::size_t patrol_ = none;
  bool all_known_ = false;  ///< false: some team has stretches apart
  std::span<const FourClocks> clocks_;
  std::array<FourTimes, most_fours> low_s_;
};

}  // namespace panj
