#include "tally/precision_goal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "stats/proportion.h"
#include "tally/p_detect.h"

namespace panj {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Scenario scenario_with(const std::vector<std::string>& goals) {
  Scenario scenario;
  for (const char* name : {"as_is", "two-more", "more"}) scenario.configurations.emplace_back().name = name;
  for (const char* name : {"walker", "armed_group"}) scenario.crossers.emplace_back().name = name;
  scenario.sampling.confidence = 0.9;
  scenario.sampling.precision = goals;
  scenario.sampling.at.label = "sampling";
  return scenario;
}

PrecisionGoal goal_of(const std::string& text) {
  Problems problems;
  const std::vector<PrecisionGoal> goals = read_goals(scenario_with({text}), problems);
  for (const Problem& problem : problems.list()) ADD_FAILURE() << to_string(problem);
  return goals.at(0);
}

std::vector<std::string> faults_of(const std::vector<std::string>& goals) {
  Problems problems;
  read_goals(scenario_with(goals), problems);
  std::vector<std::string> faults;
  for (const Problem& problem : problems.list()) faults.push_back(to_string(problem));
  return faults;
}

TEST(ReadGoals, OfEveryConfiguration) {
  const PrecisionGoal goal = goal_of("p_detect<0.01@95%");
  EXPECT_EQ(goal.text, "p_detect<0.01@95%");
  EXPECT_EQ(goal.measure, p_detect);
  EXPECT_FALSE(goal.configuration || goal.less || goal.crosser);
  EXPECT_DOUBLE_EQ(goal.bound, 0.01);
  EXPECT_FALSE(goal.relative);
  EXPECT_DOUBLE_EQ(goal.confidence, 0.95);
}

TEST(ReadGoals, RelativeToTheValueAtTheScenariosLevel) {
  const PrecisionGoal goal = goal_of(" more.p_leak < 2.5 % ");
  EXPECT_EQ(goal.configuration, 2U);
  EXPECT_DOUBLE_EQ(goal.bound, 0.025);
  EXPECT_TRUE(goal.relative);
  EXPECT_EQ(goal.confidence, 0.9);
}

TEST(ReadGoals, OfAClassAndOfADifference) {
  const PrecisionGoal of_class = goal_of("class.armed_group.p_intercept<0.02@0.99");
  EXPECT_EQ(of_class.crosser, 1U);
  EXPECT_FALSE(of_class.configuration);
  EXPECT_DOUBLE_EQ(of_class.confidence, 0.99);
  const PrecisionGoal of_both = goal_of("as_is.class.walker.p_detect<0.02");
  EXPECT_EQ(of_both.crosser, 0U);
  EXPECT_EQ(of_both.configuration, 0U);
  // Names hold hyphens too.
  EXPECT_EQ(goal_of("two-more.p_detect<0.02").configuration, 1U);
  const PrecisionGoal difference = goal_of("two-more-as_is.p_detect<0.02");
  EXPECT_EQ(difference.configuration, 1U);
  EXPECT_EQ(difference.less, 0U);
}

TEST(ReadGoals, TellsAllFaultsAtOnce) {
  EXPECT_THAT(
      faults_of({"p_detct<0.01", "as_iss.p_detect<0"}),
      ElementsAre("sampling.precision = \"p_detct<0.01\" (no measure is called \"p_detct\"); did you "
                  "mean \"p_detect\"?",
                  "sampling.precision = \"as_iss.p_detect<0\" (no interval is that narrow: the bound "
                  "must be above 0); write it as \"p_intercept<0.01@95%\"",
                  "sampling.precision = \"as_iss.p_detect<0\" (no configuration is called \"as_iss\"); "
                  "did you mean \"as_is\"?"));
}

TEST(ReadGoals, OfSharesWithControlVariates) {
  Scenario scenario = scenario_with({"controlled.more-as_is.p_leak<0.01", "controlled.p_detect<0.1",
                                     "p_detect<0.1", "controlled.class.walker.p_detect<0.1"});
  scenario.sampling.control_variates = true;
  Problems problems;
  const std::vector<PrecisionGoal> goals = read_goals(scenario, problems);
  EXPECT_TRUE(goals[0].controlled && goals[1].controlled);
  EXPECT_FALSE(goals[2].controlled);
  EXPECT_EQ(goals[0].configuration, 2U);
  EXPECT_EQ(goals[0].less, 0U);
  EXPECT_FALSE(goals[1].configuration);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(to_string(problems.list()[0]), HasSubstr("of all attempts, not by class"));
}

TEST(ReadGoals, AConfigurationMayBeCalledControlled) {
  Scenario scenario = scenario_with({"controlled.p_detect<0.1"});
  scenario.configurations[1].name = "controlled";
  Problems problems;
  const PrecisionGoal goal = read_goals(scenario, problems).at(0);
  EXPECT_TRUE(problems.empty());
  EXPECT_FALSE(goal.controlled);
  EXPECT_EQ(goal.configuration, 1U);
}

TEST(ReadGoals, SaysWhatIsWrong) {
  const auto expect = [](const std::string& goal, const std::string& reason) {
    EXPECT_THAT(faults_of({goal}), ElementsAre(HasSubstr(reason))) << goal;
  };
  expect("p_detect", "no bound is given");
  expect("p_detect<", "the bound \"\" is no number");
  expect("p_detect<ten", "the bound \"ten\" is no number");
  expect("p_detect<=0.1", "the bound \"=0.1\" is no number");
  expect("p_detect<nan", "the bound \"nan\" is no number");
  expect("p_detect<-1%", "the bound must be above 0");
  expect("p_detect<5", "write <0.05 for five percentage points, or <5% for that part of the value");
  expect("p_detect<0.1@95", "the confidence level \"95\" must be 50% to 99.99%");
  expect("p_detect<0.1@100%", "must be 50% to 99.99%");
  expect("p_detect<0.1@", "must be 50% to 99.99%");
  expect("as_is-mroe.p_detect<0.1", "no configuration is called \"mroe\"); did you mean \"more\"?");
  expect("mroe-as_is.p_detect<0.1", "no configuration is called \"mroe\"); did you mean \"more\"?");
  expect("more-more.p_detect<0.1", "does not differ from itself");
  expect("class.runner.p_detect<0.1", "no class of crossers is called \"runner\"); known are");
  expect("more-as_is.class.walker.p_detect<0.1", "for all attempts, not by class");
  expect("controlled.p_detect<0.1", "no control variates); write control_variates = true in [sampling]");
  expect("a.b.c.p_detect<0.1", "more than a configuration, a class and a measure");
}

TEST(ReadGoals, ProbesAreCountedByClassAlone) {
  Scenario scenario = scenario_with({"p_detect<0.1", "class.walker.p_detect<0.1"});
  for (CrosserSpec& crosser : scenario.crossers) crosser.attempts.kind = AttemptsPerPeriod::Kind::probes;
  Problems problems;
  read_goals(scenario, problems);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(to_string(problems.list()[0]), HasSubstr("write class.walker.MEASURE"));
}

/// Replications of ten attempts under two configurations, of which `detected[r]` are detected under the
/// second, and five under the first in every other replication.
Tally tally_of_detected(const std::vector<int>& detected) {
  Tally tally;
  tally.summary = SummarySums(2);
  tally.crossers = ShareTable(1, 2);
  tally.rare.resize(1);
  for (std::size_t r = 0; r < detected.size(); ++r) {
    for (int i = 0; i < 10; ++i) {
      std::vector<std::int64_t> scores(2 * measure_count);
      scores[p_detect] = r % 2 == 0 && i < 5 ? 1 : 0;
      scores[measure_count + p_detect] = i < detected[r] ? 1 : 0;
      tally.summary.shares.add_attempt(0, scores);
      tally.crossers.add_attempt(0, scores);
    }
    tally.summary.end_unit();
    tally.crossers.end_unit();
  }
  return tally;
}

PrecisionGoal absolute(double bound) {
  PrecisionGoal goal;
  goal.measure = p_detect;
  goal.bound = bound;
  return goal;
}

std::vector<int> varied(std::size_t replications) {
  std::vector<int> detected(replications);
  for (std::size_t r = 0; r < replications; ++r) detected[r] = static_cast<int>(r * 7 % 11);
  return detected;
}

TEST(Assess, TheConfigurationThatIsFarthest) {
  const Tally tally = tally_of_detected(varied(400));
  PrecisionGoal goal = absolute(0.5);
  const GoalState first = [&] {
    goal.configuration = 0;
    return assess(goal, tally);
  }();
  goal.configuration = 1;
  const GoalState second = assess(goal, tally);
  goal.configuration.reset();
  const GoalState all = assess(goal, tally);
  EXPECT_EQ(all.configuration, second.half_width > first.half_width ? 1U : 0U);
  EXPECT_EQ(all.half_width, std::max(first.half_width, second.half_width));
  EXPECT_EQ(all.half_width, tally.summary.shares.estimate(0, 1, p_detect, 0.95).half_width());
  EXPECT_TRUE(all.reached);
  EXPECT_EQ(all.replications, 400);
}

TEST(Assess, SaysHowManyReplicationsItTakes) {
  const Tally tally = tally_of_detected(varied(400));
  const double half_width = assess(absolute(0.5), tally).half_width;
  const GoalState state = assess(absolute(0.1 * half_width), tally);
  EXPECT_FALSE(state.reached);
  EXPECT_NEAR(static_cast<double>(state.replications), 100.0 * 400.0, 1.0);
}

TEST(Assess, RelativeToTheValue) {
  const Tally tally = tally_of_detected(varied(400));
  PrecisionGoal goal = absolute(0.5);
  goal.configuration = 1;
  const GoalState absolute_one = assess(goal, tally);
  goal.relative = true;
  EXPECT_DOUBLE_EQ(assess(goal, tally).half_width, absolute_one.half_width / absolute_one.estimate.value);
}

TEST(Assess, OnFewEventsReplicationsMustBeEnoughForMore) {
  std::vector<int> rare(400);
  for (std::size_t r = 0; r < rare.size(); r += 50) rare[r] = 1;
  const Tally tally = tally_of_detected(rare);
  PrecisionGoal goal = absolute(0.5);
  goal.configuration = 1;
  const GoalState wide = assess(goal, tally);
  EXPECT_TRUE(wide.few_events);
  EXPECT_TRUE(wide.reached);
  const double enough = clopper_pearson(20.0, 400.0, 0.95).half_width();
  EXPECT_LT(wide.half_width, 0.5 * enough);
  goal.bound = 0.5 * enough;
  EXPECT_FALSE(assess(goal, tally).reached);
  EXPECT_NEAR(static_cast<double>(assess(goal, tally).replications), 800.0, 1.0);
  goal.bound = 1.01 * enough;
  EXPECT_TRUE(assess(goal, tally).reached);
}

TEST(Assess, WhatNeverHappensIsKnownSoon) {
  PrecisionGoal goal = absolute(0.03);
  goal.configuration = 1;
  EXPECT_TRUE(assess(goal, tally_of_detected(std::vector<int>(400))).reached);
  EXPECT_FALSE(assess(goal, tally_of_detected(std::vector<int>(200))).reached);
  goal.relative = true;  // nothing is 3 % of nothing
  const GoalState relative = assess(goal, tally_of_detected(std::vector<int>(400)));
  EXPECT_FALSE(relative.reached);
  EXPECT_TRUE(std::isnan(relative.half_width));
  EXPECT_EQ(relative.replications, 0);
}

TEST(Assess, DifferencesAndClasses) {
  const Tally tally = tally_of_detected(varied(400));
  PrecisionGoal goal = absolute(0.5);
  goal.configuration = 1;
  goal.less = 0;
  EXPECT_EQ(assess(goal, tally).half_width,
            paired(tally.summary, 1, 0, p_detect, 0.95).difference.half_width());
  goal.less.reset();
  goal.crosser = 0;
  EXPECT_EQ(assess(goal, tally).half_width, tally.crossers.estimate(0, 1, p_detect, 0.95).half_width());
}

TEST(AllReached, NeedsEveryOne) {
  const Tally tally = tally_of_detected(varied(400));
  EXPECT_TRUE(all_reached({absolute(0.5), absolute(0.4)}, tally));
  EXPECT_FALSE(all_reached({absolute(0.5), absolute(1e-6)}, tally));
  EXPECT_TRUE(all_reached({}, tally));
  EXPECT_FALSE(all_reached({absolute(0.5)}, tally_of_detected({})));
}

}  // namespace
}  // namespace panj
