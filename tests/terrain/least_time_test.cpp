#include "terrain/least_time.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/plain_dijkstra.h"
#include "support/random_ground.h"

namespace panj {
namespace {

using Kind = MovementLaw::Kind;
using test::level_ground;
using test::random_ground;
using test::RandomGround;

const MovementLaw one_metre_a_second{.kind = Kind::constant, .speed_m_s = 1.0};
constexpr float no_way = std::numeric_limits<float>::infinity();

MovementLaw law_of(Kind kind) {
  return {.kind = kind, .speed_m_s = 1.3, .by_slope = {{0.0, 12.0, 35.0}, {9.0, 4.0, 0.5}}};
}

/// Largest relative difference from the plain twin, rounded to float as the field is; infinity where one
/// finds a way and the other none.
double worst_difference(const Ground& ground, std::span<const Seed> seeds, Heading heading) {
  const LeastTimeField field = least_time(ground, seeds, heading);
  const std::vector<double> twin = test::plain_dijkstra(ground, seeds, heading);
  double worst = 0.0;
  for (std::size_t c = 0; c < twin.size(); ++c) {
    if (std::isfinite(field.time_s[c]) != std::isfinite(twin[c])) return never_s;
    const auto expected_s = static_cast<double>(static_cast<float>(twin[c]));
    if (!std::isfinite(twin[c]) || expected_s == field.time_s[c]) continue;
    worst = std::max(worst, std::abs(field.time_s[c] - expected_s) / std::abs(expected_s));
  }
  return worst;
}

/// Both add the same numbers, and the least of sums does not depend on the order: the same bits.
constexpr double no_difference = 0.0;

class AgainstTwin : public ::testing::TestWithParam<std::tuple<Kind, Heading, Neighbourhood>> {
 protected:
  Kind kind = std::get<0>(GetParam());
  Heading heading = std::get<1>(GetParam());
  Neighbourhood neighbourhood = std::get<2>(GetParam());
};

TEST_P(AgainstTwin, RoughGroundWithFrictionClosedCellsAndManySeeds) {
  RandomGround field = random_ground(61, 83, 60.0, 0.2, 7);
  field.law = law_of(kind);
  std::vector<Seed> seeds;
  for (CellId cell = 5; cell < field.grid.cells(); cell += 977) {
    if (field.open.data()[cell] != 0) seeds.push_back({cell, 40.0 * cell});
  }
  ASSERT_GE(seeds.size(), 3U);
  EXPECT_LE(worst_difference(field.ground(neighbourhood), seeds, heading), no_difference);
}

TEST_P(AgainstTwin, CliffsWithStepsAThousandTimesTheLeast) {
  RandomGround field = random_ground(40, 40, 250.0, 0.0, 3);
  field.law = law_of(kind);
  const std::vector<Seed> seeds{{820, 0.0}};
  EXPECT_LE(worst_difference(field.ground(neighbourhood), seeds, heading), no_difference);
}

TEST_P(AgainstTwin, GroundThatCostsNothing) {
  RandomGround field = random_ground(30, 30, 20.0, 0.1, 5);
  field.law = law_of(kind);
  field.friction.middleRows(10, 6) = 0.0F;
  field.open(0, 0) = 1;
  const std::vector<Seed> seeds{{0, 0.0}};
  EXPECT_LE(worst_difference(field.ground(neighbourhood), seeds, heading), no_difference);
  field.friction = 0.0F;
  EXPECT_LE(worst_difference(field.ground(neighbourhood), seeds, heading), no_difference);
}

TEST_P(AgainstTwin, TollsOnAFewMoves) {
  RandomGround field = random_ground(40, 50, 30.0, 0.1, 11);
  field.law = law_of(kind);
  MoveTable<double> tolls_s(field.grid);
  for (CellId cell = 0; cell < field.grid.cells(); cell += 3) {
    const int direction = 2 * (cell % 8);
    const Move move = moves[static_cast<std::size_t>(direction)];
    if (!field.grid.holds(field.grid.row(cell) + move.row, field.grid.column(cell) + move.column)) continue;
    const double toll_s = cell % 5 == 0 ? never_s : 7.0 * (cell % 100);
    tolls_s.set(cell, cell + field.grid.cell(move.row, move.column), direction, toll_s);
  }
  Ground ground = field.ground(neighbourhood);
  ground.tolls_s = &tolls_s;
  const std::vector<Seed> seeds{{1021, 0.0}};
  EXPECT_LE(worst_difference(ground, seeds, heading), no_difference);
  // They do tell.
  const std::vector<double> with = test::plain_dijkstra(ground, seeds, heading);
  ground.tolls_s = nullptr;
  EXPECT_NE(with, test::plain_dijkstra(ground, seeds, heading));
}

INSTANTIATE_TEST_SUITE_P(LeastTime, AgainstTwin,
                         ::testing::Combine(::testing::Values(Kind::tobler, Kind::naismith_langmuir,
                                                              Kind::constant, Kind::vehicle),
                                            ::testing::Values(Heading::to_seeds, Heading::from_seeds),
                                            ::testing::Values(Neighbourhood::eight, Neighbourhood::sixteen)));

TEST(LeastTime, LevelGroundLooksTheSameFromAllSides) {
  RandomGround field = level_ground(41, 41, 100.0);
  field.law = {.kind = Kind::tobler};
  const std::vector<Seed> seeds{{field.grid.cell(20, 20), 0.0}};
  const LeastTimeField found = least_time(field.ground(), seeds, Heading::to_seeds);
  const Eigen::Map<const Layer<float>> t(found.time_s.data(), 41, 41);
  EXPECT_LE((t - t.colwise().reverse()).abs().maxCoeff(), 1e-3F);
  EXPECT_LE((t - t.rowwise().reverse()).abs().maxCoeff(), 1e-3F);
  EXPECT_LE((t - t.transpose()).abs().maxCoeff(), 1e-3F);
}

TEST(LeastTime, ThereFromOneEndIsHereFromTheOther) {
  RandomGround field = random_ground(50, 50, 80.0, 0.1, 11);
  const CellId a = 3;
  const CellId b = 2222;
  field.open.data()[a] = 1;
  field.open.data()[b] = 1;
  const auto time = [&](CellId seed, CellId cell, Heading heading) {
    return least_time(field.ground(), std::vector<Seed>{{seed, 0.0}}, heading)
        .time_s[static_cast<std::size_t>(cell)];
  };
  EXPECT_FLOAT_EQ(time(a, b, Heading::to_seeds), time(b, a, Heading::from_seeds));
  EXPECT_FLOAT_EQ(time(a, b, Heading::from_seeds), time(b, a, Heading::to_seeds));
  EXPECT_GT(std::abs(time(a, b, Heading::to_seeds) / time(a, b, Heading::from_seeds) - 1.0F), 0.01F);
}

/// How many cells a wave from cell 0 reaches, on level ground with some cells closed.
long count_of_reached(const RandomGround& field, Neighbourhood neighbourhood) {
  const LeastTimeField found =
      least_time(field.ground(neighbourhood), std::vector<Seed>{{0, 0.0}}, Heading::from_seeds);
  return std::count_if(found.time_s.begin(), found.time_s.end(), [](float t) { return t < no_way; });
}

TEST(LeastTime, AWallOneCellWideHolds) {
  for (const Neighbourhood neighbourhood : {Neighbourhood::eight, Neighbourhood::sixteen}) {
    RandomGround straight = level_ground(20, 20, 100.0);
    straight.open.col(12) = 0;
    EXPECT_EQ(count_of_reached(straight, neighbourhood), 12 * 20);

    RandomGround diagonal = level_ground(20, 20, 100.0);
    for (int k = 0; k < 20; ++k) diagonal.open(k, 19 - k) = 0;
    EXPECT_EQ(count_of_reached(diagonal, neighbourhood), 190);

    RandomGround steep = level_ground(20, 20, 100.0);  // a knight's move steep
    for (int k = 0; k < 20; ++k) steep.open(k, 14 - k / 2) = 0;
    EXPECT_EQ(count_of_reached(steep, neighbourhood), 190);

    straight.open(7, 12) = 1;
    EXPECT_EQ(count_of_reached(straight, neighbourhood), 20 * 19 + 1) << "a gap lets through";
  }
}

TEST(LeastTime, CellsBeyondTheLimitStayUnreached) {
  const RandomGround field = random_ground(40, 40, 50.0, 0.1, 2);
  const std::vector<Seed> seeds{{820, 0.0}};
  const LeastTimeField all = least_time(field.ground(), seeds, Heading::to_seeds);
  const LeastTimeField near = least_time(field.ground(), seeds, Heading::to_seeds, 1500.0);
  int within = 0;
  for (std::size_t c = 0; c < all.time_s.size(); ++c) {
    EXPECT_EQ(near.time_s[c], all.time_s[c] <= 1500.0F ? all.time_s[c] : no_way);
    EXPECT_EQ(near.via[c], all.time_s[c] <= 1500.0F ? all.via[c] : -1);
    within += near.time_s[c] < no_way ? 1 : 0;
  }
  EXPECT_GT(within, 50);
  EXPECT_LT(within, 1500);
}

TEST(LeastTime, SeedsOffTheGridInClosedCellsOrWithoutATimeAreLeftOut) {
  RandomGround field = level_ground(5, 5, 100.0);
  field.open(0, 0) = 0;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<Seed> bad{{no_cell, 0.0}, {25, 0.0}, {0, 0.0}, {3, nan}, {4, never_s}, {4, -never_s}};
  const LeastTimeField nothing = least_time(field.ground(), bad, Heading::to_seeds);
  EXPECT_TRUE(std::all_of(nothing.time_s.begin(), nothing.time_s.end(), [](float t) { return t == no_way; }));
  EXPECT_TRUE(std::all_of(nothing.via.begin(), nothing.via.end(), [](int via) { return via == -1; }));
  EXPECT_TRUE(std::isinf(least_time(field.ground(), {}, Heading::to_seeds).time_s[7]));

  std::vector<Seed> mixed = bad;
  mixed.push_back({12, 7.0});
  mixed.push_back({12, 9.0});
  EXPECT_EQ(least_time(field.ground(), mixed, Heading::to_seeds).time_s[12], 7.0F);
}

TEST(LeastTime, AnEarlierWaveOverrunsALaterSeed) {
  RandomGround field = level_ground(1, 10, 100.0);
  field.law = one_metre_a_second;
  const std::vector<Seed> seeds{{0, -50.0}, {4, 1.0e6}, {9, 100.0}};
  const LeastTimeField found = least_time(field.ground(), seeds, Heading::to_seeds);
  const std::vector<float> expected{-50, 50, 150, 250, 350, 450, 400, 300, 200, 100};
  EXPECT_EQ(found.time_s, expected);
  EXPECT_EQ(found.via, (std::vector<std::int8_t>{-1, 1, 1, 1, 1, 1, 0, 0, 0, -1}));
}

TEST(LeastTime, CellsWithoutANumberAreClosed) {
  RandomGround field = level_ground(3, 9, 100.0);
  field.elevation_m.col(4) = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(count_of_reached(field, Neighbourhood::sixteen), 12);
  field.elevation_m.col(4) = 0.0;
  field.friction.col(4) = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(count_of_reached(field, Neighbourhood::sixteen), 12);
}

TEST(LeastTimePath, TakesTheTimeOfTheField) {
  RandomGround field = random_ground(50, 60, 80.0, 0.1, 19);
  field.law = {.kind = Kind::naismith_langmuir};
  const std::vector<Seed> seeds{{1510, 30.0}, {44, 0.0}};
  for (const Heading heading : {Heading::to_seeds, Heading::from_seeds}) {
    const LeastTimeField found = least_time(field.ground(), seeds, heading);
    for (CellId cell = 0; cell < field.grid.cells(); cell += 37) {
      const std::vector<CellId> path = least_time_path(found, field.grid, cell, heading);
      const float time_s = found.time_s[static_cast<std::size_t>(cell)];
      ASSERT_EQ(path.empty(), time_s == no_way);
      if (path.empty()) continue;
      const CellId seed = heading == Heading::to_seeds ? path.back() : path.front();
      EXPECT_EQ(heading == Heading::to_seeds ? path.front() : path.back(), cell);
      double sum_s = found.time_s[static_cast<std::size_t>(seed)];
      for (std::size_t k = 0; k + 1 < path.size(); ++k) {
        const CellId change = path[k + 1] - path[k];
        int d = 0;
        while (field.grid.cell(moves[static_cast<std::size_t>(d)].row,
                               moves[static_cast<std::size_t>(d)].column) != change) {
          ASSERT_LT(++d, 16);
        }
        sum_s += move_time_s(field.ground(), path[k], d);
      }
      EXPECT_NEAR(time_s / std::max(sum_s, 1.0), sum_s / std::max(sum_s, 1.0), 1e-6);
    }
  }
}

TEST(LeastTimePath, IsEmptyWhereThereIsNone) {
  const RandomGround field = level_ground(2, 2, 100.0);
  const LeastTimeField none = least_time(field.ground(), {}, Heading::to_seeds);
  EXPECT_TRUE(least_time_path(none, field.grid, 1, Heading::to_seeds).empty());
  EXPECT_TRUE(least_time_path(none, field.grid, no_cell, Heading::to_seeds).empty());
  EXPECT_TRUE(least_time_path(none, field.grid, 4, Heading::to_seeds).empty());
}

}  // namespace
}  // namespace panj
