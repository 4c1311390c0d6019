#include "model/contributions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "model/detection.h"
#include "rng/stream.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

/// Six posts of six laws, called so that the last is the first by name. Configuration "all" holds them,
/// "some" the first and the fourth, "some_again" as well, "none" none of them.
const World& posts() {
  static const World world = [] {
    std::string text = test::flat_head() + test::straight_walkers();
    const std::vector<std::string> laws{
        "{ constant_rate = { rate_per_h = 3600.0, range_m = 1000.0 } }",
        "{ inverse_cube = { kh_km3_per_h = 0.9, range_m = 1500.0 } }",
        "{ exponential = { rate_per_h = 2500.0, scale_m = 150.0, range_m = 1200.0 } }",
        "{ constant_rate = { rate_per_h = 1800.0, range_m = 600.0 } }",
        "{ definite_range = { range_m = 300.0 } }",
        "{ definite_range = { range_m = 300.0 } }"};
    const std::string names = "fedcba";
    for (std::size_t i = 0; i < laws.size(); ++i) {
      const std::string name(1, names[i]);
      text += "[[sensor]]\nname = \"" + name + "\"\nlaw = " + laws[i] +
              "\nheight_m = 1.7\nline_of_sight = false\n[[post]]\nname = \"" + name + "\"\nsensor = \"" +
              name + "\"\nposition_xy_km = [10.0, 10.5]\n";
    }
    text += R"([[post]]
name = "z"
sensor = "f"
position_xy_km = [1.0, 10.5]
[[configuration]]
name = "all"
assets = ["f", "e", "d", "c", "b", "a"]
[[configuration]]
name = "some"
assets = ["f", "c"]
[[configuration]]
name = "some_again"
assets = ["c", "f", "z"]
[[configuration]]
name = "none"
assets = ["z"]
)";
    return world_of(text);
  }();
  return world;
}

Exposure passing(std::uint16_t asset, double begin_s, const Course& course) {
  Exposure exposure;
  exposure.asset = asset;
  exposure.begin_s = begin_s;
  exposure.course = course;
  exposure.law = posts().assets[asset].law;
  exposure.hazard = hazard(exposure.law, course);
  return exposure;
}

/// The asset sees a target stand at 100 m.
Exposure standing_near(std::uint16_t asset, double begin_s, double duration_s) {
  return passing(asset, begin_s, {{100.0, 0.0, 0.0}, {0.0, 0.0, 0.0}, duration_s});
}

Exposure jump(std::uint16_t asset, double at_s, double rise) {
  Exposure exposure = standing_near(asset, at_s, 0.0);
  exposure.hazard = {rise, false, 0.0};
  return exposure;
}

struct Pair {
  double value = 0.0;
  double first = 0.0;
};

/// Under one configuration, by asset.
std::map<std::int32_t, Pair> contributions(const std::vector<Exposure>& exposures,
                                           std::size_t configuration = 0) {
  Replication replication;
  replication.walks.emplace_back();
  ContributionScratch scratch;
  std::vector<Contribution> found;
  add_contributions(posts(), replication, 0, exposures, scratch, found);
  std::map<std::int32_t, Pair> by_asset;
  for (const Contribution& one : found) {
    if ((one.under >> configuration & 1U) == 0) continue;
    EXPECT_FALSE(by_asset.contains(one.asset)) << "an asset is there once";
    by_asset[one.asset] = {one.value, one.first};
  }
  return by_asset;
}

double p_detect(const std::vector<Exposure>& exposures, std::size_t configuration = 0) {
  DetectionScratch scratch;
  return Detector(posts(), exposures, {EntityKey{1}, Purpose::detection, 0, 0}, scratch)
      .p_detect(configuration);
}

double sum_of_first(const std::map<std::int32_t, Pair>& by_asset) {
  double sum = 0.0;
  for (const auto& [asset, pair] : by_asset) sum += pair.first;
  return sum;
}

TEST(Contributions, AloneAnAssetIsWorthWhatItDetects) {
  const std::vector<Exposure> exposures{standing_near(0, 10.0, 0.5), standing_near(0, 20.0, 0.25)};
  const auto found = contributions(exposures);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_DOUBLE_EQ(found.at(0).value, 1.0 - std::exp(-0.75));
  EXPECT_DOUBLE_EQ(found.at(0).first, 1.0 - std::exp(-0.75));
  EXPECT_TRUE(contributions({}).empty());
  EXPECT_TRUE(contributions(exposures, 3).empty()) << "a configuration that does not hold it";
}

TEST(Contributions, OneAfterTheOther) {
  // H: 1 by the first, then 0.5 by the fourth, then 1 by the first.
  const std::vector<Exposure> exposures{standing_near(0, 10.0, 1.0), standing_near(3, 20.0, 1.0),
                                        standing_near(0, 30.0, 1.0)};
  const auto found = contributions(exposures);
  EXPECT_DOUBLE_EQ(found.at(0).value, std::exp(-0.5) - std::exp(-2.5));
  EXPECT_DOUBLE_EQ(found.at(3).value, std::exp(-2.0) - std::exp(-2.5));
  EXPECT_NEAR(found.at(3).first, std::exp(-1.0) - std::exp(-1.5), 1e-15);
  EXPECT_NEAR(found.at(0).first, 1.0 - std::exp(-1.0) + std::exp(-1.5) - std::exp(-2.5), 1e-15);
}

TEST(Contributions, ConstantRatesShareInProportion) {
  // 1 / s and 0.5 / s overlap in [11, 13].
  const std::vector<Exposure> exposures{standing_near(0, 10.0, 3.0), standing_near(3, 11.0, 4.0)};
  const auto found = contributions(exposures);
  const double both = std::exp(-1.0) * (1.0 - std::exp(-3.0));
  EXPECT_NEAR(found.at(0).first, 1.0 - std::exp(-1.0) + both * 2.0 / 3.0, 1e-12);
  EXPECT_NEAR(found.at(3).first, both / 3.0 + std::exp(-4.0) - std::exp(-5.0), 1e-12);
}

TEST(Contributions, JumpsOfOneMomentShareInProportion) {
  const std::vector<Exposure> exposures{jump(0, 10.0, 0.3), standing_near(1, 10.0, 0.0),
                                        jump(3, 10.0, 0.6), standing_near(3, 10.0, 1.0),
                                        jump(0, 10.0, 0.1), jump(3, 10.5, 0.2)};
  const auto found = contributions(exposures);
  EXPECT_NEAR(found.at(0).first, 0.4 * (1.0 - std::exp(-1.0)), 1e-15);
  EXPECT_NEAR(found.at(3).first, 0.6 * (1.0 - std::exp(-1.0)) + std::exp(-1.0) - std::exp(-1.7), 1e-15);
}

TEST(Contributions, WhatIsCertainFirstTakesWhatIsLeft) {
  // The first gathers 0.5 until the fifth and the sixth are certain at 10.5 s: "a" is the first by name. What
  // jumps at that moment comes too late.
  const std::vector<Exposure> exposures{standing_near(0, 10.0, 2.0), jump(3, 10.5, 1.0),
                                        standing_near(4, 10.5, 1.0), standing_near(5, 10.5, 1.0)};
  const auto found = contributions(exposures);
  EXPECT_NEAR(found.at(0).first, 1.0 - std::exp(-0.5), 1e-15);
  EXPECT_NEAR(found.at(5).first, std::exp(-0.5), 1e-15);
  EXPECT_EQ(found.at(4).first, 0.0);
  EXPECT_EQ(found.at(3).first, 0.0);
  // They back each other up, and all others.
  for (const auto& [asset, pair] : found) EXPECT_EQ(pair.value, 0.0) << asset;

  const auto alone = contributions({standing_near(0, 10.0, 2.0), standing_near(4, 10.5, 1.0)});
  EXPECT_DOUBLE_EQ(alone.at(4).value, std::exp(-2.0)) << "all that the other misses";
  EXPECT_EQ(alone.at(0).value, 0.0);
}

TEST(Contributions, ConfigurationsThatHoldTheSameShareThem) {
  Replication replication;
  replication.walks.emplace_back().under = 0b0111;
  ContributionScratch scratch;
  std::vector<Contribution> found;
  const std::vector<Exposure> exposures{standing_near(0, 10.0, 1.0), standing_near(1, 10.0, 1.0),
                                        standing_near(3, 10.0, 1.0)};
  add_contributions(posts(), replication, 0, exposures, scratch, found);
  std::map<ConfigurationMask, int> masks;
  for (const Contribution& one : found) ++masks[one.under];
  EXPECT_EQ(masks, (std::map<ConfigurationMask, int>{{0b0001, 3}, {0b0110, 2}}));
}

/// Shares by many small steps, in proportion to the hazards that each adds, which are exact.
std::map<std::int32_t, double> stepped(const std::vector<Exposure>& exposures, double until_s) {
  constexpr int steps = 60'000;
  std::map<std::int32_t, double> first;
  double gathered = 0.0;
  std::vector<double> before(exposures.size(), 0.0);
  for (int i = 1; i <= steps; ++i) {
    const double time_s = until_s * i / steps;
    double rise = 0.0;
    std::vector<double> now(exposures.size(), 0.0);
    for (std::size_t k = 0; k < exposures.size(); ++k) {
      const Exposure& exposure = exposures[k];
      if (time_s > exposure.begin_s)
        now[k] = hazard_until(exposure.law, exposure.course,
                              std::min(time_s - exposure.begin_s, exposure.course.duration_s));
      rise += now[k] - before[k];
    }
    if (rise > 0.0)
      for (std::size_t k = 0; k < exposures.size(); ++k)
        first[exposures[k].asset] += -std::exp(-gathered) * std::expm1(-rise) * (now[k] - before[k]) / rise;
    gathered += rise;
    before = now;
  }
  return first;
}

TEST(Contributions, AnyLawsAreIntegratedToTheStatedError) {
  Stream stream({EntityKey{8}, Purpose::ridges, 0, 0});
  const auto uniform = [&stream] { return static_cast<double>(stream() >> 11) * 0x1.0p-53; };
  for (int round = 0; round < 6; ++round) {
    std::vector<Exposure> exposures;
    for (int i = 0; i < 6; ++i) {
      // Past the post at 3 to 43 m/s, at some 10 to 400 m, for 100 s at the most.
      const double speed = 3.0 + 40.0 * uniform();
      const Course course{{-1500.0 * uniform(), 10.0 + 400.0 * uniform() * uniform(), 0.0},
                          {speed, 2.0 * uniform() - 1.0, 0.0},
                          20.0 + 80.0 * uniform()};
      const Exposure exposure = passing(static_cast<std::uint16_t>(i % 4), 40.0 * uniform(), course);
      if (exposure.hazard.finite > 0.0) exposures.push_back(exposure);
    }
    std::sort(exposures.begin(), exposures.end(),
              [](const Exposure& a, const Exposure& b) { return a.begin_s < b.begin_s; });
    const auto found = contributions(exposures);
    EXPECT_NEAR(sum_of_first(found), p_detect(exposures), 1e-12);
    const auto plain = stepped(exposures, 150.0);
    for (const auto& [asset, pair] : found)
      EXPECT_NEAR(pair.first, plain.at(asset), 1e-7) << round << ' ' << asset;
    const auto some = contributions(exposures, 1);
    EXPECT_NEAR(sum_of_first(some), p_detect(exposures, 1), 1e-12);
  }
}

}  // namespace
}  // namespace panj
