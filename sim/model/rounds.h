#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "model/patrols.h"
#include "world/coverage.h"
#include "world/world.h"

namespace panj {

/// A bit for each team of a patrol: none is left out.
constexpr std::uint64_t all_teams = ~std::uint64_t{0};

/// Where in their rounds the teams of a patrol are during a stretch of time, roughly: a look at a few numbers
/// rules out most of the pieces of cycles from which a cell can be seen, before exact geometry.
class Rounds {
 public:
  Rounds(const World& world, const PatrolTeams& teams) : world_(world), teams_(teams) {}

  /// From now on it is asked for the time from begin_s to end_s.
  void look_at(double begin_s, double end_s) {
    begin_s_ = begin_s;
    looked_s_ = end_s - begin_s;
    patrol_ = none;
  }
  /// Notes of the spans of a row, until the next call, which teams of their patrols may be on their pieces at
  /// some time of it. \param assets that the spans' numbers are indices into; empty: they are those of
  /// World::assets. \return false where no team is on any
  bool look_over(std::span<const WatchedSpan> spans, std::span<const std::uint16_t> assets = {});
  /// Of span number i of the row, a bit for each team. A team that is left out is not, by more than a second;
  /// of patrols whose teams are too many or have stretches apart, and from the 64th span on, none is left
  /// out.
  std::uint64_t noted(std::size_t i) const { return i < noted_.size() ? noted_[i] : all_teams; }

 private:
  static constexpr std::size_t none = ~std::size_t{0};
  static constexpr std::size_t most_eights = 16;

  /// The time that is asked for, in parts of a cycle.
  struct Asked {
    std::uint16_t before = 0;  ///< the part that it begins in, and all that a team may go on meanwhile
    std::uint16_t wide = 0;    ///< what a team may go on, and as much again as rounding may hide
  };

  void find_asked(std::size_t patrol);
  Asked asked_of(double parts_per_s) const;
  /// Notes of spans begin..end of a row, which are of one patrol. \return all teams that are noted
  std::uint64_t note(std::span<const WatchedSpan> spans, std::size_t begin, std::size_t end,
                     std::size_t patrol);

  const World& world_;
  const PatrolTeams& teams_;
  double begin_s_ = 0.0;
  double looked_s_ = 0.0;
  // Of the patrol that was asked for last.
  std::size_t patrol_ = none;
  bool all_known_ = false;  ///< false: some team has stretches apart, or there are too many
  std::span<const EightPhases> eights_;
  std::array<Asked, most_eights> asked_;
  // Of the row that was looked over last.
  std::array<std::uint64_t, 64> noted_;
};

}  // namespace panj
