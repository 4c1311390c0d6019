#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "terrain/least_time.h"

namespace panj {

/// Moves that lead nearer to the destination, cell after cell in the order of the least time to go, so that
/// every move leads to a cell before. One field serves any theta.
struct EfficientMoves {
  std::vector<float> time_to_go_s;      ///< least cost to go, per cell; strictly more than that of the next
                                        ///< cell of its path
  std::vector<CellId> order;            ///< cells with a way, by increasing time to go
  std::vector<std::size_t> begin;       ///< order.size() + 1 offsets into the two below
  std::vector<float> time_s;            ///< of each move
  std::vector<float> cost_s;            ///< of each move, where costs are not times; else empty
  std::vector<std::uint8_t> direction;  ///< of each move
  std::array<CellId, 17> offset{};      ///< per direction (16: none): change of the cell number
};

/// The efficient moves (Dial 1971) to the nearest of some destination cells. \param cost ground on which
/// moves take as long as they cost; null: they cost the time that they take.
EfficientMoves efficient_moves(const Ground& ground, std::span<const CellId> destination,
                               const Ground* cost = nullptr);

/// Changes of the cell number by direction; the last, "stay", is 0.
std::array<CellId, 17> cell_offsets(const Grid& grid);

/// Rounding to float, or a move that takes no time, can leave a cell no later than the next cell of its path;
/// it would then have no efficient move, and no place in the order. Such cells are made the least bit later.
void part_ties(const LeastTimeField& field, const std::array<CellId, 17>& offset, std::vector<float>& time_s);

/// Cells with a finite time, by increasing time; equal times by cell number.
std::vector<CellId> cells_by_time(std::span<const float> time_s);

/// A move as a walker may take it.
struct LogitMove {
  std::uint8_t direction = 0;
  float time_s = 0.0F;
  CellId to = no_cell;
  std::uint32_t parts = 0;  ///< probability in 65536ths, at least 1
};

/// `count` parts that add up to 65536, made whole: the nearest whole numbers, then those furthest off moved
/// by 1 until they add up to 65536.
std::array<std::int32_t, 16> rounded(const std::array<double, 16>& parts, std::size_t count);

/// Goes over the cells in the order of the time to go, finding V and the probabilities of the moves as
/// RouteField states them.
class DialSweep {
 public:
  /// The graph is a view: it outlives the sweep. \param theta_s > 0.
  DialSweep(const EfficientMoves& graph, double theta_s);

  /// The cell at place `k` of the order, and its moves with probabilities rounded so that the parts add up to
  /// 65536; none at a destination. To be called for k = 0, 1, ... in turn: each builds on those before.
  std::span<const LogitMove> settle(std::size_t k);

 private:
  const EfficientMoves& moves_;
  const std::vector<float>& cost_s_;
  double theta_s_;
  std::vector<double> value_s_;  ///< V per cell
  std::array<LogitMove, 16> found_{};
};

}  // namespace panj
