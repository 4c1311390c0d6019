#pragma once

#include <cstdint>
#include <utility>

#include "engine/run.h"
#include "tally/state.h"

// Runs in several sittings and shards.
namespace panj::test {

/// \param replications as in RunOptions.
inline RunResult run_with(const World& world, int threads, std::int64_t replications = 0, Shard shard = {},
                          RunResult so_far = {}) {
  RunOptions options;
  options.threads = threads;
  options.replications = replications;
  options.shard = shard;
  return run(world, options, std::move(so_far));
}

/// As a checkpoint keeps it.
inline RunResult kept(const World& world, const RunResult& result) {
  RunResult read = read_state(state_of(result), world);
  for (std::size_t i = 0; i < read.batches.size(); ++i)
    read.batches[i].elapsed_s = result.batches[i].elapsed_s;
  read.shard = result.shard;
  read.first_batch = result.first_batch;
  read.complete = result.complete;
  read.wall_time_s = result.wall_time_s;
  read.threads = result.threads;
  return read;
}

/// Puts the shard that comes next to those before it.
inline void add_shard(RunResult& all, const RunResult& part) {
  all.tally += part.tally;
  all.batches.insert(all.batches.end(), part.batches.begin(), part.batches.end());
  all.completed_replications += part.completed_replications;
}

}  // namespace panj::test
