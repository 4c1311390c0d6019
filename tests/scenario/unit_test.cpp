#include "scenario/unit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "base/units.h"

namespace panj {
namespace {

TEST(Unit, turns_numbers_of_the_file_into_si) {
  EXPECT_EQ(unit_km.to_si(1.5), 1500.0);
  EXPECT_EQ(unit_min.to_si(2.0), 120.0);
  EXPECT_EQ(unit_h.to_si(0.5), 1800.0);
  EXPECT_EQ(unit_km_h.to_si(4.5), m_s_from_km_h(4.5));
  EXPECT_EQ(unit_deg.to_si(33.3), rad_from_deg(33.3));
  EXPECT_EQ(unit_per_h.to_si(7200.0), 2.0);
  EXPECT_EQ(unit_km3_per_h.to_si(3.6), 1e6);
}

TEST(Unit, gives_back_the_shortest_number_that_reads_to_the_same_bits) {
  for (const Unit* unit :
       {&unit_km, &unit_min, &unit_h, &unit_km_h, &unit_deg, &unit_per_h, &unit_km3_per_h}) {
    for (int i = 1; i < 2000; ++i) {
      const double value = i * 0.01;
      const double si = unit->to_si(value);
      const double back = unit->from_si(si);
      EXPECT_EQ(unit->to_si(back), si) << unit->name << " " << value;
      EXPECT_LE(shortest(back).size(), shortest(value).size()) << unit->name << " " << value;
    }
    const double awkward = 0.1 + 0.2;  // 17 digits
    EXPECT_EQ(unit->to_si(unit->from_si(unit->to_si(awkward))), unit->to_si(awkward)) << unit->name;
  }
}

TEST(Unit, knows_a_key_that_has_another_unit_of_the_same_kind) {
  const UnitSlip range = unit_slip("range_km", "range_m", unit_m);
  ASSERT_NE(range.written, nullptr);
  EXPECT_EQ(range.factor, 1000.0);
  EXPECT_DOUBLE_EQ(unit_slip("speed_m_s", "speed_km_h", unit_km_h).factor, 3.6);
  EXPECT_DOUBLE_EQ(unit_slip("wait_h", "wait_min", unit_min).factor, 60.0);
  EXPECT_DOUBLE_EQ(unit_slip("rate_per_s", "rate_per_h", unit_per_h).factor, 3600.0);
  EXPECT_DOUBLE_EQ(unit_slip("heading_rad", "heading_deg", unit_deg).factor, 180.0 / std::numbers::pi);
  EXPECT_EQ(unit_slip("range_min", "range_m", unit_m).written, nullptr);
  EXPECT_EQ(unit_slip("height_km", "range_m", unit_m).written, nullptr);
  EXPECT_EQ(unit_slip("range_m", "range_m", unit_m).written, nullptr);
  EXPECT_EQ(without_unit("range_m", unit_m), "range");
  EXPECT_EQ(without_unit("teams", unit_none), "");
}

TEST(Unit, writes_numbers_as_people_do) {
  EXPECT_EQ(shortest(3000.0), "3000");
  EXPECT_EQ(shortest(0.05), "0.05");
  EXPECT_EQ(shortest(0.0), "0");
  EXPECT_EQ(shortest(-2.5), "-2.5");
  EXPECT_EQ(shortest(1e-9), "1e-09");
  EXPECT_EQ(shortest(1e300), "1e+300");
  EXPECT_EQ(shortest_float(4.0), "4.0");
  EXPECT_EQ(shortest_float(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(shortest(to_12_digits(95 * 1e-2 + 1e-16)), "0.95");
}

}  // namespace
}  // namespace panj
