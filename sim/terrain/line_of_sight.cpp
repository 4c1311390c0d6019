#include "terrain/line_of_sight.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/units.h"
#include "terrain/sector_horizons.h"
#include "terrain/sight_line.h"

namespace panj {

namespace {

/// 1 / (2 R'): how fast a smooth Earth falls below its tangent plane [1/m].
double drop_per_m2(const SightModel& model) {
  return model.curvature ? (1.0 - model.refraction) / (2.0 * earth_radius_m) : 0.0;
}

/// Sight lines from one eye.
class Watch {
 public:
  Watch(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
        double target_m)
      : lattice_(grid, elevation_m),
        eye_m_(eye.at_m),
        eye_(lattice_.coordinates(eye.at_m)),
        eye_z_m_(lattice_.at(eye_.x(), eye_.y()) + eye.height_m),
        target_m_(target_m),
        drop_per_m2_(drop_per_m2(model)) {}

  const Lattice& lattice() const { return lattice_; }
  const Eigen::Vector2d& eye() const { return eye_; }
  double eye_z_m() const { return eye_z_m_; }
  bool is_on_lattice() const {
    return eye_.x() >= 0.0 && eye_.x() <= lattice_.last_u() && eye_.y() >= 0.0 &&
           eye_.y() <= lattice_.last_v();
  }
  /// A node, as a quarter of the view has it.
  struct Node {
    Quarter quarter;
    std::int32_t row;
    std::int32_t column;
    double along;   ///< from the eye, in cells
    double offset;  ///< across, in cells
  };
  /// Is the sight line to a target over a node certainly clear between the line before and the node? No: who
  /// knows. It crosses one square there, in which the clearance is f(s) = f0 + b s + a s^2, s from 0 to 1, as
  /// in SightLine.
  bool is_surely_clear_at_end(const Node& node, double target_z_m) const {
    constexpr double margin_m = 1e-6;  // far more than rounding
    const double rise_m = target_z_m - eye_z_m_;
    const double drop_m = drop_per_m2_ * lattice_.cell_size_m() * lattice_.cell_size_m();
    const double bulge_m = drop_m * (node.along * node.along + node.offset * node.offset);
    const int back = -node.quarter.sign;
    const int aside = node.offset > 0.0 ? -1 : (node.offset < 0.0 ? 1 : 0);
    const auto height_m = [&](int lines, int steps) {
      return node.quarter.along_u ? lattice_.node(node.row + steps, node.column + lines)
                                  : lattice_.node(node.row + lines, node.column + steps);
    };
    const double slope = std::abs(node.offset) / node.along;
    const double before_m = height_m(back, 0);
    const double before_aside_m = height_m(back, aside);
    const double here_m = height_m(0, 0);
    const double twist_m = (height_m(0, aside) - here_m) - (before_aside_m - before_m);
    const double step = 1.0 / node.along;
    const double t = 1.0 - step;
    const double f0_m =
        eye_z_m_ + t * rise_m - bulge_m * t * step - (before_m + slope * (before_aside_m - before_m));
    const double f1_m = target_z_m - here_m;
    const double a = bulge_m * step * step + slope * twist_m;
    const double b = f1_m - f0_m - a;
    const bool dips = a > 0.0 && b < 0.0 && -b < 2.0 * a;
    return std::min(f0_m, f1_m) > margin_m && (!dips || f0_m - 0.25 * b * b / a > margin_m);
  }
  SightLine line_to(const Point& target) const {
    const Eigen::Vector2d place = lattice_.coordinates(target);
    const double ground_m = lattice_.at(place.x(), place.y());
    return {lattice_,
            eye_,
            eye_z_m_,
            place,
            ground_m + target_m_,
            drop_per_m2_ * (target - eye_m_).squaredNorm()};
  }

 private:
  Lattice lattice_;
  Point eye_m_;
  Eigen::Vector2d eye_;
  double eye_z_m_;
  double target_m_;
  double drop_per_m2_;
};

/// Columns (or rows) whose centres lie within `reach_m` of a coordinate, generously; held to 0..count - 1.
Window window(double at_m, double reach_m, double corner_m, double cell_size_m, std::int32_t count) {
  const auto held = [&](double index) {
    return static_cast<std::int32_t>(std::clamp(index, -1.0, static_cast<double>(count)));
  };
  const double centre = (at_m - corner_m) / cell_size_m - 0.5;
  const double reach = reach_m / cell_size_m + 1.0;
  return {std::max(held(std::floor(centre - reach)), 0),
          std::min(held(std::ceil(centre + reach)), count - 1)};
}

/// Distance from the eye at which the last sight line towards about the same place was blocked: most masked
/// cells are masked by what masks their neighbours, and one look there settles them.
class LastBlocked {
 public:
  bool blocks(const SightLine& line, double distance_m) const {
    if (!(at_m_ < distance_m)) return false;
    // Twice the margin of the full test, so that both always agree.
    return line.clearance_at(at_m_ / distance_m) < -2.0 * grazing_m;
  }
  void set(double at_m) { at_m_ = at_m; }

 private:
  double at_m_ = std::numeric_limits<double>::infinity();
};

}  // namespace

double sight_drop_m(const SightModel& model, double distance_m) {
  return drop_per_m2(model) * distance_m * distance_m;
}

double horizon_m(const SightModel& model, double eye_m, double target_m) {
  // Without curvature there is none: 1 / 0.
  return (std::sqrt(eye_m) + std::sqrt(target_m)) / std::sqrt(drop_per_m2(model));
}

bool sees(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
          const Point& target, double target_m) {
  double blocked_at = 0.0;
  return Watch(grid, elevation_m, model, eye, target_m)
      .line_to(target)
      .is_clear(nullptr, 0.0, 1.0, blocked_at);
}

namespace {

/// All cells within a range of one eye.
class Survey {
 public:
  Survey(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model, const Eye& eye,
         double range_m, double target_m)
      : grid_(grid),
        watch_(grid, elevation_m, model, eye, target_m),
        eye_m_(eye.at_m),
        range_m_(range_m),
        target_m_(target_m),
        drop_per_cell2_m_(sight_drop_m(model, grid.cell_size_m)),
        rows_(window(eye.at_m.y(), range_m, grid.corner_m.y(), grid.cell_size_m, grid.rows)),
        columns_(window(eye.at_m.x(), range_m, grid.corner_m.x(), grid.cell_size_m, grid.columns)),
        // Two levels: most of a line lies well above what is below it.
        fine_(watch_.lattice(), 8, rows_, columns_, nullptr),
        coarse_(watch_.lattice(), 64, rows_, columns_, &fine_),
        width_(std::max(columns_.last - columns_.first + 1, 0)),
        seen_(static_cast<std::size_t>(width_) *
              static_cast<std::size_t>(std::max(rows_.last - rows_.first + 1, 0))) {}

  std::vector<CellId> visible() {
    if (watch_.is_on_lattice()) {
      for (const bool along_u : {true, false}) {
        for (const int sign : {1, -1}) look_over({along_u, sign});
      }
      look_at_own_cell();
    } else {
      look_row_by_row();
    }
    std::vector<CellId> visible;
    std::size_t place = 0;
    for (std::int32_t row = rows_.first; row <= rows_.last; ++row) {
      for (std::int32_t column = columns_.first; column <= columns_.last; ++column) {
        if (seen_[place++] != 0) visible.push_back(grid_.cell(row, column));
      }
    }
    return visible;
  }

 private:
  /// Of a squared distance: less than this share of the squared range is within the range, however rounded.
  static constexpr double surely_within = 1.0 - 1e-9;

  /// The plain way: every cell by the whole of its sight line.
  void look_row_by_row() {
    std::vector<LastBlocked> in_column(static_cast<std::size_t>(width_));
    for (std::int32_t row = rows_.first; row <= rows_.last; ++row) {
      LastBlocked in_row;
      for (std::int32_t column = columns_.first; column <= columns_.last; ++column)
        look_plainly(row, column, in_row, in_column[static_cast<std::size_t>(column - columns_.first)]);
    }
  }

  /// In no quarter, where the eye stands over a centre.
  void look_at_own_cell() {
    const Eigen::Vector2d own = watch_.eye().array().round();
    if (own != watch_.eye()) return;
    LastBlocked nobody;
    LastBlocked nothing;
    look_plainly(static_cast<std::int32_t>(own.y()), static_cast<std::int32_t>(own.x()), nobody, nothing);
  }

  /// Cells of a quarter of the view, from near to far: most sight lines that are clear need no look but near
  /// their ends. Diagonals belong to the quarters along u.
  void look_over(const Quarter& quarter) {
    const double reach = range_m_ / grid_.cell_size_m;
    SectorHorizons horizons(watch_.lattice(), watch_.eye(), watch_.eye_z_m(), drop_per_cell2_m_, quarter,
                            reach);
    const double eye_across = quarter.along_u ? watch_.eye().y() : watch_.eye().x();
    const Window all = quarter.along_u ? rows_ : columns_;
    std::vector<LastBlocked> at_across(static_cast<std::size_t>(std::max(all.last - all.first + 1, 0)));
    for (int line = 0; line < horizons.lines(); ++line) {
      if (line - 1 > SectorHorizons::first_line) horizons.take_in(line - 1);
      const double along = horizons.along(line);
      const double half = std::min(along, std::sqrt(std::max(reach * reach - along * along, 0.0)) + 1.0);
      const int first = std::max(static_cast<int>(std::ceil(eye_across - half)), all.first);
      const int last = std::min(static_cast<int>(std::floor(eye_across + half)), all.last);
      LastBlocked on_line;
      for (int across = first; across <= last; ++across) {
        const double offset = across - eye_across;
        if (!quarter.along_u && !(std::abs(offset) < along)) continue;
        const std::int32_t row = quarter.along_u ? across : horizons.index(line);
        const std::int32_t column = quarter.along_u ? horizons.index(line) : across;
        const double target_z_m = watch_.lattice().node(row, column) + target_m_;
        const SectorHorizons::Sight sight = horizons.of(along, offset / along, target_z_m);
        if (sight.hidden) continue;
        LastBlocked& before = at_across[static_cast<std::size_t>(across - all.first)];
        if (line - 1 <= SectorHorizons::first_line)
          look_plainly(row, column, on_line, before);
        else if (sight.clear_to == line - 1 && sight.near_is_clear &&
                 along * along + offset * offset < surely_within * reach * reach &&
                 watch_.is_surely_clear_at_end({quarter, row, column, along, offset}, target_z_m))
          note_seen(row, column);
        else
          look(row, column, {horizons, sight, line, offset / along, target_z_m}, on_line, before);
      }
    }
  }

  void note_seen(std::int32_t row, std::int32_t column) {
    seen_[static_cast<std::size_t>(row - rows_.first) * static_cast<std::size_t>(width_) +
          static_cast<std::size_t>(column - columns_.first)] = 1;
  }

  /// What the horizons know of a sight line.
  struct Foreseen {
    const SectorHorizons& horizons;
    const SectorHorizons::Sight& sight;
    int line;  ///< of the target
    double slope;
    double target_z_m;

    bool is_known_to_mark() const { return sight.clear_to > SectorHorizons::first_line; }
    /// Is the sight line clear? Only what is doubtful is looked at.
    bool is_clear(const SightLine& sight_line, double& blocked_at) const {
      const double along = horizons.along(line);
      const auto walk = [&](int from_line, int to_line) {
        return sight_line.is_clear(nullptr, horizons.along(from_line) / along,
                                   to_line == line ? 1.0 : horizons.along(to_line) / along, blocked_at);
      };
      if (!sight.near_is_clear &&
          !sight_line.is_clear(nullptr, 0.0, horizons.along(SectorHorizons::first_line) / along, blocked_at))
        return false;
      if (is_known_to_mark()) return walk(sight.clear_to, line);
      return horizons.is_clear_by(along, slope, target_z_m, line, walk);
    }
  };

  /// \param beside, before what blocked the sight lines to neighbours.
  void look(std::int32_t row, std::int32_t column, const Foreseen& foreseen, LastBlocked& beside,
            LastBlocked& before) {
    look_by(row, column, !foreseen.is_known_to_mark(), beside, before,
            [&](const SightLine& line, double& blocked_at) { return foreseen.is_clear(line, blocked_at); });
  }

  /// The same without foresight.
  void look_plainly(std::int32_t row, std::int32_t column, LastBlocked& beside, LastBlocked& before) {
    look_by(row, column, true, beside, before, [this](const SightLine& line, double& blocked_at) {
      return line.is_clear(&coarse_, 0.0, 1.0, blocked_at);
    });
  }

  template <class IsClear>
  void look_by(std::int32_t row, std::int32_t column, bool try_neighbours, LastBlocked& beside,
               LastBlocked& before, const IsClear& is_clear) {
    const Point centre = grid_.centre(grid_.cell(row, column));
    const double distance_m = (centre - eye_m_).norm();
    if (!(distance_m <= range_m_)) return;
    const SightLine line = watch_.line_to(centre);
    if (try_neighbours && beside.blocks(line, distance_m)) {
      before = beside;
      return;
    }
    if (try_neighbours && before.blocks(line, distance_m)) {
      beside = before;
      return;
    }
    double blocked_at = 0.0;
    if (is_clear(line, blocked_at)) {
      note_seen(row, column);
    } else {
      beside.set(blocked_at * distance_m);
      before = beside;
    }
  }

  const Grid& grid_;
  Watch watch_;
  Point eye_m_;
  double range_m_;
  double target_m_;
  double drop_per_cell2_m_;
  Window rows_;
  Window columns_;
  Ceilings fine_;
  Ceilings coarse_;
  std::int32_t width_;
  std::vector<std::uint8_t> seen_;  ///< of each cell of the window
};

}  // namespace

std::vector<CellId> visible_cells(const Grid& grid, const Layer<double>& elevation_m, const SightModel& model,
                                  const Eye& eye, double range_m, double target_m) {
  return Survey(grid, elevation_m, model, eye, range_m, target_m).visible();
}

double ground_height_m(const Grid& grid, const Layer<double>& elevation_m, const Point& point) {
  const Lattice lattice(grid, elevation_m);
  const Eigen::Vector2d place = lattice.coordinates(point);
  return lattice.at(place.x(), place.y());
}

}  // namespace panj
