#include "model/detection.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Two posts: configuration 0 holds the first, 1 the second, 2 both.
World two_posts(const std::string& first_law, const std::string& second_law) {
  return world_of(test::flat_head() + test::straight_walkers() + R"([[sensor]]
name = "one"
law = )" + first_law +
                  R"(
line_of_sight = false
[[sensor]]
name = "two"
law = )" + second_law +
                  R"(
line_of_sight = false
[[post]]
name = "first"
sensor = "one"
position_xy_km = [10.0, 10.5]
[[post]]
name = "second"
sensor = "two"
position_xy_km = [10.0, 11.0]
[[configuration]]
name = "a"
assets = ["first"]
[[configuration]]
name = "b"
assets = ["second"]
[[configuration]]
name = "both"
assets = ["first", "second"]
)");
}

/// The asset sees a target stand at `distance_m` from `begin_s` for `duration_s`.
Exposure standing(const World& world, std::uint16_t asset, double begin_s, double duration_s,
                  double distance_m) {
  Exposure exposure;
  exposure.asset = asset;
  exposure.begin_s = begin_s;
  exposure.course = {{distance_m, 0.0, 0.0}, {0.0, 0.0, 0.0}, duration_s};
  exposure.law = world.assets[asset].law;
  exposure.hazard = hazard(exposure.law, exposure.course);
  return exposure;
}

Address attempt_address(std::uint32_t number) {
  return {EntityKey{99}, Purpose::detection, number, 0};
}

double threshold_of(std::uint32_t number) {
  return -std::log(uniform_pair(attempt_address(number)).first);
}

constexpr const char* rate_3600 = "{ constant_rate = { rate_per_h = 3600.0, range_m = 1000.0 } }";
constexpr const char* rate_1800 = "{ constant_rate = { rate_per_h = 1800.0, range_m = 1000.0 } }";
constexpr const char* sure = "{ definite_range = { range_m = 1000.0 } }";

TEST(Detection, ComesWhereTheHazardPassesTheExponential) {
  const World world = two_posts(rate_3600, rate_1800);
  // Post one gathers 1/s in [10, 12] and [20, 30], post two 0.5/s in [11, 25].
  const std::vector<Exposure> exposures = {standing(world, 0, 10.0, 2.0, 100.0),
                                           standing(world, 1, 11.0, 14.0, 100.0),
                                           standing(world, 0, 20.0, 10.0, 100.0)};
  DetectionScratch scratch;
  for (std::uint32_t number = 0; number < 200; ++number) {
    const Detector detector(world, exposures, attempt_address(number), scratch);
    const double e = threshold_of(number);
    const double alone = e <= 2.0 ? 10.0 + e : e <= 12.0 ? 18.0 + e : never_happened_s;
    EXPECT_NEAR(detector.first(0).at_s, alone, 1e-6) << number;
    // Together: 1 by 11 s, 2.5 by 12 s, 6.5 by 20 s, 14 by 25 s, 19 by 30 s.
    const double together = e <= 1.0    ? 10.0 + e
                            : e <= 2.5  ? 11.0 + (e - 1.0) / 1.5
                            : e <= 6.5  ? 12.0 + (e - 2.5) / 0.5
                            : e <= 14.0 ? 20.0 + (e - 6.5) / 1.5
                                        : 25.0 + (e - 14.0);
    EXPECT_NEAR(detector.first(2).at_s, together, 1e-6) << number;
    EXPECT_LE(detector.first(2).at_s, std::min(detector.first(0).at_s, detector.first(1).at_s) + 1e-9);
    EXPECT_NEAR(detector.p_detect(0), 1.0 - std::exp(-12.0), 1e-12);
    EXPECT_NEAR(detector.p_detect(1), 1.0 - std::exp(-7.0), 1e-12);
  }
}

TEST(Detection, WhoDetectsGoesInProportionToTheRates) {
  const World world = two_posts(rate_3600, rate_1800);
  const std::vector<Exposure> exposures = {standing(world, 0, 0.0, 100.0, 100.0),
                                           standing(world, 1, 0.0, 100.0, 100.0)};
  DetectionScratch scratch;
  constexpr int trials = 30000;
  int first = 0;
  for (std::uint32_t number = 0; number < trials; ++number) {
    first += Detector(world, exposures, attempt_address(number), scratch).first(2).asset == 0 ? 1 : 0;
  }
  const double p = 2.0 / 3.0;
  EXPECT_LT(std::abs((first - trials * p) / std::sqrt(trials * p * (1.0 - p))), 4.0);
}

TEST(Detection, CertainRangeEndsTheChance) {
  const World world = two_posts(rate_3600, sure);
  const std::vector<Exposure> exposures = {standing(world, 0, 0.0, 1.0, 100.0),
                                           standing(world, 1, 0.5, 1.0, 100.0)};
  DetectionScratch scratch;
  for (std::uint32_t number = 0; number < 100; ++number) {
    const Detector detector(world, exposures, attempt_address(number), scratch);
    const double e = threshold_of(number);
    const Detection both = detector.first(2);
    EXPECT_NEAR(both.at_s, std::min(e, 0.5), 1e-9);
    EXPECT_EQ(both.asset, e < 0.5 ? 0 : 1);
    EXPECT_EQ(detector.p_detect(2), 1.0);
    EXPECT_EQ(detector.first(0).at_s == never_happened_s, e > 1.0);
  }
}

TEST(Detection, NothingSeenIsNothingDetected) {
  const World world = two_posts(rate_3600, rate_1800);
  DetectionScratch scratch;
  const Detector detector(world, {}, attempt_address(1), scratch);
  const Detection none = detector.first(0);
  EXPECT_EQ(none.at_s, never_happened_s);
  EXPECT_EQ(detector.p_detect(0), 0.0);
  EXPECT_EQ(none.asset, -1);
}

TEST(Detection, InverseCubePassageIsSolvedForItsTime) {
  const World world = two_posts("{ inverse_cube = { kh_km3_per_h = 3.6, range_m = 5000.0 } }", rate_1800);
  Exposure exposure;
  exposure.course = {{-4000.0, 300.0, 0.0}, {2.0, 0.0, 0.0}, 4000.0};
  exposure.begin_s = 50.0;
  exposure.law = world.assets[0].law;
  exposure.hazard = hazard(exposure.law, exposure.course);
  const std::vector<Exposure> exposures = {exposure};
  DetectionScratch scratch;
  int found = 0;
  for (std::uint32_t number = 0; number < 200; ++number) {
    const Detection detection = Detector(world, exposures, attempt_address(number), scratch).first(0);
    if (detection.at_s == never_happened_s) {
      EXPECT_GT(threshold_of(number), exposure.hazard.finite);
      continue;
    }
    ++found;
    EXPECT_NEAR(hazard_until(world.assets[0].law, exposure.course, detection.at_s - 50.0),
                threshold_of(number), 1e-9);
  }
  EXPECT_GT(found, 100);
}

TEST(Detection, DetectionsAreThePointsOfAPoissonProcess) {
  const World world = two_posts(rate_3600, rate_1800);
  // H = t - 10 over [10, 60]: the points lie at 10 + the sums of the exponentials.
  const std::vector<Exposure> exposures = {standing(world, 0, 10.0, 20.0, 100.0),
                                           standing(world, 0, 30.0, 30.0, 100.0)};
  DetectionScratch scratch;
  std::int64_t all = 0;
  constexpr std::uint32_t attempts = 400;
  for (std::uint32_t number = 0; number < attempts; ++number) {
    const Detector detector(world, exposures, attempt_address(number), scratch);
    double level = 0.0;
    double last_s = -never_happened_s;
    for (std::uint32_t point = 0;; ++point) {
      const auto [even, odd] = uniform_pair(attempt_address(number), point / 2);
      level -= std::log(point % 2 == 0 ? even : odd);
      const Detection next = detector.first_after(0, last_s);
      if (level > 50.0) {
        EXPECT_EQ(next.at_s, never_happened_s);
        break;
      }
      ASSERT_NEAR(next.at_s, 10.0 + level, 1e-6);
      EXPECT_GT(next.at_s, last_s);
      // Whatever time is asked from, short of the point, it is the next.
      EXPECT_EQ(detector.first_after(0, next.at_s - 1e-3 * (next.at_s - std::max(10.0, last_s))).at_s,
                next.at_s);
      last_s = next.at_s;
      ++all;
    }
  }
  EXPECT_LT(std::abs((static_cast<double>(all) - 50.0 * attempts) / std::sqrt(50.0 * attempts)), 4.0);
}

TEST(Detection, CertainOnesFollowOneAnotherAndTheChances) {
  const World world = two_posts(rate_3600, sure);
  const std::vector<Exposure> exposures = {standing(world, 0, 0.0, 1.0, 100.0),
                                           standing(world, 1, 2.0, 1.0, 100.0),
                                           standing(world, 1, 5.0, 1.0, 100.0)};
  DetectionScratch scratch;
  const Detector detector(world, exposures, attempt_address(3), scratch);
  EXPECT_EQ(detector.first_after(2, 1.0).at_s, 2.0);
  EXPECT_EQ(detector.first_after(2, 2.0).at_s, 5.0);
  EXPECT_EQ(detector.first_after(2, 2.0).asset, 1);
  EXPECT_EQ(detector.first_after(2, 5.0).at_s, never_happened_s);
}

TEST(Detection, SameAssetsSameDetection) {
  const World world = two_posts(rate_3600, rate_1800);
  const std::vector<Exposure> only_first = {standing(world, 0, 0.0, 1.0, 100.0)};
  DetectionScratch scratch;
  const Detector detector(world, only_first, attempt_address(1), scratch);
  EXPECT_TRUE(detector.same_under(0, 2));
  EXPECT_FALSE(detector.same_under(0, 1));
}

}  // namespace
}  // namespace panj
