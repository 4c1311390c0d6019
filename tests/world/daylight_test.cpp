#include "world/daylight.h"

#include <gtest/gtest.h>

#include <cmath>

namespace panj {
namespace {

/// UTC of a local time.
double utc(const std::string& local, double offset_h) {
  return days_since_2000(local) - offset_h / 24.0;
}

/// Times at which it becomes so light, in hours from `start` on the local clock.
std::vector<double> hours_of(Light light, const std::string& start, double offset_h, double lon, double lat) {
  std::vector<double> hours;
  for (const LightChange& change : light_changes({utc(start, offset_h), lon, lat}, 0.0, 86400.0)) {
    if (change.light == light && change.from_s > 0.0) hours.push_back(change.from_s / 3600.0);
  }
  return hours;
}

TEST(Daylight, DaysCountFromTheEpochOfTheYear2000) {
  EXPECT_EQ(days_since_2000("2000-01-01T12:00"), 0.0);
  EXPECT_EQ(days_since_2000("1999-12-31T12:00:00"), -1.0);
  // Meeus (1998), example 7.a: 1957 October 4.81 is JD 2436116.31.
  EXPECT_NEAR(days_since_2000("1957-10-04T19:26:24"), 2436116.31 - 2451545.0, 1e-9);
}

TEST(Daylight, DeclinationIsThatOfMeeus) {
  // Example 25.a: 1992 October 13.0 TD, apparent declination -7.78507 degrees; at the pole it is the
  // elevation.
  EXPECT_NEAR(sun_elevation_deg(utc("1992-10-13T00:00:00", 0.0), 0.0, 90.0), -7.78507, 2e-4);
}

TEST(Daylight, ElevationIsThatOfTheNrelAlgorithm) {
  // Reda and Andreas (2004), table A5.1: 2003 October 17, 12:30:30 at UTC - 7 h, 39.742476 N, 105.1786 W:
  // topocentric elevation 39.872046 degrees without refraction.
  EXPECT_NEAR(sun_elevation_deg(utc("2003-10-17T12:30:30", -7.0), -105.1786, 39.742476), 39.872046, 0.01);
}

TEST(Daylight, SunRisesAndSetsWhenTheNrelAlgorithmSays) {
  // The same place, on 17 October UT: sunrise 6:12:43, sunset 17:20:19 (0:20 UT: on the 16th there).
  const auto rises = hours_of(Light::day, "2003-10-17T00:00:00", -7.0, -105.1786, 39.742476);
  const auto dusks = hours_of(Light::twilight, "2003-10-16T00:00:00", -7.0, -105.1786, 39.742476);
  ASSERT_EQ(rises.size(), 1U);
  ASSERT_EQ(dusks.size(), 2U);
  EXPECT_NEAR(rises[0], 6.0 + 12.0 / 60.0 + 43.0 / 3600.0, 30.0 / 3600.0);
  EXPECT_NEAR(dusks[1], 17.0 + 20.0 / 60.0 + 19.0 / 3600.0, 30.0 / 3600.0);
}

TEST(Daylight, MidsummerInLondon) {
  // Almanacs: 21 June 2025, 51.51 N, 0.13 W, summer time: sunrise 4:43, sunset 21:21, to the minute.
  const auto rises = hours_of(Light::day, "2025-06-21T00:00:00", 1.0, -0.13, 51.51);
  const auto dusks = hours_of(Light::twilight, "2025-06-21T00:00:00", 1.0, -0.13, 51.51);
  ASSERT_EQ(rises.size(), 1U);
  ASSERT_EQ(dusks.size(), 2U);
  EXPECT_NEAR(rises[0], 4.0 + 43.0 / 60.0, 1.5 / 60.0);
  EXPECT_NEAR(dusks[1], 21.0 + 21.0 / 60.0, 1.5 / 60.0);
}

TEST(Daylight, BeyondThePolarCircleItMayNotChange) {
  const double midsummer = utc("2025-06-21T00:00:00", 0.0);
  const double midwinter = utc("2025-12-21T00:00:00", 0.0);
  const auto summer = light_changes({midsummer, 20.0, 70.0}, 0.0, 86400.0);
  ASSERT_EQ(summer.size(), 1U);
  EXPECT_EQ(summer[0].light, Light::day);
  for (const LightChange& change : light_changes({midwinter, 20.0, 70.0}, 0.0, 86400.0)) {
    EXPECT_NE(change.light, Light::day);
  }
}

TEST(Daylight, OneLightFollowsTheOther) {
  const auto changes = light_changes({utc("2025-03-20T12:00:00", 0.0), 0.0, 45.0}, -3600.0, 3.0 * 86400.0);
  ASSERT_EQ(changes.size(), 13U);
  for (std::size_t i = 1; i < changes.size(); ++i) {
    EXPECT_EQ(std::abs(static_cast<int>(changes[i].light) - static_cast<int>(changes[i - 1].light)), 1);
    EXPECT_EQ(light_at(changes, changes[i].from_s), changes[i].light);
    EXPECT_EQ(light_at(changes, changes[i].from_s - 1.0), changes[i - 1].light);
  }
  EXPECT_EQ(light_at(changes, -1e9), changes.front().light);
  EXPECT_EQ(light_at(changes, 1e9), changes.back().light);
}

}  // namespace
}  // namespace panj
