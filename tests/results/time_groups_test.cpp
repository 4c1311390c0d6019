// Times, periods and sites in a result file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "results/hdf5_file.h"
#include "results/written.h"

namespace panj {
namespace {

using test::Written;
using testing::ElementsAre;
using testing::IsNan;

TEST(Results, TimesAreDefectiveDistributions) {
  Written written;
  const Hdf5Group times = written.group("times");
  const double attempts =
      static_cast<double>(written.group("summary").read<std::int64_t>("n_attempts").front());
  EXPECT_THAT(times.read<double>("detection_time_bounds")[3], testing::DoubleEq(2.0));  // hours
  // 50 values 700 s apart from 0: all below the last edge of 10 h.
  EXPECT_THAT(times.read<double>("detection_time_share_by")[9], testing::DoubleEq(50.0 / attempts));
  EXPECT_THAT(times.read<std::int64_t>("interception_time_above")[0], 5);  // 800 s apart: 36,000 s and more
  EXPECT_NEAR(times.read<double>("contact_depth_quantile")[3], 3.75, 0.3);
}

TEST(Results, TimesHaveMeansAndQuantilesWithIntervals) {
  Written written;
  const Hdf5Group times = written.group("times");
  const std::vector<double> mean = times.read<double>("detection_time_mean");
  EXPECT_DOUBLE_EQ(mean[0], (1800.0 + 100.0 * 11.5) / 3600.0);  // r = 0 .. 23
  const std::vector<double> mean_ci = times.read<double>("detection_time_mean_ci");
  EXPECT_LT(mean_ci[0], mean[0]);
  EXPECT_LT(mean[0], mean_ci[1]);
  const std::vector<double> medians = times.read<double>("detection_time_quantile");
  const std::vector<double> bounds = times.read<double>("detection_time_quantile_ci");
  EXPECT_LT(bounds[2 * 3], medians[3]);
  EXPECT_LT(medians[3], bounds[2 * 3 + 1]);
  // 5 % of 50 detected: too few for an interval.
  EXPECT_THAT(bounds[0], IsNan());
  EXPECT_EQ(times.read<std::int8_t>("detection_time_quantile_method")[0], 0);
  EXPECT_EQ(times.read<std::int8_t>("detection_time_quantile_method")[3], 6);
  EXPECT_EQ(times.text_attribute("units", "warning_time_mean"), "h");
}

TEST(Results, PeriodsHaveMeansAndPairedDifferences) {
  Written written;
  const Hdf5Group periods = written.group("periods");
  EXPECT_EQ(periods.text_attribute("measures"),
            "leaks persons_through p_no_leak sites_reached p_no_site_reached");
  EXPECT_THAT(periods.read<double>("leaks"), ElementsAre(1.0, 1.0, 1.0));  // 0, 1, 2 in turn
  EXPECT_THAT(periods.read<double>("persons_through"), ElementsAre(2.0, 2.0, 2.0));
  EXPECT_DOUBLE_EQ(periods.read<double>("p_no_leak")[0], 8.0 / 24.0);
  EXPECT_THAT(periods.read<std::int64_t>("n_periods"), ElementsAre(24));
  const Hdf5Group paired = written.group("paired");
  EXPECT_EQ(paired.read<double>("leaks_difference")[1], 0.0);
  EXPECT_GT(paired.read<double>("leaks_ci")[2 * 1 + 1], 0.0);
  EXPECT_THAT(paired.read<double>("leaks_difference")[0], IsNan());  // of a configuration and itself
}

TEST(Results, SitesTellWhoReachedThem) {
  Written written;
  const Hdf5Group sites = written.group("sites");
  EXPECT_THAT(sites.read<std::string>("site"), ElementsAre("camp", "village"));
  EXPECT_THAT(sites.read<std::string>("site_kind"), ElementsAre("work_site", ""));
  EXPECT_EQ(sites.read<std::int64_t>("n_made_for")[0], 96);
  EXPECT_EQ(sites.read<std::int64_t>("n_reached")[0], 32);
  EXPECT_EQ(sites.read<std::int64_t>("n_unwarned")[0], 8);
  EXPECT_DOUBLE_EQ(sites.read<double>("p_reached")[0], 32.0 / 96.0);
  // 8 each of 0, 10, 20 and 30 min.
  EXPECT_DOUBLE_EQ(sites.read<double>("warning_time_mean")[0], 0.25);
  EXPECT_EQ(sites.read<std::int64_t>("warning_time_count")[0], 32);
  EXPECT_THAT(sites.read<std::string>("probe"), ElementsAre("smuggler"));
  EXPECT_EQ(sites.read<std::int64_t>("probe_n_reached")[0], 32);
  EXPECT_EQ(sites.read<double>("probe_p_reached").size(), 3U * 2U);
  const auto probes = static_cast<double>(written.result.tally.crossers.attempts(1));
  EXPECT_DOUBLE_EQ(sites.read<double>("probe_warning_time_share_by")[0], 32.0 / probes);
  EXPECT_THAT(written.group("geometry").read<double>("site_radius"), ElementsAre(0.25, 0.4));
}

}  // namespace
}  // namespace panj
