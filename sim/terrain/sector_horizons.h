#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "terrain/sight_line.h"

namespace panj {

/// A quarter of the view of an eye: the squares of the lattice with |across| <= along, where `along` counts
/// from the eye in one of the four directions of the grid.
struct Quarter {
  bool along_u = true;  ///< east or west; else north or south
  int sign = 1;         ///< towards greater u (or v), or smaller
};

/// How high the ground stands before an eye in narrow sectors of a quarter, from below and from above: it
/// grows line by line of the lattice, from near to far. Most targets lie above the one or below the other and
/// need no sight line. Bounds hold for every ray of a sector: the ground on a line of the lattice is linear
/// between nodes, so that its extremes lie at the sector's sides or at a node between them; between two lines
/// it rises above the chord by no more than a quarter of the squares' twist and of the bend between
/// neighbouring squares.
class SectorHorizons {
 public:
  /// \param eye in lattice coordinates, on the lattice. \param drop_per_cell2 how fast a smooth Earth falls
  /// [m per squared cell]. \param reach how many cells along are wanted.
  SectorHorizons(const Lattice& lattice, const Eigen::Vector2d& eye, double eye_z_m, double drop_per_cell2,
                 Quarter quarter, double reach);

  /// Lines ahead of the eye that the lattice has: 0, 1, ... lines() - 1.
  int lines() const { return lines_; }
  /// Column (or row) of a line.
  int index(int line) const { return first_ + quarter_.sign * line; }
  /// Of a line from the eye, in cells.
  double along(int line) const { return quarter_.sign * (index(line) - eye_along_); }

  /// Ground before this line is left to exact sight lines: near the eye a bound would be too wide.
  static constexpr int first_line = 2;
  /// Takes in the ground between line - 1 and line, from first_line + 1 on, in order.
  void take_in(int line);
  enum class Sight { clear, clear_to_mark, hidden, doubtful };
  /// Does what was taken in hide a target of this height? Ground beside a target may be higher than it is and
  /// lies in its sector too: where that makes it doubtful, the sight may still be clear up to the mark, some
  /// lines back. \param slope across over along.
  Sight of(double along, double slope, double target_z_m) const {
    // Far more than rounding, and far less than heights are known.
    constexpr double margin_m = 1e-6;
    const double place = 0.5 * (slope + 1.0) * static_cast<double>(sectors_);
    const std::size_t sector = std::min(static_cast<std::size_t>(std::max(place, 0.0)), sectors_ - 1);
    const double apparent_m = target_z_m - eye_z_m_ - drop_per_cell2_ * along * along * (1.0 + slope * slope);
    if (apparent_m - below_[sector] * along <= -margin_m) return Sight::hidden;
    if (apparent_m - above_[sector] * along >= margin_m) return Sight::clear;
    return apparent_m - above_to_mark_[sector] * along >= margin_m ? Sight::clear_to_mark : Sight::doubtful;
  }
  /// The last line that was taken in before the mark was set; first_line: none.
  int mark() const { return mark_; }

 private:
  /// What a line of the lattice looks like.
  struct LineView {
    std::vector<std::int32_t> node;  ///< before each ray between sectors
    std::vector<double> height_m;    ///< of the ground at each ray
    std::vector<double> highest_m;   ///< of the ground of each sector
    std::vector<double> lowest_m;
  };
  Window nodes_at(int line) const;
  Window sectors_at(double along) const;
  void read_line(int line, std::vector<double>& nodes_m) const;
  void view_line(double along, const std::vector<double>& nodes_m, LineView& view) const;
  void find_excess(int line);

  const Lattice& lattice_;
  Quarter quarter_;
  double eye_along_;
  double eye_across_;
  double eye_z_m_;
  double drop_per_cell2_;
  double reach_;
  int first_ = 0;
  int lines_ = 0;
  int last_across_;
  std::size_t sectors_;
  std::vector<double> above_;    ///< of each sector: apparent rise per cell along that nothing exceeds
  std::vector<double> below_;    ///< ... that something on every ray reaches
  std::vector<double> nodes_m_;  ///< of the line before, and of the line taken in
  std::vector<double> ahead_m_;
  std::vector<double> above_to_mark_;
  std::vector<double> above_to_next_mark_;
  int mark_ = first_line;
  int next_mark_ = first_line;
  LineView before_;
  LineView here_;
  std::vector<double> excess_m_;  ///< of each square between the two
  std::vector<double> bend_m_;    ///< at each node between the two
};

}  // namespace panj
