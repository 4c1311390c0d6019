#include "base/cell_bits.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(CellBits, KeepWhatWasAddedToEachCellAndNothingOfItsNeighbours) {
  CellBits<2> bits(100);
  bits.add(0, 1);
  bits.add(15, 2);
  bits.add(16, 3);
  bits.add(99, 1);
  bits.add(99, 2);
  for (CellId cell = 0; cell < 100; ++cell) {
    const std::uint32_t expected = cell == 0 ? 1 : cell == 15 ? 2 : cell == 16 || cell == 99 ? 3 : 0;
    EXPECT_EQ(bits.of(cell), expected) << cell;
  }
  EXPECT_EQ(bits.bytes(), 28U);
}

TEST(CellBits, AreNoneOffTheGrid) {
  CellBits<1> bits(32);
  for (CellId cell = 0; cell < 32; ++cell) bits.add(cell, 1);
  EXPECT_EQ(bits.of(31), 1U);
  EXPECT_EQ(bits.of(32), 0U);
  EXPECT_EQ(bits.of(no_cell), 0U);
  EXPECT_EQ(CellBits<1>().of(0), 0U);
}

}  // namespace
}  // namespace panj
