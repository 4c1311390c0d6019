#include <algorithm>
#include <bit>
#include <limits>
#include <memory>
#include <mutex>

#include "base/units.h"
#include "results/estimate_columns.h"
#include "results/plane_variables.h"
#include "results/result_groups.h"
#include "world/mean_watch.h"

namespace panj {

namespace {

void write_ground(Hdf5Group& group, const World& world) {
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  const std::vector<std::string> dimensions{"y", "x"};
  const double* height_m = world.elevation_m.data();
  group.write({"elevation", dimensions, "m", "elevation of the cell's centre", on_plane(world)},
              std::vector<float>(height_m, height_m + cells));

  const Frontier& frontier = world.frontier;
  Attributes side_attributes = on_plane(world);
  side_attributes.insert(side_attributes.end(), {{"flag_values", std::vector<std::int8_t>{0, 1, 2}},
                                                 {"flag_meanings", "outer inner outside"}});
  group.write({"side", dimensions, "1", "side of the border that the cell lies on", side_attributes},
              std::vector<std::int8_t>(frontier.side.data(), frontier.side.data() + cells));
  std::vector<float> chainage_km(frontier.chainage_m.data(), frontier.chainage_m.data() + cells);
  for (float& chainage : chainage_km) chainage /= static_cast<float>(metres_per_km);
  group.write({"chainage", dimensions, "km", "chainage of the border's nearest point", on_plane(world)},
              chainage_km);
}

/// Counts are 32-bit where they all fit: they compress in half the time. \param count of (cell,
/// configuration)
template <class Count, class Counts>
void write_counts_as(Hdf5Group& group, const World& world, const Variable& variable, const Counts& count) {
  Hdf5Rows<Count> rows = group.begin<Count>(variable);
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    rows.write_made(c, [count, c](std::span<Count> plane) {
      for (std::size_t cell = 0; cell < plane.size(); ++cell)
        plane[cell] = static_cast<Count>(count(cell, c));
    });
}

template <class Counts>
void write_counts(Hdf5Group& group, const World& world, const std::string& name, const std::string& long_name,
                  const Counts& count) {
  const Variable variable{name, {"configuration", "y", "x"}, "1", long_name, on_plane(world)};
  const auto cells = static_cast<std::size_t>(world.grid.cells());
  std::int64_t bits = 0;  // that any of them has
  for (std::size_t cell = 0; cell < cells; ++cell)
    for (std::size_t c = 0; c < world.configurations.size(); ++c) bits |= count(cell, c);
  if (bits <= std::numeric_limits<std::int32_t>::max())
    write_counts_as<std::int32_t>(group, world, variable, count);
  else
    write_counts_as<std::int64_t>(group, world, variable, count);
}

/// The nearest number of nine binary digits, right to 0.2 %: half the bytes when deflated.
float shortened(float value) {
  constexpr std::uint32_t dropped = 1U << 15;
  return std::bit_cast<float>((std::bit_cast<std::uint32_t>(value) + dropped / 2) & ~(dropped - 1));
}

/// All planes of it are found at once, by whoever packs the first: alone, as a task that waits for others
/// might take up another that waits for this one.
void write_coverage(Hdf5Group& group, const World& world) {
  const Coverage* const coverage = mapped_coverage(world);
  if (coverage == nullptr) return;
  Variable variable{"coverage",
                    {"configuration", "y", "x"},
                    "1",
                    "share of the period in which a target that stands in the cell is watched, by means",
                    on_plane(world)};
  variable.attributes.emplace_back("target_height_m", coverage->target_height_m);
  struct Found {
    std::once_flag once;
    WatchMap map;
  };
  const auto found = std::make_shared<Found>();
  Hdf5Rows<float> rows = group.begin<float>(variable);
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    rows.write_made(c, [found, &world, c](std::span<float> plane) {
      std::call_once(found->once, [&] { found->map = mean_watch_map(world); });
      const std::vector<float>& shares = found->map.shares[c];
      std::transform(shares.begin(), shares.end(), plane.begin(), shortened);
    });
}

}  // namespace

void write_maps(Hdf5Group& root, const World& world, const RunResult& result) {
  const Grid& grid = world.grid;
  std::vector<double> x_m;
  std::vector<double> y_m;
  for (std::int32_t i = 0; i < grid.columns; ++i) x_m.push_back(grid.centre(grid.cell(0, i)).x());
  for (std::int32_t i = 0; i < grid.rows; ++i) y_m.push_back(grid.centre(grid.cell(i, 0)).y());
  Hdf5Group group = root.make_group("maps");
  write_crs(group, world);
  write_configurations(group, world);
  group.coordinate(northing("y", {}, "the cell's centre"), y_m);
  group.coordinate(easting("x", {}, "the cell's centre"), x_m);
  write_ground(group, world);

  const MapCounts& maps = result.tally.maps;
  if (maps.empty()) return;
  const std::size_t configurations = world.configurations.size();
  write_counts(group, world, "attempts", "attempts that entered the cell, up to their contact",
               [&maps](std::size_t cell, std::size_t c) { return maps.attempts(cell, c); });
  write_counts(group, world, "detections", "attempts first detected in the cell",
               [&maps, configurations](std::size_t cell, std::size_t c) {
                 return maps.detections[cell * configurations + c];
               });
  write_counts(group, world, "interceptions", "attempts intercepted in the cell",
               [&maps, configurations](std::size_t cell, std::size_t c) {
                 return maps.interceptions[cell * configurations + c];
               });
  write_counts(group, world, "leaks", "attempts that entered the cell and leaked",
               [&maps](std::size_t cell, std::size_t c) { return maps.leaks(cell, c); });
  write_coverage(group, world);
}

}  // namespace panj
