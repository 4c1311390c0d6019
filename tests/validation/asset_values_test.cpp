// What each asset is worth, where closed forms tell it. Walkers go straight north at 1 m/s through the middle
// of a range of 500 m: they are in it for 1000 s.
#include <gtest/gtest.h>

#include <cmath>

#include "support/busy_scenario.h"
#include "support/known_answer.h"

namespace panj::test {
namespace {

constexpr std::int64_t attempts_past_posts = 10;

struct Post {
  std::string name;
  std::string law;
  double north_km = 10.0;
  double east_km = 10.0;
};

std::string constant(double hazard) {
  return "constant_rate = { rate_per_h = " + toml(3.6 * hazard) + ", range_m = 500.0 }";
}

std::string posts_scenario(const std::vector<Post>& posts, const std::string& origin) {
  std::string text =
      "schema = 1\n[scenario]\nseed = 29\nperiod_h = 1.0\n" + level_frontier(20.0, 20.0, 10.0, 250.0) +
      "segment_km = 5.0\n" + "[[crosser]]\nname = \"walker\"\nattempts = { fixed = 10 }\norigin = " + origin +
      "\nroute = { straight = { heading_deg = 0.0, length_km = 3.0 } }\nmovement = { constant = { "
      "speed_km_h = 3.6 } }\n";
  std::string names;
  for (const Post& post : posts) {
    text += "[[sensor]]\nname = \"" + post.name + "\"\nlaw = { " + post.law +
            " }\nheight_m = 1.7\nline_of_sight = false\n[[post]]\nname = \"" + post.name + "\"\nsensor = \"" +
            post.name + "\"\nposition_xy_km = [" + toml(post.east_km) + ", " + toml(post.north_km) + "]\n";
    names += (names.empty() ? "\"" : ", \"") + post.name + '"';
  }
  return text + "[[configuration]]\nname = \"all\"\nassets = [" + names +
         "]\n[sampling]\nbatch = 1000\n[output]\nmaps = false\n";
}

const std::string through_the_middle = "{ points_xy_km = [[10.0, 8.5]] }";

Estimate of_asset(const RunResult& result, std::size_t asset, AssetMeasure measure) {
  return result.tally.assets.estimate(result.tally.summary.shares, 0, 0, asset, measure, 0.95);
}

TEST(AssetValues, EqualPostsAreEachWorthFarLessThanAll) {
  // Three posts of H = 1 each: without one of them 1 - exp(-2) would still be detected.
  const RunResult result =
      run_full(posts_scenario({{"one", constant(1.0)}, {"two", constant(1.0)}, {"three", constant(1.0)}},
                              through_the_middle),
               attempts_past_posts);
  const double all = 1.0 - std::exp(-3.0);
  EXPECT_NEAR(share_of(result, "p_detect_conditional").value, all, 1e-9);
  for (std::size_t asset = 0; asset < 3; ++asset) {
    const std::string which = " of post " + std::to_string(asset + 1) + " of three equal ones";
    expect_exactly({"V1", "value" + which, "exp(-2) - exp(-3)"},
                   of_asset(result, asset, AssetMeasure::value).value, std::exp(-2.0) - std::exp(-3.0), 1e-9);
    expect_exactly({"V1", "conditional share of first detection" + which, "(1 - exp(-3)) / 3"},
                   of_asset(result, asset, AssetMeasure::first_conditional).value, all / 3.0, 1e-9);
    expect_share({"V1", "share of first detection" + which, "(1 - exp(-3)) / 3"},
                 of_asset(result, asset, AssetMeasure::first_counted), all / 3.0, 0.001, attempts_past_posts);
  }
}

TEST(AssetValues, WhoIsBackedUpByACertainOneIsWorthNothing) {
  // "sure" and "safe" see everybody for certain, "safe" 400 m further on; "weak" gathers 0.5 before the one,
  // and 0.4 of it more before the other.
  const std::string certain = "definite_range = { range_m = 500.0 }";
  const RunResult result =
      run_full(posts_scenario({{"weak", constant(1.0)}, {"sure", certain, 10.5}, {"safe", certain, 10.9}},
                              through_the_middle),
               attempts_past_posts);
  for (std::size_t asset = 0; asset < 3; ++asset)
    EXPECT_EQ(of_asset(result, asset, AssetMeasure::value).value, 0.0);
  EXPECT_NEAR(of_asset(result, 0, AssetMeasure::first_conditional).value, 1.0 - std::exp(-0.5), 1e-9);
  EXPECT_NEAR(of_asset(result, 1, AssetMeasure::first_conditional).value, std::exp(-0.5), 1e-9);
  EXPECT_EQ(of_asset(result, 2, AssetMeasure::first_conditional).value, 0.0);
  expect_share({"V2", "first detections of a weak post before a certain one", "1 - exp(-1/2)"},
               of_asset(result, 0, AssetMeasure::first_counted), 1.0 - std::exp(-0.5), 0.0011,
               attempts_past_posts);

  const RunResult pair =
      run_full(posts_scenario({{"weak", constant(1.0)}, {"sure", certain, 10.5}}, through_the_middle),
               attempts_past_posts);
  EXPECT_EQ(of_asset(pair, 0, AssetMeasure::value).value, 0.0);
  EXPECT_NEAR(of_asset(pair, 1, AssetMeasure::value).value, std::exp(-1.0), 1e-9);
}

TEST(AssetValues, SharesGoByRates) {
  const RunResult result =
      run_full(posts_scenario({{"one", constant(0.2)}, {"two", constant(0.4)}, {"four", constant(0.8)}},
                              through_the_middle),
               attempts_past_posts);
  const double all = 1.0 - std::exp(-1.4);
  const std::array<double, 3> hazards{0.2, 0.4, 0.8};
  for (std::size_t asset = 0; asset < 3; ++asset) {
    const double first = all * hazards[asset] / 1.4;
    EXPECT_NEAR(of_asset(result, asset, AssetMeasure::first_conditional).value, first, 1e-9);
    expect_share({"V3", "first detections of post " + std::to_string(asset + 1) + ", rates as 1:2:4",
                  "in proportion to the rates"},
                 of_asset(result, asset, AssetMeasure::first_counted), first, 0.0011, attempts_past_posts);
    EXPECT_NEAR(of_asset(result, asset, AssetMeasure::value).value,
                std::exp(hazards[asset] - 1.4) - std::exp(-1.4), 1e-9);
  }
}

TEST(AssetValues, TellWhichKilometreAPostWatches) {
  // Walkers over 20 km of border in four segments: "west" reaches 500 m around x = 2.5 km, "edge" 500 m
  // around the limit between the first two segments.
  const RunResult result =
      run_full(posts_scenario({{"west", constant(2.0), 10.0, 2.5}, {"edge", constant(2.0), 10.0, 5.0}},
                              "{ line_xy_km = [[0.0, 8.5], [20.0, 8.5]] }"),
               attempts_past_posts);
  // H = 2 (chord / 1000 m): the mean over half of the range.
  const double missed =
      integral([](double x) { return 1.0 - std::exp(-2.0 * std::sqrt(1.0 - x * x)); }, 0.0, 1.0);
  const double half_m = 500.0 * missed;
  const auto of_segment = [&](std::size_t segment, std::size_t asset) {
    return result.tally.assets_by_segment.estimate(result.tally.segments, segment, 0, asset,
                                                   AssetMeasure::value, 0.95);
  };
  const std::string chords = "mean over chords";
  expect_share({"V4", "value of a post in its segment", chords}, of_segment(0, 0), 2.0 * half_m / 5000.0,
               0.002, attempts_past_posts);
  expect_share({"V4", "value of a post between two segments, in the first", chords}, of_segment(0, 1),
               half_m / 5000.0, 0.002, attempts_past_posts);
  expect_share({"V4", "value of a post between two segments, in the second", chords}, of_segment(1, 1),
               half_m / 5000.0, 0.002, attempts_past_posts);
  for (const auto& [segment, asset] : {std::pair{1, 0}, std::pair{2, 1}, std::pair{3, 1}}) {
    const Estimate none = of_segment(static_cast<std::size_t>(segment), static_cast<std::size_t>(asset));
    EXPECT_EQ(none.value, 0.0);
    EXPECT_GT(none.high, 0.0);
    EXPECT_LE(none.high, interval_width(0.001, full_attempts / attempts_past_posts, attempts_past_posts));
  }
  expect_share({"V4", "value of a post on the whole border", chords},
               of_asset(result, 0, AssetMeasure::value), 2.0 * half_m / 20000.0, 0.001, attempts_past_posts);
}

/// Counted less conditional, and its standard error, from the sums of batches: they are independent.
struct Check {
  double difference = 0.0;
  double standard_error = 0.0;
};
Check check_of(const RunResult& result, std::size_t configuration) {
  std::vector<double> differences;
  double attempts = 0.0;
  for (const BatchRecord& batch : result.batches) {
    const auto sum = [&](std::string_view measure) {
      return batch.sums.shares.sums(0, configuration, find_measure(measure)).y;
    };
    differences.push_back(sum("p_detect") - sum("p_detect_conditional"));
    attempts += static_cast<double>(batch.sums.shares.attempts(0));
  }
  double sum = 0.0;
  double squares = 0.0;
  for (const double difference : differences) {
    sum += difference;
    squares += difference * difference;
  }
  // The difference has the mean 0: no more degrees of freedom are lost.
  return {sum / attempts, std::sqrt(squares) / attempts};
}

TEST(ConditionalDetection, AndCountsCheckEachOther) {
  BusyScenario busy;
  busy.tail = "[sampling]\nreplications = 1000\nbatch = 4\n[output]\nmaps = false\n";
  const World world = world_of(busy.text());
  RunOptions options;
  options.threads = 2;
  options.replications = samples(6000, 11);
  const RunResult result = run(world, options);
  const double attempts = static_cast<double>(result.tally.summary.shares.attempts(0));
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    const Check check = check_of(result, c);
    EXPECT_LE(std::abs(check.difference), 4.0 * check.standard_error)
        << world.configurations[c] << ": z " << check.difference / check.standard_error;
    EXPECT_LE(check.standard_error, 0.5 / std::sqrt(attempts));
    const auto sums_of = [&](std::string_view measure) {
      return result.tally.summary.shares.sums(0, c, find_measure(measure));
    };
    EXPECT_GE(variance_ratio(sums_of("p_detect"), sums_of("p_detect_conditional")), 1.0);

    // Shares of first detection add up to P(detect), and their counts agree with them, asset by asset.
    Int128 sum = 0;
    for (std::size_t a = 0; a < world.assets.size(); ++a) {
      sum += result.tally.assets.exact_sums(0, c, a, AssetMeasure::first_conditional).y;
      const auto estimate = [&](AssetMeasure measure) {
        return result.tally.assets.estimate(result.tally.summary.shares, 0, c, a, measure, 0.95);
      };
      const Estimate counted = estimate(AssetMeasure::first_counted);
      const Estimate conditional = estimate(AssetMeasure::first_conditional);
      // The variance of the difference is that of the counts less that of the conditional share.
      EXPECT_LE(std::abs(counted.value - conditional.value), 4.0 * counted.standard_error)
          << world.configurations[c] << ", " << world.assets[a].name;
      EXPECT_LE(estimate(AssetMeasure::value).value, 1.0);
    }
    EXPECT_NEAR(static_cast<double>(sum) * fixed_point_unit / attempts,
                share_of(result, "p_detect_conditional", c).value, 1e-9);
  }
}

}  // namespace
}  // namespace panj::test
