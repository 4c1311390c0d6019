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

/// A square of 100 m cells.
inline Grid square(std::int32_t side) {
  return {{0.0, 0.0}, 100.0, side, side};
}

}  // namespace panj::bench
