#include "terrain/modelled_frontier.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "base/units.h"
#include "support/samples.h"
#include "terrain/line_of_sight.h"
#include "terrain/movement.h"
#include "terrain/small_files.h"
#include "terrain/surface.h"
#include "terrain/vector_file.h"

namespace panj {
namespace {

const std::string crs = "EPSG:32642";

ModelledSurface shipped_surface() {
  ModelledSurface surface;
  surface.base_path = shipped_data + "frontier_dem_etopo5.tif";
  return surface;
}

const Polyline& border() {
  static const Polyline line = [] {
    Problems problems;
    auto vertices = read_line(shipped_data + "frontier_dcw.geojson", crs, "line", {}, problems);
    problems.throw_if_any();
    return Polyline(std::move(vertices));
  }();
  return line;
}

Grid window(const Point& centre, double size_m, double cell_size_m) {
  const auto cells = static_cast<std::int32_t>(size_m / cell_size_m);
  return {centre - Point(size_m / 2, size_m / 2), cell_size_m, cells, cells};
}

// 100 x 100 km around 69.9 E 37.6 N: plains of Farkhor and Hamadoni, hills, the mouth of the Darvoz gorge.
Grid khatlon(double cell_size_m, double size_m = 100e3) {
  return window({579000.0, 4162000.0}, size_m, cell_size_m);
}

// 60 x 60 km around 71.0 E 38.2 N: Darvoz, mountains throughout.
Grid darvoz(double cell_size_m, double size_m = 60e3) {
  return window({675000.0, 4230000.0}, size_m, cell_size_m);
}

// The same for what can be told from a part of them.
Grid part_of_darvoz(double cell_size_m) {
  return darvoz(cell_size_m, test::side(60e3));
}

// Sizes of cells to lay all of a ground in: where programs are slow, the wide ones alone.
std::vector<double> cells_of_a_whole_ground() {
  return test::programs_are_slow() ? std::vector{250.0} : std::vector{100.0, 250.0};
}

Layer<double> terrain_of(const Surface& surface, const Grid& grid) {
  Problems problems;
  Layer<double> z = make_elevation(surface, grid, crs, border(), {}, problems);
  problems.throw_if_any();
  return z;
}

std::vector<double> inner_slopes_deg(const Grid& grid, const Layer<double>& z) {
  const Layer<float> slope = slope_rad(grid, z);
  std::vector<double> result;
  for (std::int32_t row = 1; row + 1 < grid.rows; ++row) {
    for (std::int32_t column = 1; column + 1 < grid.columns; ++column) {
      result.push_back(deg_from_rad(static_cast<double>(slope(row, column))));
    }
  }
  std::sort(result.begin(), result.end());
  return result;
}

double at_share(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

double share_below(const std::vector<double>& sorted, double value) {
  return static_cast<double>(std::lower_bound(sorted.begin(), sorted.end(), value) - sorted.begin()) /
         static_cast<double>(sorted.size());
}

// Share of inner cells lower than all eight neighbours.
double pit_share(const Grid& grid, const Layer<double>& z) {
  int pits = 0;
  for (std::int32_t row = 1; row + 1 < grid.rows; ++row) {
    for (std::int32_t column = 1; column + 1 < grid.columns; ++column) {
      bool lowest = true;
      for (std::size_t m = 0; m < 8; ++m) {
        lowest = lowest && z(row, column) < z(row + moves[m].row, column + moves[m].column);
      }
      pits += lowest ? 1 : 0;
    }
  }
  return static_cast<double>(pits) / static_cast<double>((grid.rows - 2) * (grid.columns - 2));
}

// Share of cells that a flood rising from the rim alone would have to raise: written apart from the
// program's own.
double raised_share(const Grid& grid, Layer<double> z) {
  using Entry = std::pair<double, CellId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  std::vector<bool> seen(static_cast<std::size_t>(grid.cells()), false);
  const auto see = [&](CellId cell) {
    seen[static_cast<std::size_t>(cell)] = true;
    queue.emplace(z.data()[cell], cell);
  };
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    const auto row = grid.row(cell);
    const auto column = grid.column(cell);
    if (row == 0 || column == 0 || row == grid.rows - 1 || column == grid.columns - 1) see(cell);
  }
  int raised = 0;
  while (!queue.empty()) {
    const auto [level, cell] = queue.top();
    queue.pop();
    for (std::size_t m = 0; m < 8; ++m) {
      const auto row = grid.row(cell) + moves[m].row;
      const auto column = grid.column(cell) + moves[m].column;
      if (!grid.holds(row, column)) continue;
      const CellId other = grid.cell(row, column);
      if (seen[static_cast<std::size_t>(other)]) continue;
      if (z.data()[other] < level) {
        z.data()[other] = level;
        ++raised;
      }
      see(other);
    }
  }
  return static_cast<double>(raised) / static_cast<double>(grid.cells());
}

// Share of cells over 20 degrees whose aspect lies within 2.5 degrees of `turn_deg` + k 90 degrees, over what
// even aspects would give.
double aspect_excess(const Grid& grid, const Layer<double>& z, double turn_deg) {
  const double steep = std::tan(rad_from_deg(20.0));
  int cells = 0;
  int near = 0;
  for (std::int32_t r = 1; r + 1 < grid.rows; ++r) {
    for (std::int32_t c = 1; c + 1 < grid.columns; ++c) {
      const double east = (z(r + 1, c + 1) + 2 * z(r, c + 1) + z(r - 1, c + 1) - z(r + 1, c - 1) -
                           2 * z(r, c - 1) - z(r - 1, c - 1)) /
                          (8 * grid.cell_size_m);
      const double north = (z(r + 1, c + 1) + 2 * z(r + 1, c) + z(r + 1, c - 1) - z(r - 1, c + 1) -
                            2 * z(r - 1, c) - z(r - 1, c - 1)) /
                           (8 * grid.cell_size_m);
      if (std::hypot(east, north) < steep) continue;
      ++cells;
      const double off_deg = deg_from_rad(std::atan2(north, east)) - turn_deg;
      near += std::abs(std::remainder(off_deg, 90.0)) < 2.5 ? 1 : 0;
    }
  }
  return static_cast<double>(near) / static_cast<double>(cells) / (5.0 / 90.0);
}

class ModelledFrontier : public testing::TestWithParam<double> {
 protected:
  static std::vector<Grid> grids() {
    if (GetParam() == 250.0) return {khatlon(250.0), darvoz(250.0)};
    return {part_of_darvoz(100.0)};
  }
};

TEST_P(ModelledFrontier, SlopesOfMountainsAreThoseOfRealOnes) {
  // Real mountains: Alay at 100 m, Davos averaged to 250 m.
  const std::array<double, 3> real =
      GetParam() == 100.0 ? std::array{26.0, 41.0, 52.0} : std::array{22.0, 33.0, 41.0};
  const Grid grid = GetParam() == 100.0 ? part_of_darvoz(100.0) : darvoz(250.0);
  // A part of these mountains is less like all of them: the bound widens as the root of what its side is
  // shorter.
  const double within_deg = 3.0 * std::sqrt(60e3 / (grid.columns * grid.cell_size_m));
  for (int seed = 1; seed <= test::trials(3); ++seed) {
    ModelledSurface surface = shipped_surface();
    surface.seed = static_cast<std::uint64_t>(seed);
    const auto slopes = inner_slopes_deg(grid, terrain_of(surface, grid));
    EXPECT_NEAR(at_share(slopes, 0.50), real[0], within_deg) << "seed " << seed;
    EXPECT_NEAR(at_share(slopes, 0.90), real[1], within_deg) << "seed " << seed;
    EXPECT_NEAR(at_share(slopes, 0.99), real[2], within_deg) << "seed " << seed;
  }
}

TEST_P(ModelledFrontier, PlainsStayPlains) {
  // Of cells of 100 m, where programs are slow, a part around the middle: the same bounds hold there.
  const double size_m = GetParam() == 100.0 ? test::side(100e3) : 100e3;
  const Grid grid = khatlon(GetParam(), size_m);
  const auto slopes = inner_slopes_deg(grid, terrain_of(shipped_surface(), grid));
  EXPECT_GT(share_below(slopes, 5.0), 0.25);
  EXPECT_LT(share_below(slopes, 5.0), 0.45);
}

TEST_P(ModelledFrontier, DrainsToTheRim) {
  for (const Grid& grid : grids()) {
    const Layer<double> z = terrain_of(shipped_surface(), grid);
    const double pits = pit_share(grid, z);
    const double raised = raised_share(grid, z);
    RecordProperty("pits_and_raised_of_" + std::to_string(grid.cells()) + "_cells",
                   std::to_string(pits) + " " + std::to_string(raised));
    EXPECT_LT(pits, 0.001);
    EXPECT_LT(raised, 0.01);
  }
}

TEST_P(ModelledFrontier, SlopesFaceNoGridDirectionMoreThanOthers) {
  for (const Grid& grid : grids()) {
    const Layer<double> z = terrain_of(shipped_surface(), grid);
    const double straight = aspect_excess(grid, z, 0.0);
    const double diagonal = aspect_excess(grid, z, 45.0);
    EXPECT_NEAR(0.5 * (straight + diagonal), 1.0, 0.06);
    EXPECT_NEAR(straight, 1.0, 0.12);
    EXPECT_NEAR(diagonal, 1.0, 0.12);
  }
}

INSTANTIATE_TEST_SUITE_P(Cells, ModelledFrontier, testing::Values(100.0, 250.0),
                         [](const auto& cell) { return std::to_string(static_cast<int>(cell.param)) + "m"; });

// Ground at the line and beside it.
struct CrossSection {
  double along_m = 0.0;
  double river_m = 0.0;         // the line's own cell
  double lowest_beside_m = 0;   // of 0.5, 1 and 1.5 km to either side
  double lower_shoulder_m = 0;  // the lower of the highest points within 4 km on either side
};

std::vector<CrossSection> cross_sections(const Grid& grid, const Layer<double>& z) {
  std::vector<CrossSection> sections;
  const Box inner = grid.extent().grown(-5000.0);
  for (double along = 0.0; along < border().length_m(); along += 500.0) {
    const Point at = border().at(along);
    if (!inner.contains(at)) continue;
    const Point way = (border().at(along + 250.0) - border().at(along - 250.0)).normalized();
    const Point left(-way.y(), way.x());
    CrossSection section{along, z.data()[grid.at(at)], 1e9, 0.0};
    std::array<double, 2> shoulder{};
    for (const int side : {0, 1}) {
      for (double d = 500.0; d <= 4000.0; d += 500.0) {
        const double height = ground_height_m(grid, z, at + (side == 0 ? d : -d) * left);
        if (d <= 1500.0) section.lowest_beside_m = std::min(section.lowest_beside_m, height);
        auto& highest = shoulder[static_cast<std::size_t>(side)];
        highest = std::max(highest, height);
      }
    }
    section.lower_shoulder_m = std::min(shoulder[0], shoulder[1]);
    sections.push_back(section);
  }
  return sections;
}

TEST(ModelledFrontierRiver, RunsInAGorgeInMountains) {
  for (const double cell_size_m : cells_of_a_whole_ground()) {
    const Grid grid = darvoz(cell_size_m);
    const auto sections = cross_sections(grid, terrain_of(shipped_surface(), grid));
    ASSERT_GT(sections.size(), 80U);
    const auto count = static_cast<double>(sections.size());
    std::vector<double> depths;
    double lowest = 0;
    for (const CrossSection& s : sections) {
      depths.push_back(s.lower_shoulder_m - s.river_m);
      lowest += s.lowest_beside_m > s.river_m ? 1 : 0;
    }
    std::sort(depths.begin(), depths.end());
    // Not all: in a bend, ground beside the line can be the river again, further down.
    EXPECT_GT(lowest / count, 0.9);
    EXPECT_GT(at_share(depths, 0.5), 500.0);
    EXPECT_GT(at_share(depths, 0.1), 250.0);
  }
}

TEST(ModelledFrontierRiver, FallsFromEastToWestAllTheWay) {
  std::vector<Grid> grids{khatlon(250.0)};
  for (const double cell_size_m : cells_of_a_whole_ground()) grids.push_back(darvoz(cell_size_m));
  for (const Grid& grid : grids) {
    const auto sections = cross_sections(grid, terrain_of(shipped_surface(), grid));
    // The line runs from west to east: the river rises along it.
    for (std::size_t i = 1; i < sections.size(); ++i) {
      EXPECT_GE(sections[i].river_m, sections[i - 1].river_m - 0.5) << "km " << sections[i].along_m / 1000;
    }
    EXPECT_GT(sections.back().river_m, sections.front().river_m + 50.0);
  }
}

TEST(ModelledFrontierRiver, LiesInABroadShallowBedOnThePlain) {
  const Grid grid = khatlon(250.0);
  const auto sections = cross_sections(grid, terrain_of(shipped_surface(), grid));
  int plain = 0;
  for (const CrossSection& s : sections) {
    if (s.along_m < 250e3 || s.along_m > 300e3) continue;  // Farkhor and Hamadoni
    ++plain;
    // Beside a bend lies the river again, a little further down.
    EXPECT_GE(s.lowest_beside_m, s.river_m - 3.0);
    EXPECT_LT(s.lower_shoulder_m - s.river_m, 120.0);
  }
  EXPECT_GT(plain, 50);
}

TEST(ModelledFrontierSeed, SameSeedSameBitsOtherSeedOtherMountains) {
  const Grid grid = part_of_darvoz(250.0);
  ModelledSurface surface = shipped_surface();
  const Layer<double> first = terrain_of(surface, grid);
  EXPECT_TRUE((first == terrain_of(surface, grid)).all());
  surface.seed = 2;
  EXPECT_GT((first - terrain_of(surface, grid)).abs().mean(), 100.0);
}

TEST(ModelledFrontierSeed, TwoGridsOverTheSameGroundAgreeAwayFromTheirRims) {
  const Grid west = window({660000.0, 4225000.0}, 60e3, 250.0);
  const Grid east = window({680000.0, 4225000.0}, 60e3, 250.0);
  const Layer<double> z_west = terrain_of(shipped_surface(), west);
  const Layer<double> z_east = terrain_of(shipped_surface(), east);
  // The common ground, 10 km from either rim.
  const Eigen::Index columns = 80;
  const auto a = z_west.block(40, 120, 160, columns);
  const auto b = z_east.block(40, 40, 160, columns);
  const Layer<double> gap = (a - b).abs();
  std::vector<double> sorted(gap.data(), gap.data() + gap.size());
  std::sort(sorted.begin(), sorted.end());
  RecordProperty("median_gap_m", std::to_string(at_share(sorted, 0.5)));
  RecordProperty("gap_90_m", std::to_string(at_share(sorted, 0.9)));
  EXPECT_LT(at_share(sorted, 0.5), 20.0);
  EXPECT_LT(at_share(sorted, 0.9), 100.0);
}

TEST(ModelledFrontierParameters, ReliefScalesTheRidges) {
  const Grid grid = part_of_darvoz(250.0);
  ModelledSurface surface = shipped_surface();
  std::array<double, 3> medians{};
  for (const int i : {0, 1, 2}) {
    surface.relief = 0.5 * i;
    medians[static_cast<std::size_t>(i)] = at_share(inner_slopes_deg(grid, terrain_of(surface, grid)), 0.5);
  }
  EXPECT_LT(medians[0], medians[1] - 3.0);
  EXPECT_LT(medians[1], medians[2] - 3.0);
}

TEST(ModelledFrontierParameters, WithoutABaseAllIsMountainsAboutItsHeight) {
  const Grid grid{{0.0, 0.0}, 250.0, 160, 160};
  const Polyline line({{-1000.0, 20000.0}, {20000.0, 24000.0}, {41000.0, 18000.0}});
  ModelledSurface surface;
  surface.base_m = 2500.0;
  Layer<double> base = Layer<double>::Constant(160, 160, surface.base_m);
  const Layer<double> z = modelled_frontier(surface, grid, base, line);
  EXPECT_NEAR(z.mean(), 2400.0, 250.0);
  EXPECT_GT(at_share(inner_slopes_deg(grid, z), 0.5), 15.0);
  const auto on_line = [&](double along) { return z.data()[grid.at(line.at(along))]; };
  for (double along = 2000.0; along < 41000.0; along += 1000.0) {
    EXPECT_GT(on_line(along), on_line(along - 1000.0) + 1.0);
    EXPECT_LT(on_line(along), surface.base_m - surface.valley_depth_m + 1.0);
  }
}

TEST(ModelledFrontierReference, SharesLevelGroundWithTheRealKhatlon) {
  const char* folder = std::getenv("PANJ_REFERENCE_DATA");
  if (folder == nullptr) GTEST_SKIP() << "PANJ_REFERENCE_DATA is not set";
  const Grid grid = window({583000.0, 4173000.0}, 90e3, 250.0);
  const auto modelled = inner_slopes_deg(grid, terrain_of(shipped_surface(), grid));
  const RasterSurface raster{std::string(folder) + "/khatlon_dem_utm42n_250m.tif",
                             RasterSurface::Voids::refuse};
  const auto real = inner_slopes_deg(grid, terrain_of(raster, grid));
  EXPECT_NEAR(share_below(modelled, 5.0), share_below(real, 5.0), 0.10);
}

}  // namespace
}  // namespace panj
