#include "model/response.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

std::string replaced(std::string text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), fresh);
}

/// Every walker is seen from the start, by a post that watches the whole map.
std::string all_seen(int walkers) {
  std::string text = test::flat_head() + test::grid_walkers(walkers) + test::few_assets();
  return replaced(text, "{ constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }",
                  "{ definite_range = { range_m = 40000.0 } }");
}

TEST(Response, ContactIsTheFirstCellThatTheTeamReachesInTime) {
  const World world = world_of(all_seen(6));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  const auto& travel_s = world.teams[0].travel_s;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Track track = track_of(world, replication, replication.walk_of(a, 0));
    const double sent_s = replication.attempts[a].departure_s;
    const Contact contact = earliest_contact(world, replication, replication.walk_of(a, 0), 0, sent_s);
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

TEST(Response, OneTeamAnswersOneCallAtATime) {
  // Twelve walkers leave together; handling takes longer than the night, so the one team meets one of them.
  const std::string text = replaced(replaced(all_seen(12), "handling_min = 30.0", "handling_min = 6000.0"),
                                    "origin = \"edge\"", "departure_h = 0.0\norigin = \"edge\"");
  const World one = world_of(text);
  const World three = world_of(replaced(text, "handling_min", "number = 3\nhandling_min"));
  Workspace workspace;
  for (std::int64_t r = 0; r < 5; ++r) {
    for (const auto& [world, expected] : {std::pair{&one, 1}, std::pair{&three, 3}}) {
      const Replication& replication = simulate(*world, r, workspace);
      int met = 0;
      for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
        met += replication.verdicts[2 * a].outcome == Outcome::intercepted ? 1 : 0;
      }
      EXPECT_EQ(met, expected);
    }
  }
}

TEST(Response, TeamsAreNeverInTwoPlaces) {
  const World world =
      world_of(replaced(all_seen(40), "handling_min = 30.0",
                        "number = 2\nready_min = 5.0\nhandling_min = { exponential = { mean = 20.0 } }"));
  Workspace workspace;
  int met = 0;
  for (std::int64_t r = 0; r < 10; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    // Contacts of two teams: no three contacts can be so close that one team would have made two of them at
    // once.
    std::vector<double> contacts;
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& verdict = replication.verdicts[2 * a];
      if (verdict.outcome != Outcome::intercepted) continue;
      EXPECT_GE(verdict.contact_s, verdict.detected_s + 300.0);
      EXPECT_FALSE(verdict.leaked);
      EXPECT_EQ(world.frontier.side_of(verdict.contact_in), Side::inner);
      EXPECT_GT(verdict.contact_depth_m, 0.0);
      contacts.push_back(verdict.contact_s);
      ++met;
    }
    std::sort(contacts.begin(), contacts.end());
    for (std::size_t i = 0; i + 2 < contacts.size(); ++i) EXPECT_GT(contacts[i + 2] - contacts[i], 300.0);
  }
  EXPECT_GT(met, 50);
}

TEST(Response, WithoutTeamsNothingIsIntercepted) {
  const std::string text =
      replaced(all_seen(10), "assets = [\"middle\", \"reserve\"]", "assets = [\"middle\"]");
  const World world = world_of(text);
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (const Verdict& verdict : replication.verdicts) {
    EXPECT_EQ(verdict.outcome, Outcome::detected_not_intercepted);
    EXPECT_TRUE(verdict.leaked);
  }
}

TEST(Response, DrawnResponseTimeMeetsOnTheInnerSideWhateverThePlace) {
  const World world =
      world_of(replaced(all_seen(10), "movement = { constant = { speed_km_h = 20.0 } }\nhandling_min = 30.0",
                        "number = 10\nresponse_time_min = 45.0"));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Walk& walk = replication.walk_of(a, 0);
    const Verdict& verdict = replication.verdicts[2 * a];
    ASSERT_EQ(verdict.outcome, Outcome::intercepted);
    EXPECT_NEAR(verdict.contact_s, std::max(verdict.detected_s + 2700.0, walk.crossed_s), 1e-6);
  }
}

}  // namespace
}  // namespace panj
