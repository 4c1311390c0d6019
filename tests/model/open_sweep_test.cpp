#include "model/open_sweep.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/geometry.h"
#include "rng/stream.h"

namespace panj {
namespace {

/// Ways drawn over 20 km and 4 h; some stand.
class DrawnWays {
 public:
  TimedWay next() {
    const auto [begin, length] = pair();
    const auto [east, north] = pair();
    const auto [east_speed, north_speed] = pair();
    const auto [stands, unused] = pair();
    TimedWay way{begin * 14400.0, begin * 14400.0 + length * 7200.0, 0.0, 0.0, 0.0, 0.0};
    if (stands > 0.2) {
      way.east_m_s = 6.0 * east_speed - 3.0;
      way.north_m_s = 6.0 * north_speed - 3.0;
    }
    way.east_m = east * 20000.0 - way.begin_s * way.east_m_s;
    way.north_m = north * 20000.0 - way.begin_s * way.north_m_s;
    return way;
  }

 private:
  std::pair<double, double> pair() { return uniform_pair({{7}, Purpose::origin, number_++, 0}); }
  std::uint32_t number_ = 0;
};

/// How near they come while both are out; beyond everything where they never are.
double closest_m(const TimedWay& a, const TimedWay& b) {
  const double from_s = std::max(a.begin_s, b.begin_s);
  const double to_s = std::min(a.end_s, b.end_s);
  if (!(from_s < to_s)) return 1e9;
  const Point3 velocity_m_s{a.east_m_s - b.east_m_s, a.north_m_s - b.north_m_s, 0.0};
  const Point3 offset_m = Point3(a.east_m - b.east_m, a.north_m - b.north_m, 0.0) + from_s * velocity_m_s;
  return closest_approach(offset_m, velocity_m_s, to_s - from_s).distance_m;
}

TEST(OpenSweep, TellsWhoComesWithinRange) {
  constexpr double rounding_m = 1e-6;
  DrawnWays drawn;
  std::size_t near = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const TimedWay passer = drawn.next();
    const SensorWay sensor{drawn.next(), 3000.0};
    const double distance_m = closest_m(passer, sensor.way);
    const bool is_near = comes_near(passer, sensor);
    if (distance_m <= sensor.range_m - rounding_m) {
      EXPECT_TRUE(is_near) << trial;
    }
    if (distance_m > sensor.range_m + rounding_m) {
      EXPECT_FALSE(is_near) << trial;
    }
    near += is_near ? 1 : 0;
  }
  EXPECT_GT(near, 100U);
}

SensorWay with_range(SensorWay sensor, double range_m) {
  sensor.range_m = range_m;
  return sensor;
}

/// Whoever comes near is told of, and nobody who misses a range by more than the margin.
void expect_told(const OpenSweep& sweep, std::size_t passer, std::size_t number, bool is_near,
                 bool is_nearly) {
  const bool told = (sweep.near(passer) >> number & 1U) != 0;
  if (is_near) {
    EXPECT_TRUE(told) << passer << ' ' << number;
  }
  if (!is_nearly) {
    EXPECT_FALSE(told) << passer << ' ' << number;
  }
}

TEST(OpenSweep, FindsForAllWhatItFindsForEach) {
  DrawnWays drawn;
  OpenSweep sweep;
  for (const std::size_t passers : {1U, 7U, 64U, 129U}) {
    for (const std::size_t number :
         {std::size_t{31}, std::size_t{32}, std::size_t{33}, OpenSweep::most_sensors}) {
      TimedWays first;
      TimedWays second;
      std::vector<std::pair<TimedWay, TimedWay>> ways;
      first.resize(passers);
      second.resize(passers);
      for (std::size_t i = 0; i < passers; ++i) {
        ways.emplace_back(drawn.next(), drawn.next());
        first.set(i, ways[i].first);
        second.set(i, ways[i].second);
      }
      std::vector<SensorWay> sensors;
      sweep.clear_sensors();
      for (std::size_t i = 0; i < number; ++i)
        sweep.add(sensors.emplace_back(SensorWay{drawn.next(), 500.0 * static_cast<double>(i % 7)}));
      for (const bool both : {false, true}) {
        both ? sweep.sweep_also(second) : sweep.sweep(first);
        const double margin_m = sweep.margin_m();
        EXPECT_LT(margin_m, 1.0);
        std::vector<std::size_t> expected;
        for (std::size_t p = 0; p < ways.size(); ++p) {
          for (std::size_t s = 0; s < sensors.size(); ++s) {
            const SensorWay wider = with_range(sensors[s], sensors[s].range_m + 2.0 * margin_m);
            const auto [one, other] = ways[p];
            expect_told(sweep, p, s, comes_near(one, sensors[s]) || (both && comes_near(other, sensors[s])),
                        comes_near(one, wider) || (both && comes_near(other, wider)));
          }
          if (sweep.near(p) != 0) expected.push_back(p);
        }
        std::vector<std::size_t> near;
        sweep.list_near(near);
        EXPECT_EQ(near, expected);
      }
    }
  }
}

TEST(OpenSweep, MissesNobodyAtTheRim) {
  DrawnWays drawn;
  OpenSweep sweep;
  std::size_t met = 0;
  std::size_t ruled_out = 0;
  for (int trial = 0; trial < 20000; ++trial) {
    // As late as a week, so that places at time 0 are far away.
    TimedWay passer = drawn.next();
    TimedWay way = drawn.next();
    const double later_s = trial % 3 * 300000.0;
    for (TimedWay* one : {&passer, &way}) {
      one->begin_s += later_s;
      one->end_s += later_s;
      one->east_m -= later_s * one->east_m_s;
      one->north_m -= later_s * one->north_m_s;
    }
    const double distance_m = closest_m(passer, way);
    if (distance_m > 1e8) continue;
    ++met;
    TimedWays passers;
    passers.resize(1);
    passers.set(0, passer);
    // Two of the ranges as the rim goes through the closest point: who comes near by no more than rounding,
    // and who misses by twice what single precision may.
    sweep.clear_sensors();
    sweep.add({way, distance_m * (1.0 + 1e-12) + 1e-6});
    sweep.sweep(passers);
    EXPECT_EQ(sweep.near(0), 1U) << trial;
    const double beyond_m = distance_m - 2.0 * sweep.margin_m();
    if (beyond_m <= 0.0) continue;
    sweep.clear_sensors();
    sweep.add({way, beyond_m});
    sweep.sweep(passers);
    EXPECT_EQ(sweep.near(0), 0U) << trial;
    ++ruled_out;
  }
  EXPECT_GT(met, 5000U);
  EXPECT_GT(ruled_out, 5000U);
}

TEST(OpenSweep, TakesThoseWhoKeepTheirDistanceAsTheyAreAtFirst) {
  const TimedWay passer{100.0, 200.0, 500.0, 0.0, 2.0, 1.0};
  SensorWay sensor{{0.0, 300.0, 500.0, 1000.0, 2.0, 1.0}, 1000.0};
  EXPECT_TRUE(comes_near(passer, sensor));
  sensor.range_m = 999.0;
  EXPECT_FALSE(comes_near(passer, sensor));
}

}  // namespace
}  // namespace panj
