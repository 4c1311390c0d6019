#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "base/geometry.h"
#include "base/grid.h"

/// One sight line over the bilinear surface: the kernel of line_of_sight.cpp.
namespace panj {

// What falls short by less than this is rounding (heights near 1e4 m are rounded to 2e-12 m): a line that
// grazes the ground sees.
inline constexpr double grazing_m = 1e-9;

/// Rows (or columns) from first to last; none where last is before first.
struct Window {
  std::int32_t first = 0;
  std::int32_t last = -1;
};

/// The bilinear surface over the lattice of cell centres. Lattice coordinates: u east, v north, in cells from
/// the centre of cell (0, 0); places beyond the outermost centres are held to them.
class Lattice {
 public:
  Lattice(const Grid& grid, const Layer<double>& elevation_m)
      : grid_(grid), height_m_(elevation_m.data()), last_u_(grid.columns - 1), last_v_(grid.rows - 1) {}

  Eigen::Vector2d coordinates(const Point& point) const {
    return ((point - grid_.corner_m) / grid_.cell_size_m).array() - 0.5;
  }
  double cell_size_m() const { return grid_.cell_size_m; }
  int last_u() const { return last_u_; }
  int last_v() const { return last_v_; }
  double node(int row, int column) const {
    return height_m_[static_cast<std::ptrdiff_t>(row) * (last_u_ + 1) + column];
  }

  /// Greatest height among the nodes of these rows and columns, ends included, as far as they are there.
  double highest(int first_row, int last_row, int first_column, int last_column) const {
    double highest_m = -std::numeric_limits<double>::infinity();
    for (int row = first_row; row <= std::min(last_row, last_v_); ++row) {
      for (int column = first_column; column <= std::min(last_column, last_u_); ++column) {
        highest_m = std::max(highest_m, node(row, column));
      }
    }
    return highest_m;
  }
  double at(double u, double v) const {
    const double held_u = std::clamp(u, 0.0, static_cast<double>(last_u_));
    const int column = static_cast<int>(held_u);
    const double west = on_column(column, v);
    const double fraction = held_u - column;
    return fraction > 0.0 ? west + fraction * (on_column(column + 1, v) - west) : west;
  }
  /// On the lattice line u = column.
  double on_column(int column, double v) const {
    const double held = std::clamp(v, 0.0, static_cast<double>(last_v_));
    const int row = std::min(static_cast<int>(held), std::max(last_v_ - 1, 0));
    const double south = node(row, column);
    return south + (held - row) * (node(std::min(row + 1, last_v_), column) - south);
  }
  /// On the lattice line v = row.
  double on_row(double u, int row) const {
    const double held = std::clamp(u, 0.0, static_cast<double>(last_u_));
    const int column = std::min(static_cast<int>(held), std::max(last_u_ - 1, 0));
    const double west = node(row, column);
    return west + (held - column) * (node(row, std::min(column + 1, last_u_)) - west);
  }
  /// Coefficient of u v in the square that holds a place; 0 beyond the outermost centres, where the surface
  /// is held.
  double twist(double u, double v) const {
    if (u <= 0.0 || v <= 0.0 || u >= last_u_ || v >= last_v_) return 0.0;
    const int column = static_cast<int>(u);
    const int row = static_cast<int>(v);
    return node(row, column) - node(row, column + 1) - node(row + 1, column) + node(row + 1, column + 1);
  }

 private:
  const Grid& grid_;
  const double* height_m_;
  int last_u_;
  int last_v_;
};

/// Crossings of one direction of lattice lines along start + t step, in the order of t. Lines lie at 0,
/// spacing, 2 spacing, ... `last` spacing.
class Crossings {
 public:
  /// Only crossings after `from_t` count.
  Crossings(double start, double step, int last, double spacing, double from_t)
      : start_(start / spacing), per_step_(spacing / step), sign_(step > 0 ? 1 : -1) {
    if (step == 0.0) return;
    const double at = start_ + from_t * step / spacing;
    const double ahead = step > 0 ? std::floor(at) + 1.0 : std::ceil(at) - 1.0;
    const double held = std::clamp(ahead, step > 0 ? 0.0 : -1.0, step > 0 ? last + 1.0 : last + 0.0);
    line_ = static_cast<int>(held);
    left_ = step > 0 ? last - line_ : line_;
    set();
  }
  /// Of the next crossing; +infinity where there is none.
  double t() const { return t_; }
  int line() const { return line_; }
  void advance() {
    line_ += sign_;
    --left_;
    set();
  }

 private:
  void set() { t_ = left_ >= 0 ? (line_ - start_) * per_step_ : std::numeric_limits<double>::infinity(); }

  double start_;
  double per_step_;
  int sign_;
  int line_ = 0;
  int left_ = -1;  // lines still ahead after this one
  double t_ = std::numeric_limits<double>::infinity();
};

/// Greatest heights of square blocks of lattice squares, so that a sight line well above a block need not be
/// compared with what is in it.
class Ceilings {
 public:
  /// Blocks of `size` x `size` squares. Only those that meet the nodes of the window are filled in. \param
  /// finer what to ask where these can not tell; null: the surface itself.
  Ceilings(const Lattice& lattice, int size, const Window& rows, const Window& columns, const Ceilings* finer)
      : size_(size),
        finer_(finer),
        in_row_(lattice.last_u() / size + 1),
        in_column_(lattice.last_v() / size + 1),
        ceiling_m_(static_cast<std::size_t>(in_row_) * static_cast<std::size_t>(in_column_),
                   std::numeric_limits<double>::infinity()) {
    for (int i = rows.first / size; i * size <= rows.last; ++i) {
      for (int j = columns.first / size; j * size <= columns.last; ++j) {
        ceiling_m_[index(i, j)] = finer == nullptr
                                      ? lattice.highest(i * size, (i + 1) * size, j * size, (j + 1) * size)
                                      : finer->highest(i * size, (i + 1) * size, j * size, (j + 1) * size);
      }
    }
  }

  int size() const { return size_; }
  const Ceilings* finer() const { return finer_; }
  int in_row() const { return in_row_; }
  int in_column() const { return in_column_; }
  /// Greatest ceiling of the blocks between these rows and columns; +infinity where one is not filled in.
  double highest(int first_row, int end_row, int first_column, int end_column) const {
    double highest_m = -std::numeric_limits<double>::infinity();
    for (int i = first_row / size_; i < std::min(end_row / size_, in_column_); ++i) {
      for (int j = first_column / size_; j < std::min(end_column / size_, in_row_); ++j)
        highest_m = std::max(highest_m, ceiling_m_[index(i, j)]);
    }
    return highest_m;
  }
  /// Of the block that holds a place; places beyond the lattice are held to it.
  double at(double u, double v) const {
    const auto block = [&](double x, int count) {
      return std::clamp(static_cast<int>(x / size_), 0, count - 1);
    };
    return ceiling_m_[index(block(v, in_column_), block(u, in_row_))];
  }

 private:
  std::size_t index(int i, int j) const {
    return static_cast<std::size_t>(i) * static_cast<std::size_t>(in_row_) + static_cast<std::size_t>(j);
  }

  int size_;
  const Ceilings* finer_;
  int in_row_;
  int in_column_;
  std::vector<double> ceiling_m_;
};

/// One sight line, from the eye (t = 0) to the target (t = 1).
class SightLine {
 public:
  SightLine(const Lattice& lattice, const Eigen::Vector2d& eye, double eye_z_m, const Eigen::Vector2d& target,
            double target_z_m, double bulge_m)
      : lattice_(lattice),
        eye_(eye),
        step_(target - eye),
        eye_z_m_(eye_z_m),
        rise_m_(target_z_m - eye_z_m),
        bulge_m_(bulge_m) {}

  /// Height of the straight line over ground of this height at t. Seen from the eye's tangent plane the
  /// ground at d falls by drop(d) and the target by drop(D); against the chord between them the ground stands
  /// higher by t drop(D) - drop(t D) = drop(D) t (1 - t).
  double clearance(double t, double ground_m) const {
    return eye_z_m_ + t * rise_m_ - bulge_m_ * t * (1.0 - t) - ground_m;
  }
  /// The same over the surface at t.
  double clearance_at(double t) const {
    return clearance(t, lattice_.at(eye_.x() + t * step_.x(), eye_.y() + t * step_.y()));
  }

  /// Is the line nowhere below a height for t in [from, to]? It sags between the ends: bulge t^2 is convex.
  bool is_above(double ceiling_m, double from, double to) const {
    const double sag_m = 0.25 * bulge_m_ * (to - from) * (to - from);
    return std::min(clearance(from, ceiling_m), clearance(to, ceiling_m)) - sag_m >= 0.0;
  }
  /// Is the clearance nowhere below 0 for t in [from, to]? Where it is, `blocked_at` says one such t.
  /// \param coarse ceilings to try first; null: none.
  bool is_clear(const Ceilings* coarse, double from, double to, double& blocked_at) const {
    if (coarse == nullptr) return is_clear(from, to, blocked_at);
    const Ceilings& ceilings = *coarse;
    Crossings columns(eye_.x(), step_.x(), ceilings.in_row(), ceilings.size(), from);
    Crossings rows(eye_.y(), step_.y(), ceilings.in_column(), ceilings.size(), from);
    for (double t = from; t < to;) {
      const double next = std::min({columns.t(), rows.t(), to});
      const double middle = 0.5 * (t + next);
      const double ceiling_m = ceilings.at(eye_.x() + middle * step_.x(), eye_.y() + middle * step_.y());
      if (!is_above(ceiling_m, t, next) && !is_clear(ceilings.finer(), t, next, blocked_at)) return false;
      if (columns.t() <= next) columns.advance();
      if (rows.t() <= next) rows.advance();
      t = next;
    }
    return true;
  }

 private:
  /// The same, through every lattice square.
  bool is_clear(double from, double to, double& blocked_at) const {
    Crossings columns(eye_.x(), step_.x(), lattice_.last_u(), 1.0, from);
    Crossings rows(eye_.y(), step_.y(), lattice_.last_v(), 1.0, from);
    double t_before = from;
    double before_m = clearance_at(from);
    for (;;) {
      const double t = std::min({columns.t(), rows.t(), to});
      double ground_m = 0.0;
      if (t >= to) {
        ground_m = lattice_.at(eye_.x() + t * step_.x(), eye_.y() + t * step_.y());
      } else if (columns.t() <= rows.t()) {
        ground_m = lattice_.on_column(columns.line(), eye_.y() + t * step_.y());
        columns.advance();
      } else {
        ground_m = lattice_.on_row(eye_.x() + t * step_.x(), rows.line());
        rows.advance();
      }
      const double here_m = clearance(t, ground_m);
      if (here_m < -grazing_m) {
        blocked_at = t;
        return false;
      }
      if (dips_between(t_before, before_m, t, here_m, blocked_at)) return false;
      if (t >= to) return true;
      t_before = t;
      before_m = here_m;
    }
  }

  /// Does the clearance fall below 0 inside one lattice square, between t0 and t1? There it is a quadratic
  /// f(s) = f0 + b s + a s^2, s from 0 to 1, with a = bulge dt^2 - twist du dv and b = f1 - f0 - a.
  bool dips_between(double t0, double f0_m, double t1, double f1_m, double& blocked_at) const {
    const double dt = t1 - t0;
    const double middle = 0.5 * (t0 + t1);
    const double twist = lattice_.twist(eye_.x() + middle * step_.x(), eye_.y() + middle * step_.y());
    const double a = (bulge_m_ - twist * step_.x() * step_.y()) * dt * dt;
    const double b = f1_m - f0_m - a;
    if (!(a > 0.0 && b < 0.0 && -b < 2.0 * a)) return false;  // no least value inside
    if (f0_m - 0.25 * b * b / a >= -grazing_m) return false;
    blocked_at = t0 + dt * (-0.5 * b / a);
    return true;
  }

  const Lattice& lattice_;
  Eigen::Vector2d eye_;
  Eigen::Vector2d step_;
  double eye_z_m_;
  double rise_m_;
  double bulge_m_;
};

}  // namespace panj
