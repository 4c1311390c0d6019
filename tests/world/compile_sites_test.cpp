#include "world/compile_sites.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::few_assets;
using test::flat_head;

std::string walkers_to(const std::string& destination) {
  return "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 8 }\ndestination = " + destination +
         "\nroute = \"least_cost\"\nmovement = { constant = { speed_km_h = 4.0 } }\n";
}

std::string site(const std::string& name, const std::string& position, const std::string& radius_m) {
  return "[[site]]\nname = \"" + name + "\"\nposition_xy_km = " + position + "\nradius_m = " + radius_m +
         "\n";
}

std::string text_with(const std::string& sites) {
  return flat_head() + walkers_to("{ sites = [\"camp\"] }") + few_assets() + sites;
}

TEST(CompileSites, HoldsTheInnerCellsWithinTheRadius) {
  // 300 m from the border: a part of the circle lies beyond it.
  const World world = world_of(text_with(site("camp", "[10.1, 10.3]", "600.0")));
  ASSERT_EQ(world.sites.size(), 1U);
  const std::vector<CellId>& cells = world.sites[0].cells;
  EXPECT_TRUE(std::is_sorted(cells.begin(), cells.end()));
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    const bool within = (world.grid.centre(cell) - Point(10100.0, 10300.0)).norm() <= 600.0 &&
                        world.frontier.side_of(cell) == Side::inner;
    EXPECT_EQ(std::binary_search(cells.begin(), cells.end(), cell), within);
  }
  EXPECT_GT(cells.size(), 5U);
}

TEST(CompileSites, ASmallSiteIsTheCellOfItsMiddle) {
  const World world = world_of(text_with(site("camp", "[10.01, 12.24]", "5.0")));
  EXPECT_EQ(world.sites[0].cells, std::vector<CellId>{world.grid.at(Point(10010.0, 12240.0))});
}

TEST(CompileSites, RoutesEndInTheNearestOfThem) {
  const World world =
      world_of(flat_head() + walkers_to("{ sites = [\"camp\", \"village\"] }") + few_assets() +
               site("camp", "[4.0, 14.0]", "300.0") + site("village", "[16.0, 14.0]", "300.0") +
               site("far", "[10.0, 10.5]", "300.0"));
  const RouteField& route = world.crossers[0].route;
  for (const CellId cell : world.sites[0].cells) EXPECT_TRUE(is_destination(route, cell));
  for (const CellId cell : world.sites[1].cells) EXPECT_TRUE(is_destination(route, cell));
  for (const CellId cell : world.sites[2].cells) EXPECT_FALSE(is_destination(route, cell));
}

TEST(CompileSites, MustLieOnTheInnerSideOfTheMap) {
  const auto complaint = [](const std::string& position) {
    const auto problems = problems_of(flat_head("inner_depth_km = 5.0\n") + walkers_to("\"inner_edge\"") +
                                      few_assets() + site("camp", position, "300.0"));
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  EXPECT_NE(complaint("[10.0, 8.0]").find("site \"camp\".position_xy_km = [10, 8] (on the outer side"),
            std::string::npos);
  EXPECT_NE(complaint("[10.0, 18.0]")
                .find("outside the strip along the border); move it, or enlarge "
                      "frontier.inner_depth_km"),
            std::string::npos);
  EXPECT_NE(complaint("[30.0, 12.0]").find("is off the map"), std::string::npos);
}

TEST(CompileSites, DetermineTheAttemptsWhereAClassMakesForThem) {
  const auto attempts = [](const std::string& sites) { return world_of(text_with(sites)).attempts_text; };
  const std::string camp = site("camp", "[10.0, 12.0]", "300.0");
  const std::string base = attempts(camp);
  EXPECT_NE(attempts(site("camp", "[10.0, 12.5]", "300.0")), base);
  EXPECT_NE(attempts(site("camp", "[10.0, 12.0]", "400.0")), base);
  EXPECT_EQ(attempts(camp + site("village", "[4.0, 12.0]", "300.0")), base);
  EXPECT_EQ(attempts(camp + "title = \"Builders\"\nkind = \"work_site\"\n"), base);
}

}  // namespace
}  // namespace panj
