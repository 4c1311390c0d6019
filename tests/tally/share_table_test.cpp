#include "tally/share_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <stdexcept>

#include "rng/stream.h"

namespace panj {
namespace {

constexpr std::size_t bins = 4;
constexpr std::size_t three_configurations = 3;
constexpr std::size_t row = three_configurations * measure_count;

using Row = std::vector<std::int64_t>;

struct Scored {
  std::size_t bin;
  Row scores;
};

/// The attempts of replication `number`: up to 20, none in some.
std::vector<Scored> attempts_of(std::uint64_t number) {
  Stream words({EntityKey{8}, Purpose::ridges, 0, number});
  std::vector<Scored> attempts(words() % 21);
  for (Scored& attempt : attempts) {
    attempt.bin = words() % (bins - 1);  // the last stays empty
    for (std::size_t i = 0; i < row; ++i) {
      const bool is_count = measures[i % measure_count].scale == MeasureScale::count;
      const std::uint64_t word = words();
      attempt.scores.push_back(is_count ? static_cast<std::int64_t>(word % 2)
                                        : static_cast<std::int64_t>(word >> 32));
    }
  }
  return attempts;
}

ShareTable table_of(std::uint64_t first, std::uint64_t last) {
  ShareTable table(bins, three_configurations);
  for (std::uint64_t number = first; number < last; ++number) {
    for (const Scored& attempt : attempts_of(number)) table.add_attempt(attempt.bin, attempt.scores);
    table.end_unit();
  }
  return table;
}

PairTable pairs_of(std::uint64_t first, std::uint64_t last) {
  PairTable table(three_configurations);
  for (std::uint64_t number = first; number < last; ++number) {
    Row sums(row);
    for (const Scored& attempt : attempts_of(number))
      std::transform(sums.begin(), sums.end(), attempt.scores.begin(), sums.begin(), std::plus<>());
    table.add(sums);
  }
  return table;
}

bool same_sums(const ExactSums& a, const ExactSums& b) {
  return a.units == b.units && a.replications == b.replications && a.n == b.n && a.nn == b.nn && a.y == b.y &&
         a.yy == b.yy && a.ny == b.ny;
}

void expect_same_shares(const ShareTable& a, const ShareTable& b) {
  ASSERT_EQ(a.bins(), b.bins());
  ASSERT_EQ(a.replications(), b.replications());
  for (std::size_t bin = 0; bin < bins; ++bin)
    for (std::size_t c = 0; c < three_configurations; ++c)
      for (std::size_t m = 0; m < measure_count; ++m)
        ASSERT_TRUE(same_sums(a.exact_sums(bin, c, m), b.exact_sums(bin, c, m)))
            << bin << ' ' << c << ' ' << m;
}

TEST(ShareTable, AgreesWithSumsTakenDirectly) {
  const ShareTable table = table_of(0, 200);
  EXPECT_EQ(table.replications(), 200);
  std::vector<std::vector<Scored>> replications;
  for (std::uint64_t number = 0; number < 200; ++number) replications.push_back(attempts_of(number));
  for (std::size_t bin = 0; bin < bins; ++bin)
    for (std::size_t c = 0; c < three_configurations; ++c)
      for (std::size_t m = 0; m < measure_count; ++m) {
        RatioSums direct;
        for (const std::vector<Scored>& attempts : replications) {
          double n = 0.0;
          double y = 0.0;
          for (const Scored& attempt : attempts) {
            if (attempt.bin != bin) continue;
            n += 1.0;
            y += static_cast<double>(attempt.scores[c * measure_count + m]) * unit_of(measures[m]);
          }
          direct.n += n;
          direct.y += y;
          direct.nn += n * n;
          direct.yy += y * y;
          direct.ny += n * y;
        }
        const RatioSums sums = table.sums(bin, c, m);
        EXPECT_EQ(sums.replications, 200.0);
        EXPECT_EQ(sums.n, direct.n);
        EXPECT_EQ(sums.nn, direct.nn);
        EXPECT_NEAR(sums.y, direct.y, 1e-12 * direct.y);
        EXPECT_NEAR(sums.yy, direct.yy, 1e-12 * direct.yy);
        EXPECT_NEAR(sums.ny, direct.ny, 1e-12 * direct.ny);
        EXPECT_EQ(static_cast<double>(table.attempts(bin)), direct.n);
        EXPECT_EQ(direct.yy > 0.0, bin + 1 < bins);
      }
}

TEST(ShareTable, CountsBatchesThatAreOneUnit) {
  ShareTable table(bins, three_configurations);
  for (std::uint64_t unit = 0; unit < 30; ++unit) {
    for (std::uint64_t number = 4 * unit; number < 4 * unit + 4; ++number)
      for (const Scored& attempt : attempts_of(number)) table.add_attempt(attempt.bin, attempt.scores);
    table.end_unit(4);
  }
  EXPECT_EQ(table.replications(), 120);
  const ShareTable apart = table_of(0, 120);
  const ExactSums of_units = table.exact_sums(0, 0, 0);
  const ExactSums of_replications = apart.exact_sums(0, 0, 0);
  EXPECT_EQ(of_units.units, 30);
  EXPECT_EQ(of_replications.units, 120);
  EXPECT_EQ(of_units.n, of_replications.n);
  EXPECT_TRUE(of_units.y == of_replications.y);
  EXPECT_FALSE(of_units.yy == of_replications.yy);
  EXPECT_EQ(table.sums(0, 0, 0).replications, 30.0);
  EXPECT_EQ(table.sums(0, 0, 0).per_unit, 4.0);
  EXPECT_EQ(ShareTable(1, 1).sums(0, 0, 0).per_unit, 1.0);
}

TEST(ShareTable, MergesInAnyOrderToTheSameBits) {
  const ShareTable whole = table_of(0, 60);
  std::vector<ShareTable> parts;
  for (std::uint64_t first = 0; first < 60; first += 6) parts.push_back(table_of(first, first + 6));
  std::mt19937_64 words(1);
  for (int trial = 0; trial < 20; ++trial) {
    std::shuffle(parts.begin(), parts.end(), words);
    ShareTable left(bins, three_configurations);
    for (const ShareTable& part : parts) left += part;
    expect_same_shares(left, whole);
    // As a tree, into a table without shape.
    ShareTable first_half;
    ShareTable second_half;
    for (std::size_t i = 0; i < parts.size(); ++i) (i % 2 == 0 ? first_half : second_half) += parts[i];
    second_half += first_half;
    expect_same_shares(second_half, whole);
  }
}

TEST(ShareTable, EstimatesFromItsSums) {
  const ShareTable table = table_of(0, 100);
  const Estimate estimate = table.estimate(0, 1, 2, 0.9);
  const Estimate expected = share(table.sums(0, 1, 2), 0.9);
  EXPECT_EQ(estimate.value, expected.value);
  EXPECT_EQ(estimate.low, expected.low);
  EXPECT_NEAR(estimate.value, 0.5, 4.0 * estimate.standard_error);
  EXPECT_EQ(table.estimate(bins - 1, 0, 0, 0.9).method, IntervalMethod::none);
}

TEST(ShareTable, ReplicationsWithoutAttemptsCount) {
  ShareTable table(2, 1);
  table.end_unit();
  Row scores(measure_count);
  scores[0] = 1;
  scores[4] = 7;
  table.add_attempt(1, scores);
  EXPECT_EQ(table.current(1)[4], 7);
  table.end_unit();
  table.end_unit();
  EXPECT_EQ(table.replications(), 3);
  EXPECT_EQ(table.attempts(0), 0);
  EXPECT_EQ(table.attempts(1), 1);
  EXPECT_EQ(table.current(1)[4], 0);
  EXPECT_EQ(table.sums(1, 0, 0).yy, 1.0);
}

TEST(ShareTable, PackedScoresAreThoseOfRows) {
  // More of a unit than can be packed at once, and some under one configuration alone.
  ShareTable packed(2, 2);
  ShareTable plain(2, 2);
  Stream words({EntityKey{9}, Purpose::ridges, 0, 0});
  for (const std::size_t attempts : {0U, 1U, 127U, 128U, 129U, 1000U}) {
    for (std::size_t i = 0; i < attempts; ++i) {
      std::array<Verdict, 2> verdicts;
      Row scores(2 * measure_count);
      for (std::size_t c = 0; c < 2; ++c) {
        verdicts[c].leaked = words() % 4 != 0;
        if (words() % 2 == 0) verdicts[c].detected_s = 1.0;
        verdicts[c].p_detect = static_cast<double>(words() % 1000) / 1000.0;
        for (std::size_t m = 0; m < measure_count; ++m)
          scores[c * measure_count + m] = measures[m].score(Attempt{}, verdicts[c]);
      }
      std::array<PackedScores, 2> of_both;
      score(Attempt{}, verdicts, of_both.data());
      const std::size_t bin = words() % 2;
      if (words() % 10 == 0) {
        packed.add_attempt(bin, of_both, 0b10);
        plain.add_attempt(bin, scores, 0b10);
      } else {
        packed.add_attempt(bin, of_both);
        plain.add_attempt(bin, scores);
      }
    }
    const auto now = packed.current(0);
    const auto expected = plain.current(0);
    EXPECT_TRUE(std::equal(now.begin(), now.end(), expected.begin(), expected.end())) << attempts;
    packed.end_unit();
    plain.end_unit();
  }
  for (std::size_t bin = 0; bin < 2; ++bin)
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t m = 0; m < measure_count; ++m) {
        const ExactSums a = packed.exact_sums(bin, c, m);
        const ExactSums b = plain.exact_sums(bin, c, m);
        EXPECT_TRUE(a.n == b.n && a.nn == b.nn && a.y == b.y && a.yy == b.yy && a.ny == b.ny);
      }
}

TEST(ShareTable, CountsSomeTogetherAsOneByOne) {
  ShareTable together(3, 2);
  ShareTable alone(3, 2);
  Verdict leaks;
  leaks.leaked = true;
  std::array<PackedScores, 2> of_both;
  score(Attempt{}, {&leaks, 1}, &of_both[0]);
  of_both[1] = of_both[0];
  Stream words({EntityKey{10}, Purpose::ridges, 0, 0});
  for (const int blocks : {1, 2, 3, 40}) {  // the last come to more of a unit than can be packed at once
    for (int block = 0; block < blocks; ++block) {
      const std::size_t bin = words() % 3;
      const auto attempts = static_cast<std::int64_t>(1 + words() % ShareTable::most_at_once);
      const auto leak = static_cast<std::int64_t>(words() % static_cast<std::uint64_t>(attempts + 1));
      PackedScores* const scores = together.count_attempts(bin, attempts);
      for (std::size_t c = 0; c < 2; ++c)
        scores[c].counts += static_cast<std::uint64_t>(leak) * of_both[c].counts;
      for (std::int64_t i = 0; i < leak; ++i) alone.add_attempt(bin, of_both);
      for (std::int64_t i = leak; i < attempts; ++i) alone.count_attempt(bin);
    }
    for (std::size_t bin = 0; bin < 3; ++bin) {
      const auto now = together.current(bin);
      const auto expected = alone.current(bin);
      EXPECT_TRUE(std::equal(now.begin(), now.end(), expected.begin(), expected.end())) << blocks;
      EXPECT_EQ(together.current_attempts(bin, 1), alone.current_attempts(bin, 1));
    }
    together.end_unit();
    alone.end_unit();
  }
}

TEST(ShareTable, HoldsTheLargestRunsWithoutOverflow) {
  // A replication of 2^20 certain detections, doubled up to 2^22 replications.
  const std::size_t conditional = find_measure("p_detect_conditional");
  Row scores(measure_count);
  scores[conditional] = to_fixed_point(1.0) << 20;
  ShareTable table(1, 1);
  table.add_attempt(0, scores);
  table.end_unit();
  for (int doubling = 0; doubling < 22; ++doubling) {
    const ShareTable again = table;
    table += again;
  }
  EXPECT_EQ(table.sums(0, 0, conditional).yy, std::ldexp(1.0, 20 + 20 + 22));
}

TEST(ShareTable, HoldsAsManyCountsWithoutOverflow) {
  const std::size_t leaked = find_measure("p_leak");
  Row scores(measure_count);
  scores[leaked] = 1 << 20;  // of as many attempts
  ShareTable table(1, 1);
  const PackedScores none{0, 0};
  for (int i = 0; i < 1 << 14; ++i) {
    std::array<PackedScores, 1> sums{none};
    table.add_attempts(0, 64, sums.data());
  }
  Row rest = scores;
  rest[leaked] -= 1;  // the attempt that the row itself counts comes on top
  table.add_attempt(0, rest);
  table.end_unit();
  const std::int64_t n = (1 << 20) + 1;
  const std::int64_t y = (1 << 20) - 1;
  for (int doubling = 0; doubling < 22; ++doubling) {
    const ShareTable again = table;
    table += again;
  }
  const ExactSums sums = table.exact_sums(0, 0, leaked);
  EXPECT_TRUE(sums.yy == static_cast<Int128>(y * y) << 22);
  EXPECT_TRUE(sums.ny == static_cast<Int128>(n * y) << 22);
}

TEST(ShareTable, RefusesAnotherShape) {
  ShareTable table(2, 3);
  EXPECT_THROW(table += ShareTable(3, 3), std::invalid_argument);
  EXPECT_THROW(table += ShareTable(2, 2), std::invalid_argument);
  EXPECT_THROW(PairTable(2) += PairTable(3), std::invalid_argument);
}

TEST(PairTable, AgreesWithProductsTakenDirectly) {
  const PairTable table = pairs_of(0, 100);
  std::vector<std::vector<Scored>> replications;
  for (std::uint64_t number = 0; number < 100; ++number) replications.push_back(attempts_of(number));
  for (std::size_t a = 0; a < three_configurations; ++a)
    for (std::size_t b = 0; b < three_configurations; ++b)
      for (std::size_t m = 0; m < measure_count; ++m) {
        double direct = 0.0;
        double apart = 0.0;
        for (const std::vector<Scored>& attempts : replications) {
          double y_a = 0.0;
          double y_b = 0.0;
          for (const Scored& attempt : attempts) {
            y_a += static_cast<double>(attempt.scores[a * measure_count + m]) * unit_of(measures[m]);
            y_b += static_cast<double>(attempt.scores[b * measure_count + m]) * unit_of(measures[m]);
          }
          direct += y_a * y_b;
          apart += std::abs(y_a - y_b);
        }
        EXPECT_NEAR(table.product(a, b, m), direct, 1e-12 * direct);
        EXPECT_GT(direct, 0.0);
        EXPECT_NEAR(table.apart(a, b, m), apart, 1e-12 * direct);
      }
}

TEST(PairTable, MergesInAnyOrderToTheSameBits) {
  const PairTable whole = pairs_of(0, 60);
  for (const bool backwards : {false, true}) {
    PairTable sum;
    for (std::uint64_t i = 0; i < 10; ++i) {
      const std::uint64_t first = 6 * (backwards ? 9 - i : i);
      sum += pairs_of(first, first + 6);
    }
    for (std::size_t a = 0; a < three_configurations; ++a)
      for (std::size_t b = 0; b < three_configurations; ++b)
        for (std::size_t m = 0; m < measure_count; ++m) {
          EXPECT_TRUE(sum.exact_product(a, b, m) == whole.exact_product(b, a, m));
          EXPECT_EQ(sum.apart(a, b, m), whole.apart(b, a, m));
        }
  }
}

}  // namespace
}  // namespace panj
