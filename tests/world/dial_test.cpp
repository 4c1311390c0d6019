#include "world/dial.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/random_ground.h"

namespace panj {
namespace {

using test::random_ground;
using test::RandomGround;

TEST(CellsByTime, LeavesOutWhatIsNotReached) {
  const float no_way = std::numeric_limits<float>::infinity();
  const std::vector<float> time_s{3.0F, 0.0F, no_way, 1e6F, 3.0F, 1e-30F};
  EXPECT_EQ(cells_by_time(time_s), (std::vector<CellId>{1, 5, 0, 4, 3}));
}

TEST(PartTies, MakesEveryCellLaterThanTheNextOfItsPath) {
  // Cells 3 -> 2 -> 1 -> 0 by moves west, all at one time.
  const LeastTimeField field{{5.0F, 5.0F, 5.0F, 5.0F}, {-1, 1, 1, 1}};
  std::vector<float> time_s = field.time_s;
  part_ties(field, cell_offsets({{0.0, 0.0}, 100.0, 1, 4}), time_s);
  EXPECT_EQ(time_s[0], 5.0F);
  for (std::size_t c = 1; c < 4; ++c) EXPECT_GT(time_s[c], time_s[c - 1]);
  EXPECT_NEAR(time_s[3], 5.0F, 2e-6F);
}

TEST(EfficientMoves, AreAllThatLeadNearerAndNoOthers) {
  RandomGround rough = random_ground(20, 20, 80.0, 0.15, 9);
  rough.open(10, 10) = 1;
  const Ground ground = rough.ground();
  const EfficientMoves graph = efficient_moves(ground, std::vector<CellId>{rough.grid.cell(10, 10)});
  ASSERT_EQ(graph.begin.size(), graph.order.size() + 1);
  ASSERT_GT(graph.order.size(), 300U);
  for (std::size_t k = 0; k < graph.order.size(); ++k) {
    const CellId cell = graph.order[k];
    const float here_s = graph.time_to_go_s[static_cast<std::size_t>(cell)];
    std::size_t m = graph.begin[k];
    for (int d = 0; d < 16 && here_s > 0.0F; ++d) {
      const double time_s = move_time_s(ground, cell, d);
      if (time_s == never_s) continue;
      const CellId to = cell + graph.offset[static_cast<std::size_t>(d)];
      if (!(graph.time_to_go_s[static_cast<std::size_t>(to)] < here_s)) continue;
      ASSERT_LT(m, graph.begin[k + 1]);
      EXPECT_EQ(graph.direction[m], d);
      EXPECT_EQ(graph.time_s[m], static_cast<float>(time_s));
      ++m;
    }
    EXPECT_EQ(m, graph.begin[k + 1]);
    EXPECT_EQ(m > graph.begin[k], k > 0) << "every cell with a way has a move";
  }
}

TEST(DialSweep, PartsAddUpAndLieNextToTheirProbability) {
  RandomGround rough = random_ground(20, 20, 80.0, 0.0, 10);
  const EfficientMoves graph = efficient_moves(rough.ground(), std::vector<CellId>{0});
  constexpr double theta_s = 100.0;
  DialSweep sweep(graph, theta_s);
  std::vector<double> value_s(400, 0.0);
  for (std::size_t k = 0; k < graph.order.size(); ++k) {
    const std::span<const LogitMove> moves_found = sweep.settle(k);
    if (k == 0) {
      EXPECT_TRUE(moves_found.empty());
      continue;
    }
    double sum = 0.0;
    for (std::size_t m = graph.begin[k]; m < graph.begin[k + 1]; ++m) {
      const CellId to = graph.order[k] + graph.offset[graph.direction[m]];
      sum +=
          std::exp(-(static_cast<double>(graph.time_s[m]) + value_s[static_cast<std::size_t>(to)]) / theta_s);
    }
    value_s[static_cast<std::size_t>(graph.order[k])] = -theta_s * std::log(sum);
    std::uint32_t parts = 0;
    for (const LogitMove& move : moves_found) {
      parts += move.parts;
      const double weight = std::exp(
          -(static_cast<double>(move.time_s) + value_s[static_cast<std::size_t>(move.to)]) / theta_s);
      EXPECT_NEAR(move.parts, 65536.0 * weight / sum, 1.0 + 1e-6);
      EXPECT_GE(move.parts, 1U);
    }
    EXPECT_EQ(parts, 65536U);
  }
}

}  // namespace
}  // namespace panj
