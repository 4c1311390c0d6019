#include <gtest/gtest.h>

#include "scenario/sample.h"

namespace panj::test {
namespace {

// The sample with sites at its end (from line 49 on), and a class that makes for some.
std::string with_sites(const std::string& sites, const std::string& destination) {
  return with(sample_text(), "wait_min = { exponential = { mean = 20.0 } }", "destination = " + destination) +
         sites;
}

const std::string camp = "\n[[site]]\nname = \"camp\"\nposition_xy_km = [5.0, 12.0]\n";

}  // namespace

TEST(ValidateSites, lets_a_class_make_for_sites) {
  const Scenario scenario = parsed(with_sites(camp, "{ sites = [\"camp\"] }"));
  ASSERT_EQ(scenario.sites.size(), 1U);
  EXPECT_EQ(scenario.sites[0].position.value, Eigen::Vector2d(5000.0, 12000.0));
  EXPECT_EQ(scenario.sites[0].radius_m, 500.0);
  EXPECT_EQ(std::get<SitesDestination>(scenario.crossers[0].destination).sites,
            std::vector<std::string>{"camp"});
}

TEST(ValidateSites, tells_names_that_no_site_has) {
  EXPECT_EQ(messages(with_sites(camp, "{ sites = [\"camq\"] }")),
            "s.toml:19:15: crosser \"walker\".destination = \"camq\" (no site of this name); did you mean "
            "\"camp\"?");
  EXPECT_EQ(messages(with_sites("", "{ sites = [\"camp\"] }")),
            "s.toml:19:15: crosser \"walker\".destination = \"camp\" (no site of this name); add a [[site]] "
            "of this name");
  EXPECT_EQ(messages(with_sites(camp, "{ sites = [\"camp\", \"camp\"] }")),
            "s.toml:19:15: crosser \"walker\".destination = \"camp\" (it is listed twice); remove one of "
            "them");
  EXPECT_EQ(messages(with_sites(camp, "{ sites = [] }")),
            "s.toml:19:15: crosser \"walker\".destination (no site is named); write { sites = [\"camp\"] }");
}

TEST(ValidateSites, tells_sites_of_one_name_and_places_without_a_map) {
  EXPECT_EQ(messages(with_sites(camp + camp, "{ sites = [\"camp\"] }")),
            "s.toml:54:8: site \"camp\".name = \"camp\" (the site in line 49 has this name already); give "
            "each its own name");
  EXPECT_EQ(messages(with_sites(with(camp, "xy_km", "lon_lat"), "{ sites = [\"camp\"] }")),
            "s.toml:51:20: site \"camp\".position_lon_lat (a local plane has no longitude and latitude); "
            "state frontier.crs, as in crs = \"EPSG:32642\", or give kilometres (_xy_km)");
}

}  // namespace panj::test
