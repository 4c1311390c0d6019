#include "model/weighted_steps.h"

#include <gtest/gtest.h>

#include <map>

#include "support/random_ground.h"
#include "world/rare_leaks.h"

namespace panj {
namespace {

/// A field over rough ground, and a tilt of it that drops some moves.
struct Tables {
  test::RandomGround rough = test::random_ground(12, 12, 60.0, 0.0, 4);
  RouteField plain = logit_field(rough.ground(), std::vector<CellId>{140}, 4000.0);
  RouteField tilted = tilted_field(
      plain, [](CellId from, CellId to, double) { return static_cast<double>((5 * from + 3 * to) % 4); });
};

TEST(WeightedSteps, OverAllDrawsWeightsMakeUpForTheTilt) {
  const Tables tables;
  constexpr double share = 0.25;
  const auto moves_from = [&tables](CellId cell) {
    std::size_t count = 0;
    for_each_move(tables.plain, cell, [&count](int, double, float) { ++count; });
    return count;
  };
  CellId busiest = 0;
  for (CellId cell = 0; cell < 144; ++cell)
    if (moves_from(cell) > moves_from(busiest)) busiest = cell;
  ASSERT_GT(moves_from(busiest), 8U);  // a row goes on in another
  for (const CellId cell : {0, 13, 77, busiest}) {
    std::map<CellId, double> weighted;
    double mean = 0.0;
    for (const bool by_plain : {true, false})
      for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        WeightedSteps steps(tables.plain, tables.tilted, share, by_plain);
        const Step step = steps.next(cell, static_cast<std::uint16_t>(bits));
        const double probability = (by_plain ? share : 1.0 - share) / 65536.0;
        EXPECT_LE(steps.weight(), 1.0 / share);
        weighted[step.to] += probability * steps.weight();
        mean += probability * steps.weight();
      }
    EXPECT_NEAR(mean, 1.0, 1e-11) << cell;
    for_each_move(tables.plain, cell, [&](int direction, double p, float) {
      const CellId to = cell + tables.plain.offset[static_cast<std::size_t>(direction)];
      EXPECT_NEAR(weighted[to], p, 1e-11) << cell << " to " << to;
    });
    EXPECT_EQ(weighted.size(), moves_from(cell));
  }
}

TEST(WeightedSteps, WeighAWholeWalkByItsSteps) {
  const Tables tables;
  for (const bool by_plain : {true, false}) {
    WeightedSteps steps(tables.plain, tables.tilted, 0.1, by_plain);
    EXPECT_EQ(steps.weight(), 1.0);
    CellId at = 3;
    double ratio = 1.0;
    for (std::uint32_t i = 0; !is_destination(tables.plain, at); ++i) {
      const auto bits = static_cast<std::uint16_t>(40503U * (i + 1U));
      const Step step = steps.next(at, bits);
      const Step same = next_logit_step(by_plain ? tables.plain : tables.tilted, at, bits);
      ASSERT_EQ(step.to, same.to);
      EXPECT_EQ(step.time_s, same.time_s);
      const auto probability = [&](const RouteField& field) {
        double found = 0.0;
        for_each_move(field, at, [&](int direction, double p, float) {
          if (at + field.offset[static_cast<std::size_t>(direction)] == step.to) found = p;
        });
        return found;
      };
      ratio *= probability(tables.tilted) / probability(tables.plain);
      at = step.to;
    }
    EXPECT_NEAR(steps.weight(), 1.0 / (0.1 + 0.9 * ratio), 1e-12);
  }
}

}  // namespace
}  // namespace panj
