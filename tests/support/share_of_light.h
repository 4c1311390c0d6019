#pragma once

#include <algorithm>

#include "world/world.h"

namespace panj::test {

/// Share of [begin_s, end_s] in which it is so light.
inline double share_of_light(const World& world, Light light, double begin_s, double end_s) {
  double sum_s = 0.0;
  for (std::size_t i = 0; i < world.light.size(); ++i) {
    const double from_s = i == 0 ? begin_s : std::max(begin_s, world.light[i].from_s);
    const double until_s = i + 1 < world.light.size() ? std::min(end_s, world.light[i + 1].from_s) : end_s;
    if (world.light[i].light == light && until_s > from_s) sum_s += until_s - from_s;
  }
  return sum_s / (end_s - begin_s);
}

}  // namespace panj::test
