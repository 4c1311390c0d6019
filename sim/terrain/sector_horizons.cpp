#include "terrain/sector_horizons.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace panj {

namespace {

/// Sectors of a quarter for each cell of reach: more are narrower, and leave fewer cells in doubt.
constexpr double sectors_per_cell = 2.0;
/// Shorter stretches are doubtful in fewer places, and more to ask; more of them take more memory.
constexpr int least_stretch_lines = 16;
constexpr int most_stretches = 64;
/// Lines looked over beyond the reach, and some to spare.
constexpr double beyond_reach = 4.0;

}  // namespace

SectorHorizons::SectorHorizons(const Lattice& lattice, const Eigen::Vector2d& eye, double eye_z_m,
                               double drop_per_cell2, Quarter quarter, double reach)
    : lattice_(lattice),
      quarter_(quarter),
      eye_along_(quarter.along_u ? eye.x() : eye.y()),
      eye_across_(quarter.along_u ? eye.y() : eye.x()),
      eye_z_m_(eye_z_m),
      drop_per_cell2_(drop_per_cell2),
      reach_(reach),
      last_across_(quarter.along_u ? lattice.last_v() : lattice.last_u()),
      sectors_(
          static_cast<std::size_t>(std::clamp(sectors_per_cell * (reach + beyond_reach), 16.0, 65536.0))) {
  const int last = quarter.along_u ? lattice.last_u() : lattice.last_v();
  first_ = static_cast<int>(quarter.sign > 0 ? std::floor(eye_along_) + 1.0 : std::ceil(eye_along_) - 1.0);
  const int on_lattice = quarter.sign > 0 ? last - first_ + 1 : first_ + 1;
  const double within = std::min(reach - along(0), 1e9) + 2.0;
  lines_ = std::clamp(static_cast<int>(within), 0, std::max(on_lattice, 0));
  above_.assign(sectors_, -std::numeric_limits<double>::infinity());
  below_ = above_;
  stretch_above_ = above_;
  stretch_lines_ = std::max(least_stretch_lines, lines_ / most_stretches + 1);
  most_stretches_ = static_cast<std::size_t>(lines_ / stretch_lines_ + 1);
  stretches_.resize(sectors_ * most_stretches_);
  for (const int spacing : {2, 8}) marks_.push_back({spacing, first_line, first_line, above_, above_});
  for (std::vector<double>* nodes : {&nodes_m_, &ahead_m_, &excess_m_, &widest_excess_m_, &bend_m_})
    nodes->assign(static_cast<std::size_t>(last_across_) + 4, 0.0);
  before_ = here_ = LineView(sectors_);
  find_squares();
  near_above_.assign(near_sectors, std::numeric_limits<double>::infinity());
  if (lines_ <= first_line) return;
  find_near();
  read_line(first_line, nodes_m_);
  view_line(along(first_line), nodes_m_, before_);
}

/// In small pieces from the eye to first_line: where the ground is below the eye, it is nearest to a ray that
/// falls at the piece's far end.
void SectorHorizons::find_near() {
  constexpr double piece = 0.25;
  constexpr double rounding = 1e-9;
  constexpr double width = 2.0 / static_cast<double>(near_sectors);
  for (std::size_t i = 0; i < near_sectors; ++i) {
    const double slope = -1.0 + width * static_cast<double>(i);
    double rise = -std::numeric_limits<double>::infinity();
    for (double from = 0.0; from < along(first_line); from += piece) {
      const double over_eye_m =
          highest_between(from, from + piece, slope - rounding, slope + width + rounding) - eye_z_m_;
      if (over_eye_m < 0.0)
        rise = std::max(rise, over_eye_m / (from + piece));
      else
        rise = from > 0.0 ? std::max(rise, over_eye_m / from) : std::numeric_limits<double>::infinity();
    }
    near_above_[i] = rise;
  }
}

/// Greatest height of the ground in a box around a part of a sector. Within a square of the lattice the
/// extremes of the bilinear surface lie at the corners.
double SectorHorizons::highest_between(double from_along, double to_along, double from_slope,
                                       double to_slope) const {
  const double from_across = std::min(from_slope * from_along, from_slope * to_along);
  const double to_across = std::max(to_slope * from_along, to_slope * to_along);
  const double begin = eye_along_ + quarter_.sign * (quarter_.sign > 0 ? from_along : to_along);
  const auto next = [](double at, double end) {
    return at < end ? std::min(std::floor(at) + 1.0, end) : 1e300;
  };
  const double end = begin + (to_along - from_along);
  double highest_m = -std::numeric_limits<double>::infinity();
  for (double a = begin; a <= end; a = next(a, end))
    for (double c = eye_across_ + from_across; c <= eye_across_ + to_across;
         c = next(c, eye_across_ + to_across))
      highest_m = std::max(highest_m, quarter_.along_u ? lattice_.at(a, c) : lattice_.at(c, a));
  return highest_m;
}

/// Nodes that rays of the quarter can meet on a line, and three more on each side.
Window SectorHorizons::nodes_at(int line) const {
  return {std::max(static_cast<int>(eye_across_ - along(line)) - 3, 0),
          std::min(static_cast<int>(eye_across_ + along(line)) + 4, last_across_)};
}

void SectorHorizons::read_line(int line, std::vector<double>& nodes_m) const {
  const auto [first, last] = nodes_at(line);
  const int at = index(line);
  for (int j = first; j <= last; ++j) {
    nodes_m[static_cast<std::size_t>(j)] = quarter_.along_u ? lattice_.node(j, at) : lattice_.node(at, j);
  }
}

/// Those that reach as far as a line; they do so in a row.
SectorRange SectorHorizons::sectors_at(double along) const {
  const double widest = std::sqrt(std::max(reach_ * reach_ - along * along, 0.0)) / along;
  const double half = 0.5 * static_cast<double>(sectors_);
  const int aside = static_cast<int>(half * std::max(1.0 - widest, 0.0));
  return {std::max(aside - 1, 0),
          std::min(static_cast<int>(sectors_) - aside, static_cast<int>(sectors_) - 1)};
}

/// Is no sector wider than a cell on any line?
bool SectorHorizons::is_narrow() const {
  return 2.0 * (reach_ + beyond_reach - 1.0) <= static_cast<double>(sectors_);  // rounded down
}

/// Bounds of 1 + slope^2 in each sector.
void SectorHorizons::find_squares() {
  const double per_sector = 2.0 / static_cast<double>(sectors_);
  for (std::size_t i = 0; i < sectors_; ++i) {
    const double left = std::abs(-1.0 + per_sector * static_cast<double>(i));
    const double right = std::abs(-1.0 + per_sector * static_cast<double>(i + 1));
    // One sector wider, so that it holds where a sector has the ray straight ahead inside.
    const double flattest = std::max(std::min(left, right) - per_sector, 0.0);
    const double steepest = std::max(left, right);
    least_square_.push_back(1.0 + flattest * flattest);
    greatest_square_.push_back(1.0 + steepest * steepest);
  }
}

void SectorHorizons::view_line(double along, const std::vector<double>& nodes_m, LineView& view) const {
  const double step = 2.0 / static_cast<double>(sectors_);
  const SectorRange sectors = sectors_at(along);
  heights_at_rays({eye_across_, along, step, 1.0 * last_across_}, sectors, nodes_m.data(), view);
  if (is_narrow())
    extremes_of_narrow(sectors, nodes_m.data(), view);
  else
    extremes_of_any(sectors, nodes_m.data(), view);
}

/// Between two lines a ray meets at most one node line across. With d the rise across a square, before on the
/// line before and ahead on the line ahead, the ground where it meets the node line stands s (1 - s) |slope|
/// (d before - d' ahead) above the chord, and inside a square s (1 - s) |slope| times its twist above that.
void SectorHorizons::find_excess(int line) {
  const auto [first, last] = nodes_at(line);
  const auto from = static_cast<std::size_t>(first);
  const auto squares = static_cast<std::size_t>(last);
  const double* before = nodes_m_.data();
  const double* ahead = ahead_m_.data();
  for (std::size_t j = std::max<std::size_t>(from, 1); j < squares; ++j) {
    const double northwards = (before[j] - before[j - 1]) - (ahead[j + 1] - ahead[j]);
    const double southwards = (ahead[j] - ahead[j - 1]) - (before[j + 1] - before[j]);
    bend_m_[j] = std::max(std::max(northwards, southwards), 0.0);
  }
  for (std::size_t j = from; j < squares; ++j) {
    const double twist_m = std::abs((ahead[j + 1] - ahead[j]) - (before[j + 1] - before[j]));
    excess_m_[j] = 0.25 * (twist_m + std::max(bend_m_[j], bend_m_[j + 1]));
  }
  for (std::size_t j = from; j <= squares; ++j)
    widest_excess_m_[j] = std::max(std::max(excess_m_[j], excess_m_[j + 1]), excess_m_[j + 2]);
}

void SectorHorizons::take_in(int line) {
  read_line(line, ahead_m_);
  view_line(along(line), ahead_m_, here_);
  find_excess(line);
  const RiseBetween rise{eye_z_m_, 1.0 / along(line - 1), 1.0 / along(line),
                         drop_per_cell2_ * along(line - 1), drop_per_cell2_ * along(line)};
  const SectorBounds bounds{least_square_.data(), greatest_square_.data(), above_.data(),
                            stretch_above_.data(), below_.data()};
  const SectorRange sectors = sectors_at(along(line));
  if (is_narrow())
    raise_narrow(rise, sectors, before_, here_, widest_excess_m_.data(), bounds);
  else
    raise_any(rise, sectors, before_, here_, excess_m_.data(), bounds);
  taken_in_ = line;
  set_marks(line);
  if (line % stretch_lines_ == 0) end_stretch(line);
  nodes_m_.swap(ahead_m_);
  std::swap(before_, here_);
}

void SectorHorizons::end_stretch(int line) {
  stretches_done_ = line / stretch_lines_;
  const auto done = static_cast<std::size_t>(stretches_done_ - 1);
  for (std::size_t i = 0; i < sectors_; ++i) stretches_[i * most_stretches_ + done] = stretch_above_[i];
  std::fill(stretch_above_.begin(), stretch_above_.end(), -std::numeric_limits<double>::infinity());
}

void SectorHorizons::set_marks(int line) {
  for (Mark& mark : marks_) {
    if (line % mark.spacing != 0) continue;
    mark.above.swap(mark.next_above);
    mark.next_above = above_;
    mark.line = mark.next_line;
    mark.next_line = line;
  }
}

}  // namespace panj
