#include "world/mean_watch.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// The first run's flat ground, 4 h, with grid walkers and what the test wants.
World world_with_range(const std::string& range_m, const std::string& assets) {
  return world_of(test::flat_head() + test::grid_walkers() +
                  "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = " + range_m +
                  " } }\nheight_m = 1.7\nline_of_sight = false\n" + assets);
}

std::string held(const std::string& name, const std::string& assets) {
  return "[[configuration]]\nname = \"" + name + "\"\nassets = [" + assets + "]\n";
}

std::string post(const std::string& name, const std::string& more = "") {
  return "[[post]]\nname = \"" + name + "\"\nsensor = \"eye\"\nposition_xy_km = [10.125, 10.125]\n" + more;
}

/// Past (10.125, 10.125), in a loop of 20 km at 10 km/h: 2 h a round.
std::string loop(const std::string& more, const std::string& key = "\"loop\"") {
  return "[[patrol]]\nname = " + key +
         "\nsensor = \"eye\"\nwaypoints_xy_km = [[6.5, 10.125], [13.5, 10.125], [13.5, 13.125], "
         "[6.5, 13.125]]\ncircuit = \"loop\"\nbetween = \"straight\"\nmovement = { constant = { speed_km_h = "
         "10.0 } "
         "}\n" +
         more;
}

double share_at(const World& world, double x_km, double y_km, std::size_t configuration = 0) {
  const MeanWatch watch(world, world.coverage.at(0));
  std::vector<double> shares(world.configurations.size());
  watch.find(world.grid.at({1000.0 * x_km, 1000.0 * y_km}), shares);
  return shares.at(configuration);
}

TEST(MeanWatch, APostWatchesWhatIsInRangeWhileItWorks) {
  const World world = world_with_range(
      "1000.0", post("always") + post("works", "outage = { probability = 0.25 }\nshifts_h = [[1.0, 2.5]]\n") +
                    held("always", "\"always\"") + held("works", "\"works\"") + held("none", ""));
  EXPECT_EQ(share_at(world, 10.1, 10.1, 0), 1.0);
  EXPECT_EQ(share_at(world, 10.9, 10.1, 0), 1.0);
  EXPECT_EQ(share_at(world, 11.3, 10.1, 0), 0.0) << "the middle of the cell is out of range";
  EXPECT_NEAR(share_at(world, 10.1, 10.1, 1), 0.75 * 1.5 / 4.0, 1e-12);
  EXPECT_EQ(share_at(world, 10.1, 10.1, 2), 0.0);
}

TEST(MeanWatch, OfAShortRangeAPartOfACellIsWatched) {
  // Of the nine points, at 0 or +-83 m, the one in the middle and the four beside it are within 100 m.
  const World world = world_with_range("100.0", post("near") + held("one", "\"near\""));
  EXPECT_NEAR(share_at(world, 10.1, 10.1), 5.0 / 9.0, 1e-12);
}

TEST(MeanWatch, APatrolWatchesWhileItPassesBy) {
  // Within 1 km for 2 of 20 km; a cell of 250 m beside its way for 2 sqrt(1 - 0.75^2) km.
  const World world = world_with_range("1000.0", loop("") + held("one", "\"loop\""));
  EXPECT_NEAR(share_at(world, 10.1, 10.1), 0.1, 1e-9);
  EXPECT_NEAR(share_at(world, 10.1, 10.8), 2.0 * std::sqrt(1.0 - 0.75 * 0.75) / 20.0, 1e-9);
  EXPECT_EQ(share_at(world, 10.1, 11.4), 0.0);
}

TEST(MeanWatch, TeamsShareTheRoundOrComeAsTheyDo) {
  const World world =
      world_with_range("1000.0", loop("teams = 4\nspacing = \"even\"\n") + loop("teams = 4\n", "\"apart\"") +
                                     held("even", "\"loop\"") + held("apart", "\"apart\"") +
                                     held("both", "\"loop\", \"apart\""));
  EXPECT_NEAR(share_at(world, 10.1, 10.1, 0), 0.4, 1e-9);
  const double apart = 1.0 - std::pow(0.9, 4);
  EXPECT_NEAR(share_at(world, 10.1, 10.1, 1), apart, 1e-9);
  EXPECT_NEAR(share_at(world, 10.1, 10.1, 2), 1.0 - 0.6 * (1.0 - apart), 1e-9);
}

TEST(MeanWatch, AFlightThatIsBrokenOffWatchesWhatItCameTo) {
  // 90 min in each 2 h, a round takes 2: the last 5 of its 20 km are never flown.
  const World world = world_with_range(
      "1000.0",
      "[[drone]]\nname = \"hawk\"\nsensor = \"eye\"\nspeed_km_h = 10.0\nheight_m = 1.7\n"
      "endurance_min = 90.0\nturn_around_min = 30.0\nflight = { legs = { waypoints_xy_km = [[6.5, 10.125], "
      "[13.5, 10.125], [13.5, 13.125], [6.5, 13.125]] } }\n" +
          held("one", "\"hawk\""));
  // 2 km of the first side in each two hours; the last side's middle never.
  EXPECT_NEAR(share_at(world, 10.1, 10.1), 0.1, 1e-6);
  EXPECT_EQ(share_at(world, 6.6, 11.6), 0.0);
}

TEST(MeanWatch, TheMapHasEveryCell) {
  const World world = world_with_range(
      "1000.0", post("always") + loop("") + held("none", "") + held("both", "\"always\", \"loop\""));
  const WatchMap map = mean_watch_map(world);
  EXPECT_EQ(map.target_height_m, 1.7);
  ASSERT_EQ(map.shares.size(), 2U);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    const Point at_km = world.grid.centre(cell) / 1000.0;
    EXPECT_EQ(map.shares[0][static_cast<std::size_t>(cell)], 0.0F);
    EXPECT_EQ(map.shares[1][static_cast<std::size_t>(cell)],
              static_cast<float>(share_at(world, at_km.x(), at_km.y(), 1)));
  }
}

}  // namespace
}  // namespace panj
