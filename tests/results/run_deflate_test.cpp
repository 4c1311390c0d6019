#include "results/run_deflate.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <algorithm>
#include <random>
#include <utility>

namespace panj {
namespace {

using Bytes = std::vector<std::byte>;

Bytes inflated(const Bytes& packed, std::size_t size) {
  Bytes plain(size + 1);
  auto length = static_cast<uLongf>(plain.size());
  const int status =
      uncompress(reinterpret_cast<Bytef*>(plain.data()), &length,
                 reinterpret_cast<const Bytef*>(packed.data()), static_cast<uLong>(packed.size()));
  EXPECT_EQ(status, Z_OK);
  plain.resize(length);
  return plain;
}

/// As zlib deflates runs.
std::size_t zlib_size(const Bytes& plain) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15, 8, Z_RLE), Z_OK);
  Bytes room(deflateBound(&stream, static_cast<uLong>(plain.size())));
  Bytes copy = plain;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(room.data());
  stream.avail_out = static_cast<uInt>(room.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  deflateEnd(&stream);
  return stream.total_out;
}

/// Bytes each of which is the one before with the probability `stay`, else one of so many, small ones mostly.
Bytes made(std::mt19937& random, std::size_t size, double stay, unsigned values) {
  std::uniform_real_distribution<double> uniform;
  Bytes bytes(size);
  std::byte last{};
  for (std::byte& byte : bytes) {
    const double small = uniform(random) * uniform(random);
    if (uniform(random) >= stay) last = static_cast<std::byte>(small * values);
    byte = last;
  }
  return bytes;
}

TEST(RunDeflate, GivesBackWhatItTook) {
  RunDeflater deflater;
  std::mt19937 random(1);
  for (const std::size_t size : {0, 1, 2, 3, 4, 257, 258, 259, 260, 261, 262, 517, 5000, 65'536, 300'000})
    for (const double stay : {0.0, 0.5, 0.95, 0.9999, 1.0})
      for (const unsigned values : {2U, 17U, 256U}) {
        const Bytes plain = made(random, size, stay, values);
        EXPECT_TRUE(inflated(deflater.deflated(plain), size) == plain)
            << size << ' ' << stay << ' ' << values;
      }
}

TEST(RunDeflate, CodesRunsOfAllLengths) {
  Bytes plain;
  for (std::size_t length = 1; length <= 600; ++length)
    plain.insert(plain.end(), length, static_cast<std::byte>(length * 7 % 251));
  EXPECT_TRUE(inflated(RunDeflater().deflated(plain), plain.size()) == plain);
}

TEST(RunDeflate, KeepsCodesShortWhereSomeBytesAreRareBeyondAllOthers) {
  // Bytes as often as Fibonacci's numbers would have codes of 18 bits; deflate allows 15.
  Bytes plain;
  std::size_t uses = 1;
  std::size_t before = 0;
  for (unsigned value = 0; value < 19; ++value) {
    plain.insert(plain.end(), uses, static_cast<std::byte>(value));
    before = std::exchange(uses, uses + before);
  }
  std::shuffle(plain.begin(), plain.end(), std::mt19937(2));
  EXPECT_TRUE(inflated(RunDeflater().deflated(plain), plain.size()) == plain);
}

TEST(RunDeflate, IsAsSmallAsByZlib) {
  RunDeflater deflater;
  std::mt19937 random(3);
  for (const double stay : {0.0, 0.9, 0.999}) {
    const Bytes plain = made(random, 200'000, stay, 64);
    const std::size_t by_zlib = zlib_size(plain);
    EXPECT_LE(deflater.deflated(plain).size(), by_zlib + by_zlib / 100 + 20) << stay;
  }
}

}  // namespace
}  // namespace panj
