#include "model/sites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::replaced;

std::string site(const std::string& name, const std::string& position, const std::string& radius_m) {
  return "[[site]]\nname = \"" + name + "\"\nposition_xy_km = " + position + "\nradius_m = " + radius_m +
         "\n";
}

/// Walkers straight north at 4 km/h from y = 8.5 km, with or without cells.
std::vector<SiteArrival> arrivals_of_one(const std::string& sites, const std::string& output) {
  const std::string one =
      replaced(test::straight_walkers(1), "origin = { line_xy_km = [[0.0, 8.5], [20.0, 8.5]] }",
               "departure_h = 0.0\norigin = { points_xy_km = [[10.1, 8.5]] }");
  const std::string assets = replaced(test::few_assets(), "movement = { constant = { speed_km_h = 20.0 } }",
                                      "response_time_min = 10.0");
  const World world = world_of(test::flat_head() + one + assets + sites + output);
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  const auto arrivals = replication.arrivals_of(replication.walk_of(0, 0));
  return {arrivals.begin(), arrivals.end()};
}

TEST(Sites, StraightTracksReachThemAtTheirRadius) {
  constexpr double speed_m_s = 4.0 / 3.6;
  for (const std::string output : {"[output]\nmaps = false\n", "[output]\nmaps = true\n"}) {
    const auto arrivals =
        arrivals_of_one(site("beside", "[12.0, 11.0]", "500.0") + site("ahead", "[10.1, 11.2]", "300.0") +
                            // its southern rim lies beyond the border, where nobody has reached it yet
                            site("at_the_border", "[10.4, 10.3]", "500.0"),
                        output);
    ASSERT_EQ(arrivals.size(), 2U) << output;
    EXPECT_EQ(arrivals[0].site, 1U);
    EXPECT_NEAR(arrivals[0].at_s, 2400.0 / speed_m_s, 1e-6);
    EXPECT_EQ(arrivals[1].site, 2U);
    EXPECT_NEAR(arrivals[1].at_s, 1500.0 / speed_m_s, 1e-6);  // where the track cuts the border
  }
}

std::string making_for_camp(int walkers) {
  return test::flat_head() +
         replaced(test::grid_walkers(walkers), "destination = \"inner_edge\"",
                  "destination = { sites = [\"camp\"] }") +
         test::few_assets() + site("camp", "[10.0, 14.0]", "700.0") +
         site("inside", "[10.0, 14.0]", "100.0") + site("elsewhere", "[2.0, 18.0]", "500.0");
}

TEST(Sites, AttemptsThatMakeForOneEndInIt) {
  const World world = world_of(making_for_camp(60));
  Workspace workspace;
  const Replication& replication = simulate(world, 2, workspace);
  for (const Walk& walk : replication.walks) {
    const auto arrivals = replication.arrivals_of(walk);
    ASSERT_EQ(arrivals.size(), 1U);  // it ends in the first of the camp's cells, which is none of "inside"
    EXPECT_EQ(arrivals[0].site, 0U);
    EXPECT_EQ(arrivals[0].at_s, replication.entered_s[walk.end - 1]);
    EXPECT_LT(arrivals[0].at_s, walk.end_s);
  }
}

TEST(Sites, AreReachedByThoseNotInterceptedBefore) {
  const World world = world_of(making_for_camp(400));
  Workspace workspace;
  const Replication& replication = simulate(world, 1, workspace);
  int reached = 0;
  int intercepted = 0;
  int warned = 0;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const double arrival_s = replication.arrivals_of(replication.walk_of(a, 0)).front().at_s;
    const Verdict& verdict = replication.verdicts[2 * a];
    EXPECT_TRUE(verdict.crossed);
    if (verdict.outcome == Outcome::intercepted) {
      ++intercepted;
      // The way ends in the camp's first cell: whoever is met anywhere has not reached it.
      EXPECT_EQ(verdict.site, -1);
      EXPECT_LE(verdict.contact_s, arrival_s);
      continue;
    }
    ++reached;
    EXPECT_EQ(verdict.site, 0);
    EXPECT_EQ(verdict.site_s, arrival_s);
    const bool before = verdict.detected_s < arrival_s;
    EXPECT_EQ(verdict.reported_s, verdict.detected_s);  // without delay
    EXPECT_EQ(warning_s(verdict.site_s, verdict), before ? arrival_s - verdict.detected_s : 0.0);
    warned += before ? 1 : 0;
  }
  EXPECT_GT(reached, 20);
  EXPECT_GT(intercepted, 0);
  EXPECT_GT(warned, 20);
}

TEST(Sites, OfTwoInOnePlaceTheFirstByNameIsNoted) {
  // Whatever their order in the file.
  for (const auto& [first, second, expected] :
       {std::tuple{"a_camp", "camp", 0}, std::tuple{"d_camp", "camp", 1}}) {
    const World world = world_of(test::flat_head() +
                                 replaced(test::grid_walkers(20), "destination = \"inner_edge\"",
                                          "destination = { sites = [\"camp\"] }") +
                                 test::few_assets() + site(first, "[10.0, 14.0]", "700.0") +
                                 site(second, "[10.0, 14.0]", "700.0"));
    Workspace workspace;
    const Replication& replication = simulate(world, 1, workspace);
    int reached = 0;
    for (const Verdict& verdict : replication.verdicts) {
      if (verdict.site < 0) continue;
      ++reached;
      EXPECT_EQ(verdict.site, expected);
    }
    EXPECT_GT(reached, 0);
  }
}

TEST(Sites, WhoTurnsBackReachesNoneBeyond) {
  World world;
  world.sites = {{"near", {0.0, 800.0}, 100.0, {}}, {"beyond", {0.0, 1500.0}, 100.0, {}}};
  Track track;
  track.direction = {0.0, 1.0};
  track.turn_along_m = 1000.0;
  track.length_m = 2000.0;  // there and back, at 1 m/s
  track.turned_s = 1000.0;
  track.end_s = 2000.0;
  std::vector<SiteArrival> arrivals;
  add_arrivals(world, track, 200.0, arrivals);
  ASSERT_EQ(arrivals.size(), 1U);
  EXPECT_EQ(arrivals[0].site, 0U);
  EXPECT_NEAR(arrivals[0].at_s, 700.0, 1e-9);
}

TEST(Sites, NobodyIsWarnedByAReportThatComesTooLate) {
  Verdict verdict;
  EXPECT_EQ(warning_s(100.0, verdict), 0.0);
  verdict.reported_s = 150.0;
  EXPECT_EQ(warning_s(100.0, verdict), 0.0);
  EXPECT_EQ(warning_s(160.0, verdict), 10.0);
  verdict.outcome = Outcome::intercepted;
  verdict.contact_s = 160.0;
  EXPECT_TRUE(is_reached(159.0, verdict));
  EXPECT_FALSE(is_reached(160.0, verdict));  // the team lies in wait where the site begins
}

TEST(Sites, WithoutTeamsReportsWarnAllTheSame) {
  const World world =
      world_of(replaced(making_for_camp(50), "assets = [\"middle\", \"reserve\"]", "assets = [\"middle\"]") +
               "[response]\nreport_delay_min = 7.0\n");
  Workspace workspace;
  const Replication& replication = simulate(world, 1, workspace);
  int reported = 0;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Verdict& verdict = replication.verdicts[2 * a];
    if (verdict.detected_s == never_happened_s) continue;
    EXPECT_DOUBLE_EQ(verdict.reported_s, verdict.detected_s + 420.0);
    ++reported;
  }
  EXPECT_GT(reported, 10);
}

}  // namespace
}  // namespace panj
