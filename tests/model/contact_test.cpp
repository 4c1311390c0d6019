#include "model/contact.h"

#include <gtest/gtest.h>

#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::all_seen;
using test::replaced;

TEST(Contact, ContactIsTheFirstCellThatTheTeamReachesInTime) {
  const World world = world_of(all_seen(6));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  const auto& travel_s = world.teams[0].travel_s;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Track track = track_of(world, replication, replication.walk_of(a, 0));
    const double sent_s = replication.attempts[a].departure_s;
    const Contact contact = earliest_contact(world, replication, replication.walk_of(a, 0),
                                             {.attempt = static_cast<std::int32_t>(a)}, 0, sent_s);
    ASSERT_LT(contact.at_s, never_happened_s);
    for (std::size_t stay = 0; stay < track.stays(); ++stay) {
      const CellId cell = track.cells[stay];
      const bool inner = world.frontier.side_of(cell) == Side::inner;
      const bool in_time =
          sent_s + static_cast<double>(travel_s[static_cast<std::size_t>(cell)]) <= track.entered_s[stay];
      if (track.entered_s[stay] < contact.at_s) {
        EXPECT_FALSE(inner && in_time && track.entered_s[stay] >= sent_s);
      }
      if (track.entered_s[stay] == contact.at_s) {
        EXPECT_TRUE(inner && in_time);
        EXPECT_EQ(contact.cell, cell);
      }
    }
  }
}

TEST(Contact, WhoStandsAtAnObstacleIsMetThere) {
  // A ditch on the inner side holds walkers up for three hours: a team is there long before they have crossed
  // it.
  const World world = world_of(all_seen(4) +
                               "[[obstacle]]\nname = \"ditch\"\nline_xy_km = [[0.0, 12.1], [20.0, 12.1]]\n"
                               "delay_min = 180.0\n");
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Track track = track_of(world, replication, replication.walk_of(a, 0));
    std::size_t stands = 1;
    while (stands < track.stays() && track.cells[stands] != track.cells[stands - 1]) ++stands;
    ASSERT_LT(stands, track.stays());
    EXPECT_NEAR(track.entered_s[stands] - track.mark[stands - 1], 10800.0, 1e-6);
    // Sent as it begins to stand, the team is there as soon as it can be.
    const double sent_s = track.mark[stands - 1] + 1.0;
    const Contact contact = earliest_contact(world, replication, replication.walk_of(a, 0),
                                             {.attempt = static_cast<std::int32_t>(a)}, 0, sent_s);
    const auto travel_s =
        static_cast<double>(world.teams[0].travel_s[static_cast<std::size_t>(track.cells[stands])]);
    EXPECT_EQ(contact.cell, track.cells[stands]);
    EXPECT_NEAR(contact.at_s, sent_s + travel_s, 1e-6);
  }
}

TEST(Contact, TheWayBackIsThatOfTheField) {
  const World world = world_of(replaced(all_seen(1), "handling_min = 30.0", "way_back = true"));
  const TeamPlan& team = world.teams[0];
  const CellId base = world.grid.at(team.base_m);
  const CellId far = world.grid.cell(world.grid.row(base) + 8, world.grid.column(base));
  EXPECT_EQ(way_back_s(team, base), 0.0);
  EXPECT_NEAR(way_back_s(team, far), 8 * 250.0 / (20.0 / 3.6), 1e-3);
  EXPECT_EQ(way_back_s(team, no_cell), 0.0);
  EXPECT_EQ(way_back_s(world_of(all_seen(1)).teams[0], far), 0.0);
}

TEST(Contact, NobodyGoesWhereNoWayLeads) {
  const World world = world_of(all_seen(1));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  const CellId inner = world.grid.at({3000.0, 15000.0});
  const CellId outer = world.grid.at({3000.0, 5000.0});
  const auto arrival = [&](CellId place) {
    return arrival_at_alarm(world, replication, {.asset = 0, .place = place}, 0, 100.0).at_s;
  };
  EXPECT_EQ(arrival(inner),
            100.0 + static_cast<double>(world.teams[0].travel_s[static_cast<std::size_t>(inner)]));
  EXPECT_EQ(arrival(outer), never_happened_s);
  EXPECT_EQ(arrival(no_cell), never_happened_s);
}

}  // namespace
}  // namespace panj
