#include "model/held_exposures.h"

#include <gtest/gtest.h>

#include "model/workspace.h"
#include "plain_detector.h"
#include "support/everything.h"
#include "support/world_of.h"

namespace panj {
namespace {

void expect_same_detection(const Detection& a, const Detection& b) {
  ASSERT_EQ(a.at_s, b.at_s);
  ASSERT_EQ(a.asset, b.asset);
}

/// Follows the detections of one walk under a configuration to the last. \return how many there are
int follow(const Detector& detector, const test::PlainDetector& plain, std::size_t configuration) {
  EXPECT_EQ(detector.p_detect(configuration), plain.p_detect(configuration));
  Detection found = detector.first(configuration);
  expect_same_detection(found, plain.first(configuration));
  int detections = 0;
  while (found.at_s < never_happened_s && detections < 20) {
    ++detections;
    for (const double later_s : {600.0, 0.0}) {
      const double from_s = found.at_s + later_s;
      const Detection next = detector.first_after(configuration, from_s);
      expect_same_detection(next, plain.first_after(configuration, from_s));
      if (later_s == 0.0) found = next;
    }
  }
  return detections;
}

TEST(HeldExposures, GiveTheDetectionsThatGoingThroughAllGives) {
  const World world = world_of(test::everything_at_once());
  Workspace workspace;
  test::PlainScratch scratch;
  int detections = 0;
  int several = 0;
  for (std::int64_t number = 0; number < 60; ++number) {
    const Replication& replication = simulate(world, number, workspace);
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      const std::span<const Exposure> exposures = workspace.exposures.of(w);
      const Address address =
          address_of(world, replication, replication.attempts[replication.walks[w].attempt]);
      const Detector detector(world, exposures, address, workspace.detection);
      const test::PlainDetector plain(world, exposures, address, scratch);
      for (std::size_t c = 0; c < world.configurations.size(); ++c) {
        const int found = follow(detector, plain, c);
        detections += found;
        several += found > 3 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(detections, 3000);
  EXPECT_GT(several, 300);
}

TEST(HeldExposures, GatherWhatEachGathers) {
  const World world = world_of(test::everything_at_once());
  Workspace workspace;
  HeldExposures held;
  int asked = 0;
  for (std::int64_t number = 0; number < 20; ++number) {
    const Replication& replication = simulate(world, number, workspace);
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      for (std::size_t c = 0; c < world.configurations.size(); ++c) {
        held.hold(world, workspace.exposures.of(w), c);
        for (double time_s = 0.0; time_s < world.scenario.period_s; time_s += 1000.0, ++asked) {
          double sum = 0.0;
          for (const Exposure& exposure : workspace.exposures.of(w))
            if ((world.assets[exposure.asset].held_by >> c & 1U) != 0 && exposure.begin_s <= time_s)
              sum += time_s >= exposure.end_s()
                         ? exposure.hazard.finite
                         : hazard_until(exposure.law, exposure.course, time_s - exposure.begin_s);
          ASSERT_EQ(held.gathered(time_s), sum);
        }
      }
    }
  }
  EXPECT_GT(asked, 1000);
}

}  // namespace
}  // namespace panj
