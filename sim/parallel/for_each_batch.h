#pragma once

#include <cstdint>
#include <functional>

namespace panj {

/// Hands out the batches first, first + 1, ... in order to `threads` workers until `last` (excluded) or until
/// `stop` says so; batches begun are finished, so that what is done is always a prefix. \param stop asked
/// before a batch is handed out; called by one worker at a time. \param work called with (worker, batch),
/// worker in [0, threads); at most one call per worker at a time. \return the number after the last batch
/// done. An exception of `work` stops the handing out, and is thrown here once all workers are back.
std::int64_t for_each_batch(int threads, std::int64_t first, std::int64_t last,
                            const std::function<bool(std::int64_t next)>& stop,
                            const std::function<void(int worker, std::int64_t batch)>& work);

/// Runs body(i) for i in [0, count) on `threads` threads, in any order: for compiling, where each i writes
/// its own part of the result.
void for_each_index(int threads, std::int64_t count, const std::function<void(std::int64_t)>& body);

/// Threads that the machine offers this process.
int available_threads();

}  // namespace panj
