#pragma once

#include <gtest/gtest.h>

#include <functional>

namespace panj::test {

/// Least value for which `holds` is false, between one for which it is true and one for which it is not.
inline double limit_of(const std::function<bool(double)>& holds, double low, double high) {
  EXPECT_TRUE(holds(low));
  EXPECT_FALSE(holds(high));
  for (int i = 0; i < 80; ++i) {
    const double middle = 0.5 * (low + high);
    (holds(middle) ? low : high) = middle;
  }
  return low;
}

}  // namespace panj::test
