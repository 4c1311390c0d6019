#include "model/units.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(Units, AreOnDutyInTheirShifts) {
  TeamPlan team;
  EXPECT_TRUE(on_duty(team, -100.0));
  EXPECT_EQ(on_duty_s(team, -100.0, 50.0, 1000.0), 50.0);
  EXPECT_EQ(on_duty_s(team, 900.0, 1200.0, 1000.0), 100.0);
  EXPECT_EQ(on_duty_s(team, 1100.0, 1200.0, 1000.0), 0.0);
  team.shifts = {{100.0, 200.0}, {300.0, 400.0}};
  EXPECT_FALSE(on_duty(team, 99.0));
  EXPECT_TRUE(on_duty(team, 100.0));
  EXPECT_FALSE(on_duty(team, 200.0));
  EXPECT_TRUE(on_duty(team, 399.0));
  EXPECT_EQ(on_duty_s(team, 150.0, 350.0, 1000.0), 100.0);
  EXPECT_EQ(on_duty_s(team, 150.0, 350.0, 310.0), 60.0);
  EXPECT_EQ(on_duty_s(team, 0.0, 1000.0, 1000.0), 200.0);
}

TEST(Units, GoToWhomeverHasWaitedLonger) {
  TeamUnit unit;
  EXPECT_TRUE(could_get(unit, 5.0, 5.0));
  unit.engagements = {{10.0, 20.0, 10.0}, {20.0, 30.0, 12.0}, {40.0, 45.0, 40.0}};
  EXPECT_TRUE(could_get(unit, 9.0, 9.0));
  EXPECT_FALSE(could_get(unit, 15.0, 15.0));
  EXPECT_FALSE(could_get(unit, 10.0, 10.0));
  // At 20 it is back, and goes out again for a call that has waited since 12.
  EXPECT_FALSE(could_get(unit, 20.0, 13.0));
  EXPECT_TRUE(could_get(unit, 20.0, 11.0));
  EXPECT_FALSE(could_get(unit, 29.0, 11.0));
  EXPECT_TRUE(could_get(unit, 30.0, 25.0));
  EXPECT_TRUE(could_get(unit, 50.0, 50.0));
}

}  // namespace
}  // namespace panj
