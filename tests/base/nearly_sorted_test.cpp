#include "base/nearly_sorted.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace panj {
namespace {

using Numbered = std::pair<int, int>;  ///< what is sorted by, and where it stood

bool less(const Numbered& a, const Numbered& b) {
  return a.first < b.first;
}

/// Against std::stable_sort, which keeps equal ones in their order too.
void expect_sorted_stably(std::vector<Numbered> numbers) {
  std::vector<Numbered> expected = numbers;
  std::stable_sort(expected.begin(), expected.end(), less);
  sort_nearly_sorted(numbers.begin(), numbers.end(), less);
  EXPECT_EQ(numbers, expected);
}

TEST(NearlySorted, IsStableWhateverTheOrder) {
  std::mt19937 engine(7);
  for (int count = 0; count < 200; ++count) {
    std::vector<Numbered> numbers;
    for (int i = 0; i < count; ++i) numbers.emplace_back(static_cast<int>(engine() % 20), i);
    expect_sorted_stably(numbers);
  }
}

TEST(NearlySorted, MergesRunsOneAfterTheOther) {
  std::vector<Numbered> numbers;
  for (int run = 0; run < 5; ++run)
    for (int i = 0; i < 300; ++i) numbers.emplace_back(i / 3 + run, static_cast<int>(numbers.size()));
  expect_sorted_stably(numbers);
}

TEST(NearlySorted, LeavesWhatIsSorted) {
  expect_sorted_stably({});
  expect_sorted_stably({{1, 0}});
  expect_sorted_stably({{1, 0}, {1, 1}, {2, 2}});
}

}  // namespace
}  // namespace panj
