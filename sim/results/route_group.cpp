#include "results/estimate_columns.h"
#include "results/result_groups.h"

// The routes that classes go by on the grid.
namespace panj {

namespace {

/// Columns of the group, one row a table of routes.
struct RouteRows {
  std::vector<std::int32_t> numbers;
  std::vector<std::string> crossers;
  std::vector<std::int32_t> draws;
  std::vector<ConfigurationMask> under;
  std::vector<double> excess;
  std::vector<std::int64_t> bytes;

  void add(const CrosserPlan& crosser, std::size_t draw, ConfigurationMask mask, const RouteField& field) {
    numbers.push_back(static_cast<std::int32_t>(numbers.size()));
    crossers.push_back(crosser.name);
    draws.push_back(static_cast<std::int32_t>(draw));
    under.push_back(mask);
    excess.push_back(field.mean_excess);
    bytes.push_back(static_cast<std::int64_t>(field.bytes()));
  }
};

RouteRows rows_of(const World& world) {
  RouteRows rows;
  for (const CrosserPlan& crosser : world.crossers) {
    if (crosser.straight) continue;
    if (crosser.choices.empty()) rows.add(crosser, 0, ~ConfigurationMask{0}, crosser.route);
    for (const RouteSet& set : crosser.choices)
      for (std::size_t draw = 0; draw < set.draws.size(); ++draw)
        rows.add(crosser, draw, set.under, set.draws[draw]);
  }
  return rows;
}

}  // namespace

void write_routes(Hdf5Group& root, const World& world) {
  const RouteRows rows = rows_of(world);
  if (rows.numbers.empty()) return;
  std::vector<std::int8_t> under;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (const ConfigurationMask mask : rows.under) under.push_back((mask >> c & 1U) != 0 ? 1 : 0);
  Hdf5Group group = root.make_group("routes");
  write_configurations(group, world);
  group.coordinate({"route", {}, "1", "number of a table of routes"}, rows.numbers);
  group.write({"route_crosser", {"route"}, "1", "class that goes by it"}, rows.crossers);
  group.write({"draw", {"route"}, "1", "which view of the ground it is, from 0"}, rows.draws);
  group.write({"under",
               {"configuration", "route"},
               "1",
               "whether the class goes by it under the configuration",
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "other gone_by"}}},
              under);
  group.write({"mean_excess",
               {"route"},
               "1",
               "mean over the origins of the time of its paths over the least time, less 1"},
              rows.excess);
  group.write({"memory", {"route"}, "byte", "memory of the table"}, rows.bytes);
}

}  // namespace panj
