#include "results/results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "base/error.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"
#include "results/sha256.h"
#include "results/small_run.h"
#include "results/summary_table.h"
#include "stats/ratio.h"

namespace panj {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::file_error_of;
using test::Folder;
using test::small_record;
using test::small_result;
using test::small_world;
using test::told;
using testing::Contains;
using testing::DoubleEq;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsNan;
using testing::Not;
using testing::StartsWith;

/// The small run on disk, and open for reading.
struct Written {
  explicit Written(const World& of = small_world()) : Written(of, small_result(of)) {}
  Written(const World& of, RunResult run) : world(of), result(std::move(run)), file(open()) {}
  Hdf5Group group(const std::string& name) { return file.root().open_group(name); }

  Folder folder;
  World world;
  RunResult result;
  Hdf5File file;

 private:
  Hdf5File open() {
    EventRows events = told(world);
    write_results(folder / "small.h5", world, result, small_record(), &events);
    check_seal(folder / "small.h5");
    return Hdf5File::open(folder / "small.h5");
  }
};

TEST(Results, TellsWhatMadeIt) {
  Written written;
  Hdf5Group& root = written.file.root();
  EXPECT_EQ(root.text_attribute("Conventions"), "CF-1.11");
  EXPECT_EQ(root.text_attribute("file_type"), "panj-results");
  EXPECT_EQ(root.number_attribute<std::int64_t>("format_version"), 1);
  EXPECT_EQ(root.number_attribute<std::uint64_t>("seed"), 42U);
  EXPECT_EQ(root.text_attribute("scenario_sha256"), sha256_hex("schema = 1\n"));
  EXPECT_EQ(root.text_attribute("attempts_sha256"), sha256_hex(std::string("seed = 42\n\0", 11)));
  EXPECT_EQ(root.text_attribute("status"), "complete");
  EXPECT_EQ(root.number_attribute<std::int64_t>("completed_replications"), 24);
  EXPECT_EQ(root.number_attribute<std::int64_t>("unit_replications"), 1);
  EXPECT_TRUE(std::regex_match(root.text_attribute("git_sha1"), std::regex("unknown|[0-9a-f]{40}(-dirty)?")));
  EXPECT_THAT(root.text_attribute("compiler"), testing::Not(testing::IsEmpty()));
  EXPECT_THAT(root.text_attribute("build_flags"), HasSubstr("-ffp-contract=off"));
  EXPECT_THAT(written.group("provenance").read<std::string>("scenario_toml"), ElementsAre("schema = 1\n"));
  const Hdf5Group run = written.group("provenance").open_group("run");
  EXPECT_THAT(run.read<std::string>("host"), ElementsAre("somewhere"));
  EXPECT_THAT(run.read<double>("compile_time"), ElementsAre(0.75));
}

TEST(Results, KnowsItsInputsByTheirContents) {
  World world = small_world();
  const Folder inputs;
  test::put_bytes(inputs / "line.geojson", "abc");
  test::put_bytes(inputs / "patrol_roads.csv", "xyz");
  world.attempt_inputs = {(inputs / "line.geojson").string()};
  world.inputs = {world.attempt_inputs.front(), (inputs / "patrol_roads.csv").string()};
  {
    Written written(world);
    const Hdf5Group group = written.group("provenance");
    EXPECT_THAT(group.read<std::string>("input_sha256"), ElementsAre(sha256_hex("abc"), sha256_hex("xyz")));
    EXPECT_THAT(group.read<std::int64_t>("input_bytes"), ElementsAre(3, 3));
    EXPECT_EQ(written.file.root().text_attribute("attempts_sha256"),
              sha256_hex(std::string("seed = 42\n\0", 11) + sha256_hex("abc") + "\n"));
  }
  // What patrols alone go by has no say in it, even where it has gone: that run has cleared the folder away.
  fs::create_directories(inputs.path());
  test::put_bytes(inputs / "line.geojson", "abc");
  EXPECT_EQ(Written(world).file.root().text_attribute("attempts_sha256"),
            sha256_hex(std::string("seed = 42\n\0", 11) + sha256_hex("abc") + "\n"));
  // An input that has gone since does not cost the run, but the file does not claim to pair.
  ASSERT_FALSE(fs::exists(inputs / "line.geojson"));
  Written written(world);
  EXPECT_THAT(written.group("provenance").read<std::int64_t>("input_bytes"), ElementsAre(-1, -1));
  EXPECT_EQ(written.file.root().text_attribute("attempts_sha256"), "");
}

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

TEST(Results, EveryVariableTellsItsUnitsAndName) {
  Written written;
  const std::vector<std::string> variables = written.file.root().variables();
  EXPECT_GT(variables.size(), 150U);
  for (const std::string& path : variables) {
    EXPECT_NE(written.file.root().text_attribute("units", path), "") << path;
    EXPECT_NE(written.file.root().text_attribute("long_name", path), "") << path;
  }
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

TEST(Results, KeepTheGoalsOfPrecision) {
  Written plain;
  EXPECT_THAT(plain.file.root().variables(), Not(Contains(StartsWith("/goals/"))));
  World world = small_world();
  world.scenario.sampling.precision = {"p_detect<0.2@90%", "p_leak<0.1%"};
  const RunResult result = small_result(world);
  const Folder folder;
  write_results(folder / "goals.h5", world, result, small_record());
  Hdf5File file = Hdf5File::open(folder / "goals.h5");
  const Hdf5Group goals = file.root().open_group("goals");
  EXPECT_THAT(goals.read<std::string>("goal"), ElementsAre("p_detect<0.2@90%", "p_leak<0.1%"));
  EXPECT_THAT(goals.read<double>("level"), ElementsAre(0.9, world.scenario.sampling.confidence));
  EXPECT_THAT(goals.read<double>("asked"), ElementsAre(0.2, DoubleEq(0.001)));
  EXPECT_THAT(goals.read<std::int8_t>("relative"), ElementsAre(0, 1));
  EXPECT_THAT(goals.read<std::int8_t>("reached"), ElementsAre(1, 0));
  EXPECT_GT(goals.read<std::int64_t>("replications_needed")[1], 24);
  const std::vector<double> interval = goals.read<double>("value_ci");
  EXPECT_DOUBLE_EQ(goals.read<double>("half_width")[0], 0.5 * (interval[1] - interval[0]));

  const SummaryTable table = read_summary(folder / "goals.h5");
  ASSERT_EQ(table.goals.size(), 2U);
  EXPECT_EQ(to_text(table), to_text(summary_of(world, result)));
  EXPECT_THAT(to_text(table), HasSubstr("precision asked\np_detect<0.2@90%    reached: ± 0.0"));
  EXPECT_THAT(to_text(table), HasSubstr("p_leak<0.1%         NOT REACHED: ± "));
}

TEST(Results, ConvergenceEndsAtTheSummary) {
  Written written;
  const std::vector<double> so_far = written.group("convergence").read<double>("p_detect");
  ASSERT_EQ(so_far.size(), 18U);
  EXPECT_EQ(so_far[5], written.group("summary").read<double>("p_detect")[0]);
  EXPECT_EQ(written.group("convergence").read<std::int64_t>("replications").back(), 24);
}

TEST(Results, ConvergenceOfManyBatchesIsThinned) {
  const World world = small_world();
  RunResult result = small_result(world);
  const std::vector<BatchRecord> few = result.batches;
  while (result.batches.size() < 1201) result.batches.push_back(few[result.batches.size() % few.size()]);
  Written written(world, std::move(result));
  const auto batches = written.group("convergence").read<std::int64_t>("batch");
  EXPECT_LE(batches.size(), 501U);
  EXPECT_EQ(batches.front(), 2);
  EXPECT_EQ(batches.back(), 1200);
  EXPECT_EQ(written.group("batches").read<std::int64_t>("batch").size(), 1201U);
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

TEST(Results, EffortIsMissingWhereItIsNotStated) {
  World world = small_world();
  for (Asset& asset : world.assets) asset.person_hours_a_day = 24.0;
  for (TeamPlan& team : world.teams) team.person_hours_a_day = std::nullopt;
  Written written(world);
  EXPECT_THAT(written.group("summary").read<double>("effort"), ElementsAre(IsNan(), 72.0, IsNan()));
}

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

TEST(Results, EqualRunsWriteEqualBytes) {
  const Folder folder;
  const World world = small_world();
  const RunResult result = small_result(world);
  write_results(folder / "a.h5", world, result, small_record());
  write_results(folder / "b.h5", world, result, small_record());
  EXPECT_EQ(bytes_of(folder / "a.h5"), bytes_of(folder / "b.h5"));

  // What may differ: only there do the bytes. The texts are as long as before, so that nothing moves.
  RunResult later = result;
  later.wall_time_s = 2.5;
  later.threads = 3;
  for (BatchRecord& batch : later.batches) batch.elapsed_s *= 2.0;
  write_results(folder / "c.h5", world, later,
                {"panj run again.toml", "2026-03-02T18:00:00Z", "elsewhere", 0.5, small_record().overrides,
                 small_record().scenario_folder});
  const std::string a = bytes_of(folder / "a.h5");
  const std::string c = bytes_of(folder / "c.h5");
  ASSERT_EQ(a.size(), c.size());
  std::size_t differing = 0;
  for (std::size_t i = user_block_bytes; i < a.size(); ++i) differing += a[i] != c[i] ? 1 : 0;
  // 3 doubles and an int32 of `run`, 6 doubles of `elapsed` twice, and 3 texts of at most 20 bytes each.
  EXPECT_GT(differing, 10U);
  EXPECT_LE(differing, 3 * 8 + 4 + 2 * 6 * 8 + 3 * 20U);
  Hdf5File first = Hdf5File::open(folder / "a.h5");
  Hdf5File second = Hdf5File::open(folder / "c.h5");
  EXPECT_EQ(first.root().variables(), second.root().variables());
}

TEST(Results, LeavesOutWhatIsNotThere) {
  World world = small_world();
  world.assets.clear();
  world.posts.clear();
  world.patrols.clear();
  world.teams.clear();
  world.sites.clear();
  world.crs_wkt.clear();
  world.configurations = {"only"};
  world.scenario.configurations.resize(1);
  RunResult result = small_result(world, 1);
  result.batches.clear();
  result.tally.first_detections.clear();
  result.tally.interceptions_by.clear();
  result.tally.maps = {};
  result.complete = false;
  const Folder folder;
  write_results(folder / "bare.h5", world, result, small_record());
  Hdf5File file = Hdf5File::open(folder / "bare.h5");
  for (const std::string& path : file.root().variables())
    EXPECT_FALSE(std::regex_search(
        path,
        std::regex(
            "^/(assets|teams|sites|convergence|batches)/|/(crs|attempts$|patrol|post|site(_|$)|warning)")))
        << path;
  EXPECT_EQ(file.root().text_attribute("status"), "partial");
}

// --- the page

/// Names of the variables that FORMAT.md gives for each group: the backquoted words of the first column.
std::map<std::string, std::set<std::string>> names_on_the_page() {
  std::istringstream page(bytes_of(fs::path(PANJ_SOURCE_DIR) / "sim/results/FORMAT.md"));
  std::map<std::string, std::set<std::string>> names;
  std::string group;
  const std::regex word("`([^`]+)`");
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) group = line.starts_with("## /") ? line.substr(3) : "";
    if (group.empty() || !line.starts_with("| `")) continue;
    const std::string first_column = line.substr(0, line.find('|', 1));
    for (std::sregex_iterator at(first_column.begin(), first_column.end(), word), end; at != end; ++at)
      names[group].insert((*at)[1]);
  }
  return names;
}

/// A variable's name as the page writes it: X for the name of a measure, P for that of one of a period, the
/// longest that fits.
std::string page_name(const std::string& group, const std::string& name) {
  std::string_view longest;
  std::string letter;
  const auto look = [&](std::string_view measure, const char* stands_for) {
    const bool fits = name == measure || name.starts_with(std::string(measure) + "_");
    if (!fits || measure.size() <= longest.size()) return;
    longest = measure;
    letter = stands_for;
  };
  if (group == "/rare") return name;
  for (const Measure& measure : measures) look(measure.name, "X");
  if (group == "/periods" || group == "/paired")
    for (const PeriodMeasure& measure : period_measures) look(measure.name, "P");
  return letter + name.substr(longest.size());
}

TEST(Results, ThePageNamesEveryVariableAndNoOther) {
  World world = small_world();
  const Folder inputs;
  test::put_bytes(inputs / "line.geojson", "abc");
  world.inputs = {(inputs / "line.geojson").string()};
  world.scenario.weather.states = {"clear"};
  Asset drone = world.assets.back();
  drone.name = "hawk";
  drone.kind = Asset::Kind::drone;
  world.assets.push_back(drone);
  world.patrols[drone.plan].random_legs.emplace();
  world.coverage.resize(1);
  Asset wire = world.assets.back();
  wire.name = "wire";
  wire.kind = Asset::Kind::line;
  world.lines = {{{{500'100.0, 4'100'900.0}, {501'900.0, 4'100'950.0}}, {}}};
  world.assets.push_back(wire);
  world.crossers[1].rare_leaks.emplace();
  world.scenario.sampling.precision = {"p_detect<0.1"};
  world.scenario.sampling.control_variates = true;
  world.hypercube = LatinHypercube(4);
  Written written(world);
  std::map<std::string, std::set<std::string>> in_the_file;
  for (const std::string& path : written.file.root().variables()) {
    const std::size_t slash = path.rfind('/');
    const std::string group = path.substr(0, slash);
    in_the_file[group].insert(page_name(group, path.substr(slash + 1)));
  }
  const auto on_the_page = names_on_the_page();
  for (const auto& [group, names] : in_the_file) {
    ASSERT_TRUE(on_the_page.contains(group)) << group;
    EXPECT_EQ(names, on_the_page.at(group)) << group;
  }
  EXPECT_EQ(in_the_file.size(), on_the_page.size());
}

TEST(Results, NcdumpReadsIt) {
  if (std::system("command -v ncdump >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "ncdump (netcdf-bin) is not there";
  Written written;
  const std::string command = "ncdump -h '" + (written.folder / "small.h5").string() + "' 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  ASSERT_NE(pipe, nullptr);
  std::string header;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) header += static_cast<char>(c);
  EXPECT_EQ(::pclose(pipe), 0) << header;
  EXPECT_THAT(header, HasSubstr("double p_detect_ci(configuration, bound) ;"));
  EXPECT_THAT(header, HasSubstr("int attempts(configuration, y, x) ;"));
  EXPECT_THAT(header, HasSubstr("string configuration(configuration) ;"));
  EXPECT_THAT(header, testing::Not(HasSubstr("phony_dim")));
}

// --- refusals

TEST(CheckOutput, RefusesWhatWouldFailLater) {
  const Folder folder;
  const auto refusal = [&](const fs::path& path, Existing existing) {
    return file_error_of([&] { check_output(path, existing); });
  };
  EXPECT_EQ(refusal(folder / "new.h5", Existing::refuse), "");
  test::put_bytes(folder / "old.h5", "old");
  EXPECT_THAT(refusal(folder / "old.h5", Existing::refuse), HasSubstr("exists already, and is kept"));
  EXPECT_EQ(refusal(folder / "old.h5", Existing::overwrite), "");
  EXPECT_THAT(refusal(folder / "no/new.h5", Existing::refuse), HasSubstr("there is no such folder"));
  EXPECT_THAT(refusal(folder.path(), Existing::overwrite), HasSubstr("it is a folder"));
  EXPECT_THAT(refusal("/dev/null", Existing::overwrite), HasSubstr("it is a device or a pipe"));
  EXPECT_EQ(bytes_of(folder / "old.h5"), "old");
  EXPECT_THAT(folder.names(), ElementsAre("old.h5"));
}

}  // namespace
}  // namespace panj
