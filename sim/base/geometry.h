#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace panj {

/// A place on the projected plane: east, north [m].
using Point = Eigen::Vector2d;

/// An axis-parallel rectangle [m]; empty where low exceeds high.
struct Box {
  Point low{1.0, 1.0};
  Point high{-1.0, -1.0};

  bool empty() const { return low.x() > high.x() || low.y() > high.y(); }
  bool contains(const Point& point) const;
  void extend(const Point& point);
  /// This box with `margin_m` added on every side.
  Box grown(double margin_m) const;
  bool meets(const Box& other) const {
    if (empty() || other.empty()) return false;
    return low.x() <= other.high.x() && other.low.x() <= high.x() && low.y() <= other.high.y() &&
           other.low.y() <= high.y();
  }
};

/// A line of straight pieces through its vertices (two or more that differ).
class Polyline {
 public:
  Polyline() = default;
  /// A vertex that repeats the one before it is dropped. A line that is left with one vertex has no pieces:
  /// its length is 0, and nothing crosses it.
  explicit Polyline(std::vector<Point> vertices);

  const std::vector<Point>& vertices() const { return vertices_; }
  double length_m() const { return along_m_.empty() ? 0.0 : along_m_.back(); }
  /// Distance along the line from its first vertex to vertex `index` [m].
  double along_m(std::size_t index) const { return along_m_[index]; }
  /// The point at `distance_m` along the line, held to its ends.
  Point at(double distance_m) const;

  /// The place on the line nearest to a point. Beyond its ends the line is taken to go on straight for
  /// `on_left`; a point on the line is not on its left.
  struct Nearest {
    double distance_m = 0.0;  ///< from the point to the line
    double along_m = 0.0;     ///< distance along the line of the foot
    bool on_left = false;     ///< looking along the line, the point lies on its left
  };
  Nearest nearest(const Point& point) const;

  /// Where the segment a -> b first cuts or touches the line, both ends included. Who starts on the line
  /// (within `on_line_m`) crosses it at fraction 0.
  struct Crossing {
    double fraction = 0.0;  ///< of the way from a to b, in [0, 1]
    double along_m = 0.0;   ///< distance along the line
  };
  std::optional<Crossing> first_crossing(const Point& a, const Point& b) const;

  /// A point drawn on the line lies on it only up to rounding: some billionths of a metre at coordinates of
  /// 10,000 km. A micrometre is well above that and far below anything that matters on the ground.
  static constexpr double on_line_m = 1e-6;

 private:
  /// Left of the line at distance `along_m`, where the foot of `point` lies on piece `piece`.
  bool is_on_left(const Point& point, std::size_t piece, double fraction) const;

  /// The nearest point found so far.
  struct Foot {
    double distance2_m2 = 0.0;
    std::size_t piece = 0;
    double fraction = 0.0;  ///< of the piece
  };
  void look_nearer(const Point& point, std::size_t stretch, Foot& best) const;

  std::vector<Point> vertices_;
  std::vector<double> along_m_;
  std::vector<Box> stretches_;  ///< the box of each run of `pieces_per_stretch` pieces, to pass over far ones
};

/// A place in space: east, north, up [m].
using Point3 = Eigen::Vector3d;

/// Where and when two points on straight courses are nearest to each other.
struct ClosestApproach {
  double time_s = 0.0;      ///< since the start, held to [0, duration]
  double distance_m = 0.0;  ///< at that time
};

/// Relative course `offset_m + velocity_m_s * t` for t in [0, duration_s]; time 0 where nothing moves.
ClosestApproach closest_approach(const Point3& offset_m, const Point3& velocity_m_s, double duration_s);

/// A stretch of time [s]; empty where it ends before it begins.
struct TimeSpan {
  double begin_s = 0.0;
  double end_s = -1.0;
  bool empty() const { return end_s < begin_s; }
  double length_s() const { return empty() ? 0.0 : end_s - begin_s; }
};

/// Square of the relative speed up to which a course stands still: (1e-15 m/s)^2.
inline constexpr double rest_m2_s2 = 1e-30;

/// When the relative course `offset_m + velocity_m_s * t`, t in [0, duration_s], is within `range_m`
/// (inclusive): exact, from the closest approach of the unbounded course. Relative speeds below 1e-15 m/s
/// count as rest (less than a nanometre in ten days).
TimeSpan time_within(const Point3& offset_m, const Point3& velocity_m_s, double duration_s, double range_m);

}  // namespace panj
