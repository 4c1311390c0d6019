#pragma once

#include <cstdint>
#include <vector>

#include "base/grid.h"

namespace panj {

struct World;

/// What a walk of a class asks in every cell that it comes to, mostly in vain: a bit each in one byte a cell.
/// What there is in a cell, it then reads only where the bit is set.
struct CellTraits {
  static constexpr std::uint8_t seen_by_posts = 1;    ///< Coverage::posts has a row
  static constexpr std::uint8_t seen_by_patrols = 2;  ///< Coverage::patrols has one
  static constexpr std::uint8_t near_lines = 4;       ///< World::line_cells has one
  static constexpr std::uint8_t seen_by_any = seen_by_posts | seen_by_patrols | near_lines;
  static constexpr std::uint8_t holds_up = 8;       ///< an obstacle of the class may hold up a move from here
  static constexpr std::uint8_t inner = 16;         ///< on the inner side of the border
  static constexpr std::uint8_t in_site = 32;       ///< in a protected site
  static constexpr std::uint8_t sees_patrols = 64;  ///< in the lookout by which the class turns back

  std::vector<std::uint8_t> of_cell;  ///< [cell]; empty where tracks need no cells

  /// Of a cell off the grid, 0.
  std::uint8_t of(CellId cell) const {
    const auto c = static_cast<std::size_t>(cell);
    return c < of_cell.size() ? of_cell[c] : std::uint8_t{0};
  }
  std::size_t bytes() const { return of_cell.size(); }
};

/// Finds the traits of cells for each class, when all else of the world is compiled, and tells the classes
/// which are theirs: classes that go by the same share them.
void compile_cell_traits(World& world);

}  // namespace panj
