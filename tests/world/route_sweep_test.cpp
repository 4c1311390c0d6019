#include "world/route_sweep.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "support/random_ground.h"
#include "world/dial.h"

namespace panj {
namespace {

using test::level_ground;
using test::random_ground;
using test::RandomGround;

struct Case {
  RandomGround rough = random_ground(30, 40, 90.0, 0.1, 21);
  CellId origin = rough.grid.cell(15, 37);
  CellId destination = rough.grid.cell(15, 2);

  Case() {
    rough.open.data()[origin] = 1;
    rough.open.data()[destination] = 1;
  }
  RouteField logit(double theta_s) const {
    return logit_field(rough.ground(), std::vector<CellId>{destination}, theta_s);
  }
};

/// A static hazard: a rate that falls off from a place in the middle.
MoveTerm hazard_of(const Grid& grid) {
  return [grid](CellId from, CellId to, double time_s) {
    const Point middle = 0.5 * (grid.centre(from) + grid.centre(to));
    return 2e-4 * time_s / (1.0 + (middle - Point(2000.0, 1700.0)).squaredNorm() / 4e5);
  };
}

TEST(RouteSweep, OfATreeIsItsOwnSum) {
  const Case c;
  const RouteField field = tree_field(c.rough.ground(), std::vector<CellId>{c.destination});
  const std::vector<double> time_s = expected_time_s(field);
  const std::vector<double> steps = sweep_sum(field, [](CellId, CellId, double) { return 1.0; });
  const std::vector<WalkOrigin> origins{{c.origin, 3.0}};
  const std::vector<double> visits = expected_visits(field, origins);
  double visited = 0.0;
  for (const double v : visits) visited += v;
  EXPECT_NEAR(visited / 3.0, steps[static_cast<std::size_t>(c.origin)] + 1.0, 1e-9);
  for (std::size_t cell = 0; cell < time_s.size(); ++cell) {
    ASSERT_EQ(std::isnan(time_s[cell]), !field.reaches(static_cast<CellId>(cell)));
    if (std::isnan(time_s[cell])) continue;
    EXPECT_NEAR(time_s[cell], static_cast<double>(field.time_to_go_s[cell]), 1e-5 * time_s[cell]);
  }
}

TEST(RouteSweep, VisitsGiveTheTimeOnceMore) {
  const Case c;
  const RouteField field = c.logit(60.0);
  const std::vector<WalkOrigin> origins{{c.origin, 1.0}};
  const std::vector<double> visits = expected_visits(field, origins);
  double time_s = 0.0;
  for (CellId cell = 0; cell < c.rough.grid.cells(); ++cell) {
    for_each_move(field, cell, [&](int, double p, float t) {
      time_s += visits[static_cast<std::size_t>(cell)] * p * static_cast<double>(t);
    });
  }
  const double expected_s = expected_time_s(field)[static_cast<std::size_t>(c.origin)];
  EXPECT_NEAR(time_s / expected_s, 1.0, 1e-12);
  EXPECT_NEAR(visits[static_cast<std::size_t>(c.destination)], 1.0, 1e-12);
}

TEST(RouteSweep, CertainDetectionOnTheOnlyWayLeavesNobody) {
  RandomGround lane = level_ground(1, 9, 100.0);
  const RouteField field = logit_field(lane.ground(), std::vector<CellId>{0}, 10.0);
  const std::vector<double> survival = sweep_survival(field, [](CellId from, CellId, double) {
    return from == 4 ? std::numeric_limits<double>::infinity() : 0.0;
  });
  for (std::size_t cell = 0; cell < 9; ++cell) EXPECT_EQ(survival[cell], cell < 4 ? 1.0 : 0.0);
}

/// The same expectations with unrounded probabilities, straight from the definition.
struct FullPrecision {
  std::vector<double> time_s;
  std::vector<double> survival;
};

FullPrecision full_precision(const EfficientMoves& graph, double theta_s, const MoveTerm& hazard) {
  const std::size_t cells = graph.time_to_go_s.size();
  std::vector<double> value(cells, 0.0);
  FullPrecision result{std::vector<double>(cells, 0.0), std::vector<double>(cells, 1.0)};
  for (std::size_t k = 0; k < graph.order.size(); ++k) {
    const auto cell = static_cast<std::size_t>(graph.order[k]);
    if (graph.begin[k] == graph.begin[k + 1]) continue;
    const auto cost = [&](std::size_t m) {
      const auto to = static_cast<std::size_t>(graph.order[k] + graph.offset[graph.direction[m]]);
      return std::pair{static_cast<double>(graph.time_s[m]) + value[to], to};
    };
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t m = graph.begin[k]; m < graph.begin[k + 1]; ++m) least = std::min(least, cost(m).first);
    double sum = 0.0;
    double time_s = 0.0;
    double survival = 0.0;
    for (std::size_t m = graph.begin[k]; m < graph.begin[k + 1]; ++m) {
      const auto [total, to] = cost(m);
      const double weight = std::exp((least - total) / theta_s);
      const auto move_s = static_cast<double>(graph.time_s[m]);
      sum += weight;
      time_s += weight * (move_s + result.time_s[to]);
      survival +=
          weight * std::exp(-hazard(graph.order[k], static_cast<CellId>(to), move_s)) * result.survival[to];
    }
    value[cell] = least - theta_s * std::log(sum);
    result.time_s[cell] = time_s / sum;
    result.survival[cell] = survival / sum;
  }
  return result;
}

/// Largest relative differences that rounding makes to time and survival, over cells at least `near_s` away.
std::pair<double, double> worst_rounding(const RandomGround& rough, double theta_s, float near_s) {
  const std::vector<CellId> destination{rough.grid.cell(75, 2)};
  const RouteField field = logit_field(rough.ground(), destination, theta_s);
  const MoveTerm hazard = hazard_of(rough.grid);
  const FullPrecision full = full_precision(efficient_moves(rough.ground(), destination), theta_s, hazard);
  const std::vector<double> time_s = expected_time_s(field);
  const std::vector<double> survival = sweep_survival(field, hazard);
  std::pair<double, double> worst{0.0, 0.0};
  for (std::size_t cell = 0; cell < time_s.size(); ++cell) {
    if (std::isnan(time_s[cell]) || full.time_s[cell] == 0.0 || field.time_to_go_s[cell] < near_s) continue;
    worst.first = std::max(worst.first, std::abs(time_s[cell] / full.time_s[cell] - 1.0));
    worst.second = std::max(worst.second, std::abs(survival[cell] / full.survival[cell] - 1.0));
  }
  return worst;
}

class Rounding : public ::testing::TestWithParam<double> {};

TEST_P(Rounding, MovesExpectationsByLessThanAHundredThousandthPart) {
  std::array<RandomGround, 2> grounds{random_ground(90, 120, 90.0, 0.05, 33), level_ground(90, 120, 100.0)};
  grounds[0].open(75, 2) = 1;
  for (const RandomGround& ground : grounds) {
    const auto [far_time, far_survival] = worst_rounding(ground, GetParam(), 3600.0F);
    EXPECT_LT(far_time, 1e-5);
    EXPECT_LT(far_survival, 1e-5);
    EXPECT_GT(far_time, 0.0);
    // Next to the destination no long walk evens the rounding out.
    const auto [time, survival] = worst_rounding(ground, GetParam(), 0.0F);
    EXPECT_LT(time, GetParam() <= 20.0 ? 1e-5 : 3e-5);
    EXPECT_LT(survival, 1e-5);
  }
}

// Steps take some 150 s: mean excess 0.05, 1.1, 14 and 89 % on the rough ground.
INSTANTIATE_TEST_SUITE_P(RouteSweep, Rounding, ::testing::Values(5.0, 20.0, 60.0, 200.0));

// Known answer D7, small: sampled walks against the sweep.
TEST(RouteSweep, SampledWalksAgree) {
  const Case c;
  const RouteField field = c.logit(80.0);
  const MoveTerm hazard = hazard_of(c.rough.grid);
  constexpr int walks = 40000;
  std::mt19937 engine(77);
  std::vector<int> visited(static_cast<std::size_t>(c.rough.grid.cells()), 0);
  double sum_s = 0.0;
  double square_s = 0.0;
  double sum_p = 0.0;
  double square_p = 0.0;
  for (int walk = 0; walk < walks; ++walk) {
    double time_s = 0.0;
    double summed_hazard = 0.0;
    CellId cell = c.origin;
    ++visited[static_cast<std::size_t>(cell)];
    while (!is_destination(field, cell)) {
      const Step step = next_step(field, cell, static_cast<std::uint16_t>(engine() >> 16U));
      const auto step_s = static_cast<double>(step.time_s);
      time_s += step_s;
      summed_hazard += hazard(cell, step.to, step_s);
      cell = step.to;
      ++visited[static_cast<std::size_t>(cell)];
    }
    sum_s += time_s;
    square_s += time_s * time_s;
    sum_p += std::exp(-summed_hazard);
    square_p += std::exp(-2.0 * summed_hazard);
  }
  const auto origin = static_cast<std::size_t>(c.origin);
  const auto agree = [](double sum, double square, double expected, double widest) {
    const double mean = sum / walks;
    const double error = std::sqrt((square / walks - mean * mean) / walks);
    EXPECT_LE(std::abs(mean - expected), 4.0 * error);
    EXPECT_GT(error, 0.0);
    EXPECT_LE(error, widest * expected) << "too wide to tell";
  };
  agree(sum_s, square_s, expected_time_s(field)[origin], 1e-3);
  agree(sum_p, square_p, sweep_survival(field, hazard)[origin], 2e-3);

  const std::vector<WalkOrigin> origins{{c.origin, 1.0}};
  const std::vector<double> expected = expected_visits(field, origins);
  double worst = 0.0;
  int cells = 0;
  for (std::size_t cell = 0; cell < expected.size(); ++cell) {
    const double mean = walks * expected[cell];
    if (mean < 25.0) {
      EXPECT_LE(visited[cell], 60);
      continue;
    }
    // No walk comes twice, so visits are binomial; where all walks pass there is nothing to differ.
    const double variance = mean * (1.0 - std::min(expected[cell], 1.0));
    if (variance < 1e-6) {
      EXPECT_EQ(visited[cell], walks);
      continue;
    }
    worst = std::max(worst, std::abs(visited[cell] - mean) / std::sqrt(variance));
    ++cells;
  }
  EXPECT_GT(cells, 150);
  // Bonferroni at 0.001 over the cells: P(|Z| > z) < 2 exp(-z^2 / 2) / (z sqrt(2 pi)) with z > 4.
  EXPECT_LE(worst, std::sqrt(2.0 * std::log(2.0 * cells / (0.001 * 4.0 * std::sqrt(6.2831853)))));
}

}  // namespace
}  // namespace panj
