#pragma once

#include <array>
#include <cstdint>

#include "base/grid.h"

namespace panj {

enum class Neighbourhood : std::uint8_t { eight = 8, sixteen = 16 };

/// Moves of a neighbourhood as (row, column) offsets; the first 8 are the king's moves, the other 8 the
/// knight's. Direction d and its opposite are d ^ 1.
struct Move {
  std::int8_t row = 0;
  std::int8_t column = 0;
};
inline constexpr std::array<Move, 16> moves{{{0, 1},
                                             {0, -1},
                                             {1, 0},
                                             {-1, 0},
                                             {1, 1},
                                             {-1, -1},
                                             {1, -1},
                                             {-1, 1},
                                             {1, 2},
                                             {-1, -2},
                                             {2, 1},
                                             {-2, -1},
                                             {2, -1},
                                             {-2, 1},
                                             {1, -2},
                                             {-1, 2}}};

/// The cells that a move touches besides its first and last, as steps from its first.
struct CellsBetween {
  Move first;
  Move second;
};
/// A knight's move passes over two cells more; a diagonal move touches the two at its corner; a straight one
/// none (both are then the first cell, {0, 0}).
constexpr CellsBetween cells_between(int direction) {
  const Move m = moves[static_cast<std::size_t>(direction)];
  const auto half = [](std::int8_t n) { return static_cast<std::int8_t>(n / 2); };
  if (m.column == 2 || m.column == -2) return {{0, half(m.column)}, {m.row, half(m.column)}};
  if (m.row == 2 || m.row == -2) return {{half(m.row), 0}, {half(m.row), m.column}};
  if (m.row != 0 && m.column != 0) return {{m.row, 0}, {0, m.column}};
  return {};
}
/// Is the move a knight's?
constexpr bool is_knights(int direction) {
  return direction >= 8;
}
/// Length of a move over cells of side 1: 1, sqrt 2 or sqrt 5.
double length_in_cells(int direction);
/// The direction in which a move leads from one cell to another; -1 where none does.
int direction_between(const Grid& grid, CellId from, CellId to);

}  // namespace panj
