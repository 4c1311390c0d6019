#pragma once

#include <cstdint>

namespace panj {

/// Bytes that the machine can give this process without swapping: what the kernel reckons available
/// (MemAvailable), less where a limit of its control group or of its address space (`ulimit -v`) leaves less.
/// 0 where that can't be told.
std::uint64_t available_memory_bytes();

}  // namespace panj
