#include "results/best_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <sstream>

#include "base/error.h"

namespace panj {
namespace {

using testing::HasSubstr;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Estimate lead(double value, double half) {
  return {value, 0.5 * half, value - half, value + half, IntervalMethod::t_ratio};
}

BestStatement clear_case() {
  return {1,
          {0, 1, 2},
          {lead(-0.05, 0.001), lead(0.05, 0.001), lead(-0.1, 0.001)},
          {false, true, false},
          {1e-9, nan, 1e-12},
          {0.0, 1.0, 0.0},
          2e-9};
}

/// Three configurations, and what is said of them by P(intercept) and P(leak).
SummaryTable table_of(const BestStatement& by_intercept, const BestStatement& by_leak) {
  SummaryTable table;
  table.measures = {"p_detect", "p_intercept", "p_leak"};
  table.rows = {{"even_spacing", "", {}}, {"one_more_team", "", {}}, {"as_is", "", {}}};
  table.best = {std::nullopt, by_intercept, by_leak};
  return table;
}

BestStatement all_alike() {
  return {0,
          {0, 0, 0},
          {no_estimate(), no_estimate(), no_estimate()},
          {true, true, true},
          {nan, nan, nan},
          {1.0, 1.0, 1.0},
          nan};
}

TEST(BestText, NamesTheBestItsLeadAndTheChanceOfError) {
  const SummaryTable table = table_of(clear_case(), clear_case());
  EXPECT_EQ(telling_measure(table), "p_intercept");
  EXPECT_EQ(best_sentence(table, "p_intercept"),
            "one_more_team intercepts most: +5.0 points [+4.9, +5.1] against the next best,\n"
            "even_spacing; chance that another is better: < 0.1 %\n");
  EXPECT_EQ(best_sentence(table, "p_leak"),
            "one_more_team lets fewest through: -5.0 points [-5.1, -4.9] against the next\n"
            "best, even_spacing; chance that another is better: < 0.1 %\n");
  EXPECT_EQ(best_sentence(table, "p_detect"), "");
}

TEST(BestText, NamesThoseBetweenWhichItIsNotDecided) {
  BestStatement open = clear_case();
  open.lead = {lead(-0.002, 0.005), lead(0.002, 0.005), lead(-0.1, 0.001)};
  open.may_be_best = {true, true, false};
  open.p_best = {0.21, 0.79, 0.0};
  open.p_wrong = 0.42;
  EXPECT_EQ(best_sentence(table_of(open, open), "p_intercept"),
            "which configuration intercepts most is not decided between even_spacing and\n"
            "one_more_team: one_more_team has +0.2 points [-0.3, +0.7] against even_spacing;\n"
            "probability that none is better (normal posterior, flat prior): even_spacing\n"
            "21 %, one_more_team 79 %\n");
}

TEST(BestText, NamesThoseThatCanNotBeToldApart) {
  BestStatement two = clear_case();
  two.leader = 0;
  two.same_as = {0, 0, 2};
  two.lead = {lead(0.1, 0.001), lead(0.1, 0.001), lead(-0.1, 0.001)};
  two.may_be_best = {true, true, false};
  two.p_wrong = 0.012;
  EXPECT_EQ(best_sentence(table_of(two, two), "p_intercept"),
            "best by P(intercept) are even_spacing and one_more_team, which no replication\n"
            "tells apart: +10.0 points [+9.9, +10.1] against the next best, as_is; chance\n"
            "that another is better: at most 1.2 %\n");
}

TEST(BestText, TakesTheMeasureThatTellsThemApart) {
  EXPECT_EQ(telling_measure(table_of(all_alike(), clear_case())), "p_leak");
  const SummaryTable alike = table_of(all_alike(), all_alike());
  EXPECT_EQ(best_sentence(alike, telling_measure(alike)),
            "no replication tells the configurations apart by P(intercept)\n");
  EXPECT_EQ(telling_measure(SummaryTable{}), "");
}

TEST(BestText, ShowsEveryLeadInABlock) {
  const std::string text = best_block(table_of(clear_case(), clear_case()), "p_leak");
  EXPECT_EQ(text, R"(
P(leak)          against best other        best?    P(best)     Holm's p
────────────────────────────────────────────────────────────────────────
even_spacing      +5.0   [ +4.9,  +5.1]    no       < 0.1 %     < 0.0001
one_more_team     -5.0   [ -5.1,  -4.9]    yes      > 99.9 %    -
as_is            +10.0   [ +9.9, +10.1]    no       < 0.1 %     < 0.0001
one_more_team lets fewest through: -5.0 points [-5.1, -4.9] against the next
best, even_spacing; chance that another is better: < 0.1 %
)");
}

TEST(BestText, RefusesWhatIsNotThere) {
  const SummaryTable table = table_of(clear_case(), clear_case());
  EXPECT_THROW(best_block(table, "p_lost"), UsageError);
  EXPECT_THROW(best_block(table, "p_detect"), FileError);
}

}  // namespace
}  // namespace panj
