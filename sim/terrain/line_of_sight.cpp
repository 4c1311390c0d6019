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
  /// Greatest height among the nodes within so many rows and columns of the eye.
  double highest_within(int cells) const {
    const int row = static_cast<int>(std::clamp(eye_.y(), 0.0, 1.0 * lattice_.last_v()));
    const int column = static_cast<int>(std::clamp(eye_.x(), 0.0, 1.0 * lattice_.last_u()));
    return lattice_.highest(std::max(row - cells, 0), row + cells, std::max(column - cells, 0),
                            column + cells);
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
        highest_near_m_(watch_.highest_within(SectorHorizons::first_line + 2)),
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
  /// A part of a sight line that is known to be clear; none, where `to` is not after `from`.
  struct Known {
    double from = 0.0;
    double to = 0.0;
  };

  /// The plain way: every cell by the whole of its sight line.
  void look_row_by_row() {
    std::vector<LastBlocked> in_column(static_cast<std::size_t>(width_));
    for (std::int32_t row = rows_.first; row <= rows_.last; ++row) {
      LastBlocked in_row;
      for (std::int32_t column = columns_.first; column <= columns_.last; ++column)
        look(row, column, {}, in_row, in_column[static_cast<std::size_t>(column - columns_.first)]);
    }
  }

  /// In no quarter, where the eye stands over a centre.
  void look_at_own_cell() {
    const Eigen::Vector2d own = watch_.eye().array().round();
    if (own != watch_.eye()) return;
    LastBlocked nobody;
    LastBlocked nothing;
    look(static_cast<std::int32_t>(own.y()), static_cast<std::int32_t>(own.x()), {}, nobody, nothing);
  }

  /// Cells of a quarter of the view, from near to far: most sight lines that are clear need no look but near
  /// their ends. Diagonals belong to the quarters along u.
  void look_over(const Quarter& quarter) {
    using Sight = SectorHorizons::Sight;
    const double reach = range_m_ / grid_.cell_size_m;
    SectorHorizons horizons(watch_.lattice(), watch_.eye(), watch_.eye_z_m(), drop_per_cell2_m_, quarter,
                            reach);
    const double eye_across = quarter.along_u ? watch_.eye().y() : watch_.eye().x();
    const Window all = quarter.along_u ? rows_ : columns_;
    std::vector<LastBlocked> at_across(static_cast<std::size_t>(std::max(all.last - all.first + 1, 0)));
    for (int line = 0; line < horizons.lines(); ++line) {
      if (line - 1 > SectorHorizons::first_line) horizons.take_in(line - 1);
      const double along = horizons.along(line);
      const double from = horizons.along(SectorHorizons::first_line) / along;
      const Known clear{from, horizons.along(line - 1) / along};
      const Known clear_to_mark{from, horizons.along(horizons.mark()) / along};
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
        const Sight sight = horizons.of(along, offset / along, target_z_m);
        if (sight == Sight::hidden) continue;
        const Known known = sight == Sight::clear           ? clear
                            : sight == Sight::clear_to_mark ? clear_to_mark
                                                            : Known{};
        look(row, column, known, on_line, at_across[static_cast<std::size_t>(across - all.first)]);
      }
    }
  }

  /// \param beside, before what blocked the sight lines to neighbours.
  void look(std::int32_t row, std::int32_t column, const Known& clear, LastBlocked& beside,
            LastBlocked& before) {
    const Point centre = grid_.centre(grid_.cell(row, column));
    const double distance_m = (centre - eye_m_).norm();
    if (!(distance_m <= range_m_)) return;
    const SightLine line = watch_.line_to(centre);
    double blocked_at = 0.0;
    bool is_seen = false;
    if (clear.to > clear.from) {
      is_seen = (line.is_above(highest_near_m_, 0.0, clear.from) ||
                 line.is_clear(nullptr, 0.0, clear.from, blocked_at)) &&
                line.is_clear(nullptr, clear.to, 1.0, blocked_at);
    } else if (beside.blocks(line, distance_m)) {
      before = beside;
      return;
    } else if (before.blocks(line, distance_m)) {
      beside = before;
      return;
    } else {
      is_seen = line.is_clear(&coarse_, 0.0, 1.0, blocked_at);
    }
    if (is_seen) {
      seen_[static_cast<std::size_t>(row - rows_.first) * static_cast<std::size_t>(width_) +
            static_cast<std::size_t>(column - columns_.first)] = 1;
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
  double highest_near_m_;  ///< of the ground around the eye that horizons leave out
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
