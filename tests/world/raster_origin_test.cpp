#include <gtest/gtest.h>

#include <algorithm>

#include "support/small_scenarios.h"
#include "support/temporary_file.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::ascii_grid;
using test::few_assets;
using test::flat_head;
using test::grid_walkers;
using test::TemporaryFile;

/// The flat scenario of 80 x 80 cells, border in the middle, with origins by the weights of a file.
std::string scenario(const std::string& path, const std::string& movement = "") {
  std::string text = flat_head() + grid_walkers() + few_assets();
  const std::string edge = "origin = \"edge\"";
  text.replace(text.find(edge), edge.size(), "origin = { raster = \"" + path + "\" }");
  const std::string speed = "{ speed_km_h = 4.0 }";
  if (!movement.empty()) text.replace(text.find(speed), speed.size(), movement);
  return text;
}

/// 4 x 4 pixels of 5 km, from north to south.
std::string pixels(const std::string& lines) {
  return ascii_grid(4, 4, 5000.0, lines);
}

const CellsStart& start_of(const World& world) {
  return std::get<CellsStart>(world.crossers.at(0).start);
}

std::string only_problem(const std::string& path) {
  const auto problems = problems_of(scenario(path));
  EXPECT_EQ(problems.size(), 1U);
  return problems.empty() ? "" : problems[0];
}

TEST(RasterOrigin, WeightsOfTheOuterSideCount) {
  // What lies north of the border is left out, whatever it is.
  const TemporaryFile file("weights.asc", pixels("7 7 7 -7\n7 7 7 7\n1 0 3 -9999\n0 0 0 0\n"));
  const World world = world_of(scenario(file.path()));
  const CellsStart& start = start_of(world);
  EXPECT_EQ(start.cells.size(), 2U * 20U * 20U);
  double west = 0.0;
  for (std::size_t i = 0; i < start.cells.size(); ++i) {
    EXPECT_EQ(world.frontier.side_of(start.cells[i]), Side::outer);
    const Point centre = world.grid.centre(start.cells[i]);
    EXPECT_GT(centre.y(), 5000.0);
    const double share = start.cumulative[i] - (i == 0 ? 0.0 : start.cumulative[i - 1]);
    if (centre.x() < 5000.0) west += share;
    EXPECT_NEAR(share, (centre.x() < 5000.0 ? 0.25 : 0.75) / 400.0, 1e-12);
  }
  EXPECT_NEAR(west, 0.25, 1e-9);
  EXPECT_EQ(start.cumulative.back(), 1.0);
  EXPECT_EQ(world.inputs, (std::vector<std::string>{file.path()}));
}

TEST(RasterOrigin, WhatCanBeNoWeightIsReported) {
  const TemporaryFile negative("negative.asc", pixels("0 0 0 0\n0 0 0 0\n1 1 1 1\n1 1 -2.5 1\n"));
  EXPECT_NE(only_problem(negative.path())
                .find("(the weight at x = 10.125, y = 0.125 km is -2.5); weights are 0 to 1e+30"),
            std::string::npos)
      << only_problem(negative.path());
  const TemporaryFile endless("endless.asc", pixels("0 0 0 0\n0 0 0 0\n1 1 1 1\n1 1 1e38 1\n"));
  EXPECT_NE(only_problem(endless.path()).find("km is 1e+38)"), std::string::npos)
      << only_problem(endless.path());
  const TemporaryFile inner("inner.asc", pixels("1 1 1 1\n1 1 1 1\n0 0 0 0\n-9999 0 0 0\n"));
  EXPECT_NE(only_problem(inner.path()).find("it has no weight anywhere on the outer side"), std::string::npos)
      << only_problem(inner.path());
  EXPECT_NE(only_problem("/none.tif")
                .find("crosser \"walker\".origin = \"/none.tif\" (it can not be read as a raster"),
            std::string::npos)
      << only_problem("/none.tif");
  const TemporaryFile text("text.asc", "no raster\n");
  EXPECT_NE(only_problem(text.path()).find("it can not be read as a raster"), std::string::npos);
}

TEST(RasterOrigin, WeightOnGroundThatNobodyLeavesCountsNothing) {
  // The ridge's flanks are closed, and so are the cells beside its crest.
  const TemporaryFile file("weights.asc", pixels("0 0 0 0\n0 0 0 0\n1 1 1 1\n1 1 1 1\n"));
  std::string text = scenario(file.path(), "{ speed_km_h = 4.0, max_slope_deg = 30.0 }");
  const std::string flat = "\"flat\"";
  text.replace(
      text.find(flat), flat.size(),
      "{ ridge = { base_m = 100.0, height_m = 1500.0, half_width_m = 1500.0, crest_xy_km = [6.0, 0.0], "
      "azimuth_deg = 0.0 } }");
  // The patrol of the scenario can't cross the ridge on foot, but by straight legs it need not look at it.
  const World world = world_of(text);
  const CellsStart& start = start_of(world);
  const auto lies_in = [&](const Point& point) {
    return std::binary_search(start.cells.begin(), start.cells.end(), world.grid.at(point));
  };
  EXPECT_TRUE(lies_in({2000.0, 5000.0}));
  EXPECT_FALSE(lies_in({5300.0, 5000.0}));
  EXPECT_TRUE(world.crossers[0].moved_starts.empty());
  EXPECT_NEAR(start.cumulative.front(), 1.0 / static_cast<double>(start.cells.size()), 1e-12);
  for (const CellId cell : start.cells) EXPECT_TRUE(world.crossers[0].route.reaches(cell));
}

TEST(RasterOrigin, StraightRoutesFromItsCellsMustStayOnTheMapToo) {
  const TemporaryFile file("weights.asc", pixels("0 0 0 0\n0 0 0 0\n0 0 0 0\n0 0 1 0\n"));
  std::string text = scenario(file.path());
  const std::string route = "route = \"least_cost\"";
  text.replace(text.find(route), route.size(),
               "route = { straight = { heading_deg = 0.0, length_km = 12.0 } }");
  EXPECT_EQ(problems_of(text).size(), 0U);
  text.replace(text.find("length_km = 12.0"), 16, "length_km = 16.0");
  const auto problems = problems_of(text);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("straight routes would leave the map"), std::string::npos) << problems[0];
}

}  // namespace
}  // namespace panj
