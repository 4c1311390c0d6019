#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace panj {

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string
/// alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// Looking for near names is slow in files of many faults: after this many problems nobody reads on.
constexpr std::size_t enough_problems = 100;

/// The word of `known` that `word` was most likely meant to be; "" where none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// The pieces one after the other. (g++ 12 gives a false warning, -Wrestrict, for "..." + std::string.)
std::string joined(std::initializer_list<std::string_view> pieces);

/// `a`, `a or b`, `a, b or c`.
std::string listed(const std::vector<std::string>& words);

}  // namespace panj
