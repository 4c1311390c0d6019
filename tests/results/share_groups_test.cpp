// Shares and their intervals in a result file: of all attempts, by class and by view of the ground, weighted
// and controlled.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "results/hdf5_file.h"
#include "results/small_run.h"
#include "results/written.h"
#include "stats/ratio.h"

namespace panj {
namespace {

using test::small_result;
using test::small_world;
using test::Written;
using testing::ElementsAre;
using testing::IsNan;

TEST(Results, SharesByViewOfTheGroundAreThoseOfTheTally) {
  Written written;
  const Hdf5Group draws = written.group("draws");
  EXPECT_THAT(draws.read<std::string>("view_crosser"), ElementsAre("smuggler", "smuggler", "smuggler"));
  EXPECT_THAT(draws.read<std::int32_t>("draw"), ElementsAre(0, 1, 2));
  const ShareTable& shares = written.result.tally.draws.shares;
  const std::size_t measure = find_measure("p_intercept");
  const auto values = draws.read<double>("p_intercept");
  const auto errors = draws.read<double>("p_intercept_stderr");
  const auto attempts = draws.read<std::int64_t>("n_attempts");
  ASSERT_EQ(values.size(), 9U);
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t view = 0; view < 3; ++view) {
      const Estimate expected = shares.estimate(view, c, measure, written.world.scenario.sampling.confidence);
      EXPECT_EQ(values[3 * c + view], expected.value);
      EXPECT_EQ(errors[3 * c + view], expected.standard_error);
      EXPECT_EQ(attempts[view], shares.attempts(view));
    }
  }
  World plain = small_world();
  plain.crossers[1].choices.clear();
  for (const std::string& path : Written(plain).file.root().variables())
    EXPECT_FALSE(path.starts_with("/draws/")) << path;
}

TEST(Results, IntervalsFollowFromTheBatches) {
  Written written;
  const double confidence = written.world.scenario.sampling.confidence;
  const Hdf5Group batches = written.group("batches");
  const Hdf5Group summary = written.group("summary");
  const Hdf5Group paired_group = written.group("paired");
  const std::size_t count = written.result.batches.size();
  const auto total = [&](const std::string& name, std::size_t row) {
    const std::vector<double> values = batches.read<double>(name);
    double sum = 0.0;
    for (std::size_t i = 0; i < count; ++i) sum += values.at(row * count + i);
    return sum;
  };
  const auto sums = [&](const std::string& measure, std::size_t c) {
    return RatioSums{24.0,
                     total("n", 0),
                     total(measure + "_y", c),
                     total("nn", 0),
                     total(measure + "_yy", c),
                     total(measure + "_ny", c)};
  };
  for (const Measure& measure : measures) {
    const std::string name(measure.name);
    const std::vector<double> shown = summary.read<double>(name);
    const std::vector<double> bounds = summary.read<double>(name + "_ci");
    for (std::size_t c = 0; c < 3; ++c) {
      const Estimate again = share(sums(name, c), confidence);
      EXPECT_NEAR(again.value, shown[c], 1e-12) << name;
      EXPECT_NEAR(again.low, bounds[2 * c], 1e-9) << name;
      EXPECT_NEAR(again.high, bounds[2 * c + 1], 1e-9) << name;
    }
    // Pair 1 is configurations 0 and 2.
    const RatioSums a = sums(name, 0);
    const RatioSums b = sums(name, 2);
    const RatioSums less{24.0,       a.n, a.y - b.y, a.nn, a.yy + b.yy - 2.0 * total(name + "_yy_ab", 1),
                         a.ny - b.ny};
    const Estimate again = paired_difference(less, total(name + "_apart_ab", 1), confidence);
    EXPECT_NEAR(again.value, paired_group.read<double>(name + "_difference")[2], 1e-12) << name;
    EXPECT_NEAR(again.low, paired_group.read<double>(name + "_ci")[4], 1e-9) << name;
    EXPECT_NEAR(again.high, paired_group.read<double>(name + "_ci")[5], 1e-9) << name;
  }
  EXPECT_THAT(batches.read<std::string>("pair_b"), ElementsAre("two_posts", "without_base", "without_base"));
}

TEST(Results, ClassesTellHowManyReallyCome) {
  Written written;
  const Hdf5Group classes = written.group("classes");
  EXPECT_THAT(classes.read<double>("attempts_per_period"), ElementsAre(3.5, 0.03));
  EXPECT_THAT(classes.read<std::int8_t>("probes"), ElementsAre(0, 1));
  EXPECT_THAT(classes.read<std::int64_t>("n_persons"), ElementsAre(400, 90));
}

TEST(Results, WeightedClassesTellHowRarelyTheyComeThrough) {
  World world = small_world();
  world.crossers[1].rare_leaks = RareLeaks{0.2, {}};
  Written written(world);
  const RareTally& tally = written.result.tally.rare[1];
  const Hdf5Group rare = written.group("rare");
  EXPECT_THAT(rare.read<std::string>("crosser"), ElementsAre("smuggler"));
  EXPECT_THAT(rare.read<double>("plain_share"), ElementsAre(0.2));
  EXPECT_THAT(rare.read<std::int64_t>("n_attempts"), ElementsAre(40));
  EXPECT_THAT(rare.read<std::int64_t>("path_steps"), ElementsAre(80, 80, 80));
  const double confidence = world.scenario.sampling.confidence;
  const auto undetected = rare.read<double>("p_undetected");
  const auto errors = rare.read<double>("p_undetected_relative_error");
  ASSERT_EQ(undetected.size(), 3U);
  for (std::size_t c = 0; c < 3; ++c) {
    const Estimate share = tally.share(c, RareTally::undetected, confidence);
    EXPECT_EQ(undetected[c], share.value);
    EXPECT_NEAR(undetected[c], 2e-5, 5e-6);
    EXPECT_EQ(errors[c], share.standard_error / share.value);
    EXPECT_EQ(rare.read<double>("p_undetected_equivalent_attempts")[c], equivalent_attempts(share));
    EXPECT_EQ(rare.read<double>("mean_weight")[c], tally.mean_weight(c, confidence).value);
  }
  // The same attempts by their weights, and by class.
  const std::size_t measure = find_measure("p_detect");
  EXPECT_EQ(written.group("classes").read<double>("p_detect")[1], tally.share(0, measure, confidence).value);
  EXPECT_EQ(written.group("classes").read<double>("p_leak")[1], rare.read<double>("p_leak")[0]);
  Written plain;
  for (const std::string& path : plain.file.root().variables()) EXPECT_FALSE(path.starts_with("/rare/"));
}

TEST(Results, SharesWithControlVariatesStandBesideThePlainOnes) {
  World world = small_world();
  world.scenario.sampling.control_variates = true;
  Written written(world, small_result(world, 24));
  const Tally& tally = written.result.tally;
  const double confidence = world.scenario.sampling.confidence;
  const Hdf5Group controlled = written.group("controlled");
  EXPECT_EQ(controlled.text_attribute("measures"), written.group("summary").text_attribute("measures"));
  for (const Measure& measure : measures) {
    const std::string name(measure.name);
    const std::size_t m = find_measure(name);
    const auto values = controlled.read<double>(name);
    const auto gains = controlled.read<double>(name + "_gain");
    const auto coefficients = controlled.read<double>(name + "_coefficient");
    const auto of_origins = controlled.read<double>(name + "_origin_coefficient");
    const auto differences = controlled.read<double>(name + "_difference");
    ASSERT_EQ(values.size(), 3U);
    ASSERT_EQ(differences.size(), 9U);
    for (std::size_t c = 0; c < 3; ++c) {
      const ControlledEstimate found = tally.control.share(tally.summary, c, m, confidence);
      EXPECT_EQ(values[c], found.estimate.value);
      EXPECT_EQ(gains[c], found.gain);
      EXPECT_EQ(coefficients[c], found.coefficients[0]);
      EXPECT_EQ(of_origins[c], found.coefficients[1]);
      EXPECT_TRUE(std::isnan(differences[4 * c]));
    }
    EXPECT_EQ(differences[3], tally.control.difference(tally.summary, 1, 0, m, confidence).estimate.value);
  }
  EXPECT_GT(controlled.read<double>("p_detect_gain")[0], 1.0);
  EXPECT_EQ(controlled.read<double>("mean_way")[1],
            tally.control.mean_control(tally.summary, 1, 0, confidence).value);
  Written plain;
  for (const std::string& path : plain.file.root().variables())
    EXPECT_FALSE(path.starts_with("/controlled/"));
}

TEST(Results, SummaryTellsWhatConditioningGains) {
  Written written;
  const Hdf5Group summary = written.group("summary");
  const auto counted = summary.read<double>("p_detect_stderr");
  const auto conditional = summary.read<double>("p_detect_conditional_stderr");
  const auto ratios = summary.read<double>("detection_variance_ratio");
  ASSERT_EQ(ratios.size(), 3U);
  for (std::size_t c = 0; c < 3; ++c)
    EXPECT_NEAR(ratios[c], std::pow(counted[c] / conditional[c], 2), 1e-9 * ratios[c]);
}

TEST(Results, EffortIsMissingWhereItIsNotStated) {
  World world = small_world();
  for (Asset& asset : world.assets) asset.person_hours_a_day = 24.0;
  for (TeamPlan& team : world.teams) team.person_hours_a_day = std::nullopt;
  Written written(world);
  EXPECT_THAT(written.group("summary").read<double>("effort"), ElementsAre(IsNan(), 72.0, IsNan()));
}

}  // namespace
}  // namespace panj
