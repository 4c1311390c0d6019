#include "base/huge_pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace panj {
namespace {

TEST(HugePages, HoldWhatIsWrittenWhateverTheSize) {
  for (const std::size_t size : {std::size_t{1}, std::size_t{1000}, HugePages<double>::page}) {
    std::vector<double, HugePages<double>> numbers(size, 1.5);
    numbers.push_back(2.5);
    EXPECT_EQ(numbers.front(), 1.5);
    EXPECT_EQ(numbers[size - 1], 1.5);
    EXPECT_EQ(numbers.back(), 2.5);
  }
}

TEST(HugePages, GatheredMemoryHoldsWhatItHeld) {
  constexpr std::uint32_t count = 1U << 22U;  // 16 MB
  std::vector<std::uint32_t> numbers(count);
  for (std::uint32_t i = 0; i < count; ++i) numbers[i] = 7 * i;
  gather_in_huge_pages(numbers.data(), numbers.size() * sizeof(numbers.front()));
  gather_in_huge_pages(numbers.data(), 100);  // less than a page: nothing is done
  std::uint32_t wrong = 0;
  for (std::uint32_t i = 0; i < count; ++i) wrong += numbers[i] != 7 * i ? 1 : 0;
  EXPECT_EQ(wrong, 0U);
}

}  // namespace
}  // namespace panj
