#include "terrain/nearest_piece.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace panj {

namespace {

/// Pieces of a line as columns of numbers, so that distances to all of them vectorise.
struct Pieces {
  std::vector<double> x, y;    ///< start [m], from the grid's corner
  std::vector<double> dx, dy;  ///< end less start [m]
  std::vector<double> per_length2;
  std::vector<double> along_m;  ///< of the start

  std::size_t size() const { return x.size(); }
  void clear() {
    for (auto* column : {&x, &y, &dx, &dy, &per_length2, &along_m}) column->clear();
  }
  void add(const Pieces& other, std::size_t i) {
    x.push_back(other.x[i]);
    y.push_back(other.y[i]);
    dx.push_back(other.dx[i]);
    dy.push_back(other.dy[i]);
    per_length2.push_back(other.per_length2[i]);
    along_m.push_back(other.along_m[i]);
  }
};

Pieces pieces_of(const std::vector<Point>& vertices, const Point& origin) {
  Pieces pieces;
  double along_m = 0.0;
  for (std::size_t i = 1; i < vertices.size(); ++i) {
    const Point start = vertices[i - 1] - origin;
    const Point step = vertices[i] - vertices[i - 1];
    pieces.x.push_back(start.x());
    pieces.y.push_back(start.y());
    pieces.dx.push_back(step.x());
    pieces.dy.push_back(step.y());
    pieces.per_length2.push_back(1.0 / step.squaredNorm());
    pieces.along_m.push_back(along_m);
    along_m += step.norm();
  }
  return pieces;
}

/// Squared distance of (x, y) to every piece.
void squared_distances(const Pieces& pieces, double x, double y, std::vector<double>& squared_m2) {
  const std::size_t size = pieces.size();
  squared_m2.resize(size);
  const double* px = pieces.x.data();
  const double* py = pieces.y.data();
  const double* dx = pieces.dx.data();
  const double* dy = pieces.dy.data();
  const double* per = pieces.per_length2.data();
  double* result = squared_m2.data();
  for (std::size_t i = 0; i < size; ++i) {
    const double qx = x - px[i];
    const double qy = y - py[i];
    const double raw = (qx * dx[i] + qy * dy[i]) * per[i];
    const double low = raw > 0.0 ? raw : 0.0;
    const double fraction = low < 1.0 ? low : 1.0;
    const double ex = qx - fraction * dx[i];
    const double ey = qy - fraction * dy[i];
    result[i] = ex * ex + ey * ey;
  }
}

class Search {
 public:
  Search(const Grid& grid, NearestPieces& result) : grid_(grid), result_(result) {}

  /// Settles the cells of a block of `size` x `size` cells (a power of two; it may reach over the rim).
  void block(std::int32_t row, std::int32_t column, std::int32_t size, std::size_t depth,
             const Pieces& candidates) {
    if (row >= grid_.rows || column >= grid_.columns) return;
    const double middle_x = (column + 0.5 * size) * grid_.cell_size_m;
    const double middle_y = (row + 0.5 * size) * grid_.cell_size_m;
    squared_distances(candidates, middle_x, middle_y, squared_m2_);
    if (size == 1) return settle(row, column, candidates);
    // Half the diagonal between the outermost centres of the block.
    const double radius_m = 0.5 * std::sqrt(2.0) * (size - 1) * grid_.cell_size_m;
    const double least_m2 = *std::min_element(squared_m2_.begin(), squared_m2_.end());
    const double reach_m = (std::sqrt(least_m2) + 2.0 * radius_m) * (1.0 + 1e-12);
    Pieces& kept = levels_[depth];
    kept.clear();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (squared_m2_[i] <= reach_m * reach_m) kept.add(candidates, i);
    }
    const std::int32_t half = size / 2;
    for (const std::int32_t up : {0, half}) {
      for (const std::int32_t right : {0, half}) block(row + up, column + right, half, depth + 1, kept);
    }
  }

 private:
  void settle(std::int32_t row, std::int32_t column, const Pieces& candidates) {
    const auto least = std::min_element(squared_m2_.begin(), squared_m2_.end());
    const auto i = static_cast<std::size_t>(least - squared_m2_.begin());
    const double x = (column + 0.5) * grid_.cell_size_m - candidates.x[i];
    const double y = (row + 0.5) * grid_.cell_size_m - candidates.y[i];
    const double raw = (x * candidates.dx[i] + y * candidates.dy[i]) * candidates.per_length2[i];
    const double length_m = 1.0 / std::sqrt(candidates.per_length2[i]);
    result_.distance_m(row, column) = static_cast<float>(std::sqrt(*least));
    result_.along_m(row, column) =
        static_cast<float>(candidates.along_m[i] + std::clamp(raw, 0.0, 1.0) * length_m);
  }

  const Grid& grid_;
  NearestPieces& result_;
  std::vector<double> squared_m2_;
  std::array<Pieces, 32> levels_;
};

}  // namespace

NearestPieces nearest_pieces(const std::vector<Point>& vertices, const Grid& grid) {
  NearestPieces result{Layer<float>(grid.rows, grid.columns), Layer<float>(grid.rows, grid.columns)};
  std::int32_t size = 1;
  while (size < std::max(grid.rows, grid.columns)) size *= 2;
  Search(grid, result).block(0, 0, size, 0, pieces_of(vertices, grid.corner_m));
  return result;
}

}  // namespace panj
