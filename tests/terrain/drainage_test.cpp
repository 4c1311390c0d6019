#include "terrain/drainage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "rng/stream.h"

namespace panj {
namespace {

const Grid drained_grid{{0.0, 0.0}, 100.0, 40, 50};

Layer<std::uint8_t> none() {
  return Layer<std::uint8_t>::Zero(drained_grid.rows, drained_grid.columns);
}

Layer<float> even() {
  return Layer<float>::Ones(drained_grid.rows, drained_grid.columns);
}

// Heights without any order: hollows everywhere.
Layer<double> rough_heights(double height_m) {
  Layer<double> z(drained_grid.rows, drained_grid.columns);
  for (CellId cell = 0; cell < drained_grid.cells(); ++cell) {
    const Address address{{7}, Purpose::ridges, static_cast<std::uint32_t>(cell), 0};
    z.data()[cell] = height_m * uniform_pair(address).first;
  }
  return z;
}

// A plane that falls to the west, a unit a cell.
Layer<double> sloping_plane() {
  Layer<double> z(drained_grid.rows, drained_grid.columns);
  for (CellId cell = 0; cell < drained_grid.cells(); ++cell) z.data()[cell] = drained_grid.column(cell);
  return z;
}

TEST(Drainage, IsATreeThatCarriesAllWaterOff) {
  const Drainage ways = drainage(drained_grid, rough_heights(100.0), none(), even());
  ASSERT_EQ(ways.order.size(), static_cast<std::size_t>(drained_grid.cells()));
  std::vector<int> place(ways.order.size(), -1);
  double carried_m2 = 0.0;
  for (std::size_t i = 0; i < ways.order.size(); ++i) {
    const auto cell = static_cast<std::size_t>(ways.order[i]);
    ASSERT_EQ(place[cell], -1) << "a cell twice";
    place[cell] = static_cast<int>(i);
    const auto to = static_cast<std::size_t>(ways.receiver[cell]);
    if (to == cell) {
      carried_m2 += ways.area_m2[cell];
    } else {
      EXPECT_GE(place[to], 0) << "a cell before the one it drains to";
    }
  }
  EXPECT_DOUBLE_EQ(carried_m2, drained_grid.cells() * 1e4);
}

TEST(Drainage, RunsStraightDownAPlane) {
  const Drainage ways = drainage(drained_grid, sloping_plane(), none(), even());
  for (std::int32_t column = 1; column + 1 < drained_grid.columns; ++column) {
    EXPECT_EQ(ways.receiver[static_cast<std::size_t>(drained_grid.cell(20, column))],
              drained_grid.cell(20, column - 1));
    // All that lies uphill in its row, but for the rim, which is an outlet itself.
    EXPECT_DOUBLE_EQ(ways.area_m2[static_cast<std::size_t>(drained_grid.cell(20, column))],
                     1e4 * (drained_grid.columns - 1 - column));
  }
}

TEST(Drainage, LeavesAHollowOverItsLowestSill) {
  Layer<double> z = Layer<double>::Constant(drained_grid.rows, drained_grid.columns, 100.0);
  for (std::int32_t column = 1; column + 1 < drained_grid.columns; ++column) z(20, column) = 10.0;
  z(20, 0) = 50.0;  // the sill
  const Drainage ways = drainage(drained_grid, z, none(), even());
  EXPECT_GT(ways.area_m2[static_cast<std::size_t>(drained_grid.cell(20, 0))], 1e6);
  EXPECT_EQ(ways.receiver[static_cast<std::size_t>(drained_grid.cell(20, 30))], drained_grid.cell(20, 29));
}

TEST(Drainage, EndsAtOutlets) {
  Layer<std::uint8_t> outlet = none();
  outlet(20, 25) = 1;
  const Drainage ways = drainage(drained_grid, sloping_plane(), outlet, even());
  EXPECT_EQ(ways.receiver[static_cast<std::size_t>(drained_grid.cell(20, 25))], drained_grid.cell(20, 25));
  EXPECT_EQ(ways.receiver[static_cast<std::size_t>(drained_grid.cell(20, 26))], drained_grid.cell(20, 25));
}

TEST(Erode, TakesTheImplicitStep) {
  Layer<double> z = sloping_plane() * 50.0;
  const Drainage ways = drainage(drained_grid, z, none(), even());
  const Layer<double> before = z;
  const Erosion erosion{0.2, 0.0, 1e9};
  erode(drained_grid, ways, erosion, Layer<double>::Ones(drained_grid.rows, drained_grid.columns),
        Layer<float>::Constant(drained_grid.rows, drained_grid.columns, 10.0F), z);
  double below = before(20, 0);
  for (std::int32_t column = 1; column < 10; ++column) {
    const double f = 0.2 * std::sqrt(1e4 * (drained_grid.columns - 1 - column)) / 100.0;
    const double expected = (before(20, column) + f * below) / (1.0 + f);
    EXPECT_NEAR(z(20, column), expected, 1e-9);
    below = expected;
  }
}

TEST(Erode, LeavesNoSlopeSteeperThanTheRockBearsAndSparesWhatIsNoMountain) {
  const Layer<double> steep = sloping_plane() * 300.0;
  const Drainage ways = drainage(drained_grid, steep, none(), even());
  const Layer<float> tangent = Layer<float>::Constant(drained_grid.rows, drained_grid.columns, 0.8F);
  Layer<double> z = steep;
  erode(drained_grid, ways, {0.0, 0.0, 1e9}, Layer<double>::Ones(drained_grid.rows, drained_grid.columns),
        tangent, z);
  for (std::int32_t column = 1; column + 1 < drained_grid.columns; ++column) {
    EXPECT_NEAR(z(20, column) - z(20, column - 1), 80.0, 1e-4);
  }
  z = sloping_plane();
  erode(drained_grid, ways, {5.0, 0.0, 1e9}, none().cast<double>(), tangent, z);
  EXPECT_TRUE((z == sloping_plane()).all());
}

TEST(Breach, CutsSillsNoDeeperThanAsked) {
  Layer<double> z = Layer<double>::Constant(drained_grid.rows, drained_grid.columns, 100.0);
  z.block(10, 10, 20, 20) = 10.0;
  const Drainage ways = drainage(drained_grid, z, none(), even());
  breach(ways, 40.0, none(), z);
  EXPECT_DOUBLE_EQ(z.minCoeff(), 10.0);
  // One way out, cut by 40 m all along to the rim.
  EXPECT_GT((z == 60.0).count(), 5);
  EXPECT_EQ(((z != 60.0) && (z != 100.0) && (z != 10.0)).count(), 0);
}

TEST(Fill, LeavesEveryCellAboveTheOneItDrainsTo) {
  Layer<double> z = rough_heights(100.0);
  const Layer<double> before = z;
  const Drainage ways = drainage(drained_grid, z, none(), even());
  fill(drained_grid, ways, 1e-3, z);
  EXPECT_TRUE((z >= before).all());
  for (CellId cell = 0; cell < drained_grid.cells(); ++cell) {
    const CellId to = ways.receiver[static_cast<std::size_t>(cell)];
    if (to != cell) {
      EXPECT_GT(z.data()[cell], z.data()[to]);
    }
  }
}

}  // namespace
}  // namespace panj
