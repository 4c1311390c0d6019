#include "tally/site_tally.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace panj {
namespace {

/// One attempt that comes to site 1 after 100 s and to site 0 after 200 s; two configurations: under the
/// first it is reported after 40 s and goes through, under the second it is met after 150 s, unreported.
Replication one_attempt() {
  Replication replication;
  replication.attempts.resize(1);
  Walk walk;
  walk.sites_end = 2;
  replication.walks = {walk};
  replication.walk_begin = {0, 1};
  replication.site_arrivals = {{0, 200.0}, {1, 100.0}};
  replication.verdicts.resize(2);
  Verdict& through = replication.verdicts[0];
  through.reported_s = 40.0;
  through.site = 1;
  through.site_s = 100.0;
  Verdict& met = replication.verdicts[1];
  met.outcome = Outcome::intercepted;
  met.contact_s = 150.0;
  met.site = 1;
  met.site_s = 100.0;
  return replication;
}

TEST(SiteTally, CountsEachSiteThatTheWayLeadsTo) {
  SiteTally tally(2, 2, Histogram(0.0, 300.0, 30));
  tally.add(one_attempt(), 0);
  tally.end_unit();
  for (const std::size_t row : {tally.row(0, 0), tally.row(0, 1), tally.row(1, 0), tally.row(1, 1)})
    EXPECT_EQ(tally.reached.events(row), 1);
  EXPECT_EQ(tally.reached.sums(tally.row(0, 0), 1.0).y, 1.0);
  EXPECT_EQ(tally.reached.sums(tally.row(1, 0), 1.0).y, 0.0);  // met before it came there
  EXPECT_EQ(tally.reached.sums(tally.row(1, 1), 1.0).y, 1.0);
  EXPECT_EQ(tally.reached.sums(tally.row(1, tally.any_site), 1.0).y, 1.0);
}

TEST(SiteTally, TellsHowLongBeforeTheArrivalTheReportCame) {
  SiteTally tally(2, 2, Histogram(0.0, 300.0, 30));
  tally.add(one_attempt(), 0);
  tally.end_unit();
  EXPECT_EQ(tally.warning.sums(tally.row(0, 0), thousandth).y, 160.0);
  EXPECT_EQ(tally.warning.sums(tally.row(0, 1), thousandth).y, 60.0);
  EXPECT_EQ(tally.warning.sums(tally.row(0, tally.any_site), thousandth).y, 60.0);
  EXPECT_EQ(tally.warning_time[tally.row(0, 0)].counts()[16], 1);
  EXPECT_EQ(tally.warning_time[tally.row(1, 1)].counts()[0], 1);
  EXPECT_EQ(tally.unwarned, (std::vector<std::int64_t>{0, 0, 0, 0, 1, 1}));
}

TEST(SiteTally, AddsUpAndRefusesOtherSites) {
  SiteTally tally(2, 2, Histogram(0.0, 300.0, 30));
  SiteTally other = tally;
  tally.add(one_attempt(), 0);
  tally.end_unit();
  other.end_unit();
  other += tally;
  EXPECT_EQ(other.reached.events(0), 1);
  EXPECT_EQ(other.reached.sums(0, 1.0).replications, 2.0);
  EXPECT_EQ(other.unwarned, tally.unwarned);
  EXPECT_THROW(other += SiteTally(2, 3, Histogram(0.0, 300.0, 30)), std::invalid_argument);
  EXPECT_TRUE(SiteTally().empty());
}

}  // namespace
}  // namespace panj
