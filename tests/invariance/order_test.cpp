// Names, not places in the file, hold the random numbers: what is added, taken away or moved changes nobody
// else.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "model/workspace.h"
#include "support/busy_scenario.h"
#include "support/samples.h"
#include "support/world_of.h"

namespace panj::test {
namespace {

constexpr std::int64_t replications = 60;

/// Time by which the solver for the moment of detection may miss it: a thousand times its own closeness.
constexpr double solver_s = 1e-6;

std::string name_or_none(const std::vector<Asset>& assets, std::int32_t number) {
  return number < 0 ? "" : assets[static_cast<std::size_t>(number)].name;
}

/// All of an attempt that does not depend on the configuration.
struct Way {
  Attempt attempt;
  Walk walk;
  std::vector<CellId> cells;
  std::vector<double> entered_s;
};

/// What became of it under a configuration, with names instead of numbers.
struct Fate {
  Verdict verdict;
  std::string detected_by;
  std::string team;
  std::map<std::string, std::pair<double, double>> worth = {};  ///< value and first share, by asset
};

using AttemptName = std::pair<std::string, std::uint32_t>;
struct Night {
  std::map<AttemptName, Way> ways;
  std::map<std::pair<std::string, AttemptName>, Fate> fates;  ///< configuration first
};

Night simulated(const World& world, std::int64_t number, Workspace& workspace) {
  const Replication& replication = simulate(world, number, workspace);
  Night night;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Attempt& attempt = replication.attempts[a];
    const AttemptName name{world.crossers[static_cast<std::size_t>(attempt.crosser)].name, attempt.number};
    const Walk& walk = replication.walk_of(a, 0);
    const auto cells = replication.track_cells(walk);
    const auto first = replication.entered_s.begin() + static_cast<std::ptrdiff_t>(walk.begin);
    night.ways[name] = {attempt,
                        walk,
                        {cells.begin(), cells.end()},
                        {first, first + static_cast<std::ptrdiff_t>(cells.size())}};
    for (std::size_t c = 0; c < world.configurations.size(); ++c) {
      const Verdict& verdict = replication.verdicts[a * world.configurations.size() + c];
      const std::string team =
          verdict.team < 0 ? "" : world.teams[static_cast<std::size_t>(verdict.team)].name;
      night.fates[{world.configurations[c], name}] = {verdict,
                                                      name_or_none(world.assets, verdict.detected_by), team};
    }
  }
  for (const Contribution& one : replication.contributions) {
    const Attempt& attempt = replication.attempts[replication.walks[one.walk].attempt];
    const AttemptName name{world.crossers[static_cast<std::size_t>(attempt.crosser)].name, attempt.number};
    for (std::size_t c = 0; c < world.configurations.size(); ++c)
      if ((one.under >> c & 1U) != 0)
        night.fates[{world.configurations[c], name}].worth[name_or_none(world.assets, one.asset)] = {
            one.value, one.first};
  }
  return night;
}

void expect_same_way(const Way& a, const Way& b) {
  EXPECT_EQ(a.attempt.departure_s, b.attempt.departure_s);
  EXPECT_EQ(a.walk.moving_s, b.walk.moving_s);
  EXPECT_EQ(a.walk.end_s, b.walk.end_s);
  EXPECT_EQ(a.attempt.origin_m, b.attempt.origin_m);
  EXPECT_EQ(a.attempt.direction, b.attempt.direction);
  EXPECT_EQ(a.attempt.time_factor, b.attempt.time_factor);
  EXPECT_EQ(a.walk.crossed_s, b.walk.crossed_s);
  EXPECT_EQ(a.walk.segment, b.walk.segment);
  EXPECT_EQ(a.walk.hour, b.walk.hour);
  EXPECT_EQ(a.walk.finished, b.walk.finished);
  EXPECT_EQ(a.cells, b.cells);
  EXPECT_EQ(a.entered_s, b.entered_s);
}

void expect_same_detection(const Fate& a, const Fate& b) {
  EXPECT_EQ(a.verdict.detected_s, b.verdict.detected_s);
  EXPECT_EQ(a.verdict.detected_in, b.verdict.detected_in);
  EXPECT_EQ(a.verdict.p_detect, b.verdict.p_detect);
  EXPECT_EQ(a.worth, b.worth);
  EXPECT_EQ(a.detected_by, b.detected_by);
}

void expect_same_fate(const Fate& a, const Fate& b) {
  expect_same_detection(a, b);
  EXPECT_EQ(a.verdict.outcome, b.verdict.outcome);
  EXPECT_EQ(a.verdict.contact_s, b.verdict.contact_s);
  EXPECT_EQ(a.verdict.contact_in, b.verdict.contact_in);
  EXPECT_EQ(a.verdict.contact_depth_m, b.verdict.contact_depth_m);
  EXPECT_EQ(a.verdict.leaked, b.verdict.leaked);
  EXPECT_EQ(a.verdict.reported_s, b.verdict.reported_s);
  EXPECT_EQ(a.verdict.resisted, b.verdict.resisted);
  EXPECT_EQ(a.team, b.team);
}

enum class Compare { detections, fates };

/// Whatever stands in both worlds is the same in both.
void expect_same_where_shared(const World& a, const World& b, Compare compare) {
  Workspace workspace;
  std::int64_t compared = 0;
  std::int64_t intercepted = 0;
  for (std::int64_t r = 0; r < replications && !::testing::Test::HasFailure(); ++r) {
    const Night one = simulated(a, r, workspace);
    const Night other = simulated(b, r, workspace);
    for (const auto& [name, way] : one.ways) {
      const auto found = other.ways.find(name);
      if (found != other.ways.end()) expect_same_way(way, found->second);
    }
    for (const auto& [name, fate] : one.fates) {
      const auto found = other.fates.find(name);
      if (found == other.fates.end()) continue;
      SCOPED_TRACE("replication " + std::to_string(r) + ", " + name.first + ", " + name.second.first + " " +
                   std::to_string(name.second.second));
      compare == Compare::fates ? expect_same_fate(fate, found->second)
                                : expect_same_detection(fate, found->second);
      ++compared;
      if (fate.verdict.outcome == Outcome::intercepted) ++intercepted;
    }
  }
  EXPECT_GT(compared, 500);
  EXPECT_GT(intercepted, 50);
}

TEST(Order, OfAssetsChangesNothing) {
  BusyScenario turned;
  std::reverse(turned.assets.begin(), turned.assets.end());
  expect_same_where_shared(world_of(BusyScenario{}.text()), world_of(turned.text()), Compare::fates);
}

TEST(Order, OfClassesChangesNothing) {
  BusyScenario turned;
  std::reverse(turned.crossers.begin(), turned.crossers.end());
  expect_same_where_shared(world_of(BusyScenario{}.text()), world_of(turned.text()), Compare::fates);
}

TEST(Order, OfConfigurationsChangesNothing) {
  BusyScenario turned;
  std::reverse(turned.configurations.begin(), turned.configurations.end());
  expect_same_where_shared(world_of(BusyScenario{}.text()), world_of(turned.text()), Compare::fates);
}

TEST(Order, ChangesNothingWhereCallsAreDismissedFailAndCompeteWithNuisance) {
  BusyScenario turned = busy_response();
  std::reverse(turned.assets.begin(), turned.assets.end());
  std::reverse(turned.crossers.begin(), turned.crossers.end());
  std::reverse(turned.configurations.begin(), turned.configurations.end());
  expect_same_where_shared(world_of(busy_response().text()), world_of(turned.text()), Compare::fates);
}

TEST(Adding, AConfigurationChangesNoOther) {
  BusyScenario fewer;
  fewer.configurations.erase(fewer.configurations.begin(), fewer.configurations.begin() + 2);
  expect_same_where_shared(world_of(fewer.text()), world_of(BusyScenario{}.text()), Compare::fates);
}

TEST(Adding, AnAssetChangesNoConfigurationWithoutIt) {
  BusyScenario fewer;
  fewer.configurations.erase(fewer.configurations.begin() + 1, fewer.configurations.end());
  fewer.assets.erase(fewer.assets.begin() + 2, fewer.assets.begin() + 5);  // mast, line_path, ring
  expect_same_where_shared(world_of(fewer.text()), world_of(BusyScenario{}.text()), Compare::fates);
}

TEST(Adding, AnAssetRaisesNoAlarmsWhereItIsNotHeld) {
  BusyScenario fewer = busy_response();
  fewer.configurations.erase(fewer.configurations.begin() + 1, fewer.configurations.end());
  fewer.assets.erase(fewer.assets.begin() + 2, fewer.assets.begin() + 5);  // mast, line_path, ring
  expect_same_where_shared(world_of(fewer.text()), world_of(busy_response().text()), Compare::fates);
}

TEST(Adding, AClassChangesNoOthersAttemptsTracksAndDetections) {
  // Teams may be busy with the new class: interceptions may well differ.
  BusyScenario fewer;
  fewer.crossers.erase(fewer.crossers.begin() + 1);
  expect_same_where_shared(world_of(fewer.text()), world_of(BusyScenario{}.text()), Compare::detections);
}

TEST(Adding, AnAssetNeverDelaysAFirstDetection) {
  const World world = world_of(BusyScenario{}.text());
  const std::vector<std::pair<std::size_t, std::size_t>> grows = {{0, 2}, {1, 2}, {4, 2}, {4, 5}, {5, 2}};
  Workspace workspace;
  std::int64_t earlier = 0;
  for (std::int64_t r = 0; r < replications; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict* verdicts = &replication.verdicts[a * world.configurations.size()];
      for (const auto& [fewer, more] : grows) {
        EXPECT_LE(verdicts[more].detected_s, verdicts[fewer].detected_s + solver_s)
            << "replication " << r << ", attempt " << a << ", " << fewer << " -> " << more;
        EXPECT_GE(verdicts[more].p_detect, verdicts[fewer].p_detect);
        if (verdicts[more].detected_s < verdicts[fewer].detected_s) ++earlier;
      }
    }
  }
  EXPECT_GT(earlier, 200);
}

TEST(EqualConfigurations, HaveTheSameResultsToTheBit) {
  const World world = world_of(BusyScenario{}.text());
  Workspace workspace;
  std::int64_t detected = 0;
  for (std::int64_t r = 0; r < replications; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& one = replication.verdicts[a * world.configurations.size() + 2];
      const Verdict& other = replication.verdicts[a * world.configurations.size() + 3];
      expect_same_fate({one, name_or_none(world.assets, one.detected_by), std::to_string(one.team)},
                       {other, name_or_none(world.assets, other.detected_by), std::to_string(other.team)});
      if (one.detected_s < never_happened_s) ++detected;
    }
  }
  EXPECT_GT(detected, 200);
}

TEST(Outcomes, AddUpToTheAttemptsAndAgreeWithTheirTimes) {
  const World world = world_of(BusyScenario{}.text());
  Workspace workspace;
  std::map<Outcome, std::int64_t> seen;
  for (std::int64_t r = 0; r < replications; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    ASSERT_EQ(replication.verdicts.size(), replication.attempts.size() * world.configurations.size());
    for (std::size_t v = 0; v < replication.verdicts.size(); ++v) {
      const Verdict& verdict = replication.verdicts[v];
      const Attempt& attempt = replication.attempts[v / world.configurations.size()];
      const Walk& walk =
          replication.walk_of(v / world.configurations.size(), v % world.configurations.size());
      ++seen[verdict.outcome];
      const bool detected = verdict.detected_s < never_happened_s;
      const bool intercepted = verdict.contact_s < never_happened_s;
      EXPECT_EQ(verdict.outcome, intercepted ? Outcome::intercepted
                                 : detected  ? Outcome::detected_not_intercepted
                                             : Outcome::undetected);
      EXPECT_EQ(verdict.leaked, !intercepted && walk.finished);
      EXPECT_EQ(verdict.team >= 0, intercepted);
      EXPECT_EQ(verdict.detected_by >= 0, detected);
      if (detected) {
        EXPECT_GE(verdict.detected_s, attempt.departure_s);
        EXPECT_LE(verdict.detected_s, walk.end_s);
        EXPECT_GT(verdict.p_detect, 0.0);
      }
      if (intercepted) {
        EXPECT_GE(verdict.contact_s, verdict.detected_s);
        EXPECT_LE(verdict.contact_s, walk.end_s);
        EXPECT_EQ(world.frontier.side_of(verdict.contact_in), Side::inner);
      }
    }
  }
  EXPECT_GT(seen[Outcome::intercepted], 50);
  EXPECT_GT(seen[Outcome::detected_not_intercepted], 50);
  EXPECT_GT(seen[Outcome::undetected], 50);
}

}  // namespace
}  // namespace panj::test
