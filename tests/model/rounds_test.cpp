#include "model/rounds.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/patrol_place.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Pieces first..last of a patrol's only cycle.
WatchedSpan span_of(const World& world, std::uint32_t first, std::uint32_t last) {
  const std::vector<PatrolPiece>& pieces = world.patrols[0].cycles[0].pieces;
  return {
      0, 0, first, last, static_cast<float>(pieces[first].begin_s), static_cast<float>(pieces[last].end_s)};
}

TEST(Rounds, LeaveOutNoTeamThatIsThereAndMostThatAreNot) {
  const World world = world_of(test::flat_head() + test::grid_walkers() + test::few_assets());
  const auto pieces = static_cast<std::uint32_t>(world.patrols[0].cycles[0].pieces.size());
  ASSERT_GT(pieces, 8U);
  const std::uint32_t third = pieces / 3;
  std::size_t left_out = 0;
  std::size_t asked = 0;
  for (std::int64_t number = 0; number < 50; ++number) {
    PatrolTeams teams;
    deploy_patrols(world, number, 1e5, teams);
    Rounds rounds(world, teams);
    for (double begin_s = -3e4; begin_s < 9e4; begin_s += 1234.5) {
      const double end_s = begin_s + 200.0;
      rounds.look_at(begin_s, end_s);
      for (const auto& [first, last] :
           {std::pair{0U, third}, std::pair{third, 2 * third}, std::pair{2 * third, pieces - 1}}) {
        const std::uint64_t which = rounds.teams_on(span_of(world, first, last), 0);
        for (std::size_t team = 0; team < teams.of(0).size(); ++team) {
          const bool out = (which >> team & 1U) == 0;
          left_out += out ? 1 : 0;
          ++asked;
          for (double time_s = begin_s; time_s <= end_s; time_s += 50.0) {
            const auto at = patrol_place(world, teams, 0, team, time_s);
            const bool there = at && at->piece >= first && at->piece <= last;
            EXPECT_FALSE(out && there) << number << " " << time_s;
          }
        }
      }
    }
  }
  EXPECT_GT(3 * left_out, asked);
}

}  // namespace
}  // namespace panj
