#pragma once

#include <array>
#include <cmath>

#include "base/grid.h"

namespace panj::bench {

/// Relief as in high mountains: sines of five wavelengths at odds with the grid, the shortest five 100 m
/// cells long; median slope near 25 degrees at 100 m.
inline Layer<double> rugged(const Grid& grid) {
  constexpr std::array<double, 5> wavelength_m{40000.0, 11000.0, 3700.0, 1300.0, 510.0};
  Layer<double> z(grid.rows, grid.columns);
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    const Point at = grid.centre(cell);
    double height_m = 2500.0;
    for (std::size_t k = 0; k < wavelength_m.size(); ++k) {
      const double turn = 0.7 + 1.3 * static_cast<double>(k);
      const double x = at.x() * std::cos(turn) + at.y() * std::sin(turn);
      const double y = at.y() * std::cos(turn) - at.x() * std::sin(turn);
      const double w = 6.283185307179586 / wavelength_m[k];
      height_m += 0.065 * wavelength_m[k] * std::sin(w * x + std::sin(w * y)) * std::cos(0.6 * w * y);
    }
    z.data()[cell] = height_m;
  }
  return z;
}

/// Relief with waves of every length from 20 km down to 150 m, slopes of mountains (median about 20 degrees).
inline Layer<double> mountains(const Grid& grid) {
  Layer<double> elevation_m = Layer<double>::Zero(grid.rows, grid.columns);
  double length_m = 20000.0;
  double height_m = 900.0;
  for (int octave = 0; octave < 8; ++octave) {
    const double turn_rad = 0.7 + 2.4 * octave;
    for (CellId cell = 0; cell < grid.cells(); ++cell) {
      const Point at = grid.centre(cell) * (2.0 * 3.14159265358979 / length_m);
      const double u = std::cos(turn_rad) * at.x() + std::sin(turn_rad) * at.y();
      const double v = std::cos(turn_rad) * at.y() - std::sin(turn_rad) * at.x();
      elevation_m.data()[cell] += height_m * std::sin(u + std::sin(0.8 * v)) * std::cos(v);
    }
    length_m *= 0.5;
    height_m *= 0.55;
  }
  return elevation_m;
}

/// The highest cell of the middle two sevenths of a raster.
inline CellId summit(const Grid& grid, const Layer<double>& elevation_m) {
  const Eigen::Index first_row = grid.rows * 5 / 14;
  const Eigen::Index first_column = grid.columns * 5 / 14;
  Eigen::Index row = 0;
  Eigen::Index column = 0;
  elevation_m.block(first_row, first_column, grid.rows * 2 / 7, grid.columns * 2 / 7).maxCoeff(&row, &column);
  return grid.cell(static_cast<std::int32_t>(first_row + row),
                   static_cast<std::int32_t>(first_column + column));
}

/// A square of cells of 100 m, or of another size.
inline Grid square(std::int32_t side, double cell_size_m = 100.0) {
  return {{0.0, 0.0}, cell_size_m, side, side};
}

}  // namespace panj::bench
