#include "tally/control_tally.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "rng/stream.h"
#include "tally/measures.h"

namespace panj {
namespace {

constexpr std::size_t two_configurations = 2;
constexpr std::size_t first_measure = 0;
constexpr std::int64_t batch = 4;

/// Sums of a run as Tally keeps them.
struct Sampled {
  SummarySums sums{two_configurations};
  ControlTally control{two_configurations, batch};
};

/// Adds replications made up: five attempts each, their chance of being seen 0.5 and what their controls say.
/// The second configuration sees more; its control is the first one's by half.
void add(std::int64_t first, std::int64_t last, Sampled& sampled) {
  for (std::int64_t number = first; number < last; ++number) {
    Stream stream({EntityKey{9}, Purpose::ridges, 0, static_cast<std::uint64_t>(number)});
    const auto uniform = [&stream] { return static_cast<double>(stream() >> 11) * 0x1.0p-53; };
    Replication replication;
    replication.number = number;
    replication.attempts.resize(5);
    sampled.control.enter(number);
    for (std::size_t i = 0; i < 5; ++i) {
      const double way = 0.8 * (uniform() - 0.5);
      const double origin = 0.1 * (uniform() - 0.5);
      replication.controls.push_back({way, origin});
      replication.controls.push_back({0.5 * way, origin});
      const double luck = uniform();
      std::array<std::int64_t, two_configurations * measure_count> row{};
      row[first_measure] = luck < 0.5 + way + origin ? 1 : 0;
      row[measure_count + first_measure] = luck < 0.6 + way + origin ? 1 : 0;
      sampled.sums.shares.add_attempt(0, row);
      sampled.control.add(replication, i);
    }
    sampled.control.end_unit(sampled.sums.shares);
    sampled.sums.end_unit();
  }
}

bool same_estimates(const ControlledEstimate& a, const ControlledEstimate& b) {
  return a.estimate.value == b.estimate.value && a.estimate.low == b.estimate.low &&
         a.estimate.high == b.estimate.high && a.gain == b.gain && a.coefficients == b.coefficients;
}

void expect_same_control(const Sampled& a, const Sampled& b) {
  EXPECT_TRUE(a.control == b.control);
  for (const std::size_t c : {0U, 1U})
    EXPECT_TRUE(same_estimates(a.control.share(a.sums, c, first_measure, 0.95),
                               b.control.share(b.sums, c, first_measure, 0.95)));
  EXPECT_TRUE(same_estimates(a.control.difference(a.sums, 1, 0, first_measure, 0.95),
                             b.control.difference(b.sums, 1, 0, first_measure, 0.95)));
}

TEST(ControlTally, ControlsWhatItHasSeen) {
  Sampled sampled;
  add(0, 2000, sampled);
  EXPECT_FALSE(sampled.control.empty());
  for (const std::size_t c : {0U, 1U}) {
    const ControlledEstimate found = sampled.control.share(sampled.sums, c, first_measure, 0.95);
    const Estimate plain = sampled.sums.shares.estimate(0, c, first_measure, 0.95);
    EXPECT_LE(std::abs(found.estimate.value - (c == 0 ? 0.5 : 0.6)), 4.0 * found.estimate.standard_error);
    EXPECT_NEAR(found.coefficients[0], c == 0 ? 1.0 : 2.0, 0.3);
    EXPECT_NEAR(found.coefficients[1], 1.0, 1.0);
    EXPECT_NEAR(found.gain, std::pow(plain.standard_error / found.estimate.standard_error, 2), 1e-6);
    // 0.25 over 0.25 - 0.8^2 / 12 - 0.1^2 / 12 for the first.
    EXPECT_GT(found.gain, 1.15);
    for (const std::size_t which : {0U, 1U}) {
      const Estimate mean = sampled.control.mean_control(sampled.sums, c, which, 0.95);
      EXPECT_GT(mean.standard_error, 0.0);
      EXPECT_LE(std::abs(mean.value), 4.0 * mean.standard_error);
    }
  }
}

TEST(ControlTally, DifferencesAreOfBothControls) {
  Sampled sampled;
  add(0, 2000, sampled);
  const ControlledEstimate found = sampled.control.difference(sampled.sums, 1, 0, first_measure, 0.95);
  const Estimate plain = paired(sampled.sums, 1, 0, first_measure, 0.95).difference;
  EXPECT_EQ(found.coefficients.size(), 4);
  EXPECT_LE(std::abs(found.estimate.value - 0.1), 4.0 * found.estimate.standard_error);
  EXPECT_NEAR(found.estimate.standard_error, plain.standard_error, 0.02 * plain.standard_error);
  const ControlledEstimate back = sampled.control.difference(sampled.sums, 0, 1, first_measure, 0.95);
  EXPECT_NEAR(back.estimate.value, -found.estimate.value, 1e-12);
}

// Attempts far beyond chance in one fold do not move their own coefficient, only those of the others.
TEST(ControlTally, FoldsAreByTheNumberOfTheBatch) {
  Sampled one;
  Sampled other;
  add(0, 320, one);
  add(0, 320, other);
  // Batches 80 and 88 are of fold 0, 81 of fold 1: the same replications, called by other numbers.
  EXPECT_TRUE(one.control == other.control);
  for (std::int64_t k = 0; k < batch; ++k) {
    one.control.enter(80 * batch + k);
    other.control.enter((k % 2 == 0 ? 88 : 80) * batch + k);
    one.control.end_unit(one.sums.shares);
    other.control.end_unit(other.sums.shares);
  }
  EXPECT_TRUE(one.control == other.control);
  one.control.enter(80 * batch);
  other.control.enter(81 * batch);
  one.control.end_unit(one.sums.shares);
  other.control.end_unit(other.sums.shares);
  EXPECT_FALSE(one.control == other.control);
}

TEST(ControlTally, AddsUpInAnyOrder) {
  Sampled whole;
  add(0, 200, whole);
  Sampled first;
  Sampled second;
  add(0, 77, first);
  add(77, 200, second);
  Sampled joined = second;
  joined.sums += first.sums;
  joined.control += first.control;
  expect_same_control(whole, joined);
  EXPECT_THROW(joined.control += ControlTally(3, batch), std::invalid_argument);
  EXPECT_TRUE(ControlTally().empty());
  ControlTally none;
  none += ControlTally();
  EXPECT_TRUE(none.empty());
}

TEST(ControlTally, OfOneBatchIsPlain) {
  Sampled sampled;
  add(0, batch, sampled);
  const ControlledEstimate found = sampled.control.share(sampled.sums, 0, first_measure, 0.95);
  EXPECT_EQ(found.estimate.value, sampled.sums.shares.estimate(0, 0, first_measure, 0.95).value);
}

}  // namespace
}  // namespace panj
