#include "base/equal_bytes.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace panj {
namespace {

TEST(EqualBytes, AreThoseFoundOneByOne) {
  std::mt19937_64 words(1);
  std::array<std::uint8_t, 70> bytes{};
  for (int trial = 0; trial < 100; ++trial) {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(words() % 3 == 0 ? 255 : words() % 4);
    for (const unsigned sought : {0U, 1U, 3U, 4U, 255U}) {
      const auto value = static_cast<std::uint8_t>(sought);
      const std::uint8_t* const from = bytes.data() + trial % 7;  // anywhere in memory
      EXPECT_EQ(equal_bytes(from, value), equal_bytes_plainly(from, value));
    }
  }
  bytes.fill(9);
  EXPECT_EQ(equal_bytes(bytes.data(), 9), ~std::uint64_t{0});
  EXPECT_EQ(equal_bytes(bytes.data(), 8), 0U);
  bytes[63] = 8;
  EXPECT_EQ(equal_bytes(bytes.data(), 8), std::uint64_t{1} << 63U);
}

}  // namespace
}  // namespace panj
