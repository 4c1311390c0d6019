#include "base/bytes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace panj {
namespace {

constexpr WideNumber widest = ~(WideNumber{1} << 127);

TEST(Bytes, ReadBackToTheSame) {
  const std::vector<std::int64_t> numbers{0,
                                          1,
                                          -1,
                                          63,
                                          64,
                                          -64,
                                          -65,
                                          1'000'000'007,
                                          std::numeric_limits<std::int64_t>::max(),
                                          std::numeric_limits<std::int64_t>::min()};
  ByteWriter out;
  for (const std::int64_t number : numbers) out.number(number);
  out.number(widest);
  out.number(-widest - 1);
  out.number(WideNumber{1} << 64);
  out.real(-0.1);
  out.real(std::numeric_limits<double>::quiet_NaN());
  out.text("Шурообод");
  out.text("");
  const std::vector<std::byte> bytes = out.take();

  ByteReader in(bytes);
  for (const std::int64_t number : numbers) EXPECT_EQ(in.number(), number);
  EXPECT_TRUE(in.wide_number() == widest);
  EXPECT_TRUE(in.wide_number() == -widest - 1);
  EXPECT_TRUE(in.wide_number() == WideNumber{1} << 64);
  EXPECT_EQ(in.real(), -0.1);
  EXPECT_TRUE(std::isnan(in.real()));
  EXPECT_EQ(in.text(), "Шурообод");
  EXPECT_EQ(in.text(), "");
  in.finish();
}

template <class Number>
void expect_as_number_by_number(const std::vector<Number>& numbers) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{8}, numbers.size()}) {
    ByteWriter together;
    ByteWriter apart;
    together.text("before");
    apart.text("before");
    together.numbers(std::span(numbers).first(size));
    apart.number(static_cast<std::int64_t>(size));
    for (std::size_t i = 0; i < size; ++i) apart.number(numbers[i]);
    EXPECT_EQ(together.take(), apart.take()) << size;
  }
}

TEST(Bytes, OfManyNumbersAreThoseOfOneByOne) {
  std::vector<std::int64_t> numbers;
  for (std::int64_t i = 0; i < 10'000; ++i) numbers.push_back((i % 3 - 1) * (std::int64_t{1} << (i % 63)));
  for (std::int64_t i = 0; i < 1000; ++i) numbers.push_back(i % 130 - 65);
  numbers.resize(numbers.size() + 5000);
  numbers.push_back(std::numeric_limits<std::int64_t>::min());
  expect_as_number_by_number(numbers);
  std::vector<WideNumber> wide(numbers.begin(), numbers.end());
  for (int i = 0; i < 1000; ++i) wide.push_back((i % 3 - 1) * (WideNumber{1} << (i % 127)));
  wide.push_back(std::numeric_limits<WideNumber>::min());
  expect_as_number_by_number(wide);
}

TEST(Bytes, SmallNumbersTakeOne) {
  ByteWriter out;
  for (const int number : {0, 1, -1, 63, -64}) out.number(std::int64_t{number});
  EXPECT_EQ(out.take().size(), 5U);
}

TEST(Bytes, AreTheSameOnEveryMachine) {
  ByteWriter out;
  out.number(std::int64_t{300});
  out.real(1.0);
  const std::vector<std::byte> bytes = out.take();
  const std::vector<int> expected{0xD8, 0x04, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F};
  ASSERT_EQ(bytes.size(), expected.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) EXPECT_EQ(static_cast<int>(bytes[i]), expected[i]) << i;
}

TEST(Bytes, OfOtherThingsAreRefused) {
  const std::vector<std::byte> endless(30, std::byte{0xFF});
  EXPECT_THROW(ByteReader(endless).wide_number(), BytesError);
  EXPECT_THROW(ByteReader(endless).number(), BytesError);
  EXPECT_THROW(ByteReader({}).number(), BytesError);
  EXPECT_THROW(ByteReader(std::span(endless).first(7)).real(), BytesError);

  ByteWriter out;
  out.number(std::numeric_limits<std::int64_t>::max());  // of items that are not there
  out.number(std::int64_t{-1});
  const std::vector<std::byte> counts = out.take();
  ByteReader in(counts);
  EXPECT_THROW(in.text(), BytesError);
  EXPECT_THROW(in.count(), BytesError);
  EXPECT_THROW(ByteReader(counts).number(0, 10), BytesError);
  EXPECT_THROW(ByteReader(counts).finish(), BytesError);
}

}  // namespace
}  // namespace panj
