#include "terrain/modelled_frontier.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "parallel/for_each_batch.h"
#include "terrain/drainage.h"
#include "terrain/ridge_noise.h"
#include "terrain/river_valley.h"

namespace panj {

namespace {

// A quarter of a post of 5 arc-minutes: hides how the coarse raster was resampled, keeps what it knows.
constexpr double smoothing_m = 2000.0;

// Base heights between which plains pass into mountains; fitted to the share of level ground in the Khatlon
// sector (real: 41 % of cells under 5 degrees).
constexpr double plain_below_m = 450.0;
constexpr double mountain_above_m = 1900.0;
constexpr double plain_share = 0.01;  // of the ridges' height: swells of a few metres on plains

// Valley of the river.
constexpr double river_reach_m = 9000.0;       // beyond it the ground is untouched
constexpr double plain_half_width_m = 5000.0;  // the flood plain of the Panj at Farkhor is some 10 km wide
constexpr double wall_tangent = 0.7;           // 35 degrees: the walls of the Darvoz gorge, on average
constexpr double floor_share = 0.15;           // of the half width: level floor beside the river
constexpr double river_cell = 0.75;  // of a cell: over sqrt(1/2), so that the river's cells hang together

// Water. Strength, areas and slopes of rock were fitted together to slopes of real mountains at cells of 100
// and 250 m.
constexpr int passes = 4;
constexpr Erosion erosion{0.12, 1e5, 4e7};
constexpr double breach_m = 300.0;         // deepest cut of one pass through a sill
constexpr double soft_tangent = 0.65;      // 33 degrees: the angle of repose of scree
constexpr double hard_tangent = 1.40;      // 54 degrees at 100 m: what rock faces bear
constexpr double tangent_scatter = 0.2;    // from cell to cell: cut slopes are not planes
constexpr double pull_scatter = 0.5;       // from cell to cell: see drainage.h
constexpr double sediment_tangent = 1e-3;  // of filled hollows: a metre in a kilometre, as the plains

double smooth_step(double t) {
  t = std::clamp(t, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

// Moving mean over 2 radius + 1 columns, of those that lie on the grid.
void average_along_rows(Layer<double>& layer, Eigen::Index radius) {
  const Eigen::Index columns = layer.cols();
  std::vector<double> sum(static_cast<std::size_t>(columns) + 1, 0.0);
  for (Eigen::Index row = 0; row < layer.rows(); ++row) {
    for (Eigen::Index c = 0; c < columns; ++c) {
      sum[static_cast<std::size_t>(c) + 1] = sum[static_cast<std::size_t>(c)] + layer(row, c);
    }
    for (Eigen::Index c = 0; c < columns; ++c) {
      const Eigen::Index low = std::max<Eigen::Index>(0, c - radius);
      const Eigen::Index high = std::min(columns, c + radius + 1);
      layer(row, c) = (sum[static_cast<std::size_t>(high)] - sum[static_cast<std::size_t>(low)]) /
                      static_cast<double>(high - low);
    }
  }
}

// Three moving means of 2 radius: nearly a Gauss filter of standard deviation `radius_m`.
Layer<double> smoothed(Layer<double> layer, double radius_m, double cell_size_m) {
  const auto radius = static_cast<Eigen::Index>(std::lround(radius_m / cell_size_m));
  for (int pass = 0; pass < 3; ++pass) {
    average_along_rows(layer, radius);
    Layer<double> turned = layer.transpose();
    average_along_rows(turned, radius);
    layer = turned.transpose();
  }
  return layer;
}

Layer<double> mountain_share(const ModelledSurface& surface, const Layer<double>& base_m) {
  if (surface.base_path.empty()) return Layer<double>::Ones(base_m.rows(), base_m.cols());
  return base_m.unaryExpr([](double height_m) {
    return smooth_step((height_m - plain_below_m) / (mountain_above_m - plain_below_m));
  });
}

// What the seed decides, per cell.
struct Rock {
  Layer<double> ridges_m;
  Layer<float> steepest;  // tangent of the slope that the rock bears
  Layer<float> pull;      // on the water's way, about 1
};

Rock make_rock(const ModelledSurface& surface, const Grid& grid, const Layer<double>& mountain) {
  Rock rock{Layer<double>(grid.rows, grid.columns), Layer<float>(grid.rows, grid.columns),
            Layer<float>(grid.rows, grid.columns)};
  const RidgeNoise noise(surface.seed, grid.cell_size_m);
  // Slopes over longer steps are gentler. Roots, since pow's last bit differs between machines.
  const double by_scale = std::sqrt(std::sqrt(std::sqrt(100.0 / grid.cell_size_m)));
  for_each_index(available_threads(), grid.rows, [&](std::int64_t row) {
    RidgeNoise::Walker walker(noise);
    for (std::int32_t column = 0; column < grid.columns; ++column) {
      const CellId cell = grid.cell(static_cast<std::int32_t>(row), column);
      const Point at = grid.centre(cell);
      const double share = std::max(mountain.data()[cell], plain_share);
      rock.ridges_m.data()[cell] = surface.relief * share * walker.height_m(at);
      const double hardness = walker.hardness(at);
      const double scatter = 2.0 * noise.cell_uniform(at) - 1.0;
      const double tangent = std::lerp(soft_tangent, hard_tangent, hardness * hardness);
      rock.steepest.data()[cell] = static_cast<float>(by_scale * tangent * (1.0 + tangent_scatter * scatter));
      rock.pull.data()[cell] = static_cast<float>(1.0 + pull_scatter * scatter);
    }
  });
  return rock;
}

// Share of its height above the bed that ground keeps, by distance over half width.
double kept(double u) {
  return u * u / (1.0 + u * u);
}

// Shapes the valley along the river into base and ridges. \return the river's own cells.
Layer<std::uint8_t> cut_valley(const ModelledSurface& surface, const Grid& grid, const Valley& valley,
                               const Layer<double>& mountain, Layer<double>& base_m,
                               Layer<double>& ridges_m) {
  Layer<std::uint8_t> river = Layer<std::uint8_t>::Zero(grid.rows, grid.columns);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    const double distance_m = valley.distance_m.data()[cell];
    if (!(distance_m < river_reach_m)) continue;
    double& here = base_m.data()[cell];
    const double height_m = here - valley.bed_m.data()[cell];
    const double gorge_half_m = std::max(0.5 * surface.valley_width_m, 0.5 * height_m / wall_tangent);
    // Valleys close in as soon as hills begin.
    const double half_m =
        std::lerp(plain_half_width_m, gorge_half_m, smooth_step(2.0 * mountain.data()[cell]));
    const double u = std::max(0.0, distance_m / half_m - floor_share);
    const double fade = smooth_step(2.0 * (1.0 - distance_m / river_reach_m));
    here -= fade * (1.0 - kept(u)) * height_m;
    ridges_m.data()[cell] *= 1.0 - fade * (1.0 - kept(2.0 * u));
    const double half_bed_m =
        std::max(river_cell * grid.cell_size_m, 0.5 * floor_share * surface.valley_width_m);
    river.data()[cell] = distance_m < half_bed_m ? 1 : 0;
  }
  return river;
}

void let_water_run(const Grid& grid, const Layer<std::uint8_t>& river, const Layer<double>& mountain,
                   const Rock& rock, Layer<double>& elevation_m) {
  for (int pass = 0; pass <= passes; ++pass) {
    const Drainage ways = drainage(grid, elevation_m, river, rock.pull);
    breach(ways, breach_m, river, elevation_m);
    if (pass < passes) {
      erode(grid, ways, erosion, mountain, rock.steepest, elevation_m);
    } else {
      fill(grid, ways, sediment_tangent, elevation_m);
    }
  }
}

}  // namespace

Layer<double> modelled_frontier(const ModelledSurface& surface, const Grid& grid, const Layer<double>& base_m,
                                const Polyline& line) {
  Layer<double> elevation_m = smoothed(base_m, smoothing_m, grid.cell_size_m);
  const Layer<double> mountain = mountain_share(surface, elevation_m);
  Rock rock = make_rock(surface, grid, mountain);
  const River course = river_along(line, grid, {elevation_m, mountain, surface.valley_depth_m});
  const Valley valley = valley_of(course, grid, river_reach_m);
  const Layer<std::uint8_t> river = cut_valley(surface, grid, valley, mountain, elevation_m, rock.ridges_m);
  elevation_m += rock.ridges_m;
  elevation_m = (river != 0).select(valley.along_bed_m, elevation_m);
  let_water_run(grid, river, mountain, rock, elevation_m);
  return elevation_m;
}

}  // namespace panj
