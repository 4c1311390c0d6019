#include "results/path_layer.h"

#include <gmock/gmock.h>

#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;
using test::grid_walkers;
using test::straight_walkers;
using ::testing::ElementsAre;

TEST(PathLayer, TellsWhereAttemptsGoAndHowTheyEnd) {
  const World world = world_of(flat_head() + straight_walkers() + few_assets());
  Workspace workspace;
  const Replication& replication = simulate(world, 5, workspace);
  PathLayer paths(world);
  paths.add(replication, 6);
  EXPECT_EQ(paths.attempts(), 6U);
  const FeatureLayer& layer = paths.layer();
  ASSERT_EQ(layer.features.size(), 6U);
  EXPECT_EQ(layer.fields.back().name, "outcome_post_and_patrol");
  for (std::size_t i = 0; i < 6; ++i) {
    const Feature& way = layer.features[i];
    // 3 km due north, over the border on y = 10 km in one segment of 5 km.
    EXPECT_EQ(way.vertices_m.front(), replication.attempts[i].origin_m);
    EXPECT_NEAR((way.vertices_m.back() - way.vertices_m.front()).y(), 3000.0, 1e-6);
    EXPECT_EQ(std::get<std::int64_t>(way.values[0]), 5);
    EXPECT_EQ(std::get<std::string>(way.values[1]), "walker");
    const double crossed_km = std::get<double>(way.values[7]);
    EXPECT_NEAR(crossed_km, way.vertices_m.front().x() / 1000.0, 2.5);
    const double hours = std::get<double>(way.values[5]) - std::get<double>(way.values[4]);
    EXPECT_NEAR(hours, 0.75, 1e-9);
    EXPECT_EQ(std::get<std::string>(way.values[8]) == "undetected",
              replication.verdicts[2 * i].outcome == Outcome::undetected);
  }
  paths.add(replication, 7);
  EXPECT_EQ(paths.attempts(), 7U);
}

TEST(PathLayer, OnTheGridEndsAtTheDestination) {
  const World world = world_of(flat_head() + grid_walkers() + few_assets());
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  PathLayer paths(world);
  paths.add(replication, 100);
  ASSERT_EQ(paths.layer().features.size(), replication.walks.size());
  for (std::size_t w = 0; w < replication.walks.size(); ++w) {
    const std::vector<Point>& way = paths.layer().features[w].vertices_m;
    EXPECT_LT((way.back() - world.grid.centre(replication.track_cells(replication.walks[w]).back())).norm(),
              1e-6);
    // Nothing on the way is far from what came before: half a step of the grid; from the corner of a cell
    // more.
    for (std::size_t i = 1; i < way.size(); ++i) EXPECT_LT((way[i] - way[i - 1]).norm(), 400.0);
  }
}

TEST(PathLayer, ShowsAWayForEachThatConfigurationsMakeAnAttemptTake) {
  const std::string walkers = R"([[crosser]]
name = "walker"
attempts = { fixed = 10 }
origin = "edge"
destination = "inner_edge"
route = "least_cost"
movement = { constant = { speed_km_h = 4.0 } }
turn_back = { probability = 0.9, notice_range_m = 1500.0 }
)";
  const World world = world_of(flat_head() + walkers + few_assets());
  Workspace workspace;
  PathLayer paths(world);
  std::size_t ways = 0;
  for (std::int64_t number = 0; number < 20; ++number) {
    const Replication& replication = simulate(world, number, workspace);
    paths.add(replication, 1000);
    ways += replication.walks.size();
  }
  EXPECT_GT(ways, paths.attempts());
  ASSERT_EQ(paths.layer().features.size(), ways);
  for (const Feature& way : paths.layer().features) {
    const bool under_one =
        std::get<std::string>(way.values[8]).empty() != std::get<std::string>(way.values[9]).empty();
    const bool under_both =
        !std::get<std::string>(way.values[8]).empty() && !std::get<std::string>(way.values[9]).empty();
    EXPECT_TRUE(under_one || under_both);
  }
}

}  // namespace
}  // namespace panj
