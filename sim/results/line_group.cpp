#include <algorithm>

#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/result_groups.h"

// How the border is watched, segment by segment.
namespace panj {

void write_segment_axis(Hdf5Group& group, const Frontier& frontier) {
  const double begin_km = frontier.chainage_begin_m / metres_per_km;
  const double end_km = begin_km + frontier.line.length_m() / metres_per_km;
  const double length_km = frontier.segment_m / metres_per_km;
  std::vector<double> middles_km;
  std::vector<double> bounds_km;
  for (std::int32_t i = 0; i < frontier.segments; ++i) {
    const double from_km = begin_km + i * length_km;
    const double to_km = std::max(from_km, std::min(from_km + length_km, end_km));
    middles_km.push_back(0.5 * (from_km + to_km));
    bounds_km.insert(bounds_km.end(), {from_km, to_km});
  }
  group.coordinate({"chainage",
                    {},
                    "km",
                    "middle of the segment, along the border from its first vertex",
                    {{"bounds", "chainage_bounds"}}},
                   middles_km);
  group.write({"chainage_bounds", {"chainage", "bound"}, "km", "ends of the segment"}, bounds_km);
}

void write_line(Hdf5Group& root, const World& world, const RunResult& result) {
  const LineTally& line = result.tally.line;
  if (line.empty()) return;
  const double confidence = world.scenario.sampling.confidence;
  EstimateColumns watched;
  std::vector<std::int64_t> intervals;
  std::vector<double> mean_h;
  std::vector<double> ninety_h;
  std::vector<double> longest_h;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (std::size_t s = 0; s < world.watch_points.size(); ++s) {
      watched.add(line.watched(s, c, confidence));
      intervals.push_back(line.intervals(s, c));
      mean_h.push_back(line.mean_interval_s(s, c) / seconds_per_hour);
      ninety_h.push_back(line.interval_quantile_s(s, c, 0.9) / seconds_per_hour);
      longest_h.push_back(line.mean_longest_s(s, c) / seconds_per_hour);
    }
  Hdf5Group group = root.make_group("line");
  write_configurations(group, world);
  write_bound(group);
  write_segment_axis(group, world.frontier);
  group.set_attribute("target_height_m", watched_height_m);
  const std::vector<std::string> dimensions{"configuration", "chainage"};
  watched.write(group, {"watched", "watched",
                        "share of the period in which a target that stands at the segment's middle is within "
                        "range and in sight of a sensor",
                        dimensions, confidence});
  group.write({"n_intervals", dimensions, "1", "intervals between two visits, not cut by the period's ends"},
              intervals);
  group.write({"interval_mean", dimensions, "h", "mean interval, missing where there is none"}, mean_h);
  group.write({"interval_90", dimensions, "h", "interval that nine of ten do not exceed"}, ninety_h);
  group.write({"interval_longest", dimensions, "h", "mean over replications of the longest interval"},
              longest_h);
  group.write({"n_replications", {}, "1", "replications in which the border was looked at"},
              std::vector<std::int64_t>{line.replications()});
}

}  // namespace panj
