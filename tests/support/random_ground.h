#pragma once

#include <random>

#include "terrain/movement.h"

namespace panj::test {

/// A piece of ground and the layers that it is a view of. Not to be moved while `ground()` is in use.
struct RandomGround {
  Grid grid;
  Layer<double> elevation_m;
  Layer<float> friction;
  Layer<std::uint8_t> open;
  MovementLaw law;

  Ground ground(Neighbourhood neighbourhood = Neighbourhood::sixteen) const {
    return {grid, &elevation_m, &friction, &open, law, neighbourhood};
  }
};

/// Heights of white noise over a slope, frictions uniform over 1..3, a share of the cells closed.
inline RandomGround random_ground(std::int32_t rows, std::int32_t columns, double relief_m,
                                  double closed_share, std::uint32_t seed) {
  RandomGround result;
  result.grid = {{0.0, 0.0}, 100.0, rows, columns};
  result.elevation_m.resize(rows, columns);
  result.friction.resize(rows, columns);
  result.open.resize(rows, columns);
  std::mt19937 engine(seed);
  const auto uniform = [&engine] { return static_cast<double>(engine()) / 4294967296.0; };
  for (CellId cell = 0; cell < result.grid.cells(); ++cell) {
    result.elevation_m.data()[cell] = 1000.0 + 5.0 * result.grid.row(cell) + relief_m * uniform();
    result.friction.data()[cell] = static_cast<float>(1.0 + 2.0 * uniform());
    result.open.data()[cell] = uniform() < closed_share ? 0 : 1;
  }
  return result;
}

/// Level ground without friction or closed cells.
inline RandomGround level_ground(std::int32_t rows, std::int32_t columns, double cell_size_m) {
  RandomGround result;
  result.grid = {{0.0, 0.0}, cell_size_m, rows, columns};
  result.elevation_m = Layer<double>::Zero(rows, columns);
  result.friction = Layer<float>::Ones(rows, columns);
  result.open = Layer<std::uint8_t>::Ones(rows, columns);
  return result;
}

}  // namespace panj::test
