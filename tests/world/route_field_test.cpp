#include "world/route_field.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

#include "support/random_ground.h"
#include "world/route_sweep.h"

namespace panj {
namespace {

using Kind = MovementLaw::Kind;
using test::level_ground;
using test::random_ground;
using test::RandomGround;

/// Probability of each direction as the table holds it.
std::array<double, 17> probabilities(const RouteField& field, CellId cell) {
  std::array<double, 17> p{};
  for_each_move(field, cell, [&](int direction, double probability, float) {
    p[static_cast<std::size_t>(direction)] += probability;
  });
  return p;
}

RandomGround rough_ground(std::uint32_t seed) {
  RandomGround field = random_ground(30, 40, 90.0, 0.1, seed);
  field.open(15, 2) = 1;
  field.open(15, 37) = 1;
  return field;
}

TEST(TreeField, WalksTakeTheLeastTime) {
  const RandomGround rough = rough_ground(1);
  const std::vector<CellId> destination{rough.grid.cell(15, 2), no_cell, rough.grid.cells()};
  const RouteField field = tree_field(rough.ground(), destination);
  EXPECT_EQ(field.kind, RouteField::Kind::tree);
  EXPECT_EQ(field.bytes(), 12U * static_cast<std::size_t>(rough.grid.cells()));
  int walks = 0;
  for (CellId start = 0; start < rough.grid.cells(); ++start) {
    if (!field.reaches(start)) {
      EXPECT_TRUE(is_destination(field, start));
      continue;
    }
    double sum_s = 0.0;
    CellId cell = start;
    while (!is_destination(field, cell)) {
      const Step step = next_step(field, cell, 0);
      sum_s += static_cast<double>(step.time_s);
      cell = step.to;
    }
    EXPECT_EQ(cell, destination[0]);
    EXPECT_NEAR(sum_s, static_cast<double>(field.time_to_go_s[static_cast<std::size_t>(start)]),
                1e-5 * sum_s);
    ++walks;
  }
  EXPECT_GT(walks, 900);
}

/// Weights exp(-cost / theta) of all efficient paths from a cell, added up by the first move.
double path_weight(const Ground& ground, const RouteField& field, CellId cell,
                   std::array<double, 17>* by_first) {
  const auto c = static_cast<std::size_t>(cell);
  if (field.time_to_go_s[c] == 0.0F) return 1.0;
  double sum = 0.0;
  for (int d = 0; d < static_cast<int>(ground.neighbourhood); ++d) {
    const double time_s = move_time_s(ground, cell, d);
    if (time_s == never_s) continue;
    const CellId to = cell + field.offset[static_cast<std::size_t>(d)];
    if (!(field.time_to_go_s[static_cast<std::size_t>(to)] < field.time_to_go_s[c])) continue;
    const double weight = std::exp(-time_s / field.theta_s) * path_weight(ground, field, to, nullptr);
    if (by_first != nullptr) (*by_first)[static_cast<std::size_t>(d)] = weight;
    sum += weight;
  }
  return sum;
}

TEST(LogitField, AgreesWithTheEnumerationOfAllEfficientPaths) {
  RandomGround small = random_ground(4, 4, 60.0, 0.0, 5);
  small.law = {.kind = Kind::tobler};
  for (const double theta_s : {5.0, 40.0, 1000.0}) {
    const RouteField field = logit_field(small.ground(), std::vector<CellId>{15}, theta_s);
    for (CellId cell = 0; cell < 15; ++cell) {
      std::array<double, 17> weight{};
      const double sum = path_weight(small.ground(), field, cell, &weight);
      const std::array<double, 17> p = probabilities(field, cell);
      for (std::size_t d = 0; d < 16; ++d)
        EXPECT_NEAR(p[d], weight[d] / sum, 1.01 / 65536) << cell << ' ' << d;
    }
  }
}

TEST(LogitField, EveryChoiceOfBitsFollowsTheTable) {
  // A peak: all sixteen moves lead nearer to a rim that is the destination all round; eight rows and more.
  RandomGround peak = level_ground(9, 9, 100.0);
  std::vector<CellId> rim;
  for (CellId cell = 0; cell < 81; ++cell) {
    const auto [row, column] = std::pair{peak.grid.row(cell), peak.grid.column(cell)};
    if (row == 0 || row == 8 || column == 0 || column == 8) rim.push_back(cell);
  }
  const RouteField field = logit_field(peak.ground(), rim, 500.0);
  const CellId top = peak.grid.cell(4, 4);
  EXPECT_GE(field.logit[static_cast<std::size_t>(top)].more, 81);
  EXPECT_EQ(field.bytes(), 68U * 81U + 64U * (field.logit.size() - 81U));
  int kinds_on_top = 0;
  for (CellId cell = 0; cell < 81; ++cell) {
    std::array<int, 17> taken{};
    for (std::uint32_t bits = 0; bits < 65536; ++bits) {
      const int d = choose_direction(field, cell, static_cast<std::uint16_t>(bits));
      const Step step = next_step(field, cell, static_cast<std::uint16_t>(bits));
      ASSERT_EQ(step.to, cell + field.offset[static_cast<std::size_t>(d)]);
      ++taken[static_cast<std::size_t>(d)];
    }
    if (is_destination(field, cell)) {
      EXPECT_EQ(taken[RouteField::stay], 65536);
      continue;
    }
    const std::array<double, 17> p = probabilities(field, cell);
    for (std::size_t d = 0; d < 17; ++d) {
      EXPECT_EQ(taken[d], std::lround(65536.0 * p[d])) << cell << ' ' << d;
      if (cell == top && taken[d] > 0) ++kinds_on_top;
    }
  }
  EXPECT_EQ(kinds_on_top, 16);
}

TEST(LogitField, StepsTakeTheTimeOfTheMoveAndLeadNearer) {
  const RandomGround rough = rough_ground(3);
  const RouteField field = logit_field(rough.ground(), std::vector<CellId>{rough.grid.cell(15, 2)}, 60.0);
  for (CellId cell = 0; cell < rough.grid.cells(); ++cell) {
    const auto c = static_cast<std::size_t>(cell);
    if (!field.reaches(cell) || field.time_to_go_s[c] == 0.0F) {
      EXPECT_TRUE(is_destination(field, cell));
      EXPECT_EQ(next_step(field, cell, 40000).to, cell);
      continue;
    }
    double sum = 0.0;
    for_each_move(field, cell, [&](int d, double p, float time_s) {
      sum += p;
      EXPECT_GT(p, 0.0);
      EXPECT_EQ(time_s, static_cast<float>(move_time_s(rough.ground(), cell, d)));
      const CellId to = cell + field.offset[static_cast<std::size_t>(d)];
      EXPECT_LT(field.time_to_go_s[static_cast<std::size_t>(to)], field.time_to_go_s[c]);
    });
    EXPECT_EQ(sum, 1.0);
  }
}

TEST(LogitField, SmallThetaTendsToTheLeastTimePath) {
  const RandomGround rough = rough_ground(4);
  const std::vector<CellId> destination{rough.grid.cell(15, 2)};
  const RouteField tree = tree_field(rough.ground(), destination);
  const RouteField logit = logit_field(rough.ground(), destination, 1e-4);
  int same = 0;
  int cells = 0;
  for (CellId cell = 0; cell < rough.grid.cells(); ++cell) {
    if (!tree.reaches(cell) || is_destination(tree, cell)) continue;
    ++cells;
    same += next_step(tree, cell, 0).to == next_step(logit, cell, 12345).to ? 1 : 0;
  }
  EXPECT_EQ(same, cells);
  EXPECT_GT(cells, 900);
}

TEST(LogitField, NoWalkIsStuckWhereMovesCostNothing) {
  RandomGround free = rough_ground(6);
  free.friction.middleCols(10, 8) = 0.0F;
  const RouteField field = logit_field(free.ground(), std::vector<CellId>{free.grid.cell(15, 2)}, 50.0);
  std::mt19937 engine(1);
  for (CellId start = 0; start < free.grid.cells(); ++start) {
    if (!field.reaches(start)) continue;
    CellId cell = start;
    int steps = 0;
    while (!is_destination(field, cell)) {
      cell = next_step(field, cell, static_cast<std::uint16_t>(engine())).to;
      ASSERT_LT(++steps, free.grid.cells());
    }
    EXPECT_EQ(cell, free.grid.cell(15, 2));
  }
}

TEST(LogitField, RefusesAThetaThatIsNone) {
  const RandomGround level = level_ground(3, 3, 100.0);
  const std::vector<CellId> destination{0};
  EXPECT_THROW(logit_field(level.ground(), destination, 0.0), std::invalid_argument);
  EXPECT_THROW(logit_field(level.ground(), destination, -1.0), std::invalid_argument);
  EXPECT_THROW(logit_field(level.ground(), destination, std::nan("")), std::invalid_argument);
}

TEST(LogitField, WithoutADestinationNobodyGoesAnywhere) {
  const RandomGround level = level_ground(3, 3, 100.0);
  const RouteField field = logit_field(level.ground(), std::vector<CellId>{no_cell, 99}, 10.0);
  for (CellId cell = 0; cell < 9; ++cell) {
    EXPECT_FALSE(field.reaches(cell));
    EXPECT_TRUE(is_destination(field, cell));
  }
}

TEST(SolveTheta, HitsTheMeanExcess) {
  const RandomGround rough = rough_ground(8);
  const std::vector<CellId> destination{rough.grid.cell(15, 2)};
  std::vector<CellId> origins{no_cell, destination[0]};
  for (std::int32_t row = 0; row < 30; ++row) origins.push_back(rough.grid.cell(row, 39));
  double before_s = 0.0;
  for (const double wanted : {0.001, 0.01, 0.05, 0.2}) {
    const std::optional<double> theta_s = solve_theta(rough.ground(), destination, origins, wanted);
    ASSERT_TRUE(theta_s.has_value()) << wanted;
    const RouteField field = logit_field(rough.ground(), destination, *theta_s);
    EXPECT_NEAR(mean_excess(field, origins) / wanted, 1.0, 1.1e-3) << wanted;
    EXPECT_GT(*theta_s, before_s);
    before_s = *theta_s;
  }
}

TEST(SolveTheta, IsEmptyWhereItCanNotBeReached) {
  const RandomGround rough = rough_ground(8);
  const std::vector<CellId> destination{rough.grid.cell(15, 2)};
  const std::vector<CellId> origins{rough.grid.cell(15, 37)};
  EXPECT_FALSE(solve_theta(rough.ground(), destination, origins, 50.0).has_value());
  EXPECT_FALSE(solve_theta(rough.ground(), destination, origins, 0.0).has_value());
  EXPECT_FALSE(solve_theta(rough.ground(), destination, origins, std::nan("")).has_value());
  EXPECT_FALSE(solve_theta(rough.ground(), destination, {}, 0.05).has_value());
  EXPECT_FALSE(solve_theta(rough.ground(), {}, origins, 0.05).has_value());
}

}  // namespace
}  // namespace panj
