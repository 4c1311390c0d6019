#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace panj {

/// Sorts in place, and stably, what is nearly in order: by insertion, which then takes little time and no
/// memory. Only what is far out of order goes to std::stable_sort, which takes both.
template <class Iterator, class Less>
void sort_nearly_sorted(Iterator begin, Iterator end, Less less) {
  constexpr std::ptrdiff_t moves_each = 8;
  std::ptrdiff_t moves_left = moves_each * (end - begin);
  for (Iterator next = begin; next != end; ++next) {
    if (next == begin || !less(*next, *std::prev(next))) continue;
    auto moved = std::move(*next);
    Iterator hole = next;
    for (; hole != begin && less(moved, *std::prev(hole)); --hole, --moves_left)
      *hole = std::move(*std::prev(hole));
    *hole = std::move(moved);
    if (moves_left < 0) return std::stable_sort(begin, end, less);
  }
}

}  // namespace panj
