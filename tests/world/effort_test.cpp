#include "world/effort.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

std::string text(const std::string& post, const std::string& patrol, const std::string& team) {
  std::string assets = test::few_assets();
  const auto after = [&assets](const std::string& key, const std::string& more) {
    assets.insert(assets.find(key), more);
  };
  after("position_xy_km", post);
  after("waypoints_xy_km", patrol);
  after("base_xy_km", team);
  return test::flat_head() + test::straight_walkers() + assets;
}

TEST(Effort, AddsUpPeopleHoursAndTeams) {
  const World world =
      world_of(text("people = 3\n", "people = 4\nhours_a_day = 6.0\n", "people = 2\nnumber = 5\n"));
  EXPECT_EQ(effort_of(world, 0).value(), 3 * 24.0 + 2 * 24.0 * 5);
  EXPECT_EQ(effort_of(world, 1).value(), 3 * 24.0 + 4 * 6.0 * 2 + 2 * 24.0 * 5);  // two teams of four
}

TEST(Effort, IsUnknownWhereAnAssetDoesNotStateIt) {
  const World world = world_of(text("people = 3\n", "", "people = 2\n"));
  EXPECT_TRUE(effort_of(world, 0).has_value());
  EXPECT_FALSE(effort_of(world, 1).has_value());
}

}  // namespace
}  // namespace panj
