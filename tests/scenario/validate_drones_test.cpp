#include <gtest/gtest.h>

#include "scenario/sample.h"

namespace panj::test {
namespace {

/// The sample with a drone in line 43, of these keys.
std::string drone(const std::string& keys) {
  return with(sample_text(), "[[team]]\n",
              "[[drone]]\nname = \"hawk\"\nsensor = \"camera\"\n" + keys + "\n[[team]]\n");
}

const std::string orbit = "flight = { orbit = { centre_xy_km = [10.0, 11.0], radius_km = 2.0 } }\n";
const std::string speed = "speed_km_h = 60.0\n";

/// What is said, without the place in the file.
std::string said_of_drone(const std::string& keys) {
  const std::string all = messages(drone(keys));
  const std::size_t at = all.find("drone \"hawk\"");
  return at == std::string::npos ? all : all.substr(at);
}

TEST(ValidateDrones, ReadsWhatASoundOneSays) {
  const Scenario scenario = parsed(drone(
      "flight = { legs = { waypoints_xy_km = [[1, 9], [19, 9]], circuit = \"back_and_forth\" } }\n" + speed +
      "altitude_m = 1500.0\nendurance_min = 60.0\nturn_around_min = 90.0\nrelay = 3\nhand_over_min = 5.0\n"
      "shifts_h = [[1.0, 9.0]]\nrange_m = 2500.0\npeople = 4.0\n"));
  ASSERT_EQ(scenario.drones.size(), 1U);
  const DroneSpec& hawk = scenario.drones[0];
  const auto& legs = std::get<LegsFlight>(hawk.flight);
  EXPECT_EQ(legs.circuit, LegsFlight::Circuit::back_and_forth);
  EXPECT_EQ(legs.waypoints.size(), 2U);
  EXPECT_EQ(hawk.altitude_m, 1500.0);
  EXPECT_FALSE(hawk.height_m.has_value());
  EXPECT_EQ(hawk.endurance_s, 3600.0);
  EXPECT_EQ(hawk.turn_around_s, 5400.0);
  EXPECT_EQ(hawk.relay, 3);
  EXPECT_EQ(hawk.hand_over_s, 300.0);
  EXPECT_EQ(hawk.effort.people, 4.0);
}

TEST(ValidateDrones, SaysWhatContradicts) {
  EXPECT_EQ(said_of_drone(orbit + speed + "relay = 2\n"),
            "drone \"hawk\".relay (without endurance_min it never comes down); add endurance_min");
  EXPECT_EQ(said_of_drone(orbit + speed + "endurance_min = 60.0\n"),
            "drone \"hawk\".endurance_min (nothing says how long it is away then); add turn_around_min");
  EXPECT_EQ(
      said_of_drone(orbit + speed + "endurance_min = 60.0\nturn_around_min = 30.0\nhand_over_min = 5.0\n"),
      "drone \"hawk\".hand_over_min (one drone alone has nobody to hand over to); write relay = 2 or "
      "more, or leave it out");
  EXPECT_EQ(said_of_drone(orbit + speed +
                          "endurance_min = 60.0\nturn_around_min = 130.0\nhand_over_min = 5.0\nrelay = 2\n"),
            "drone \"hawk\".relay (its turn comes again after 70 min, when it is still away: that takes 130 "
            "min); write relay = 3, or shorten turn_around_min");
  EXPECT_EQ(said_of_drone(orbit + speed + "height_m = 100.0\naltitude_m = 900.0\n").substr(0, 24),
            "drone \"hawk\".altitude_m ");
  EXPECT_EQ(said_of_drone(orbit + speed + "shifts_h = [[2.0, 1.0]]\n").substr(0, 22),
            "drone \"hawk\".shifts_h ");
}

TEST(ValidateDrones, LooksIntoTheFlight) {
  EXPECT_EQ(said_of_drone("flight = { legs = { waypoints_xy_km = [[1, 9], [1, 9]] } }\n" + speed),
            "drone \"hawk\".flight (waypoint 2 is the same as the one before it); remove one of them");
  EXPECT_EQ(said_of_drone("flight = { legs = { waypoints_xy_km = [[1, 9], [3, 9], [1, 9]] } }\n" + speed),
            "drone \"hawk\".flight (a loop closes by itself); remove the last waypoint, which is the first "
            "again");
  EXPECT_EQ(said_of_drone("flight = { orbit = { centre_lon_lat = [69.0, 37.0], radius_km = 2.0 } }\n" + speed)
                .substr(0, 20),
            "drone \"hawk\".flight ");
  const std::string blind = "flight = { random_legs = { box_xy_km = [2, 2, 8, 8], leg_km = 0.5";
  EXPECT_EQ(
      said_of_drone(blind + " } }\n" + speed),
      "drone \"hawk\".sensor (random legs are drawn anew in every period: what the ground hides from them "
      "is not worked out); give it a sensor with line_of_sight = false, or let it fly legs or an orbit");
  const std::string seeing =
      with(drone(blind + ", legs = 3 } }\n" + speed), "[[post]]", "line_of_sight = false\n\n[[post]]");
  EXPECT_NE(messages(seeing).find("nothing says when its 3 legs begin"), std::string::npos);
  const std::string started = with(seeing, "speed_km_h = 60.0\n", "speed_km_h = 60.0\nstart_h = 0.0\n");
  EXPECT_EQ(messages(started), "");
  EXPECT_NE(messages(with(started, "start_h", "endurance_min = 9.0\nturn_around_min = 3.0\nstart_h"))
                .find("both legs and endurance_min say how long a flight takes"),
            std::string::npos);
  EXPECT_NE(messages(with(started, "[2, 2, 8, 8]", "[8, 2, 2, 8]")).find("the box ends before it begins"),
            std::string::npos);
  EXPECT_NE(messages(with(started, "leg_km = 0.5", "leg_km = 0.01")).find("a leg takes less than 10 seconds"),
            std::string::npos);
}

}  // namespace
}  // namespace panj::test
