// Assets and teams in a result file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <string>
#include <vector>

#include "results/hdf5_file.h"
#include "results/small_run.h"
#include "results/written.h"

namespace panj {
namespace {

using test::Folder;
using test::small_record;
using test::small_result;
using test::small_world;
using test::Written;
using testing::ElementsAre;
using testing::IsNan;

TEST(Results, AssetsShowTheirShareWhereTheyAreHeld) {
  Written written;
  const double attempts =
      static_cast<double>(written.group("summary").read<std::int64_t>("n_attempts").front());
  const std::vector<double> shares = written.group("assets").read<double>("first_detection_share");
  EXPECT_DOUBLE_EQ(shares[0], 10.0 / attempts);
  EXPECT_TRUE(std::isnan(shares[1]));  // as_is does not hold the second post
  EXPECT_DOUBLE_EQ(shares[4], 7.0 / attempts);
  EXPECT_THAT(written.group("assets").read<std::int8_t>("kind"), ElementsAre(0, 0, 1));
  EXPECT_THAT(written.group("teams").read<double>("interception_share"),
              ElementsAre(9.0 / attempts, IsNan(), 11.0 / attempts));
}

TEST(Results, AssetsShowTheirValueWithIntervals) {
  Written written;
  const double attempts =
      static_cast<double>(written.group("summary").read<std::int64_t>("n_attempts").front());
  const Hdf5Group assets = written.group("assets");
  const std::vector<double> values = assets.read<double>("value");
  EXPECT_NEAR(values[0], 24 * 0.1 / attempts, 1e-9);
  EXPECT_TRUE(std::isnan(values[1]));
  EXPECT_NEAR(values[2], 24 * 0.3 / attempts, 1e-9);
  const std::vector<double> bounds = assets.read<double>("value_ci");
  EXPECT_LT(bounds[0], values[0]);
  EXPECT_GT(bounds[1], values[0]);
  EXPECT_NEAR(assets.read<double>("first_detection_share_conditional")[4], 24 * 0.25 / attempts, 1e-9);
  const Hdf5Group segments = written.group("asset_segments");
  const std::vector<double> by_segment = segments.read<double>("value");
  ASSERT_EQ(by_segment.size(), 27U);  // three configurations, assets and segments
  const auto met = written.group("segments").read<std::int64_t>("n_attempts");
  EXPECT_EQ(by_segment[0], 0.0);
  EXPECT_NEAR(by_segment[1], 24 * 0.1 / static_cast<double>(met[1]), 1e-9);
  EXPECT_EQ(by_segment[2], 0.0);
  EXPECT_TRUE(std::isnan(by_segment[3]));
  const std::vector<double> segment_bounds = segments.read<double>("value_ci");
  EXPECT_EQ(segment_bounds[0], 0.0);
  EXPECT_GT(segment_bounds[1], 0.0);
}

TEST(Results, ValuesOfAssetsCanBeLeftOut) {
  World world = small_world();
  world.scenario.output.asset_values = false;
  RunResult result = small_result(world);
  result.tally.assets_by_segment = {};
  const Folder folder;
  write_results(folder / "bare.h5", world, result, small_record());
  Hdf5File file = Hdf5File::open(folder / "bare.h5");
  for (const std::string& path : file.root().variables())
    EXPECT_FALSE(std::regex_search(path, std::regex("^/asset_segments/|^/assets/(value|.*conditional)")))
        << path;
  EXPECT_FALSE(file.root().open_group("assets").read<double>("first_detection_share_ci").empty());
}

TEST(Results, CallsAreCountedByAssetBaseAndConfiguration) {
  Written written;
  const Hdf5Group assets = written.group("assets");
  EXPECT_THAT(assets.read<std::int64_t>("nuisance_alarms"), ElementsAre(40, 41, 42, 43, 44, 45, 46, 47, 48));
  EXPECT_THAT(assets.read<std::int64_t>("calls_opened"), ElementsAre(30, 31, 32, 33, 34, 35, 36, 37, 38));
  EXPECT_THAT(assets.read<std::int64_t>("calls_dismissed"), testing::Each(6));
  EXPECT_THAT(assets.read<std::int64_t>("calls_lost"), ElementsAre(0, 3, 6, 9, 12, 15, 18, 21, 24));
  EXPECT_THAT(assets.read<std::int64_t>("pursuits"), ElementsAre(0, 0, 8, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(assets.read<std::int64_t>("pursuit_interceptions"), ElementsAre(0, 0, 5, 0, 0, 0, 0, 0, 0));
  const Hdf5Group teams = written.group("teams");
  EXPECT_THAT(teams.read<std::int64_t>("calls_answered"), ElementsAre(60, 0, 50));
  EXPECT_THAT(teams.read<std::int64_t>("contacts_failed"), ElementsAre(5, 0, 4));
  EXPECT_THAT(teams.read<std::int64_t>("calls_cleared"), ElementsAre(3, 12, 21));
  EXPECT_THAT(teams.read<std::int64_t>("calls_unanswered"), ElementsAre(6, 24, 42));
  EXPECT_THAT(teams.read<std::int64_t>("calls_dismissed"), ElementsAre(18, 18, 18));
  // 24 replications of two teams each.
  const double period_ms = 1000.0 * written.world.scenario.period_s;
  const std::vector<double> busy = teams.read<double>("busy_share");
  EXPECT_DOUBLE_EQ(busy[0], 86'400'000.0 / (24.0 * 2.0 * period_ms));
  EXPECT_TRUE(std::isnan(busy[1]));
  const Hdf5Group summary = written.group("summary");
  EXPECT_THAT(summary.read<std::int64_t>("n_calls"), ElementsAre(77, 36, 113));
  EXPECT_THAT(summary.read<std::int64_t>("n_calls_lost"), ElementsAre(9, 36, 63));
}

}  // namespace
}  // namespace panj
