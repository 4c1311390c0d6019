#pragma once

#include "results/hdf5_group.h"
#include "tally/run_result.h"
#include "world/world.h"

// One function for each group of a result file: what they hold is written in FORMAT.md. A group or variable
// one of whose dimensions would be empty (no teams, say) is left out.
namespace panj {

void write_summary(Hdf5Group& root, const World& world, const RunResult& result);
void write_segments(Hdf5Group& root, const World& world, const RunResult& result);
void write_hours(Hdf5Group& root, const World& world, const RunResult& result);
void write_classes(Hdf5Group& root, const World& world, const RunResult& result);
void write_paired(Hdf5Group& root, const World& world, const RunResult& result);
void write_convergence(Hdf5Group& root, const World& world, const RunResult& result);
void write_batches(Hdf5Group& root, const World& world, const RunResult& result);
void write_routes(Hdf5Group& root, const World& world);
void write_assets(Hdf5Group& root, const World& world, const RunResult& result);
void write_teams(Hdf5Group& root, const World& world, const RunResult& result);
void write_times(Hdf5Group& root, const World& world, const RunResult& result);
void write_maps(Hdf5Group& root, const World& world, const RunResult& result);
void write_geometry(Hdf5Group& root, const World& world);

}  // namespace panj
