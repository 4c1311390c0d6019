#include "model/paths.h"

#include <gtest/gtest.h>

#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

Address address_of(std::uint32_t number) {
  return {entity_key(1, "crosser", "walker"), Purpose::route, number, 3};
}

/// The plain twin: one walk, step by step.
std::vector<Step> steps_alone(const RouteField& field, CellId here, const Address& address) {
  Choices choices(address);
  std::vector<Step> steps;
  while (!is_destination(field, here)) {
    const std::uint16_t bits = field.kind == RouteField::Kind::logit ? choices.next() : std::uint16_t{0};
    steps.push_back(next_step(field, here, bits));
    here = steps.back().to;
  }
  return steps;
}

void expect_same_steps(const World& world) {
  const RouteField& field = world.crossers[0].route;
  Paths paths;
  for (int round = 0; round < 2; ++round) {
    paths.clear();
    std::vector<CellId> from;
    // Some begin where others have gone half of their way, one at its destination.
    for (std::uint32_t number = 0; number < 20; ++number) {
      from.push_back(
          world.grid.cell(static_cast<std::int32_t>(number % 4) * 10, 5 + static_cast<std::int32_t>(number)));
      EXPECT_EQ(paths.add(field, from.back(), address_of(number)), number);
    }
    paths.go();
    for (std::uint32_t number = 0; number < 20; ++number) {
      const std::vector<Step> expected = steps_alone(field, from[number], address_of(number));
      ASSERT_EQ(paths.of(number).size(), expected.size()) << number;
      for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(paths.of(number)[i].to, expected[i].to);
        EXPECT_EQ(paths.of(number)[i].time_s, expected[i].time_s);
      }
    }
  }
}

TEST(Paths, OfTreesAreThoseOfOneWalkAfterTheOther) {
  expect_same_steps(world_of(test::flat_head() + test::grid_walkers(1) + test::few_assets()));
}

TEST(Paths, OfLogitTablesAreThoseOfOneWalkAfterTheOther) {
  std::string walkers = test::grid_walkers(1);
  walkers.replace(walkers.find("\"least_cost\""), 12, "{ logit = { theta_s = 120.0 } }");
  expect_same_steps(world_of(test::flat_head() + walkers + test::few_assets()));
}

}  // namespace
}  // namespace panj
