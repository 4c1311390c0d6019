#include "model/sight.h"

#include <gtest/gtest.h>

#include <cmath>

#include "model/workspace.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"
#include "world/sensor_hazard.h"

namespace panj {
namespace {

/// One post of a sensor with this law, and more about it; factors of light change at sunset.
World post_world(const std::string& law, const std::string& sensor, const std::string& post = "") {
  std::string head = test::flat_head();
  head.insert(head.find("[frontier]"), "start = 2025-03-20T18:00:00\n");
  return world_of(head + "[daylight]\nutc_offset_h = 0.0\nlon_lat = [0.0, 40.0]\n" +
                  test::straight_walkers() + "[[sensor]]\nname = \"eye\"\nlaw = { " + law +
                  " }\nline_of_sight = false\n" + sensor +
                  "[[post]]\nname = \"middle\"\nsensor = \"eye\"\nposition_xy_km = [10.0, 10.5]\n" + post +
                  "[[configuration]]\nname = \"a\"\nassets = [\"middle\"]\n[output]\nmaps = false\n");
}

std::vector<Exposure> seen_of(const World& world, std::int64_t number, const Sighting& sighting) {
  Replication replication;
  replication.number = number;
  replication.attempts.emplace_back();
  Conditions conditions;
  draw_conditions(world, replication, conditions);
  std::vector<Exposure> exposures;
  add_conditioned(world, {&conditions, {}}, sighting, exposures);
  return exposures;
}

/// A target that stands at a distance.
Sighting standing_sighting(double begin_s, double duration_s, double distance_m) {
  return {0, 0, begin_s, {{distance_m, 0.0, 0.0}, {0.0, 0.0, 0.0}, duration_s}};
}

TEST(Sight, IsCutWhereTheLightChanges) {
  const World world =
      post_world("constant_rate = { rate_per_h = 3.6, range_m = 1000.0 }",
                 "light = { range_factor = [1.0, 0.5, 0.1], rate_factor = [1.0, 2.0, 1.0] }\n");
  // Sunset soon after 18:00, dusk half an hour later.
  ASSERT_EQ(light_at(world.light, 0.0), Light::day);
  const auto found = seen_of(world, 1, standing_sighting(0.0, 7200.0, 400.0));
  ASSERT_EQ(found.size(), 2U) << "at night it does not reach 400 m";
  EXPECT_EQ(found[0].begin_s, 0.0);
  EXPECT_DOUBLE_EQ(found[0].hazard.finite, 0.001 * found[0].course.duration_s);
  EXPECT_EQ(found[0].end_s(), found[1].begin_s);
  EXPECT_EQ(light_at(world.light, found[1].begin_s), Light::twilight);
  EXPECT_DOUBLE_EQ(found[1].hazard.finite, 0.002 * found[1].course.duration_s);
  EXPECT_NEAR(found[1].course.duration_s, 1600.0, 120.0);
  EXPECT_EQ(range_of(found[1].law), 500.0);
  EXPECT_EQ(seen_of(world, 1, standing_sighting(0.0, 7200.0, 600.0)).size(), 1U);
}

TEST(Sight, CutsDoNotChangeWhatIsGathered) {
  // Cut courses with the same factors on either side add up to the whole.
  const World cut = post_world("inverse_cube = { kh_km3_per_h = 0.1, range_m = 3000.0 }",
                               "light = { rate_factor = [1.0, 1.0, 0.5] }\n");
  const Course course{{-2500.0, 300.0, 5.0}, {2.0, 0.1, 0.0}, 2000.0};
  const auto found = seen_of(cut, 1, {0, 0, 0.0, course});
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].hazard.finite + found[1].hazard.finite, hazard(cut.assets[0].law, course).finite,
              1e-12);
}

TEST(Sight, LooksComeAtTheirPeriodWhileItWorks) {
  const World world =
      post_world("glimpse = { period_s = 60.0, distance_m = [100.0, 500.0], probability = [1.0, 0.2] }", "",
                 "shifts_h = [[0.0, 0.5], [1.0, 2.0]]\n");
  double sum_of_phases = 0.0;
  for (int r = 0; r < 400; ++r) {
    const auto found = seen_of(world, r, standing_sighting(-600.0, 7200.0, 300.0));
    ASSERT_GE(found.size(), 30U + 50U);
    ASSERT_LE(found.size(), 30U + 51U);
    sum_of_phases += found.front().begin_s / 60.0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_TRUE(found[i].is_atom());
      EXPECT_DOUBLE_EQ(found[i].hazard.finite, -std::log(0.4));
      const double periods = (found[i].begin_s - found[0].begin_s) / 60.0;
      EXPECT_NEAR(periods, std::round(periods), 1e-9);
      EXPECT_TRUE((found[i].begin_s >= 0.0 && found[i].begin_s < 1800.0) || found[i].begin_s >= 3600.0);
    }
  }
  EXPECT_NEAR(sum_of_phases / 400, 0.5, 4.0 / std::sqrt(12.0 * 400));
  for (const Exposure& sure : seen_of(world, 1, standing_sighting(0.0, 600.0, 50.0)))
    EXPECT_TRUE(sure.hazard.certain);
  EXPECT_TRUE(seen_of(world, 1, standing_sighting(0.0, 600.0, 501.0)).empty());
}

TEST(Sight, LooksOfCutCoursesAreThoseOfTheWhole) {
  const World world =
      post_world("glimpse = { period_s = 7.0, distance_m = [0.0, 900.0], probability = [0.9, 0.0] }", "");
  const Course course{{-1000.0, 100.0, 0.0}, {1.5, 0.0, 0.0}, 1300.0};
  const auto whole = seen_of(world, 5, {0, 0, 100.0, course});
  std::vector<Exposure> parts;
  for (int k = 0; k < 100; ++k) {
    const Course part{course.offset_m + 13.0 * k * course.velocity_m_s, course.velocity_m_s, 13.0};
    for (const Exposure& look : seen_of(world, 5, {0, 0, 100.0 + 13.0 * k, part})) parts.push_back(look);
  }
  ASSERT_EQ(whole.size(), parts.size());
  EXPECT_GT(whole.size(), 150U);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_EQ(whole[i].begin_s, parts[i].begin_s);
    EXPECT_NEAR(whole[i].hazard.finite, parts[i].hazard.finite, 1e-12);
  }
}

/// A world with one line sensor through these places.
World line_world(const std::string& vertices, const std::string& more) {
  return world_of(test::flat_head() + more +
                  "[[sensor]]\nname = \"trip\"\nlaw = { trip_line = { probability = 0.5 } }\n"
                  "[[line_sensor]]\nname = \"wire\"\nsensor = \"trip\"\nvertices_xy_km = " +
                  vertices + "\n[[configuration]]\nname = \"a\"\nassets = [\"wire\"]\n");
}

std::vector<double> crossings(const World& world, const Point& from, const Point& to) {
  const TrackPiece piece{{from.x(), from.y(), 1.7}, {to.x(), to.y(), 1.7}, 1000.0, 2000.0};
  std::vector<Exposure> exposures;
  for (std::uint32_t i = 0; i + 1 < world.lines[0].vertices_m.size(); ++i) {
    add_crossing(world, {}, {0, i}, piece, exposures);
  }
  std::vector<double> times_s;
  for (const Exposure& exposure : exposures) {
    EXPECT_DOUBLE_EQ(exposure.hazard.finite, std::log(2.0));
    times_s.push_back(exposure.begin_s);
  }
  return times_s;
}

TEST(Lines, AreCrossedExactly) {
  const World world = line_world("[[5.0, 9.0], [10.0, 10.0], [15.0, 9.0]]", test::straight_walkers());
  EXPECT_EQ(crossings(world, {6000.0, 9000.0}, {6000.0, 9400.0}), std::vector<double>{1500.0});
  // Through the vertex: once. Beside the ends: never. Along both arms: twice.
  EXPECT_EQ(crossings(world, {10000.0, 9800.0}, {10000.0, 10200.0}).size(), 1U);
  EXPECT_TRUE(crossings(world, {4999.0, 8000.0}, {4999.0, 10000.0}).empty());
  EXPECT_EQ(crossings(world, {5000.0, 9500.0}, {15000.0, 9500.0}), (std::vector<double>{1250.0, 1750.0}));
  // Two pieces that meet on the line: once.
  const Point on{7500.0, 9500.0};
  EXPECT_EQ(crossings(world, {7500.0, 9000.0}, on).size() + crossings(world, on, {7500.0, 9900.0}).size(),
            1U);
  EXPECT_TRUE(crossings(world, on, on).empty());
}

TEST(Lines, OnCellsAndInTheOpenAreCrossedAtTheSameTimes) {
  const std::string vertices = "[[0.3, 8.9], [4.1, 9.7], [11.0, 9.3], [12.7, 10.9], [19.9, 9.1]]";
  const World cells = line_world(vertices, test::straight_walkers(50));
  const World open = line_world(vertices, test::straight_walkers(50) + "[output]\nmaps = false\n");
  ASSERT_TRUE(cells.tracks_need_cells);
  ASSERT_FALSE(open.tracks_need_cells);
  std::size_t crossed = 0;
  Workspace one;
  Workspace other;
  for (std::int64_t r = 0; r < 10; ++r) {
    const Replication& replication = simulate(cells, r, one);
    simulate(open, r, other);
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      const auto a = one.exposures.of(w);
      const auto b = other.exposures.of(w);
      ASSERT_EQ(a.size(), b.size());
      for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i].begin_s, b[i].begin_s, 1e-6);
      crossed += a.size();
    }
  }
  EXPECT_GT(crossed, 450U);
}

TEST(Lines, AreCrossedOnceByWhoeverGoesOverTheGrid) {
  const World world = line_world("[[0.0, 9.3], [20.0, 9.9]]", test::grid_walkers(50));
  Workspace workspace;
  const Replication& replication = simulate(world, 1, workspace);
  for (std::size_t w = 0; w < replication.walks.size(); ++w) EXPECT_EQ(workspace.exposures.of(w).size(), 1U);
}

}  // namespace
}  // namespace panj
