// Success of contacts by light and land cover, through the whole engine.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/known_answer.h"
#include "support/share_of_light.h"
#include "support/text_file.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_found = 100;

/// Who crosses a wire behind the line is met there and then, or never. Departures are uniform over a day, a
/// quarter of the line is reeds, and both have nothing to do with each other:
/// P(intercept) = q (d + t f_t + n f_n) (3/4 + f_r / 4).
TEST(ContactSuccess, IsTheProductOfLightAndCover) {
  // Columns of 2 km: reeds (2) in the second of four.
  const TextFile file(".asc",
                      "ncols 4\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 2000\n1 2 1 1\n1 2 1 1\n");
  const std::string text =
      "schema = 1\n[scenario]\nseed = 12\nperiod_h = 24.0\nstart = 2025-06-21T19:00:00\n" +
      level_frontier(8.0, 4.0, 2.0, 250.0) + "land_cover = { path = \"" + file.path() +
      R"(", classes = [1, 2], friction = [1.0, 1.5] }
[daylight]
utc_offset_h = 5.0
lon_lat = [69.85, 37.6]
[[crosser]]
name = "walker"
attempts = { fixed = 100 }
departure_h = { uniform = { min = 0.0, max = 24.0 } }
origin = { line_xy_km = [[0.0, 1.5], [8.0, 1.5]] }
route = { straight = { heading_deg = 0.0, length_km = 2.0 } }
movement = { constant = { speed_km_h = 3.6 } }
[[sensor]]
name = "wire"
law = { trip_line = {} }
[[line_sensor]]
name = "wire"
sensor = "wire"
vertices_xy_km = [[0.0, 2.6], [8.0, 2.6]]
[[team]]
name = "team"
base_xy_km = [4.0, 3.0]
number = 100
response_time_min = 0.0
[response]
contact_success = 0.9
contact_success_by_light = [1.0, 0.6, 0.4]
contact_success_by_cover = { classes = [2], factor = [0.5] }
[[configuration]]
name = "all"
assets = ["wire", "team"]
[output]
maps = false
)";
  const World world = world_of(text);
  const RunResult result = run_full(world, attempts_found);
  // The wire is reached 1,100 s after departure.
  const double day = share_of_light(world, Light::day, 1100.0, 87500.0);
  const double twilight = share_of_light(world, Light::twilight, 1100.0, 87500.0);
  EXPECT_NEAR(day, 14.8 / 24.0, 0.01);
  const double by_light = day + 0.6 * twilight + 0.4 * (1.0 - day - twilight);
  EXPECT_EQ(share_of(result, "p_detect").value, 1.0);
  expect_share({"Q3", "contacts by light and land cover", "shares of light and cover"},
               share_of(result, "p_intercept"), 0.9 * by_light * (0.75 + 0.25 * 0.5), 0.0012, attempts_found);
}

}  // namespace
}  // namespace panj::test
