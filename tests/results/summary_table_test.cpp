#include "results/summary_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <sstream>

#include "base/error.h"
#include "results/results.h"
#include "results/small_run.h"

namespace panj {
namespace {

using testing::HasSubstr;
using testing::Not;

Estimate estimate(double value, double low, double high) {
  return {value, 0.5 * (high - low), low, high, IntervalMethod::t_ratio};
}

SummaryTable khatlon() {
  SummaryTable table;
  table.scenario = "khatlon";
  table.title = "The Khatlon sector by night";
  table.status = "complete";
  table.stop_reason = "replications";
  table.measures = {"p_detect", "p_detect_conditional", "p_intercept", "p_leak"};
  const Estimate unseen = estimate(0.5, 0.5, 0.5);  // without error
  table.rows = {
      {"as_is",
       "Posts and patrols as they are",
       {estimate(.6123, .605, .6196), unseen, estimate(.42, .411, .429), estimate(.0521, .049, .0552)}},
      {"two_more_posts",
       "",
       {estimate(.66, .653, .667), unseen, estimate(.45, .441, .459), estimate(.0481, .045, .0512)}}};
  table.differences = {
      {"two_more_posts",
       "",
       {estimate(.0477, .044, .0514), unseen, estimate(.03, .0268, .0332), estimate(-.004, -.0071, -.0009)}}};
  table.attempts = 100'000;
  table.replications = 1000;
  table.wall_time_s = 4.1;
  table.threads = 2;
  table.seed = 1;
  return table;
}

TEST(SummaryTable, ReadsWell) {
  EXPECT_EQ(to_text(khatlon()),
            R"(The Khatlon sector by night

as_is             Posts and patrols as they are

configuration     P(detect)              P(intercept)           P(leak)
───────────────────────────────────────────────────────────────────────────────────
as_is             61.2 % [60.5, 62.0]    42.0 % [41.1, 42.9]    5.2 % [4.9, 5.5]
two_more_posts    66.0 % [65.3, 66.7]    45.0 % [44.1, 45.9]    4.8 % [4.5, 5.1]

change from as_is, in percentage points (the same attempts met both)
───────────────────────────────────────────────────────────────────────────────────
two_more_posts    +4.8   [+4.4, +5.1]    +3.0   [+2.7, +3.3]    -0.4   [-0.7, -0.1]

100,000 attempts per configuration, 1,000 replications, seed 1, 95 % intervals
4.10 s on 2 threads, 48,780 attempt-configurations per second
)");
}

TEST(SummaryTable, KeepsToTheWidthOfAPageAndDrawsBars) {
  std::istringstream page(to_text(khatlon(), {.width = 72, .bars = true}));
  std::size_t bars = 0;
  std::size_t headings = 0;
  for (std::string line; std::getline(page, line);) {
    EXPECT_LE(width_of(line), 72U) << line;
    bars += line.find("█") != std::string::npos ? 1 : 0;
    headings += line.starts_with("configuration ") ? 1 : 0;
  }
  EXPECT_EQ(bars, 2U);
  EXPECT_EQ(headings, 2U);
  EXPECT_THAT(to_text(khatlon()), Not(HasSubstr("█")));
}

TEST(SummaryTable, TellsWhatHypercubesGain) {
  SummaryTable table = khatlon();
  EXPECT_THAT(to_text(table), Not(HasSubstr("hypercube")));
  table.unit_replications = 16;
  constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
  table.rows[0].hypercube_gains = {2.5, 3.0, 1.25, unknown};
  table.rows[1].hypercube_gains = {1.5, 3.0, 1.25, unknown};
  EXPECT_THAT(to_text(table),
              HasSubstr("\nLatin hypercubes over 16 replications: drawn one by one it would take so many\n"
                        "times more: P(detect) 1.5 to 2.5, P(intercept) 1.25\n"));
  for (SummaryRow& row : table.rows) row.hypercube_gains.assign(4, unknown);
  EXPECT_THAT(to_text(table), HasSubstr("\nLatin hypercubes over 16 replications\n"));
}

TEST(SummaryTable, ReadsBackWhatHypercubesGain) {
  World world = test::small_world();
  world.hypercube = LatinHypercube(4);
  const RunResult result = test::small_result(world);
  const SummaryTable made = summary_of(world, result);
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("panj-gains-" + std::to_string(::getpid()) + ".h5");
  write_results(path, world, result, test::small_record());
  const SummaryTable read = read_summary(path);
  std::filesystem::remove(path);
  EXPECT_EQ(read.unit_replications, 4);
  ASSERT_EQ(read.rows.size(), 3U);
  for (std::size_t c = 0; c < 3; ++c) {
    ASSERT_EQ(read.rows[c].hypercube_gains.size(), measure_count);
    for (std::size_t m = 0; m < measure_count; ++m) {
      const double gain = read.rows[c].hypercube_gains[m];
      EXPECT_TRUE(gain == 1.0 || std::isnan(gain)) << gain;
      EXPECT_TRUE(gain == made.rows[c].hypercube_gains[m] || std::isnan(gain));
    }
  }
  EXPECT_EQ(read.rows[0].hypercube_gains[0], 1.0);
  EXPECT_EQ(to_text(read), to_text(made));
}

TEST(SummaryTable, TellsWhatConditioningGains) {
  SummaryTable table = khatlon();
  const auto give = [&table](const std::vector<double>& errors) {
    for (std::size_t c = 0; c < errors.size(); ++c) {
      table.rows[c].estimates[0].standard_error = 0.002;
      table.rows[c].estimates[1].standard_error = errors[c];
    }
    return to_text(table);
  };
  EXPECT_THAT(give({0.001, 0.00125}),
              HasSubstr("\nP(detect) by counts has 2.56 to 4 times the variance of p_detect_conditional\n"));
  EXPECT_THAT(give({0.001, 0.001}), HasSubstr("has 4 times the variance"));
  EXPECT_THAT(give({0.001, 0.0}), HasSubstr("has 4 times the variance"));
  EXPECT_THAT(give({0.0, 0.0}), Not(HasSubstr("p_detect_conditional")));
}

TEST(SummaryTable, ShowsPeriodsEffortAndSites) {
  SummaryTable table = khatlon();
  table.measures.emplace_back("p_site_reached");
  table.period_h = 12.0;
  table.period_measures = {"leaks", "persons_through", "p_no_leak"};
  table.sites = {"camp, of those led there", "camp, of raider"};
  for (SummaryRow& row : table.rows) {
    row.estimates.push_back(estimate(.021, .019, .023));
    row.periods = {estimate(3.42, 3.36, 3.48), estimate(3.42, 3.36, 3.48), estimate(.033, .029, .038)};
    row.sites = {estimate(.34, .33, .35), no_estimate()};
  }
  table.differences[0].estimates.push_back(estimate(0.0, -0.001, 0.001));
  table.rows[1].person_hours_a_day = 112.5;
  EXPECT_THAT(to_text(table), HasSubstr(R"(
in 12 h           leaks                P(no leak)          person-hours a day
─────────────────────────────────────────────────────────────────────────────
as_is             3.42 [3.36, 3.48]    3.3 % [2.9, 3.8]    not stated
two_more_posts    3.42 [3.36, 3.48]    3.3 % [2.9, 3.8]    112.5

sites reached     of all attempts     camp, of those led there
)"));
  for (SummaryRow& row : table.rows) row.periods[1] = estimate(9.1, 8.9, 9.3);
  EXPECT_THAT(to_text(table), HasSubstr("persons through"));
}

TEST(SummaryTable, ShowsProbesByThemselves) {
  SummaryTable table = khatlon();
  table.period_h = 10.0;
  table.probes = {
      {"raider",
       0.004,
       {{estimate(.5, .49, .51), estimate(.5, .4, .6), estimate(.2, .19, .21), estimate(.7, .69, .71)},
        {estimate(.6, .59, .61), estimate(.5, .4, .6), estimate(.3, .29, .31), estimate(.6, .59, .61)}}}};
  EXPECT_THAT(to_text(table), HasSubstr(R"(
raider, as probes    P(detect)              P(intercept)           P(leak)
──────────────────────────────────────────────────────────────────────────────────────
as_is                50.0 % [49.0, 51.0]    20.0 % [19.0, 21.0]    70.0 % [69.0, 71.0]
two_more_posts       60.0 % [59.0, 61.0]    30.0 % [29.0, 31.0]    60.0 % [59.0, 61.0]
raider really makes 0.004 attempts in 10 h; the tables above leave it out
)"));
  EXPECT_THAT(to_text(table), Not(HasSubstr("WARNING")));
  table.probes[0].attempts = 2000;
  table.probes[0].unfinished = 2;
  EXPECT_THAT(to_text(table), Not(HasSubstr("WARNING")));
  table.probes[0].unfinished = 240;
  EXPECT_THAT(to_text(table),
              HasSubstr("WARNING: 12 % of the probes of raider did not end within their max_duration_h\n"));
}

TEST(SummaryTable, ShowsHowRarelyWeightedClassesComeThrough) {
  SummaryTable table = khatlon();
  Estimate unseen = estimate(1.234e-6, 1.2e-6, 1.27e-6);
  unseen.standard_error = 2e-8;
  table.rare = {{"raider",
                 {unseen, estimate(0.0, 0.0, 1e-3)},
                 {estimate(2e-6, 1.9e-6, 2.1e-6), estimate(0.0, 0.0, 1e-3)},
                 {estimate(1.01, 0.98, 1.04), estimate(1.0, 0.9, 1.1)}}};
  table.rare[0].undetected[1].standard_error = 0.0;
  EXPECT_THAT(to_text(table), HasSubstr(R"(
raider, weighted    P(undetected))"));
  EXPECT_THAT(to_text(table),
              HasSubstr("1.23e-06 [1.20e-06, 1.27e-06]    2.00e-06 [1.90e-06, 2.10e-06]    1.01 ["));
  EXPECT_THAT(to_text(table), HasSubstr("3.1e+09\n"));
  EXPECT_THAT(to_text(table), HasSubstr("0.00e+00 [0.00e+00, 1.00e-03]"));
  EXPECT_THAT(to_text(table), Not(HasSubstr("WARNING")));
  table.rare[0].plain_attempts = 10.0;
  EXPECT_THAT(to_text(table), HasSubstr("WARNING: only about 10 attempts of raider were drawn as they come"));
}

TEST(SummaryTable, ShowsSharesWithControlVariatesAndWhatTheyGain) {
  SummaryTable table = khatlon();
  EXPECT_THAT(to_text(table), Not(HasSubstr("control variates")));
  table.controlled = {{"p_detect", {estimate(0.612, 0.606, 0.618), estimate(0.7, 0.69, 0.71)}, {1.52, 2.46}},
                      {"p_leak", {estimate(0.3, 0.29, 0.31), estimate(0.2, 0.19, 0.21)}, {1.0, 1.0}},
                      {"p_crossed", {estimate(0.9, 0.89, 0.91), estimate(0.9, 0.89, 0.91)}, {7.0, 8.0}},
                      {"p_detect_conditional",
                       {estimate(0.61, 0.6, 0.62), estimate(0.7, 0.69, 0.71)},
                       {std::numeric_limits<double>::quiet_NaN(), 5.0}}};
  const std::string text = to_text(table);
  EXPECT_THAT(text, HasSubstr("with control variates    P(detect)"));
  EXPECT_THAT(text, HasSubstr("61.2 % [60.6, 61.8]"));
  EXPECT_THAT(text, HasSubstr("they would take so many times more attempts without: P(detect) 1.52 to 2.46,\n"
                              "P(leak) 1, p_detect_conditional 5\n"));
  for (ControlledShares& shares : table.controlled) shares.gains.assign(2, 1.0);
  EXPECT_THAT(to_text(table), HasSubstr("\nwith control variates the shares are these as well: too few "));
}

TEST(SummaryTable, StaysAlignedWhereLettersAreNotAscii) {
  SummaryTable table = khatlon();
  table.rows[1].configuration = "ду посдгоҳи нав";
  table.rows[0].configuration = "as it is, by post";
  std::istringstream lines(to_text(table));
  std::vector<std::size_t> starts;
  for (std::string line; std::getline(lines, line);) {
    std::size_t column = 0;
    for (std::size_t i = 0; i < line.size() && line[i] != '['; ++i)
      column += (line[i] & 0xC0) != 0x80 ? 1 : 0;
    if (line.find('[') != std::string::npos) starts.push_back(column);
  }
  ASSERT_EQ(starts.size(), 3U);
  EXPECT_EQ(starts[0], starts[1]);
}

TEST(SummaryTable, IsTheSameFromTheFile) {
  const test::Folder folder;
  World world = test::small_world();
  world.scenario.sampling.control_variates = true;
  RunResult result = test::small_result(world);
  result.tally.unfinished.back() = 3;
  result.tally.unfinished_by_class.back() = 30;
  result.complete = false;
  result.stop_reason = StopReason::interrupted;
  write_results(folder / "small.h5", world, result, test::small_record());
  const SummaryTable table = read_summary(folder / "small.h5");
  const std::string text = to_text(summary_of(world, result));
  EXPECT_EQ(to_text(table), text);
  EXPECT_THAT(text, HasSubstr("PARTIAL: the run was stopped (interrupted)"));
  EXPECT_THAT(text, HasSubstr("with control variates"));
  EXPECT_THAT(text, HasSubstr("WARNING: "));
  EXPECT_THAT(text, HasSubstr(" of the probes of smuggler did not end within"));
  ASSERT_EQ(table.draw_spreads.size(), 1U);
  EXPECT_EQ(table.draw_spreads[0].views, 3U);
  EXPECT_EQ(table.rows.size(), 3U);
  EXPECT_EQ(table.rows[1].title, "One more post");
  EXPECT_EQ(table.differences.size(), 2U);
  EXPECT_EQ(table.measures.size(), measure_count);
  EXPECT_EQ(table.seed, 42U);
}

TEST(SummaryTable, TellsHowFarViewsOfTheGroundDiffer) {
  SummaryTable table = khatlon();
  table.draw_spreads = {{"smuggler", 24, {0.0312, std::numeric_limits<double>::quiet_NaN()}}};
  EXPECT_THAT(
      to_text(table),
      HasSubstr("\nP(intercept) differs between the 24 views that smuggler has of the ground by\n(sd, "
                "points): as_is 3.1, two_more_posts -\n"));
}

TEST(SummaryTable, TellsOfCallsThatWereLost) {
  SummaryTable table = khatlon();
  EXPECT_THAT(to_text(table), Not(HasSubstr("calls lost")));
  table.rows[0].calls = 12'345;
  table.rows[0].calls_lost = 1'500;
  table.rows[1].calls = 100;
  EXPECT_THAT(to_text(table), HasSubstr("\ncalls lost before a team could be sent: as_is 12 % of 12,345\n"));
  table.rows[1].calls_lost = 5;
  EXPECT_THAT(to_text(table), HasSubstr("as_is 12 % of 12,345, two_more_posts 5 %\nof 100\n"));
}

TEST(SummaryTable, NotesKeepToThePage) {
  SummaryTable table = khatlon();
  for (SummaryRow& row : table.rows) {
    row.calls = 12'345;
    row.calls_lost = 1'500;
    row.title = "as they are, but for what is told of them in some more words than there is room for";
  }
  table.draw_spreads = {{"smuggler", 24, {0.0312, 0.01}}};
  const std::string text = to_text(table, {.width = 60, .bars = true});
  EXPECT_THAT(text, HasSubstr("calls lost before a team could be sent"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), 60U) << line;
}

TEST(SummaryTable, OfOneConfigurationHasNoDifferences) {
  SummaryTable table = khatlon();
  table.rows.resize(1);
  table.differences.clear();
  EXPECT_THAT(to_text(table), Not(HasSubstr("change from")));
}

TEST(SummaryTable, SaysWhereThereIsNothingToTell) {
  SummaryTable table = khatlon();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  table.rows[0].estimates[0] = {nan, nan, nan, nan, IntervalMethod::none};
  EXPECT_THAT(to_text(table), HasSubstr("as_is                - % [   -,    -]"));
}

TEST(SummaryTable, ShowsNarrowIntervalsWithMoreDecimals) {
  SummaryTable table = khatlon();
  table.rows[0].estimates[3] = estimate(0.00052, 0.0005, 0.00054);
  EXPECT_THAT(to_text(table),
              HasSubstr("61.2 % [60.5, 62.0]    42.0 % [41.1, 42.9]    0.052 % [0.050, 0.054]"));
}

TEST(SummaryTable, IsRefusedFromADamagedFile) {
  const test::Folder folder;
  const World world = test::small_world();
  write_results(folder / "small.h5", world, test::small_result(world), test::small_record());
  std::string bytes = test::bytes_of(folder / "small.h5");
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 8);
  test::put_bytes(folder / "small.h5", bytes);
  EXPECT_THAT(test::file_error_of([&] { read_summary(folder / "small.h5"); }),
              HasSubstr("damaged: its SHA-256 is not the one it was written with"));
}

}  // namespace
}  // namespace panj
