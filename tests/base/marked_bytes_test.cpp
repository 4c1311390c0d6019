#include "base/marked_bytes.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace panj {
namespace {

std::vector<std::size_t> one_by_one(std::span<const std::uint8_t> bytes, std::uint8_t bits) {
  std::vector<std::size_t> marked;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if ((bytes[i] & bits) != 0) marked.push_back(i);
  return marked;
}

TEST(MarkedBytes, AreThoseFoundOneByOne) {
  std::mt19937_64 words(1);
  std::array<std::uint8_t, 70> bytes{};
  for (int trial = 0; trial < 100; ++trial) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(words() & words() & words());
    for (const unsigned sought : {0U, 1U, 6U, 128U, 255U}) {
      const auto bits = static_cast<std::uint8_t>(sought);
      const std::uint8_t* const from = bytes.data() + trial % 7;  // anywhere in memory
      EXPECT_EQ(marked_bytes(from, bits), marked_bytes_plainly(from, bits));
    }
  }
  bytes.fill(8);
  EXPECT_EQ(marked_bytes(bytes.data(), 12), ~std::uint64_t{0});
  EXPECT_EQ(marked_bytes(bytes.data(), 4), 0U);
  bytes[63] = 4;
  EXPECT_EQ(marked_bytes(bytes.data(), 4), std::uint64_t{1} << 63U);
}

TEST(MarkedBytes, ComeOneAfterTheOtherHoweverLongTheRow) {
  std::mt19937_64 words(2);
  for (std::size_t size = 0; size < 200; ++size) {
    // Behind the row all are marked, and none of them is found.
    std::vector<std::uint8_t> bytes(size + 64, 255);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = words() % 9 == 0 ? 5 : 2;
    const std::span<const std::uint8_t> row(bytes.data(), size);
    const std::vector<std::size_t> expected = one_by_one(row, 4);
    MarkedBytes marked(row, 4);
    for (const std::size_t number : expected) EXPECT_EQ(marked.next(), number);
    EXPECT_EQ(marked.next(), size);
    EXPECT_EQ(marked.next(), size);  // and so on
    EXPECT_EQ(first_marked(row, 4), expected.empty() ? size : expected.front());
    EXPECT_EQ(first_marked(row, 8), size);
  }
}

}  // namespace
}  // namespace panj
