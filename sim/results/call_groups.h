#pragma once

#include "results/hdf5_group.h"
#include "tally/run_result.h"
#include "world/world.h"

// What became of calls: variables of /summary, /assets and /teams.
namespace panj {

void write_call_totals(Hdf5Group& summary, const World& world, const RunResult& result);
void write_asset_calls(Hdf5Group& assets, const World& world, const RunResult& result);
void write_team_calls(Hdf5Group& teams, const World& world, const RunResult& result);

}  // namespace panj
