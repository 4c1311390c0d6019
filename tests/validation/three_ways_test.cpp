// Known answer D6 through the whole engine: logit travellers (Dial 1971) share themselves among three ways of
// 4, 5 and 7 (hours; here hundreds of seconds), theta = 2, first steps of 1, 2 and 4 to three cells from each
// of which it is 3 to its destination.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "support/known_answer.h"
#include "support/temporary_file.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_each_way = 100;

/// A cross of three arms, two cells each, in ground that nobody can cross: west, north and east of its
/// middle.
std::string cross() {
  const std::string closed = "9 9 9 9 9 9 9 9 9 9 9\n";
  const std::string north_arm = "9 9 9 9 9 1 9 9 9 9 9\n";
  const std::string side_arms = "9 9 9 1 1 1 1 1 9 9 9\n";
  return ascii_grid(11, 11, 100.0,
                    closed + closed + closed + north_arm + north_arm + side_arms + closed + closed + closed +
                        closed + closed);
}

/// Whoever steps over the line from one point to the other is held up.
std::string hold_up(const std::string& name, const std::string& line_km, double delay_s) {
  return "[[obstacle]]\nname = \"" + name + "\"\nline_xy_km = " + line_km +
         "\ndelay_min = " + toml(delay_s / 60.0) + "\n";
}

std::string watched_arm(const std::string& name, const std::string& position_km) {
  return "[[post]]\nname = \"" + name + "\"\nsensor = \"gate\"\nposition_xy_km = " + position_km +
         "\n[[configuration]]\nname = \"" + name + "\"\nassets = [\"" + name + "\"]\n";
}

/// The border bulges around the cell in the middle: all arms lie on its inner side.
const std::string around_the_middle = R"([frontier]
elevation = "flat"
size_km = [1.1, 1.1]
cell_size_m = 100.0
line_xy_km = [[0.0, 0.3], [0.48, 0.3], [0.48, 0.62], [0.62, 0.62], [0.62, 0.3], [1.1, 0.3]]
inner = "left"
)";

/// A step takes 100 s, and more over the lines.
std::string three_ways(const std::string& cover) {
  return "schema = 1\n[scenario]\nseed = 19\nperiod_h = 1.0\n" + around_the_middle +
         "neighbours = 8\nland_cover = { path = \"" + cover +
         "\", classes = [1], friction = [1.0], closed = [9] }\n" +
         hold_up("to_north", "[[0.5, 0.6], [0.6, 0.6]]", 100.0) +
         hold_up("in_north", "[[0.5, 0.7], [0.6, 0.7]]", 200.0) +
         hold_up("to_west", "[[0.5, 0.5], [0.5, 0.6]]", 300.0) +
         hold_up("in_west", "[[0.4, 0.5], [0.4, 0.6]]", 200.0) +
         hold_up("in_east", "[[0.7, 0.5], [0.7, 0.6]]", 200.0) + R"([[crosser]]
name = "traveller"
attempts = { fixed = 100 }
origin = { points_xy_km = [[0.55, 0.55]] }
destination = { points_xy_km = [[0.75, 0.55], [0.55, 0.75], [0.35, 0.55]] }
route = { logit = { theta_s = 200.0 } }
movement = { constant = { speed_km_h = 3.6 } }
[[sensor]]
name = "gate"
law = { definite_range = { range_m = 20.0 } }
height_m = 1.7
line_of_sight = false
)" + watched_arm("east", "[0.65, 0.55]") +
         watched_arm("north", "[0.55, 0.65]") + watched_arm("west", "[0.45, 0.55]") +
         "[sampling]\nbatch = 50\n[output]\nmaps = false\n";
}

TEST(LogitRoutes, ShareTravellersAmongThreeWays) {
  const TemporaryFile cover("cross.asc", cross());
  const RunResult result = run_full(three_ways(cover.path()), attempts_each_way);
  const std::array<double, 3> hours{4.0, 5.0, 7.0};
  const std::array<double, 3> digits{0.546549, 0.331499, 0.121952};
  double all = 0.0;
  for (const double way_h : hours) all += std::exp(-way_h / 2.0);
  for (std::size_t c = 0; c < hours.size(); ++c) {
    const double truth = std::exp(-hours[c] / 2.0) / all;
    EXPECT_NEAR(truth, digits[c], 5e-7);
    const std::string way = "logit share of the way of " + std::to_string(std::lround(hours[c])) + " h";
    expect_share({"D6", way + ", sampled", "Dial 1971"}, share_of(result, "p_detect", c), truth, 0.001,
                 attempts_each_way);
  }
}

}  // namespace
}  // namespace panj::test
