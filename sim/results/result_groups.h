#pragma once

#include <cstddef>
#include <span>

#include "results/hdf5_group.h"
#include "results/summary_table.h"
#include "tally/run_result.h"
#include "world/world.h"

// One function for each group of a result file: what they hold is written in FORMAT.md. A group or variable
// one of whose dimensions would be empty (no teams, say) is left out.
namespace panj {

void write_summary(Hdf5Group& root, const World& world, const RunResult& result);
void write_segments(Hdf5Group& root, const World& world, const RunResult& result);
void write_line(Hdf5Group& root, const World& world, const RunResult& result);
void write_hours(Hdf5Group& root, const World& world, const RunResult& result);
void write_classes(Hdf5Group& root, const World& world, const RunResult& result);
void write_paired(Hdf5Group& root, const World& world, const RunResult& result);
/// Shares and differences with control variates, where they were asked for.
void write_controlled(Hdf5Group& root, const World& world, const RunResult& result);
void write_goals(Hdf5Group& root, const World& world, const RunResult& result);
void write_best(Hdf5Group& root, const World& world, const SummaryTable& summary);
void write_convergence(Hdf5Group& root, const World& world, const RunResult& result);
void write_batches(Hdf5Group& root, const World& world, const RunResult& result);
void write_draws(Hdf5Group& root, const World& world, const RunResult& result);
void write_routes(Hdf5Group& root, const World& world);
void write_assets(Hdf5Group& root, const World& world, const RunResult& result);
/// Into /assets: intervals of first detections, and the value of each asset.
void write_asset_values(Hdf5Group& assets, const World& world, const RunResult& result);
void write_asset_segments(Hdf5Group& root, const World& world, const RunResult& result);
void write_teams(Hdf5Group& root, const World& world, const RunResult& result);
void write_times(Hdf5Group& root, const World& world, const RunResult& result);
void write_periods(Hdf5Group& root, const World& world, const RunResult& result);
/// Into /paired: what periods differ by.
void write_period_differences(Hdf5Group& paired, const World& world, const RunResult& result);
void write_rare(Hdf5Group& root, const World& world, const RunResult& result);
void write_sites(Hdf5Group& root, const World& world, const RunResult& result);
void write_maps(Hdf5Group& root, const World& world, const RunResult& result);
void write_geometry(Hdf5Group& root, const World& world);
/// What `read_saved` goes on from: a group, and in it, once it is found, the state (`state_of`).
Hdf5Group begin_state(Hdf5Group& root, const RunResult& result);
void end_state(Hdf5Group& group, std::span<const std::byte> state);

/// The dimension `chainage` of a group that has `bound`: the segments of the border.
void write_segment_axis(Hdf5Group& group, const Frontier& frontier);

}  // namespace panj
