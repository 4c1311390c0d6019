#pragma once

#include <atomic>

namespace panj {

/// From now on the first SIGINT or SIGTERM only sets the number returned here (the run then finishes the
/// batches begun and saves); the second leaves at once. Before this call signals end the program as usual.
const std::atomic<int>& catch_stop_signals();

}  // namespace panj
