#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/histogram_columns.h"
#include "results/result_groups.h"

// What became of the protected sites.
namespace panj {

namespace {

const std::vector<std::string> by_site{"configuration", "site"};

/// One value for each configuration and site.
template <class Value>
auto for_each_site(const SiteTally& sites, Value value) {
  std::vector<decltype(value(std::size_t{}))> values;
  for (std::size_t c = 0; c < sites.configurations; ++c)
    for (std::size_t site = 0; site < sites.any_site; ++site) values.push_back(value(sites.row(c, site)));
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

void write_reached(Hdf5Group& group, const SiteTally& sites, double confidence) {
  EstimateColumns shares;
  EstimateColumns warnings;
  for (const RatioSums& sums :
       for_each_site(sites, [&](std::size_t row) { return sites.reached.sums(row, 1.0); }))
    shares.add(share(sums, confidence));
  for (const RatioSums& sums :
       for_each_site(sites, [&](std::size_t row) { return sites.warning.sums(row, thousandth); }))
    warnings.add(ratio_mean(sums, confidence));
  shares.write(group,
               {"p_reached", "p_reached",
                "share of the attempts whose way leads to the site that reached it, not intercepted before",
                by_site, confidence});
  EstimateColumns::Naming naming{"warning_time_mean", "warning_time_mean",
                                 "mean of time from report to arrival, among attempts that reached the site",
                                 by_site, confidence};
  naming.units = "h";
  naming.per_unit = seconds_per_hour;
  warnings.write(group, naming);
}

void write_numbers(Hdf5Group& group, const SiteTally& sites) {
  group.write({"n_made_for", by_site, "1", "attempts whose way leads to the site"},
              for_each_site(sites, [&](std::size_t row) { return sites.reached.events(row); }));
  group.write({"n_reached", by_site, "1", "attempts that reached the site, not intercepted before"},
              for_each_site(sites, [&](std::size_t row) { return sites.warning.events(row); }));
  group.write({"n_unwarned", by_site, "1", "of those, attempts that nobody had reported before"},
              for_each_site(sites, [&](std::size_t row) { return sites.unwarned[row]; }));
}

}  // namespace

void write_sites(Hdf5Group& root, const World& world, const RunResult& result) {
  const SiteTally& sites = result.tally.sites;
  if (sites.empty()) return;
  const double confidence = world.scenario.sampling.confidence;
  Hdf5Group group = root.make_group("sites");
  write_configurations(group, world);
  write_bound(group);
  write_names(group, world);
  group.set_attribute("measures", std::string("p_reached"));
  write_reached(group, sites, confidence);
  write_numbers(group, sites);
  const Distributed what{
      "warning_time",          "time from the report of an attempt to its arrival, 0 without one",
      "that reached the site", "h",
      seconds_per_hour,        by_site};
  const auto histograms = for_each_site(sites, [&](std::size_t row) { return sites.warning_time[row]; });
  const auto effects =
      for_each_site(sites, [&](std::size_t row) { return design_effect(sites.reached.sums(row, 1.0)); });
  write_quantile_levels(group);
  write_histograms(group, histograms, what, result.tally.summary.shares.attempts(0));
  write_quantiles(group, histograms, what, effects, confidence);
}

}  // namespace panj
