#pragma once

#include <algorithm>
#include <iterator>
#include <utility>

namespace panj {

/// Merges two neighbouring sorted runs, stably and without memory (SymMerge; Kim and Kutzner 2004,
/// doi:10.1007/978-3-540-30140-0_63): by rotations, in n log n moves.
template <class Iterator, class Less>
void merge_in_place(Iterator begin, Iterator middle, Iterator end, Less less) {
  if (begin == middle || middle == end || !less(*middle, *std::prev(middle))) return;
  if (end - begin == 2) return std::iter_swap(begin, middle);
  Iterator first = begin + (middle - begin) / 2;
  Iterator second = middle + (end - middle) / 2;
  if (middle - begin > end - middle) {
    second = std::lower_bound(middle, end, *first, less);
  } else {
    first = std::upper_bound(begin, middle, *second, less);
  }
  const Iterator joint = std::rotate(first, middle, second);
  merge_in_place(begin, first, joint, less);
  merge_in_place(joint, second, end, less);
}

/// Sorts in place and stably, without memory, where std::stable_sort takes some: quick for what is nearly in
/// order, such as runs one after the other.
template <class Iterator, class Less>
void sort_nearly_sorted(Iterator begin, Iterator end, Less less) {
  constexpr std::ptrdiff_t few = 12;
  if (std::is_sorted(begin, end, less)) return;
  if (end - begin > few) {
    const Iterator middle = begin + (end - begin) / 2;
    sort_nearly_sorted(begin, middle, less);
    sort_nearly_sorted(middle, end, less);
    return merge_in_place(begin, middle, end, less);
  }
  for (Iterator next = begin; next != end; ++next) {
    const Iterator place = std::upper_bound(begin, next, *next, less);
    std::rotate(place, next, std::next(next));
  }
}

}  // namespace panj
