#include "results/packed_chunks.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include <cstring>
#include <random>

namespace panj {
namespace {

using testing::ElementsAre;

using Bytes = std::vector<std::byte>;

/// What HDF5's filter "deflate" reads.
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

TEST(PackedChunks, AreAsEvenAsMayBe) {
  EXPECT_THAT(chunk_of({100'000}), ElementsAre(50'000));
  EXPECT_THAT(chunk_of({65'536}), ElementsAre(65'536));
  EXPECT_THAT(chunk_of({256, 257}), ElementsAre(256, 129));
  EXPECT_THAT(chunk_of({4, 380, 700}), ElementsAre(1, 190, 234));
  EXPECT_THAT(chunk_of({2, 1, 300}), ElementsAre(1, 1, 150));
}

TEST(PackedChunks, CoverTheArray) {
  const Chunking chunking{{2, 5, 3}, {1, 3, 3}, 4};
  EXPECT_THAT(chunk_starts(chunking), ElementsAre(ElementsAre(0, 0, 0), ElementsAre(0, 3, 0),
                                                  ElementsAre(1, 0, 0), ElementsAre(1, 3, 0)));
  EXPECT_THAT(chunk_starts(chunking, 1), ElementsAre(ElementsAre(1, 0, 0), ElementsAre(1, 3, 0)));
}

TEST(PackedChunks, GiveBackTheBytesThatTheyTook) {
  std::mt19937 random(1);
  for (const std::size_t size : {1, 2, 3, 257, 258, 259, 5000, 65'536, 300'000}) {
    for (const double stay : {0.0, 0.5, 0.95, 0.9999, 1.0}) {
      for (const unsigned values : {2U, 17U, 256U}) {
        const Bytes plain = made(random, size, stay, values);
        const Chunking whole{{size}, {size}, 1};
        EXPECT_TRUE(inflated(packed_chunk(whole, plain, 0, {0}), size) == plain)
            << size << ' ' << stay << ' ' << values;
      }
    }
  }
}

TEST(PackedChunks, StoreWhatDoesNotGetSmaller) {
  std::mt19937 random(2);
  Bytes noise(1'000'000);
  for (std::byte& byte : noise) byte = static_cast<std::byte>(random());
  const Bytes packed = packed_chunk({{noise.size()}, {noise.size()}, 1}, noise, 0, {0});
  EXPECT_TRUE(inflated(packed, noise.size()) == noise);
  EXPECT_LT(packed.size(), noise.size() + noise.size() / 1024 + 100);
}

TEST(PackedChunks, PutTheFirstBytesOfAllValuesBeforeTheSecond) {
  const std::vector<std::uint32_t> counts{0x04030201, 0x14131211, 0x24232221};
  Bytes values(sizeof(std::uint32_t) * counts.size());
  std::memcpy(values.data(), counts.data(), values.size());
  const Bytes shuffled = inflated(packed_chunk({{3}, {3}, 4}, values, 0, {0}), values.size());
  std::vector<int> bytes;
  for (const std::byte byte : shuffled) bytes.push_back(std::to_integer<int>(byte));
  EXPECT_THAT(bytes, ElementsAre(0x01, 0x11, 0x21, 0x02, 0x12, 0x22, 0x03, 0x13, 0x23, 0x04, 0x14, 0x24));
}

}  // namespace
}  // namespace panj
