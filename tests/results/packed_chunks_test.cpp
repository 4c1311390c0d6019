#include "results/packed_chunks.h"

#include <gmock/gmock.h>

namespace panj {
namespace {

using testing::ElementsAre;

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

}  // namespace
}  // namespace panj
