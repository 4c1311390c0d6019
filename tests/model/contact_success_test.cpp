#include "model/contact_success.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/text_file.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Class 2 in the west half of flat_head(), 1 in the east.
const char* const halves = "ncols 2\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 10000\n2 1\n2 1\n";

std::string night(const std::string& frontier, const std::string& response) {
  std::string text = test::flat_head(frontier) + test::grid_walkers() + test::few_assets() +
                     "[daylight]\nutc_offset_h = 5.0\nlon_lat = [69.85, 37.6]\n[response]\n" + response;
  return text.replace(text.find("period_h = 4.0"), 14, "period_h = 24.0\nstart = 2025-06-21T00:00:00");
}

TEST(ContactSuccess, IsOneNumberWhereNothingElseIsSaid) {
  const World world = world_of(night("", "contact_success = 0.7\n"));
  EXPECT_EQ(contact_success(world, 0.0, 17), 0.7);
  EXPECT_EQ(contact_success(world, 43200.0, no_cell), 0.7);
  EXPECT_EQ(world.cover.contact_factor.size(), 0);
}

TEST(ContactSuccess, DependsOnTheLightThen) {
  const World world =
      world_of(night("", "contact_success = 0.8\ncontact_success_by_light = [1.0, 0.5, 0.25]\n"));
  for (double time_s = 0.0; time_s < 86400.0; time_s += 600.0) {
    const Light light = light_at(world.light, time_s);
    const double expected = light == Light::day ? 0.8 : light == Light::twilight ? 0.4 : 0.2;
    EXPECT_DOUBLE_EQ(contact_success(world, time_s, 17), expected);
  }
  EXPECT_DOUBLE_EQ(contact_success(world, 43200.0, 17), 0.8);
  EXPECT_DOUBLE_EQ(contact_success(world, 0.0, 17), 0.2);
}

TEST(ContactSuccess, DependsOnTheCoverThere) {
  const test::TextFile file(".asc", halves);
  const std::string cover =
      "land_cover = { path = \"" + file.path() + "\", classes = [1, 2], friction = [1.0, 1.5] }\n";
  const World world = world_of(night(cover,
                                     "contact_success = 0.8\ncontact_success_by_cover = { classes = "
                                     "[2], factor = [0.5] }\ncontact_success_by_light = [1.0, 1.0, "
                                     "0.5]\n"));
  const CellId west = world.grid.at({2000.0, 12000.0});
  const CellId east = world.grid.at({12000.0, 12000.0});
  EXPECT_NEAR(contact_success(world, 43200.0, west), 0.4, 1e-7);
  EXPECT_NEAR(contact_success(world, 43200.0, east), 0.8, 1e-7);
  EXPECT_NEAR(contact_success(world, 0.0, west), 0.2, 1e-7);
}

TEST(ContactSuccess, CoverNeedsToKnowTheCell) {
  const test::TextFile file(".asc", halves);
  const std::string cover =
      "land_cover = { path = \"" + file.path() + "\", classes = [1, 2], friction = [1.0, 1.5] }\n";
  const std::string assets = "[[configuration]]\nname = \"none\"\nassets = []\n[output]\nmaps = false\n";
  const std::string text = test::flat_head(cover) + test::straight_walkers() + assets;
  EXPECT_FALSE(world_of(text).tracks_need_cells);
  EXPECT_TRUE(world_of(text + "[response]\ncontact_success_by_cover = { classes = [2], factor = [0.5] }\n")
                  .tracks_need_cells);
}

}  // namespace
}  // namespace panj
