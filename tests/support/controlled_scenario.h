#pragma once

#include <string>

namespace panj::test {

/// Walkers among posts on level ground of 6 x 7 km, cells of 200 m, the border at y = 1 km: what there is to
/// control by the exact sweep. Posts are "west", "middle" and "east" in both configurations, the second has
/// "door" besides. Pieces can be replaced.
struct ControlledScenario {
  std::string attempts = "{ fixed = 2 }";
  std::string origin = "{ points_xy_km = [[1.1, 0.3], [2.7, 0.5], [4.5, 0.3]] }";
  std::string destination = "{ points_xy_km = [[3.1, 6.7]] }";
  std::string route = "{ logit = { theta_s = 60.0 } }";
  std::string about_walkers;  ///< more keys of the class
  std::string about_eyes;     ///< of the posts' sensor
  std::string more;           ///< tables, before the configurations
  std::string more_assets;    ///< of the first configuration, each behind a comma and a blank
  std::string of_the_other;   ///< of the second alone, the same
  double rate_per_h = 3.0;
  int seed = 31;
  std::string sampling = "batch = 20\ncontrol_variates = true\n";

  std::string text() const {
    const auto post = [](const std::string& name, const std::string& sensor, const std::string& place) {
      return "[[post]]\nname = \"" + name + "\"\nsensor = \"" + sensor + "\"\nposition_xy_km = " + place +
             "\n";
    };
    return "schema = 1\n[scenario]\nseed = " + std::to_string(seed) +
           "\nperiod_h = 6.0\n[frontier]\nelevation = \"flat\"\nsize_km = [6.0, 7.0]\ncell_size_m = "
           "200.0\nline_xy_km = [[0.0, 1.0], [6.0, 1.0]]\ninner = \"left\"\n[[crosser]]\nname = "
           "\"walker\"\nattempts = " +
           attempts + "\norigin = " + origin + "\ndestination = " + destination + "\nroute = " + route +
           "\nmovement = { constant = { speed_km_h = 4.0 } }\n" + about_walkers +
           "[[sensor]]\nname = \"eye\"\nlaw = { constant_rate = { rate_per_h = " +
           std::to_string(rate_per_h) + ", range_m = 900.0 } }\nheight_m = 4.0\n" + about_eyes +
           "[[sensor]]\nname = \"gate\"\nlaw = { definite_range = { range_m = 350.0 } }\nheight_m = 3.0\n" +
           post("west", "eye", "[1.3, 3.1]") + post("middle", "eye", "[3.3, 3.9]") +
           post("east", "eye", "[5.1, 2.7]") + post("door", "gate", "[2.5, 5.1]") + more +
           "[[configuration]]\nname = \"row\"\nassets = [\"west\", \"middle\", \"east\"" + more_assets +
           "]\n[[configuration]]\nname = \"row_and_door\"\nextends = \"row\"\nassets = [\"door\"" +
           of_the_other + "]\n[sampling]\n" + sampling + "[output]\nmaps = false\nline_every = 0\n";
  }
};

}  // namespace panj::test
