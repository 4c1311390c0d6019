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
  bool meets(const Box& other) const;
};

/// A line of straight pieces through its vertices (two or more).
class Polyline {
 public:
  Polyline() = default;
  explicit Polyline(std::vector<Point> vertices);

  const std::vector<Point>& vertices() const { return vertices_; }
  double length_m() const { return along_m_.empty() ? 0.0 : along_m_.back(); }
  /// Distance along the line from its first vertex to vertex `index` [m].
  double along_m(std::size_t index) const { return along_m_[index]; }
  /// The point at `distance_m` along the line, held to its ends.
  Point at(double distance_m) const;

  /// The place on the line nearest to a point.
  struct Nearest {
    double distance_m = 0.0;  ///< from the point to the line
    double along_m = 0.0;     ///< distance along the line of the foot
    bool on_left = false;     ///< looking along the line, the point lies on its left
  };
  Nearest nearest(const Point& point) const;

  /// Where the segment a -> b first cuts the line.
  struct Crossing {
    double fraction = 0.0;  ///< of the way from a to b, in [0, 1]
    double along_m = 0.0;   ///< distance along the line
  };
  std::optional<Crossing> first_crossing(const Point& a, const Point& b) const;

 private:
  std::vector<Point> vertices_;
  std::vector<double> along_m_;
};

/// A place in space: east, north, up [m].
using Point3 = Eigen::Vector3d;

/// Where and when two points on straight courses are nearest to each other.
struct ClosestApproach {
  double time_s = 0.0;      ///< since the start, held to [0, duration]
  double distance_m = 0.0;  ///< at that time
};

/// Relative course `offset_m + velocity_m_s * t` for t in [0, duration_s].
ClosestApproach closest_approach(const Point3& offset_m, const Point3& velocity_m_s, double duration_s);

/// A stretch of time [s]; empty where it ends before it begins.
struct TimeSpan {
  double begin_s = 0.0;
  double end_s = -1.0;
  bool empty() const { return end_s < begin_s; }
  double length_s() const { return empty() ? 0.0 : end_s - begin_s; }
};

/// When the relative course `offset_m + velocity_m_s * t`, t in [0, duration_s], is within `range_m`
/// (inclusive): exact, by the quadratic in t.
TimeSpan time_within(const Point3& offset_m, const Point3& velocity_m_s, double duration_s, double range_m);

}  // namespace panj
