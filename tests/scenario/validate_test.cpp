#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenario/sample.h"
#include "scenario/validate.h"

namespace panj::test {
namespace {

// A mistake put into the faultless sample, and all that is said about it.
const std::vector<Mistake> contradictions = {
    // clang-format off
    {"size_km = [20.0, 20.0]\n",
     "",
     "s.toml:8:1: frontier.size_km (missing; only an elevation raster has an extent of its own); add size_km = [east-west, north-south]"},
    {"size_km = [20.0, 20.0]",
     "size_km = [5000.0, 5000.0]",
     "s.toml:9:15: frontier.cell_size_m = 250 (the ground would have 400 million cells, the most are 100 million); choose larger cells or a smaller ground"},
    {"size_km = [20.0, 20.0]",
     "size_km = [0.3, 0.3]",
     "s.toml:10:11: frontier.size_km (the ground is less than two cells of 250 m wide); choose smaller cells or a larger ground"},
    {"elevation = \"flat\"",
     "centre_lon_lat = [69.0, 37.0]",
     "s.toml:11:18: frontier.centre_lon_lat (a local plane has no longitude and latitude); state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)"},
    {"elevation = \"flat\"",
     "crs = \"EPSG:32642\"",
     "s.toml:10:11: frontier.size_km (a rectangle in EPSG:32642 needs a place); add centre_lon_lat, centre_xy_km or corner_xy_km"},
    {"line_xy_km = [[0.0, 10.0], [20.0, 10.0]]",
     "line_xy_km = [[1.0, 1.0], [1.0, 1.0]]",
     "s.toml:12:14: frontier.line_xy_km (all its vertices are the same place); give the border's vertices"},
    {"attempts = { poisson = 6.0 }",
     "attempts = { poisson = 0 }",
     "s.toml:16:12: crosser \"walker\".attempts (no class makes any attempts); give one of them a number greater than 0"},
    {"attempts = { poisson = 6.0 }",
     "attempts = { fixed = 6.5 }",
     "s.toml:16:12: crosser \"walker\".attempts (a fixed number of attempts is a whole number); round it, or write { poisson = 6.5 } for a mean"},
    {"route = { logit = { mean_excess = 0.05 } }",
     "route = { straight = { heading_deg = 0 } }",
     "s.toml:17:22: crosser \"walker\".route.straight.length_km (missing); add length_km: length of the way\n"
     "s.toml:18:12: crosser \"walker\".movement (a straight route does not look at the ground, so its speed can't depend on slopes); write movement = { constant = { speed_km_h = 4.0 } }"},
    {"route = { logit = { mean_excess = 0.05 } }",
     "route = { straight = { length_km = 2 } }",
     "s.toml:18:12: crosser \"walker\".movement (a straight route does not look at the ground, so its speed can't depend on slopes); write movement = { constant = { speed_km_h = 4.0 } }"},
    {"route = { logit = { mean_excess = 0.05 } }",
     "route = { straight = { length_km = 2 } }\ndestination = { points_xy_km = [[1, 1]] }",
     "s.toml:18:15: crosser \"walker\".destination (a straight route ends after its length, wherever that is); leave destination out, or choose another route\n"
     "s.toml:19:12: crosser \"walker\".movement (a straight route does not look at the ground, so its speed can't depend on slopes); write movement = { constant = { speed_km_h = 4.0 } }"},
    {"route = { logit = { mean_excess = 0.05 } }",
     "route = { perceived = { sigma = 0.3, correlation_km = 0.4 } }",
     "s.toml:17:9: crosser \"walker\".route (correlation_km = 0.4 is less than two cells of 250 m, which can't show it); write correlation_km = 0.5 or more, or take smaller cells"},
    {"route = { logit = { mean_excess = 0.05 } }",
     "route = { perceived = { sigma = 0.3, correlation_km = 40 } }",
     "s.toml:17:9: crosser \"walker\".route (correlation_km is longer than the ground); shorten it: a field that hardly varies moves nobody"},
    {"route = { logit = { mean_excess = 0.05 } }\nmovement = { tobler = { factor = 0.6 } }",
     "route = { straight = { length_km = 2 } }\nmovement = { constant = { speed_km_h = 4.0 } }\nrisk = { beta_s = 60 }",
     "s.toml:19:8: crosser \"walker\".risk (a straight route goes round nothing); leave risk out, or choose another route"},
    {"wait_min = { exponential = { mean = 20.0 } }",
     "wait_min = { uniform = { min = 20, max = 10 } }",
     "s.toml:19:12: crosser \"walker\".wait_min (min is greater than max); exchange them"},
    {"wait_min = { exponential = { mean = 20.0 } }",
     "wait_min = { table = { values = [1, 2], weights = [1] } }",
     "s.toml:19:12: crosser \"walker\".wait_min (2 values and 1 weights); give one weight for each value"},
    {"wait_min = { exponential = { mean = 20.0 } }",
     "departure_h = { uniform = { min = 0, max = 12 } }",
     "s.toml:19:15: crosser \"walker\".departure_h (departures up to 12 h lie after the period of 10 h); shorten them, or lengthen scenario.period_h"},
    {"wait_min = { exponential = { mean = 20.0 } }",
     "origin = { box_xy_km = [5, 5, 1, 1] }",
     "s.toml:19:10: crosser \"walker\".origin (the box ends before it begins); write box_xy_km = [west, south, east, north]"},
    {"wait_min = { exponential = { mean = 20.0 } }",
     "origin = { points_xy_km = [[1, 1]], weights = [1, 2] }",
     "s.toml:19:10: crosser \"walker\".origin (1 points and 2 weights); give one weight for each point, or none"},
    {"sensor = \"camera\"\nposition_xy_km = [5.0, 11.0]",
     "sensor = \"camra\"\nposition_xy_km = [5.0, 11.0]",
     "s.toml:27:10: post \"north\".sensor = \"camra\" (no sensor of this name); did you mean \"camera\"?"},
    {"position_xy_km = [5.0, 11.0]",
     "position_lon_lat = [69.0, 37.0]",
     "s.toml:28:20: post \"north\".position_lon_lat (a local plane has no longitude and latitude); state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)"},
    {"name = \"night\"",
     "name = \"north\"",
     "s.toml:31:8: patrol \"north\".name = \"north\" (the post in line 25 has this name already); give each its own name\n"
     "s.toml:44:10: configuration \"all\".assets = \"night\" (no asset of this name); known are north, north or reserve"},
    {"waypoints_xy_km = [[1.0, 11.0], [19.0, 11.0]]",
     "waypoints_xy_km = [[1.0, 11.0], [1.0, 11.0]]",
     "s.toml:33:19: patrol \"night\".waypoints_xy_km (waypoint 2 is the same as the one before it); remove one of them"},
    {"waypoints_xy_km = [[1.0, 11.0], [19.0, 11.0]]",
     "circuit = \"loop\"\nwaypoints_xy_km = [[1.0, 11.0], [19.0, 11.0], [1.0, 11.0]]",
     "s.toml:34:19: patrol \"night\".waypoints_xy_km (a loop closes by itself); remove the last waypoint, which is the first again"},
    {"[[team]]",
     "[team]",
     "s.toml:37:1: team (a table where a list of tables belongs); write [[team]]\n"
     "s.toml:44:10: configuration \"all\".assets = \"reserve\" (no asset of this name); known are north or night"},
    {"\"reserve\"]",
     "\"resreve\"]",
     "s.toml:44:10: configuration \"all\".assets = \"resreve\" (no asset of this name); did you mean \"reserve\"?"},
    {"\"reserve\"]",
     "\"north\"]",
     "s.toml:44:10: configuration \"all\".assets = \"north\" (it is listed twice); remove one of them"},
    {"assets = [\"north\", \"night\", \"reserve\"]",
     "extends = \"none\"",
     "s.toml:44:11: configuration \"all\".extends = \"none\" (no configuration of this name); there is no earlier configuration: leave it out"},
    {"assets = [\"north\", \"night\", \"reserve\"]",
     "extends = \"all\"",
     "s.toml:44:11: configuration \"all\".extends = \"all\" (it stands later, or is this one itself); put it before this one"},
    {"assets = [\"north\", \"night\", \"reserve\"]\n",
     "",
     "s.toml:42:1: configuration \"all\".assets (the configuration holds nothing); list its assets; assets = [] stands for none at all"},
    {"assets = [\"north\", \"night\", \"reserve\"]",
     "assets = [\"north\"]\nwithout = [\"night\"]",
     "s.toml:45:11: configuration \"all\".without = \"night\" (the configuration that this one extends does not hold it); leave it out"},
    {"wait_min = { exponential = { mean = 20.0 } }",
     "origin = { points_xy_km = [[1, 1], [2, 2]], weights = [0, 0] }",
     "s.toml:19:10: crosser \"walker\".origin (all weights are 0); give one of them a weight"},
    {"elevation = \"flat\"",
     "crs = \"\"",
     "s.toml:11:7: frontier.crs = \"\" (an empty name); write crs = \"local\" or as in crs = \"EPSG:32642\""},
    {"size_km = [20.0, 20.0]\nelevation = \"flat\"",
     "centre_xy_km = [1.0, 1.0]\nelevation = \"dem.tif\"",
     "s.toml:10:16: frontier.centre_xy_km (without size_km the ground is the raster's own extent); add size_km, or leave this key out"},
    {"teams = 2",
     "headway_min = 30",
     "s.toml:35:15: patrol \"night\".headway_min (headways are of one-way patrols; in a circuit a team comes back by itself); write circuit = \"one_way\", or give rest_min"},
    {"teams = 2",
     "circuit = \"one_way\"",
     "s.toml:35:11: patrol \"night\".circuit (nothing says when one-way teams leave); add headway_min, start_h or shifts_h"},
    {"teams = 2",
     "circuit = \"one_way\"\nheadway_min = { gamma = { shape = 2.0, scale = 0.0 } }",
     "s.toml:36:15: patrol \"night\".headway_min (its mean is less than 0.1 min); make it longer"},
    {"teams = 2",
     "circuit = \"one_way\"\nheadway_min = 20\nrest_min = 5",
     "s.toml:37:12: patrol \"night\".rest_min (a one-way patrol does not come back to rest); give headway_min"},
    {"teams = 2",
     "direction = \"alternating\"",
     "s.toml:35:13: patrol \"night\".direction (back and forth alternates already); leave direction out"},
    {"teams = 2",
     "circuit = \"one_way\"\nstart_h = 1\ndirection = \"alternating\"",
     "s.toml:37:13: patrol \"night\".direction (each team passes once, there is nothing to alternate); add headway_min"},
    {"teams = 2",
     "dwell_min = { by_waypoint = [1, 2, 3] }",
     "s.toml:35:13: patrol \"night\".dwell_min (2 waypoints and 3 times); give one time for each waypoint, or one number for all"},
    {"teams = 2",
     "shifts_h = [[1, 3], [2, 5]]",
     "s.toml:35:12: patrol \"night\".shifts_h = [2, 5] (it begins before the one before it ends); give them in the order of time"},
    {"teams = 2",
     "shifts_h = [[22, 6]]",
     "s.toml:35:12: patrol \"night\".shifts_h = [22, 6] (it ends before it begins); hours count from the start of the period, beyond midnight too"},
    {"teams = 2",
     "markov = { go_on = 0.5 }\nspacing = \"even\"\nrest_min = 3\ndirection = \"random\"",
     "s.toml:36:11: patrol \"night\".spacing (teams that turn at random do not stay evenly spaced); leave spacing out\n"
     "s.toml:37:12: patrol \"night\".rest_min (a patrol that turns at waypoints has no circuits to rest between); give shifts_h, or dwell_min\n"
     "s.toml:38:13: patrol \"night\".direction (a patrol that turns at waypoints goes both ways); leave direction out"},
};  // clang-format on

}  // namespace

TEST(Validate, says_what_contradicts_across_keys_and_tables) {
  expect_messages(contradictions);
}

TEST(Validate, counts_the_attempts_of_the_whole_run) {
  const std::string many = with(with(sample_text(), "poisson = 6.0", "poisson = 1e6"), "replications = 100",
                                "replications = 100000000");
  EXPECT_EQ(messages(many),
            "s.toml:16:12: crosser \"walker\".attempts (the whole run would have 100000000000000 attempts, "
            "the most are "
            "1000000000000); lower attempts or sampling.replications");
}

TEST(Validate, refuses_more_configurations_than_a_word_has_bits) {
  std::string text = sample_text();
  for (int i = 0; i < 63; ++i)
    text += "\n[[configuration]]\nname = \"c" + std::to_string(i) + "\"\nassets = []\n";
  EXPECT_EQ(messages(text), "");
  text += "\n[[configuration]]\nname = \"last\"\nassets = []\n";
  EXPECT_NE(messages(text).find("64 configurations at the most, this one has 65"), std::string::npos);
}

TEST(Validate, tells_faults_of_several_tables_at_once_in_the_order_of_the_file) {
  std::string text = with(sample_text(), "seed = 7", "sead = 7");
  text = with(text, "speed_km_h = 4.0", "speed_km_h = 400");
  text = with(text, "\"reserve\"]", "\"resreve\"]");
  EXPECT_EQ(messages(text),
            "s.toml:5:1: scenario.sead = 7 (no such key here); did you mean seed?\n"
            "s.toml:34:40: patrol \"night\".movement.constant.speed_km_h = 400 (must be 0.1 to 120 km/h; a "
            "foot patrol "
            "walks 1-8 km/h, a vehicle drives up to 120); did you mean 4.0?\n"
            "s.toml:44:10: configuration \"all\".assets = \"resreve\" (no asset of this name); did you "
            "mean \"reserve\"?");
}

TEST(Validate, an_explicitly_empty_configuration_stands_for_no_assets_at_all) {
  const std::string text = with(sample_text(), "assets = [\"north\", \"night\", \"reserve\"]", "assets = []");
  EXPECT_EQ(messages(text), "");
}

TEST(AssetsOf, follows_extends_and_without_in_the_order_of_the_scenario) {
  const Scenario scenario = parsed(rich_text());
  const auto assets = [&scenario](std::size_t index) {
    return assets_of(scenario, scenario.configurations[index]);
  };
  EXPECT_EQ(assets(0), (std::vector<std::string>{"north", "night", "walkers"}));
  EXPECT_EQ(assets(1), (std::vector<std::string>{"north", "south", "walkers", "fliers"}));
  EXPECT_TRUE(assets(2).empty());
}

TEST(AssetsOf, a_circle_of_extends_ends) {
  Scenario scenario;
  scenario.configurations.resize(2);
  scenario.configurations[0].name = "a";
  scenario.configurations[0].extends = "b";
  scenario.configurations[1].name = "b";
  scenario.configurations[1].extends = "a";
  EXPECT_TRUE(assets_of(scenario, scenario.configurations[0]).empty());
  Problems problems;
  validate_configurations(scenario, problems);
  EXPECT_FALSE(problems.empty());
}

}  // namespace panj::test
