#pragma once

#include <gtest/gtest.h>

#include <string>

#include "support/small_scenarios.h"

namespace panj::test {

inline std::string replaced(std::string text, const std::string& old, const std::string& fresh) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return text.replace(at, old.size(), fresh);
}

/// Every walker is seen from the start, by a post that watches the whole map.
inline std::string all_seen(int walkers) {
  std::string text = flat_head() + grid_walkers(walkers) + few_assets();
  return replaced(text, "{ constant_rate = { rate_per_h = 2.0, range_m = 3000.0 } }",
                  "{ definite_range = { range_m = 40000.0 } }");
}

}  // namespace panj::test
