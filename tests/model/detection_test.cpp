#include "model/detection.h"

#include <gtest/gtest.h>

#include <array>
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
Exposure standing_exposure(const World& world, std::uint16_t asset, double begin_s, double duration_s,
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
  const std::vector<Exposure> exposures = {standing_exposure(world, 0, 10.0, 2.0, 100.0),
                                           standing_exposure(world, 1, 11.0, 14.0, 100.0),
                                           standing_exposure(world, 0, 20.0, 10.0, 100.0)};
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
  const std::vector<Exposure> exposures = {standing_exposure(world, 0, 0.0, 100.0, 100.0),
                                           standing_exposure(world, 1, 0.0, 100.0, 100.0)};
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
  const std::vector<Exposure> exposures = {standing_exposure(world, 0, 0.0, 1.0, 100.0),
                                           standing_exposure(world, 1, 0.5, 1.0, 100.0)};
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
  const std::vector<Exposure> exposures = {standing_exposure(world, 0, 10.0, 20.0, 100.0),
                                           standing_exposure(world, 0, 30.0, 30.0, 100.0)};
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
  const std::vector<Exposure> exposures = {standing_exposure(world, 0, 0.0, 1.0, 100.0),
                                           standing_exposure(world, 1, 2.0, 1.0, 100.0),
                                           standing_exposure(world, 1, 5.0, 1.0, 100.0)};
  DetectionScratch scratch;
  const Detector detector(world, exposures, attempt_address(3), scratch);
  EXPECT_EQ(detector.first_after(2, 1.0).at_s, 2.0);
  EXPECT_EQ(detector.first_after(2, 2.0).at_s, 5.0);
  EXPECT_EQ(detector.first_after(2, 2.0).asset, 1);
  EXPECT_EQ(detector.first_after(2, 5.0).at_s, never_happened_s);
}

TEST(Detection, CertainOnesCountOncePerEntry) {
  const World world = two_posts(rate_3600, sure);
  // Post two has it in range over [2, 4] in two pieces, then from 4 on a piece that leaves the range at 5
  // and another that comes back into it at 8; on [20, 22] once more.
  std::vector<Exposure> exposures = {standing_exposure(world, 1, 2.0, 1.0, 100.0),
                                     standing_exposure(world, 1, 3.0, 1.0, 100.0)};
  const auto add_moving = [&](double begin_s, double duration_s, double from_m, double speed_m_s) {
    Exposure exposure = standing_exposure(world, 1, begin_s, duration_s, 100.0);
    exposure.course.offset_m.x() = from_m;
    exposure.course.velocity_m_s.x() = speed_m_s;
    exposure.hazard = hazard(exposure.law, exposure.course);
    exposures.push_back(exposure);
  };
  add_moving(4.0, 3.0, 100.0, 900.0);
  add_moving(7.0, 2.0, 2800.0, -1800.0);
  exposures.push_back(standing_exposure(world, 1, 20.0, 1.0, 100.0));
  exposures.push_back(standing_exposure(world, 1, 21.0, 1.0, 100.0));
  DetectionScratch scratch;
  const Detector detector(world, exposures, attempt_address(3), scratch);
  EXPECT_EQ(detector.first(1).at_s, 2.0);
  EXPECT_NEAR(detector.first_after(1, 2.0).at_s, 8.0, 1e-9);
  EXPECT_EQ(detector.first_after(1, 8.5).at_s, 20.0);
  EXPECT_EQ(detector.first_after(1, 20.0).at_s, never_happened_s);
  // Another team of the same asset that comes just then is an entry of its own.
  exposures[1].team = 1;
  EXPECT_EQ(Detector(world, exposures, attempt_address(3), scratch).first_after(1, 2.0).at_s, 3.0);
}

/// A look that adds `jump` to H.
Exposure look(std::uint16_t asset, double at_s, double jump) {
  Exposure exposure;
  exposure.asset = asset;
  exposure.begin_s = at_s;
  exposure.law = Glimpse{10.0, 1000.0};
  exposure.hazard = {jump, false, 0.0};
  return exposure;
}

TEST(Detection, PointsInAJumpAreDetectedAtItsTime) {
  const World world = two_posts(rate_3600, rate_1800);
  // H of both: 0.5 at 5 s; then 1/s over [10, 12] with a jump of 2 at 11 s; 1 more at 20 s.
  const std::vector<Exposure> exposures = {look(1, 5.0, 0.5), standing_exposure(world, 0, 10.0, 2.0, 100.0),
                                           look(1, 11.0, 2.0), look(1, 20.0, 1.0)};
  DetectionScratch scratch;
  std::array<int, 6> seen{};
  for (std::uint32_t number = 0; number < 400; ++number) {
    const Detector detector(world, exposures, attempt_address(number), scratch);
    const double e = threshold_of(number);
    const Detection both = detector.first(2);
    const auto expect = [&](std::size_t stretch, double at_s, int asset, double within_s) {
      ++seen[stretch];
      EXPECT_NEAR(both.at_s, at_s, within_s) << number;
      EXPECT_EQ(both.asset, asset) << number;
    };
    if (e <= 0.5) {
      expect(0, 5.0, 1, 0.0);
    } else if (e <= 1.5) {
      expect(1, 9.5 + e, 0, 1e-6);
    } else if (e <= 3.5) {
      expect(2, 11.0, 1, 0.0);
    } else if (e <= 4.5) {
      expect(3, 7.5 + e, 0, 1e-6);
    } else if (e <= 5.5) {
      expect(4, 20.0, 1, 0.0);
    } else {
      ++seen[5];
      EXPECT_EQ(both.at_s, never_happened_s);
    }
    EXPECT_NEAR(detector.p_detect(2), 1.0 - std::exp(-5.5), 1e-12);
    // Any number of points in one jump are one detection: the next comes later.
    EXPECT_GT(detector.first_after(2, 11.0).at_s, 11.0);
    EXPECT_LE(both.at_s, detector.first(1).at_s);
  }
  for (std::size_t stretch = 0; stretch < 4; ++stretch) EXPECT_GT(seen[stretch], 3) << stretch;
}

TEST(Detection, WhoJumpsGoesInProportionToTheJumps) {
  const World world = two_posts(rate_3600, rate_1800);
  const std::vector<Exposure> exposures = {look(0, 5.0, 3.0), look(1, 5.0, 1.0)};
  DetectionScratch scratch;
  int detected = 0;
  int first = 0;
  for (std::uint32_t number = 0; number < 30000; ++number) {
    const Detection both = Detector(world, exposures, attempt_address(number), scratch).first(2);
    if (both.at_s == never_happened_s) continue;
    EXPECT_EQ(both.at_s, 5.0);
    ++detected;
    first += both.asset == 0 ? 1 : 0;
  }
  EXPECT_LT(std::abs((first - 0.75 * detected) / std::sqrt(detected * 0.75 * 0.25)), 4.0);
  const double p = 1.0 - std::exp(-4.0);
  EXPECT_LT(std::abs((detected - 30000 * p) / std::sqrt(30000 * p * (1.0 - p))), 4.0);
}

TEST(Detection, ACertainLookComesBeforeAJumpAtTheSameMoment) {
  const World world = two_posts(rate_3600, sure);
  Exposure certain = look(1, 5.0, 0.0);
  certain.hazard = {0.0, true, 0.0};
  Exposure again = certain;
  again.begin_s = 6.0;
  const std::vector<Exposure> exposures = {look(0, 5.0, 50.0), certain, again};
  DetectionScratch scratch;
  const Detector detector(world, exposures, attempt_address(1), scratch);
  EXPECT_EQ(detector.first(2).asset, 1);
  EXPECT_EQ(detector.first(2).at_s, 5.0);
  EXPECT_EQ(detector.first(0).asset, 0);
  EXPECT_EQ(detector.first_after(2, 5.0).at_s, 6.0) << "each look counts";
}

TEST(Detection, SameAssetsSameDetection) {
  const World world = two_posts(rate_3600, rate_1800);
  const std::vector<Exposure> only_first = {standing_exposure(world, 0, 0.0, 1.0, 100.0)};
  std::vector<ConfigurationMask> groups;
  split_by_assets(world, only_first, ~ConfigurationMask{0}, groups);
  EXPECT_EQ(groups, (std::vector<ConfigurationMask>{0b101, 0b010}));
  split_by_assets(world, only_first, 0b110, groups);
  EXPECT_EQ(groups, (std::vector<ConfigurationMask>{0b100, 0b010}));
  split_by_assets(world, {}, ~ConfigurationMask{0}, groups);
  EXPECT_EQ(groups, (std::vector<ConfigurationMask>{0b111}));
  EXPECT_EQ(same_assets_as(0, world, only_first, 0b111), ConfigurationMask{0b101});
  EXPECT_EQ(same_assets_as(1, world, only_first, 0b111), ConfigurationMask{0b010});
}

}  // namespace
}  // namespace panj
