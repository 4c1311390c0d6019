// Maps, geometry and the watched line in a result file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "results/hdf5_file.h"
#include "results/written.h"

namespace panj {
namespace {

using test::Written;
using testing::ElementsAre;
using testing::IsNan;

TEST(Results, MapsLieRowByRowFromTheSouthWest) {
  Written written;
  const Hdf5Group maps = written.group("maps");
  EXPECT_EQ(maps.read<double>("x").front(), 500'125.0);
  EXPECT_EQ(maps.read<double>("y").front(), 4'100'125.0);
  EXPECT_EQ(maps.read<float>("elevation")[9], 1009.0F);
  const auto attempts = maps.read<std::int32_t>("attempts");
  ASSERT_EQ(attempts.size(), 3U * 48U);
  // [cell][configuration] in memory, [configuration][cell] in the file.
  // Row 3 has 4 tracks; one ends in column 4 under configuration 1.
  EXPECT_EQ(attempts[0 * 48 + 3 * 8 + 6], 4);
  EXPECT_EQ(attempts[1 * 48 + 3 * 8 + 4], 4);
  EXPECT_EQ(attempts[1 * 48 + 3 * 8 + 6], 3);
  EXPECT_EQ(maps.read<std::int32_t>("interceptions")[1 * 48 + 3 * 8 + 4], 1);
  EXPECT_EQ(maps.read<std::int32_t>("detections")[1 * 48 + 3 * 8 + 2], 1);
  EXPECT_EQ(maps.read<std::int32_t>("leaks")[1 * 48 + 3 * 8 + 6], 3);
}

TEST(Results, RoutesKeepOnlyTheirCorners) {
  Written written;
  const Hdf5Group geometry = written.group("geometry");
  EXPECT_THAT(geometry.read<double>("patrol_x"), ElementsAre(500'200.0, 501'200.0, 501'200.0, 500'200.0));
  EXPECT_THAT(geometry.read<std::int32_t>("patrol_index"), ElementsAre(0, 0, 0, 0));
  EXPECT_THAT(geometry.read<double>("border_chainage"), ElementsAre(1.5, 2.5, 3.5));
  EXPECT_THAT(geometry.read<std::string>("post"), ElementsAre("north", "Шурообод"));
  EXPECT_THAT(geometry.read<std::int8_t>("post_held"), ElementsAre(1, 0, 1, 1, 1, 0));
  EXPECT_THAT(geometry.read<std::int8_t>("team_held"), ElementsAre(1, 0, 1));
  EXPECT_THAT(written.group("segments").read<double>("chainage_bounds"),
              ElementsAre(1.5, 2.3, 2.3, testing::DoubleEq(3.1), testing::DoubleEq(3.1), 3.5));
}

TEST(Results, TellsHowTheBorderIsWatched) {
  Written written;
  const Hdf5Group line = written.group("line");
  const auto watched = line.read<double>("watched");
  ASSERT_EQ(watched.size(), 9U);
  EXPECT_EQ(watched[0], 0.0);
  EXPECT_NEAR(watched[3], 0.25 + 4.5 / 3.6e6, 1e-12);
  EXPECT_NEAR(watched[5], 0.75 + 4.5 / 3.6e6, 1e-12);
  const auto bounds = line.read<double>("watched_ci");
  EXPECT_LT(bounds[6], watched[3]);
  EXPECT_GT(bounds[7], watched[3]);
  EXPECT_THAT(line.read<std::int64_t>("n_intervals"), ElementsAre(0, 0, 0, 20, 20, 20, 20, 20, 20));
  EXPECT_THAT(line.read<double>("interval_mean")[0], IsNan());
  EXPECT_NEAR(line.read<double>("interval_mean")[4], 0.15, 1e-12);
  EXPECT_NEAR(line.read<double>("interval_90")[4], 0.2, 0.2 / 16.0);
  EXPECT_NEAR(line.read<double>("interval_longest")[4], 0.2, 1e-12);
  EXPECT_THAT(line.read<std::int64_t>("n_replications"), ElementsAre(10));
  EXPECT_THAT(line.read<double>("chainage_bounds"),
              ElementsAre(1.5, 2.3, 2.3, testing::DoubleEq(3.1), testing::DoubleEq(3.1), 3.5));
}

}  // namespace
}  // namespace panj
