#pragma once

#include <algorithm>
#include <functional>
#include <vector>

namespace panj {

/// Adds sums of other replications, place by place; there are as many.
template <class T>
void add_to(std::vector<T>& sums, const std::vector<T>& others) {
  std::transform(sums.begin(), sums.end(), others.begin(), sums.begin(), std::plus<>());
}

}  // namespace panj
