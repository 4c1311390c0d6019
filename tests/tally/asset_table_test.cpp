#include "tally/asset_table.h"

#include <gtest/gtest.h>

#include <utility>

#include "tally/sampled.h"

namespace panj {
namespace {

using Scores = std::array<std::int64_t, asset_measure_count>;

const std::vector<std::int64_t>& no_scores() {
  static const std::vector<std::int64_t> row(2 * measure_count);
  return row;
}

/// Replication r holds r + 1 attempts in bin r % 2; every one scores 10 r + c for asset 1 under c.
void add_asset_replication(AssetTable& table, ShareTable& attempts, std::int64_t r) {
  const auto bin = static_cast<std::size_t>(r % 2);
  for (std::int64_t i = 0; i <= r; ++i) {
    attempts.add_attempt(bin, no_scores());
    for (std::size_t c = 0; c < 2; ++c)
      table.add(bin, c, 1, Scores{10 * r + static_cast<std::int64_t>(c), 1, i == 0 ? 1 : 0});
  }
  table.end_unit(attempts);
  attempts.end_unit();
}

TEST(AssetTable, SumsSquaresAndProductsByReplication) {
  AssetTable table(2, 2, 3);
  ShareTable attempts(2, 2);
  Int128 y = 0, yy = 0, ny = 0;
  for (std::int64_t r = 0; r < 6; ++r) {
    add_asset_replication(table, attempts, r);
    if (r % 2 == 0) continue;
    const std::int64_t sum = (r + 1) * (10 * r + 1);
    y += sum;
    yy += sum * sum;
    ny += (r + 1) * sum;
  }
  const ExactSums sums = table.exact_sums(1, 1, 1, AssetMeasure::value);
  EXPECT_TRUE(sums.y == y && sums.yy == yy && sums.ny == ny);
  EXPECT_TRUE(table.exact_sums(1, 0, 1, AssetMeasure::first_counted).y == 3);
  EXPECT_TRUE(table.exact_sums(1, 0, 0, AssetMeasure::value).y == 0) << "an asset that was never touched";
}

TEST(AssetTable, EstimatesSharesOfTheAttemptsOfItsBin) {
  AssetTable table(2, 2, 3);
  ShareTable attempts(2, 2);
  for (std::int64_t r = 0; r < 60; ++r) add_asset_replication(table, attempts, r);
  const Estimate counted = table.estimate(attempts, 0, 0, 1, AssetMeasure::first_counted, 0.95);
  EXPECT_DOUBLE_EQ(counted.value, 30.0 / 900.0);  // 1 + 3 + ... + 59 attempts
  EXPECT_LT(counted.low, counted.value);
  EXPECT_GT(counted.high, counted.value);
  const Estimate conditional = table.estimate(attempts, 0, 0, 1, AssetMeasure::first_conditional, 0.95);
  EXPECT_DOUBLE_EQ(conditional.value, 0x1.0p-32);
  const Estimate nothing = table.estimate(attempts, 0, 0, 2, AssetMeasure::value, 0.95);
  EXPECT_EQ(nothing.value, 0.0);
  EXPECT_GT(nothing.high, 0.0);
}

TEST(AssetTable, AddsUpInAnyOrder) {
  AssetTable whole(2, 2, 3), odd(2, 2, 3), even(2, 2, 3);
  ShareTable attempts(2, 2), of_odd(2, 2), of_even(2, 2);
  for (std::int64_t r = 0; r < 10; ++r) {
    add_asset_replication(whole, attempts, r);
    r % 2 == 0 ? add_asset_replication(even, of_even, r) : add_asset_replication(odd, of_odd, r);
  }
  even += odd;
  for (std::size_t bin = 0; bin < 2; ++bin)
    for (std::size_t c = 0; c < 2; ++c) {
      const ExactSums a = whole.exact_sums(bin, c, 1, AssetMeasure::value);
      const ExactSums b = even.exact_sums(bin, c, 1, AssetMeasure::value);
      EXPECT_TRUE(a.y == b.y && a.yy == b.yy && a.ny == b.ny);
    }
  EXPECT_THROW(even += AssetTable(2, 2, 4), std::invalid_argument);
}

/// Keeps sums as they are handed over, or hands them back.
struct Keeper {
  std::vector<Int128> kept;
  std::size_t next = 0;

  void operator()(const Int128& sum) { kept.push_back(sum); }
  void operator()(Int128& sum) { sum = kept[next++]; }
  template <class T>
  void operator()(T& sums) {
    std::remove_const_t<T>::each_sum(sums, *this);
  }
  void grown(std::vector<std::int64_t>& indices, std::size_t) {
    if (next == 0 && !indices.empty()) {
      kept.push_back(static_cast<Int128>(indices.size()));
      for (const std::int64_t index : indices) kept.push_back(index);
      return;
    }
    indices.resize(static_cast<std::size_t>(kept[next++]));
    for (std::int64_t& index : indices) index = static_cast<std::int64_t>(kept[next++]);
  }
};

TEST(AssetTable, CanBeKeptInTheSameBytesWhateverCameFirst) {
  AssetTable table(2, 2, 3), other(2, 2, 3);
  ShareTable attempts(2, 2), of_other(2, 2);
  for (std::int64_t r = 0; r < 10; ++r) {
    add_asset_replication(table, attempts, r);
    add_asset_replication(other, of_other, 9 - r);
  }
  Keeper keeper, of_the_other;
  AssetTable::each_sum(std::as_const(table), keeper);
  AssetTable::each_sum(std::as_const(other), of_the_other);
  EXPECT_TRUE(keeper.kept == of_the_other.kept);
  AssetTable again(2, 2, 3);
  AssetTable::each_sum(again, keeper);
  for (std::size_t c = 0; c < 2; ++c)
    EXPECT_TRUE(again.exact_sums(1, c, 1, AssetMeasure::value).ny ==
                table.exact_sums(1, c, 1, AssetMeasure::value).ny);
}

TEST(AssetTable, IsFedByTheTally) {
  // Contributions of a walk go to its segment, and to the whole; first detections follow the verdicts.
  const World world = sampled::make_world();
  Tally tally(world);
  SummarySums batch(world.configurations.size());
  Int128 value = 0, of_segment = 0;
  std::int64_t counted = 0;
  for (std::uint64_t number = 0; number < 40; ++number) {
    Replication replication = sampled::make_split_replication(world, number);
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      const Walk& walk = replication.walks[w];
      replication.contributions.push_back({w, walk.under & 0b111, 1, 0.25, 0.125});
      if ((walk.under & 0b010) == 0) continue;
      value += to_fixed_point(0.25);
      if (walk.segment == 2) of_segment += to_fixed_point(0.125);
    }
    for (std::size_t a = 0; a < replication.attempts.size(); ++a)
      counted += replication.verdicts[3 * a + 1].detected_by == 1 ? 1 : 0;
    tally.add(world, replication, batch);
    tally.end_unit(batch);
  }
  EXPECT_TRUE(tally.assets.exact_sums(0, 1, 1, AssetMeasure::value).y == value);
  EXPECT_TRUE(tally.assets_by_segment.exact_sums(2, 1, 1, AssetMeasure::first_conditional).y == of_segment);
  EXPECT_TRUE(tally.assets.exact_sums(0, 1, 1, AssetMeasure::first_counted).y == counted);
  EXPECT_EQ(counted, tally.first_detections[3]);
}

}  // namespace
}  // namespace panj
