#pragma once

#include <Eigen/Core>
#include <cstdint>

#include "base/geometry.h"

namespace panj {

/// Number of a cell of a grid, row by row from the south-west corner: row * columns + column.
using CellId = std::int32_t;
constexpr CellId no_cell = -1;

/// Square cells on a projected metric plane. Row 0 is the southernmost, column 0 the westernmost.
struct Grid {
  Point corner_m{0.0, 0.0};  ///< south-west corner of the south-west cell
  double cell_size_m = 0.0;
  std::int32_t rows = 0;
  std::int32_t columns = 0;

  std::int32_t cells() const { return rows * columns; }
  std::int32_t row(CellId cell) const { return cell / columns; }
  std::int32_t column(CellId cell) const { return cell % columns; }
  CellId cell(std::int32_t row, std::int32_t column) const { return row * columns + column; }
  bool holds(std::int32_t row, std::int32_t column) const {
    return row >= 0 && row < rows && column >= 0 && column < columns;
  }
  /// Is it one of the outermost cells?
  bool on_rim(CellId cell) const {
    return row(cell) == 0 || column(cell) == 0 || row(cell) == rows - 1 || column(cell) == columns - 1;
  }
  Point centre(CellId cell) const {
    return corner_m + cell_size_m * Point(column(cell) + 0.5, row(cell) + 0.5);
  }
  /// The cell that holds a point, or no_cell outside. Points on the north and east edges belong to the last
  /// cells.
  CellId at(const Point& point) const;
  Box extent() const { return {corner_m, corner_m + cell_size_m * Point(columns, rows)}; }
  bool operator==(const Grid&) const = default;
};

/// One number per cell, indexed (row, column) as in Grid; row-major, so that `data()[cell]` is the cell's
/// number.
template <class T>
using Layer = Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace panj
