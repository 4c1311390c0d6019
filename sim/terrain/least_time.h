#pragma once

#include <span>
#include <vector>

#include "terrain/movement.h"

namespace panj {

/// A place where a field starts, with the time already spent there.
struct Seed {
  CellId cell = no_cell;
  double time_s = 0.0;
};

/// to_seeds: time from each cell to the nearest seed. from_seeds: time from the nearest seed to each cell.
/// They differ where up and down take different times.
enum class Heading { to_seeds, from_seeds };

/// Least travel time of every cell and the first (or last) move of a path that takes it.
struct LeastTimeField {
  std::vector<float> time_s;     ///< per cell; +infinity where there is no way
  std::vector<std::int8_t> via;  ///< to_seeds: direction of the next move; from_seeds: direction back towards
                                 ///< the cell before; -1 at seeds and where there is no way
};

/// Dijkstra's field on the move graph of `ground`, exact to the rounding of float sums (bucket queue: see
/// .cpp). \param limit_s cells farther than this stay at +infinity.
LeastTimeField least_time(const Ground& ground, std::span<const Seed> seeds, Heading heading,
                          double limit_s = never_s);

/// Cells of a least-time path between `cell` and the seeds, in the order walked; empty where there is none.
std::vector<CellId> least_time_path(const LeastTimeField& field, const Grid& grid, CellId cell,
                                    Heading heading);

}  // namespace panj
