#include "world/route_choice.h"

#include <gtest/gtest.h>

#include <cstring>

#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "world/route_sweep.h"

namespace panj {
namespace {

/// A ridge behind the border, so that least-time paths have no ties.
std::string ground() {
  std::string head = test::flat_head();
  const std::string flat = "elevation = \"flat\"";
  head.replace(
      head.find(flat), flat.size(),
      "elevation = { ridge = { base_m = 900.0, height_m = 500.0, half_width_m = 4000.0, crest_xy_km = "
      "[9.0, 14.0], azimuth_deg = 80.0 } }");
  return head;
}

std::string walkers(const std::string& route, const std::string& more = "") {
  std::string text = test::grid_walkers(4);
  text.replace(text.find("\"least_cost\""), 12, route);
  const std::string constant = "{ constant = { speed_km_h = 4.0 } }";
  text.replace(text.find(constant), constant.size(), "{ tobler = { factor = 0.6 } }");
  return text + more;
}

World world_by(const std::string& route, const std::string& more = "") {
  return world_of(ground() + walkers(route, more) + test::few_assets() +
                  "[[configuration]]\nname = \"reserve_more\"\nextends = \"post\"\nassets = []\n");
}

bool same(const std::vector<TreeMove>& a, const std::vector<TreeMove>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TreeMove& x, const TreeMove& y) {
    return x.direction == y.direction && x.time_s == y.time_s;
  });
}

bool same(const std::vector<LogitRow>& a, const std::vector<LogitRow>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(LogitRow)) == 0;
}

TEST(RouteChoice, WithoutFearIsTheWayOfLeastTime) {
  const World plain = world_by("\"least_cost\"");
  const World fearless = world_by("\"least_cost\"", "risk = { beta_s = 0.0 }\n");
  EXPECT_TRUE(plain.crossers[0].choices.empty());
  EXPECT_TRUE(fearless.crossers[0].choices.empty());
  EXPECT_TRUE(same(plain.crossers[0].route.tree, fearless.crossers[0].route.tree));
  EXPECT_EQ(&plain.crossers[0].route_under(1), &plain.crossers[0].route);
}

TEST(RouteChoice, StandingWhereOneIsSeenIsShunnedToo) {
  // A river along the border takes an hour; the post sees the western half of it. Whoever fears it crosses
  // elsewhere.
  const std::string river = "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 60.0\n";
  std::string assets = test::few_assets();
  const std::string law = "{ constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }";
  assets.replace(assets.find(law), law.size(), "{ constant_rate = { rate_per_h = 2.0, range_m = 400.0 } }");
  const std::string place = "position_xy_km = [10.0, 10.5]";
  assets.replace(assets.find(place), place.size(), "position_xy_km = [10.0, 10.1]");
  const auto cost_at_post = [&](const std::string& more) {
    const World world =
        world_of(test::flat_head() + test::grid_walkers(1) + "risk = { beta_s = 36000.0 }\n" + assets + more);
    const CrosserPlan& walker = world.crossers[0];
    // From straight below the post: how far does the way lead aside?
    CellId at = world.grid.at({10100.0, 5000.0});
    const RouteField& route = walker.route_under(0);
    double aside_m = 0.0;
    while (!is_destination(route, at)) {
      at = next_tree_step(route, at).to;
      aside_m = std::max(aside_m, std::abs(world.grid.centre(at).x() - 10125.0));
    }
    return aside_m;
  };
  EXPECT_GE(cost_at_post(river), 375.0);
}

TEST(RouteChoice, PerceivedWithoutErrorIsTheWayOfLeastTime) {
  const World plain = world_by("\"least_cost\"");
  for (const char* sigma : {"0.0", "1e-7"}) {
    const World seen =
        world_by(std::string("{ perceived = { sigma = ") + sigma + ", correlation_km = 3.0, draws = 2 } }");
    ASSERT_EQ(seen.crossers[0].choices.size(), 1U);
    ASSERT_EQ(seen.crossers[0].draws(), 2U);
    for (const std::size_t draw : {0U, 1U}) {
      const RouteField& field = seen.crossers[0].route_under(0, draw);
      // The least error decides between ways that take equally long.
      EXPECT_EQ(same(plain.crossers[0].route.tree, field.tree), std::string(sigma) == "0.0");
      EXPECT_NEAR(field.mean_excess, 0.0, 1e-5);
      EXPECT_EQ(field.bytes(), 8 * static_cast<std::size_t>(plain.grid.cells()));
    }
  }
}

TEST(RouteChoice, PerceivedDrawsTakeLongerAndDiffer) {
  const World world = world_by("{ perceived = { sigma = 0.4, correlation_km = 3.0, draws = 5 } }");
  const CrosserPlan& crosser = world.crossers[0];
  ASSERT_EQ(crosser.draws(), 5U);
  for (std::size_t draw = 0; draw < 5; ++draw) {
    const RouteField& field = crosser.route_under(2, draw);
    EXPECT_GT(field.mean_excess, 0.001);
    EXPECT_LT(field.mean_excess, 0.5);
    if (draw > 0) {
      EXPECT_FALSE(same(field.tree, crosser.route_under(0, draw - 1).tree));
    }
  }
  EXPECT_GE(crosser.route_bytes(), 5U * 8U * static_cast<std::size_t>(world.grid.cells()));
  EXPECT_TRUE(crosser.route.tree.empty());
}

TEST(RouteChoice, ConfigurationsOfTheSameKnownHazardsShareTheirRoutes) {
  for (const char* route : {"\"least_cost\"", "{ logit = { mean_excess = 0.03 } }"}) {
    const World world = world_by(route, "risk = { beta_s = 7200.0, certain_rate_per_h = 30.0 }\n");
    const CrosserPlan& crosser = world.crossers[0];
    ASSERT_EQ(crosser.choices.size(), 2U);
    EXPECT_EQ(&crosser.route_under(0), &crosser.route_under(2));
    EXPECT_NE(&crosser.route_under(0), &crosser.route_under(1));
    EXPECT_GT(crosser.route_under(0).mean_excess, 0.0);
    EXPECT_EQ(crosser.route_under(0).theta_s, crosser.route.theta_s);
    // Times of moves are times, not costs.
    const World plain = world_by(route);
    const std::vector<double> by_fear_s = expected_time_s(crosser.route_under(1));
    const std::vector<double> least_s = expected_time_s(plain.crossers[0].route);
    const CellId start = world.grid.at({10000.0, 100.0});
    EXPECT_GT(by_fear_s[static_cast<std::size_t>(start)], least_s[static_cast<std::size_t>(start)]);
    EXPECT_LT(by_fear_s[static_cast<std::size_t>(start)], 1.5 * least_s[static_cast<std::size_t>(start)]);
  }
}

TEST(RouteChoice, AFearOfNothingIsTheSameToTheBit) {
  // A class that fears, where nothing is to be known: cost grounds of factor 1.
  const std::string none =
      "[[sensor]]\nname = \"eye\"\nlaw = { definite_range = { range_m = 300.0 } }\nheight_m = "
      "1.7\nline_of_sight = false\n[[post]]\nname = \"rear\"\nsensor = \"eye\"\nposition_xy_km = [10.0, "
      "15.0]\n[[configuration]]\nname = \"rear\"\nassets = [\"rear\"]\n";
  const std::string route = "{ logit = { theta_s = 60.0 } }";
  const World plain = world_of(ground() + walkers(route) + none);
  const World fearful = world_of(ground() + walkers(route, "risk = { beta_s = 9000.0 }\n") + none);
  EXPECT_TRUE(same(plain.crossers[0].route.logit, fearful.crossers[0].route_under(0).logit));
}

TEST(RouteChoice, IsTheSameForAnyNumberOfThreads) {
  const std::string text = ground() +
                           walkers("{ perceived = { sigma = 0.3, correlation_km = 2.0, draws = 3 } }",
                                   "risk = { beta_s = 3600.0 }\n") +
                           test::few_assets();
  std::vector<World> worlds;
  for (const int threads : {1, 3}) {
    Problems problems;
    worlds.push_back(compile(parse_scenario(text, "test", ".", {}, problems), threads, problems));
    ASSERT_TRUE(problems.empty());
  }
  for (const std::size_t configuration : {0U, 1U}) {
    for (const std::size_t draw : {0U, 1U, 2U}) {
      EXPECT_TRUE(same(worlds[0].crossers[0].route_under(configuration, draw).tree,
                       worlds[1].crossers[0].route_under(configuration, draw).tree));
    }
  }
}

}  // namespace
}  // namespace panj
