#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/grid.h"

namespace panj {

/// One T for every move, of which few are not T{}: a row of 16 for each cell that has any, and 4 bytes for
/// every cell. Values hold both ways: a move and its opposite share them.
template <class T>
class MoveTable {
 public:
  static constexpr std::int32_t no_row = -1;

  MoveTable() = default;
  explicit MoveTable(const Grid& grid)
      : grid_(grid), row_of_(static_cast<std::size_t>(grid.cells()), no_row) {}

  bool empty() const { return rows_.empty(); }
  /// Row of a cell; no_row where all its moves have T{}.
  std::int32_t row(CellId cell) const { return row_of_[static_cast<std::size_t>(cell)]; }
  const T& in_row(std::int32_t row, int direction) const {
    return rows_[static_cast<std::size_t>(row)][static_cast<std::size_t>(direction)];
  }
  T of(CellId cell, int direction) const {
    const std::int32_t found = row(cell);
    return found == no_row ? T{} : in_row(found, direction);
  }
  /// Sets the value of the move and of its opposite; both ends lie on the grid.
  void set(CellId cell, CellId to, int direction, const T& value) {
    place(cell, direction) = value;
    place(to, direction ^ 1) = value;
  }
  /// Calls visit(cell, direction, value) for the moves of all rows.
  template <class Visit>
  void for_each(const Visit& visit) const {
    for (CellId cell = 0; cell < grid_.cells(); ++cell) {
      const std::int32_t found = row(cell);
      if (found == no_row) continue;
      for (int d = 0; d < 16; ++d) visit(cell, d, in_row(found, d));
    }
  }
  const Grid& grid() const { return grid_; }

 private:
  T& place(CellId cell, int direction) {
    std::int32_t& row = row_of_[static_cast<std::size_t>(cell)];
    if (row == no_row) {
      row = static_cast<std::int32_t>(rows_.size());
      rows_.emplace_back();
    }
    return rows_[static_cast<std::size_t>(row)][static_cast<std::size_t>(direction)];
  }

  Grid grid_;
  std::vector<std::int32_t> row_of_;
  std::vector<std::array<T, 16>> rows_;
};

}  // namespace panj
