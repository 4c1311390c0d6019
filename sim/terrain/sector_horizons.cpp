#include "terrain/sector_horizons.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

/// Sectors of a quarter for each cell of reach: more are narrower, and leave fewer cells in doubt.
constexpr double sectors_per_cell = 2.0;
constexpr int lines_between_marks = 8;

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
      sectors_(static_cast<std::size_t>(std::clamp(sectors_per_cell * reach, 16.0, 65536.0))) {
  const int last = quarter.along_u ? lattice.last_u() : lattice.last_v();
  first_ = static_cast<int>(quarter.sign > 0 ? std::floor(eye_along_) + 1.0 : std::ceil(eye_along_) - 1.0);
  const int on_lattice = quarter.sign > 0 ? last - first_ + 1 : first_ + 1;
  const double within = std::min(reach - along(0), 1e9) + 2.0;
  lines_ = std::clamp(static_cast<int>(within), 0, std::max(on_lattice, 0));
  above_.assign(sectors_, -std::numeric_limits<double>::infinity());
  below_ = above_to_mark_ = above_to_next_mark_ = above_;
  for (std::vector<double>* nodes : {&nodes_m_, &ahead_m_, &excess_m_, &bend_m_})
    nodes->assign(static_cast<std::size_t>(last_across_) + 2, 0.0);
  for (LineView* view : {&before_, &here_}) {
    view->node.resize(sectors_ + 1);
    view->height_m.resize(sectors_ + 1);
    view->highest_m.resize(sectors_);
    view->lowest_m.resize(sectors_);
  }
  if (lines_ <= first_line) return;
  read_line(first_line, nodes_m_);
  view_line(along(first_line), nodes_m_, before_);
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
Window SectorHorizons::sectors_at(double along) const {
  const double widest = std::sqrt(std::max(reach_ * reach_ - along * along, 0.0)) / along;
  const double half = 0.5 * static_cast<double>(sectors_);
  const int aside = static_cast<int>(half * std::max(1.0 - widest, 0.0));
  return {std::max(aside - 1, 0),
          std::min(static_cast<int>(sectors_) - aside, static_cast<int>(sectors_) - 1)};
}

void SectorHorizons::view_line(double along, const std::vector<double>& nodes_m, LineView& view) const {
  const double last = last_across_;
  const double step = 2.0 / static_cast<double>(sectors_);
  const Window sectors = sectors_at(along);
  for (auto i = static_cast<std::size_t>(sectors.first); i <= static_cast<std::size_t>(sectors.last) + 1;
       ++i) {
    const double slope = -1.0 + step * static_cast<double>(i);
    const double across = std::clamp(eye_across_ + slope * along, 0.0, last);
    const auto node = static_cast<std::int32_t>(across);
    const double south_m = nodes_m[static_cast<std::size_t>(node)];
    const double north_m = nodes_m[static_cast<std::size_t>(node) + 1];
    view.node[i] = node;
    view.height_m[i] = south_m + (across - node) * (north_m - south_m);
  }
  for (auto i = static_cast<std::size_t>(sectors.first); i <= static_cast<std::size_t>(sectors.last); ++i) {
    double high_m = std::max(view.height_m[i], view.height_m[i + 1]);
    double low_m = std::min(view.height_m[i], view.height_m[i + 1]);
    for (std::int32_t j = view.node[i] + 1; j <= view.node[i + 1]; ++j) {
      high_m = std::max(high_m, nodes_m[static_cast<std::size_t>(j)]);
      low_m = std::min(low_m, nodes_m[static_cast<std::size_t>(j)]);
    }
    view.highest_m[i] = high_m;
    view.lowest_m[i] = low_m;
  }
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
}

void SectorHorizons::take_in(int line) {
  read_line(line, ahead_m_);
  view_line(along(line), ahead_m_, here_);
  find_excess(line);
  const double per_before = 1.0 / along(line - 1);
  const double per_here = 1.0 / along(line);
  const double least_drop = drop_per_cell2_ * along(line - 1);
  const double most_drop = drop_per_cell2_ * along(line);
  const double per_sector = 2.0 / static_cast<double>(sectors_);
  const Window sectors = sectors_at(along(line));
  for (auto i = static_cast<std::size_t>(sectors.first); i <= static_cast<std::size_t>(sectors.last); ++i) {
    const std::int32_t from = std::min(before_.node[i], here_.node[i]);
    const std::int32_t to = std::max(before_.node[i + 1], here_.node[i + 1]);
    double excess_m = 0.0;
    for (std::int32_t j = from; j <= to; ++j)
      excess_m = std::max(excess_m, excess_m_[static_cast<std::size_t>(j)]);
    const double rise = std::max((before_.highest_m[i] + excess_m - eye_z_m_) * per_before,
                                 (here_.highest_m[i] + excess_m - eye_z_m_) * per_here);
    const double left = std::abs(-1.0 + per_sector * static_cast<double>(i));
    const double right = std::abs(-1.0 + per_sector * static_cast<double>(i + 1));
    // One sector wider, so that it holds where a sector has the ray straight ahead inside.
    const double flattest = std::max(std::min(left, right) - per_sector, 0.0);
    const double steepest = std::max(left, right);
    above_[i] = std::max(above_[i], rise - least_drop * (1.0 + flattest * flattest));
    below_[i] = std::max(below_[i],
                         (here_.lowest_m[i] - eye_z_m_) * per_here - most_drop * (1.0 + steepest * steepest));
  }
  if (line % lines_between_marks == 0) {
    above_to_mark_.swap(above_to_next_mark_);
    above_to_next_mark_ = above_;
    mark_ = next_mark_;
    next_mark_ = line;
  }
  nodes_m_.swap(ahead_m_);
  std::swap(before_, here_);
}

}  // namespace panj
