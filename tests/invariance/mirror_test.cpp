// East and west are alike: a world seen in a mirror has the same statistics, mirrored.
#include <gtest/gtest.h>

#include <cmath>

#include "support/known_answer.h"

namespace panj::test {
namespace {

enum class Seen { as_it_is, in_a_mirror };

constexpr double width_km = 12.0;

/// Writes a scenario or its mirror image.
/// Places on the grid are centres of cells: a place on the rim of two belongs to the eastern one in either
/// image.
class Writer {
 public:
  explicit Writer(Seen seen) : mirrored_(seen == Seen::in_a_mirror) {}

  std::string at(double east_km, double north_km) const {
    return "[" + toml(mirrored_ ? width_km - east_km : east_km) + ", " + toml(north_km) + "]";
  }
  std::string azimuth(double deg) const { return toml(mirrored_ ? -deg : deg); }

  std::string text() const {
    // Other seeds: were the random numbers the same, the two would be compared with themselves in part.
    return std::string("schema = 1\n[scenario]\nperiod_h = 6.0\nseed = ") + (mirrored_ ? "2" : "1") +
           ground() + crossers() + assets() + "[sampling]\nbatch = 50\n[output]\nmaps = false\n";
  }

 private:
  std::string ground() const {
    return R"(
[frontier]
size_km = [12.0, 10.0]
cell_size_m = 250.0
elevation = { ridge = { base_m = 900.0, height_m = 500.0, half_width_m = 3000.0, crest_xy_km = )" +
           at(5.0, 7.0) + ", azimuth_deg = " + azimuth(75.0) + R"( } }
line_xy_km = [[0.0, 4.0], [12.0, 4.0]]
inner = "left"
segment_km = 2.0
)";
  }
  std::string crossers() const {
    return R"([[crosser]]
name = "smuggler"
attempts = { poisson = 6.0 }
origin = "edge"
destination = { points_xy_km = [)" +
           at(2.125, 9.0) + ", " + at(7.125, 8.0) + R"(] }
route = { logit = { mean_excess = 0.05 } }
movement = { tobler = { factor = 0.6 } }
[[crosser]]
name = "drifter"
attempts = { fixed = 4 }
origin = { line_xy_km = [)" +
           at(1.0, 1.0) + ", " + at(10.0, 2.0) + R"(] }
route = { straight = { heading_deg = )" +
           azimuth(7.0) + R"(, length_km = 6.0 } }
movement = { constant = { speed_km_h = 3.0 } }
)";
  }
  std::string assets() const {
    return R"([[sensor]]
name = "observer"
law = { constant_rate = { rate_per_h = 2.0, range_m = 2500.0 } }
height_m = 4.0
[[sensor]]
name = "pair"
law = { definite_range = { range_m = 500.0 } }
height_m = 1.7
[[post]]
name = "post"
sensor = "observer"
position_xy_km = )" +
           at(3.3, 5.1) + R"(
[[patrol]]
name = "path"
sensor = "pair"
waypoints_xy_km = [)" +
           at(1.125, 4.6) + ", " + at(6.125, 5.2) + ", " + at(8.625, 4.8) + R"(]
movement = "tobler"
[[patrol]]
name = "ring"
sensor = "pair"
waypoints_xy_km = [)" +
           at(4.0, 5.0) + ", " + at(11.0, 5.0) + ", " + at(11.0, 7.0) + R"(]
between = "straight"
circuit = "loop"
movement = { constant = { speed_km_h = 6.0 } }
[[site]]
name = "village"
position_xy_km = )" +
           at(2.125, 9.0) + R"(
radius_m = 600.0
[[team]]
name = "reserve"
base_xy_km = )" +
           at(8.125, 6.0) + R"(
movement = "tobler"
handling_min = 60.0
[[configuration]]
name = "post"
assets = ["post", "reserve"]
[[configuration]]
name = "all"
assets = ["post", "path", "ring", "reserve"]
)";
  }

  bool mirrored_;
};

void expect_alike(const Estimate& here, const Estimate& there, const std::string& what) {
  const double error = std::hypot(here.standard_error, there.standard_error);
  ASSERT_GT(error, 0.0) << what;
  EXPECT_LE(error, 0.02 * std::sqrt(static_cast<double>(samples_divisor()))) << what;
  EXPECT_LE(std::abs(here.value - there.value), 4.0 * error)
      << what << ": " << here.value << " and " << there.value;
}

TEST(Mirror, MirrorsTheStatistics) {
  RunOptions options;
  options.threads = 2;
  options.replications = samples(6000, 10);
  const RunResult here = run(world_of(Writer(Seen::as_it_is).text()), options);
  const RunResult there = run(world_of(Writer(Seen::in_a_mirror).text()), options);
  const std::size_t segments = here.tally.segments.bins();
  ASSERT_EQ(segments, 6U);
  ASSERT_EQ(there.tally.segments.bins(), segments);
  for (std::size_t c = 0; c < 2; ++c) {
    for (const char* name : {"p_detect", "p_intercept", "p_leak", "p_detect_conditional", "p_site_reached"}) {
      const std::size_t m = find_measure(name);
      const std::string what = std::string(name) + " under configuration " + std::to_string(c);
      expect_alike(share_of(here, name, c), share_of(there, name, c), what);
      for (std::size_t s = 0; s < segments; ++s) {
        const Estimate one = here.tally.segments.estimate(s, c, m, 0.95);
        // Where nothing happens there is no error to judge by.
        if (one.value == 0.0 || one.value == 1.0) continue;
        expect_alike(one, there.tally.segments.estimate(segments - 1 - s, c, m, 0.95),
                     what + ", segment " + std::to_string(s));
      }
    }
  }
  // The world itself is not its own mirror image: else this would show nothing.
  const auto east_less_west = [&](const RunResult& result) {
    return result.tally.segments.estimate(4, 0, find_measure("p_detect"), 0.95).value -
           result.tally.segments.estimate(1, 0, find_measure("p_detect"), 0.95).value;
  };
  EXPECT_LT(east_less_west(here), -0.1);
  EXPECT_GT(east_less_west(there), 0.1);
}

}  // namespace
}  // namespace panj::test
