#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/histogram_columns.h"
#include "results/result_groups.h"

// What became of the protected sites.
namespace panj {

namespace {

/// Whose ways they are: ordinary traffic, or each class of probes.
struct Traffic {
  std::vector<const SiteTally*> tallies;
  std::vector<std::int64_t> attempts;   ///< of each tally
  std::string prefix;                   ///< of the variables
  std::vector<std::string> dimensions;  ///< of the tallies, the configurations, the sites
};

/// One value for each tally, configuration and site.
template <class Value>
auto for_each_site(const Traffic& traffic, Value value) {
  std::vector<decltype(value(*traffic.tallies.front(), std::size_t{}))> values;
  for (const SiteTally* sites : traffic.tallies)
    for (std::size_t c = 0; c < sites->configurations; ++c)
      for (std::size_t site = 0; site < sites->any_site; ++site)
        values.push_back(value(*sites, sites->row(c, site)));
  return values;
}

void write_names(Hdf5Group& group, const World& world) {
  std::vector<std::string> names;
  std::vector<std::string> titles;
  std::vector<std::string> kinds;
  for (std::size_t i = 0; i < world.sites.size(); ++i) {
    const bool stated = i < world.scenario.sites.size();
    names.push_back(world.sites[i].name);
    titles.push_back(stated ? world.scenario.sites[i].title : "");
    kinds.push_back(stated ? world.scenario.sites[i].kind : "");
  }
  group.coordinate({"site", {}, "1", "protected site"}, names);
  group.write({"site_title", {"site"}, "1", "title of the site"}, titles);
  group.write({"site_kind", {"site"}, "1", "what the site is"}, kinds);
}

void write_reached(Hdf5Group& group, const Traffic& traffic, double confidence) {
  EstimateColumns shares;
  EstimateColumns warnings;
  for (const RatioSums& sums : for_each_site(
           traffic, [](const SiteTally&sites, std::size_t row) { return sites.reached.sums(row, 1.0); }))
    shares.add(share(sums, confidence));
  for (const RatioSums& sums : for_each_site(traffic, [](const SiteTally&sites, std::size_t row) {
         return sites.warning.sums(row, thousandth);
       }))
    warnings.add(ratio_mean(sums, confidence));
  const std::string reached = traffic.prefix + "p_reached";
  shares.write(group,
               {reached, reached,
                "share of the attempts whose way leads to the site that reached it, not intercepted before",
                traffic.dimensions, confidence});
  const std::string mean = traffic.prefix + "warning_time_mean";
  EstimateColumns::Naming naming{mean, mean,
                                 "mean of time from report to arrival, among attempts that reached the site",
                                 traffic.dimensions, confidence};
  naming.units = "h";
  naming.per_unit = seconds_per_hour;
  warnings.write(group, naming);
}

void write_numbers(Hdf5Group& group, const Traffic& traffic) {
  const auto write = [&](const std::string& name, const std::string& text, auto number) {
    group.write({traffic.prefix + name, traffic.dimensions, "1", text}, for_each_site(traffic, number));
  };
  write("n_made_for", "attempts whose way leads to the site",
        [](const SiteTally& sites, std::size_t row) { return sites.reached.events(row); });
  write("n_reached", "attempts that reached the site, not intercepted before",
        [](const SiteTally& sites, std::size_t row) { return sites.warning.events(row); });
  write("n_unwarned", "of those, attempts that nobody had reported before",
        [](const SiteTally& sites, std::size_t row) { return sites.unwarned[row]; });
}

void write_traffic(Hdf5Group& group, const Traffic& traffic, double confidence) {
  write_reached(group, traffic, confidence);
  write_numbers(group, traffic);
  const Distributed what{traffic.prefix + "warning_time",
                         "time from the report of an attempt to its arrival, 0 without one",
                         "that reached the site",
                         "h",
                         seconds_per_hour,
                         traffic.dimensions};
  const auto histograms =
      for_each_site(traffic, [](const SiteTally& sites, std::size_t row) { return sites.warning_time[row]; });
  const auto effects = for_each_site(traffic, [](const SiteTally& sites, std::size_t row) {
    return design_effect(sites.reached.sums(row, 1.0));
  });
  std::vector<std::int64_t> attempts;
  for (std::size_t i = 0; i < histograms.size(); ++i)
    attempts.push_back(traffic.attempts[i / (histograms.size() / traffic.attempts.size())]);
  write_histograms(group, histograms, what, attempts);
  write_quantiles(
      group, histograms, what, effects, confidence,
      for_each_site(traffic, [](const SiteTally& sites, std::size_t row) { return sites.unwarned[row]; }));
}

/// Classes of probes: their number is not what a period sees, so each stands by itself.
void write_probes(Hdf5Group& group, const World& world, const RunResult& result) {
  Traffic probes{{}, {}, "probe_", {"probe", "configuration", "site"}};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < result.tally.sites_of_probes.size(); ++i) {
    if (result.tally.sites_of_probes[i].empty()) continue;
    probes.tallies.push_back(&result.tally.sites_of_probes[i]);
    probes.attempts.push_back(result.tally.crossers.attempts(i));
    names.push_back(world.crossers[i].name);
  }
  group.set_attribute("measures", std::string(names.empty() ? "p_reached" : "p_reached probe_p_reached"));
  if (names.empty()) return;
  group.coordinate({"probe", {}, "1", "class of probes"}, names);
  write_traffic(group, probes, world.scenario.sampling.confidence);
}

}  // namespace

void write_sites(Hdf5Group& root, const World& world, const RunResult& result) {
  const SiteTally& sites = result.tally.sites;
  if (sites.empty()) return;
  Hdf5Group group = root.make_group("sites");
  write_configurations(group, world);
  write_bound(group);
  write_names(group, world);
  write_quantile_levels(group);
  write_traffic(group, {{&sites}, {result.tally.summary.shares.attempts(0)}, "", {"configuration", "site"}},
                world.scenario.sampling.confidence);
  write_probes(group, world, result);
}

}  // namespace panj
