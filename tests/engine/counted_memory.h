#pragma once

#include <cstdint>

namespace panj::test {

/// How often this thread has taken memory by `new`, in whatever form: the program that this is linked into
/// counts it.
std::int64_t allocations();

}  // namespace panj::test
