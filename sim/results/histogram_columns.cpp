#include "results/histogram_columns.h"

#include <array>

#include "results/estimate_columns.h"
#include "results/missing.h"
#include "stats/quantile.h"

namespace panj {

namespace {

constexpr std::array quantile_levels{0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95};

std::vector<std::string> with(std::vector<std::string> dimensions, const std::string& more) {
  dimensions.push_back(more);
  return dimensions;
}

void write_edges(Hdf5Group& group, const Histogram& histogram, const Distributed& what) {
  std::vector<double> middles;
  std::vector<double> bounds;
  for (std::size_t i = 0; i < histogram.bins(); ++i) {
    const double low = histogram.edge(i) / what.per_unit;
    const double high = histogram.edge(i + 1) / what.per_unit;
    middles.push_back(0.5 * (low + high));
    bounds.insert(bounds.end(), {low, high});
  }
  group.coordinate(
      {what.name, {}, what.units, "middle of a bin of " + what.what, {{"bounds", what.name + "_bounds"}}},
      middles);
  group.write({what.name + "_bounds", {what.name, "bound"}, what.units, "edges of the bin"}, bounds);
}

}  // namespace

void write_histograms(Hdf5Group& group, const std::vector<Histogram>& histograms, const Distributed& what,
                      const std::vector<std::int64_t>& attempts) {
  std::vector<std::int64_t> counts;
  std::vector<std::int64_t> below;
  std::vector<std::int64_t> above;
  std::vector<double> share_by;
  for (std::size_t i = 0; i < histograms.size(); ++i) {
    const Histogram& histogram = histograms[i];
    std::int64_t so_far = histogram.below();
    for (const std::int64_t count : histogram.counts()) {
      so_far += count;
      counts.push_back(count);
      share_by.push_back(share_of(so_far, attempts[i]));
    }
    below.push_back(histogram.below());
    above.push_back(histogram.above());
  }
  write_edges(group, histograms.front(), what);
  const std::vector<std::string> along = with(what.dimensions, what.name);
  group.write({what.name + "_count", along, "1", "attempts " + what.happened}, counts);
  group.write({what.name + "_below", what.dimensions, "1", "attempts below the first bin"}, below);
  group.write({what.name + "_above", what.dimensions, "1", "attempts above the last bin"}, above);
  group.write({what.name + "_share_by", along, "1",
               "share of all attempts " + what.happened + " by the bin's upper edge"},
              share_by);
}

void write_quantile_levels(Hdf5Group& group) {
  group.coordinate<double>({"quantile", {}, "1", "share of the attempts that lie below"},
                           {quantile_levels.begin(), quantile_levels.end()});
}

void write_quantiles(Hdf5Group& group, const std::vector<Histogram>& histograms, const Distributed& what,
                     const std::vector<double>& design_effects, double confidence,
                     const std::vector<std::int64_t>& at_first_edge) {
  EstimateColumns columns;
  for (std::size_t i = 0; i < histograms.size(); ++i) {
    const double size = static_cast<double>(histograms[i].total()) / design_effects[i];
    const bool any = !at_first_edge.empty() && histograms[i].total() > 0;
    const double at_edge = any ? share_of(at_first_edge[i], histograms[i].total()) : 0.0;
    for (const double level : quantile_levels)
      columns.add(quantile_of(histograms[i], level, size, confidence, at_edge));
  }
  const std::string name = what.name + "_quantile";
  EstimateColumns::Naming naming{name, name, "quantile of " + what.what + ", among attempts " + what.happened,
                                 with(what.dimensions, "quantile"), confidence};
  naming.units = what.units;
  naming.per_unit = what.per_unit;
  naming.has_error = false;
  columns.write(group, naming);
}

}  // namespace panj
