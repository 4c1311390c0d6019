#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "terrain/sector_kernels.h"
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
  /// What the sectors tell of a sight line.
  struct Sight {
    bool hidden = false;  ///< what was taken in hides the target
    /// Does nothing before first_line come near the sight line?
    bool near_is_clear = false;
    /// The last line up to which nothing comes near it, from first_line on; first_line: not known of any.
    int clear_to = first_line;
  };
  /// How a target of this height is seen over what was taken in. Ground beside a target may be higher than it
  /// is and lies in its sector too: where that makes it doubtful, the sight may still be clear up to a mark,
  /// some lines back. \param slope across over along.
  Sight of(double along, double slope, double target_z_m) const {
    const std::size_t sector = sector_of(slope, sectors_);
    const double apparent_m = apparent(along, slope, target_z_m);
    if (apparent_m - below_[sector] * along <= -margin_m) return {true};
    Sight sight;
    sight.near_is_clear = apparent_m - near_above_[sector_of(slope, near_sectors)] * along >= margin_m;
    if (apparent_m - above_[sector] * along >= margin_m) {
      sight.clear_to = taken_in_;
      return sight;
    }
    for (const Mark& mark : marks_) {
      if (apparent_m - mark.above[sector] * along < margin_m) continue;
      sight.clear_to = mark.line;
      break;
    }
    return sight;
  }

  /// Asks walk(from_line, to_line) whether the sight is clear wherever that is doubtful, from far to near,
  /// until it is not; from the last line that was taken in to `end_line` it always is. \return whether it
  /// was clear all over, from first_line on.
  template <class Walk>
  bool is_clear_by(double along, double slope, double target_z_m, int end_line, const Walk& walk) const {
    const double* rises = stretches_.data() + sector_of(slope, sectors_) * most_stretches_;
    const double apparent_m = apparent(along, slope, target_z_m);
    int to_line = end_line;
    bool is_doubtful = true;
    for (int stretch = stretches_done_; stretch-- > 0;) {
      const bool is_clear = apparent_m - rises[stretch] * along >= margin_m;
      if (is_clear && is_doubtful && !walk(beginning_of(stretch + 1), to_line)) return false;
      if (!is_clear && !is_doubtful) to_line = beginning_of(stretch + 1);
      is_doubtful = !is_clear;
    }
    return !is_doubtful || walk(first_line, to_line);
  }

 private:
  /// What nothing exceeded some lines ago: `above_` of the line `line`, and of one nearer by, which takes its
  /// place as soon as there is a nearer one yet.
  struct Mark {
    int spacing = 0;  ///< lines between marks
    int line = first_line;
    int next_line = first_line;
    std::vector<double> above = {};
    std::vector<double> next_above = {};
  };
  // Far more than rounding, and far less than heights are known.
  static constexpr double margin_m = 1e-6;
  /// The ground before first_line is looked at in sectors of its own.
  static constexpr std::size_t near_sectors = 32;

  static std::size_t sector_of(double slope, std::size_t sectors) {
    const double place = 0.5 * (slope + 1.0) * static_cast<double>(sectors);
    return std::min(static_cast<std::size_t>(std::max(place, 0.0)), sectors - 1);
  }
  /// How far a target seems above the eye's tangent plane.
  double apparent(double along, double slope, double target_z_m) const {
    return target_z_m - eye_z_m_ - drop_per_cell2_ * along * along * (1.0 + slope * slope);
  }
  /// The line at which a stretch begins.
  int beginning_of(int stretch) const { return std::max(stretch * stretch_lines_, first_line); }

  void find_near();
  double highest_between(double from_along, double to_along, double from_slope, double to_slope) const;
  Window nodes_at(int line) const;
  SectorRange sectors_at(double along) const;
  bool is_narrow() const;
  void find_squares();
  void read_line(int line, std::vector<double>& nodes_m) const;
  void view_line(double along, const std::vector<double>& nodes_m, LineView& view) const;
  void find_excess(int line);
  void set_marks(int line);
  void end_stretch(int line);

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
  std::vector<double> near_above_;  ///< of each near sector, what nothing before first_line exceeds
  int taken_in_ = first_line;
  int stretch_lines_ = 0;
  std::size_t most_stretches_ = 0;
  int stretches_done_ = 0;
  std::vector<double> stretches_;      ///< [sector][stretch]: what nothing exceeds between two lines
  std::vector<double> stretch_above_;  ///< of each sector, in the stretch that is not done
  std::vector<Mark> marks_;            ///< from near to far
  std::vector<double> least_square_;   ///< of each sector: 1 + slope^2 at the least
  std::vector<double> greatest_square_;
  LineView before_;
  LineView here_;
  std::vector<double> excess_m_;         ///< of each square between the two
  std::vector<double> widest_excess_m_;  ///< of each square and the two after it
  std::vector<double> bend_m_;           ///< at each node between the two
};

}  // namespace panj
