#include <array>
#include <cmath>

#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/histogram_columns.h"
#include "results/result_groups.h"
#include "stats/quantile.h"

// When and how deep: distributions, means, quantiles.
namespace panj {

namespace {

/// One distribution of /times, by configuration.
struct Timed {
  std::vector<Histogram> histograms;
  std::vector<RatioSums> means;        ///< sums for the mean of each
  std::vector<double> design_effects;  ///< of the attempts that count
  Distributed what;
};

/// Attempts of one replication go together in time as they do in what happens to them: the design effect of
/// the share of attempts that it happened to.
std::vector<double> design_effects(const RunResult& result, std::string_view measure) {
  const ShareTable& shares = result.tally.summary.shares;
  std::vector<double> effects;
  for (std::size_t c = 0; c < shares.configurations(); ++c)
    effects.push_back(design_effect(shares.sums(0, c, find_measure(measure))));
  return effects;
}

std::vector<RatioSums> means_of(const EventTable& table) {
  std::vector<RatioSums> sums;
  for (std::size_t bin = 0; bin < table.bins(); ++bin) sums.push_back(table.sums(bin, thousandth));
  return sums;
}

Timed warnings(const RunResult& result) {
  const SiteTally& sites = result.tally.sites;
  Timed timed{{},
              {},
              design_effects(result, "p_site_reached"),
              {"warning_time",
               "time from the report of an attempt to its arrival at the first protected site, 0 without one",
               "that reached one", "h", seconds_per_hour}};
  for (std::size_t c = 0; c < sites.configurations; ++c) {
    const std::size_t row = sites.row(c, sites.any_site);
    timed.histograms.push_back(sites.warning_time[row]);
    timed.means.push_back(sites.warning.sums(row, thousandth));
  }
  return timed;
}

/// How values of one replication go together shows in their mean; where they are too few for that, what
/// happens to the attempts must do.
std::vector<double> design_effects_of(const Timed& timed) {
  std::vector<double> effects = timed.design_effects;
  for (std::size_t c = 0; c < effects.size(); ++c) {
    const double of_values = design_effect_of_values(timed.histograms[c], timed.means[c]);
    if (!std::isnan(of_values)) effects[c] = of_values;
  }
  return effects;
}

void write_timed(Hdf5Group& group, const Timed& timed, std::int64_t attempts, double confidence) {
  write_histograms(group, timed.histograms, timed.what,
                   std::vector<std::int64_t>(timed.histograms.size(), attempts));
  write_quantiles(group, timed.histograms, timed.what, design_effects_of(timed), confidence);
  EstimateColumns means;
  for (const RatioSums& sums : timed.means) means.add(ratio_mean(sums, confidence));
  const std::string name = timed.what.name + "_mean";
  EstimateColumns::Naming naming{name, name,
                                 "mean of " + timed.what.what + ", among attempts " + timed.what.happened,
                                 timed.what.dimensions, confidence};
  naming.units = timed.what.units;
  naming.per_unit = timed.what.per_unit;
  means.write(group, naming);
}

}  // namespace

void write_times(Hdf5Group& root, const World& world, const RunResult& result) {
  const Tally& tally = result.tally;
  std::vector<Timed> all{
      {tally.detection_time,
       means_of(tally.detection_mean),
       design_effects(result, "p_detect"),
       {"detection_time", "time from departure to first detection", "detected", "h", seconds_per_hour}},
      {tally.interception_time,
       means_of(tally.interception_mean),
       design_effects(result, "p_intercept"),
       {"interception_time", "time from departure to interception", "intercepted", "h", seconds_per_hour}},
      {tally.contact_depth,
       means_of(tally.depth_mean),
       design_effects(result, "p_intercept"),
       {"contact_depth", "signed distance to the border at contact, inwards", "intercepted", "km",
        metres_per_km}}};
  if (!tally.sites.empty()) all.push_back(warnings(result));
  Hdf5Group group = root.make_group("times");
  write_configurations(group, world);
  write_bound(group);
  write_quantile_levels(group);
  const std::int64_t attempts = tally.summary.shares.attempts(0);
  for (const Timed& timed : all) write_timed(group, timed, attempts, world.scenario.sampling.confidence);
}

}  // namespace panj
