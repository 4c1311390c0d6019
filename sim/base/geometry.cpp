#include "base/geometry.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace panj {

namespace {

/// Pieces that share a box. Lines of 100 to 10,000 vertices are searched in the least time with 8 to 32.
constexpr std::size_t pieces_per_stretch = 16;

/// z-component of the cross product: positive where `b` points to the left of `a`.
double cross(const Point& a, const Point& b) {
  return a.x() * b.y() - a.y() * b.x();
}

double squared_distance(const Box& box, const Point& point) {
  const Point nearest = point.cwiseMax(box.low).cwiseMin(box.high);
  return (point - nearest).squaredNorm();
}

Box box_of(const Point& a, const Point& b) {
  return {a.cwiseMin(b), a.cwiseMax(b)};
}

/// How far along `from -> to`, 0..1, the foot of `point` lies.
double foot_fraction(const Point& from, const Point& to, const Point& point) {
  const Point along = to - from;
  return std::clamp((point - from).dot(along) / along.squaredNorm(), 0.0, 1.0);
}

/// Where a leg cuts one piece: fractions of both.
struct Cut {
  double of_leg = 0.0;
  double of_piece = 0.0;
};

/// Leg and piece on one straight line: the first point that they share.
std::optional<Cut> cut_of_collinear(const Point& a, const Point& b, const Point& from, const Point& to) {
  const Point leg = b - a;
  const double length2 = leg.squaredNorm();
  const double first = length2 > 0.0 ? (from - a).dot(leg) / length2 : 0.0;
  const double last = length2 > 0.0 ? (to - a).dot(leg) / length2 : 0.0;
  const double fraction = std::clamp(0.0, std::min(first, last), std::max(first, last));
  if (fraction > 1.0 || fraction < 0.0) return std::nullopt;
  const Point meeting = a + fraction * leg;
  const double of_piece = foot_fraction(from, to, meeting);
  if ((from + of_piece * (to - from) - meeting).norm() > Polyline::on_line_m) return std::nullopt;
  return Cut{fraction, of_piece};
}

/// By the signs of areas: a vertex has the same sign for both its pieces, so that no leg slips between them.
std::optional<Cut> cut_of(const Point& a, const Point& b, const Point& from, const Point& to) {
  const Point piece = to - from;
  const double a_side = cross(piece, a - from);
  const double b_side = cross(piece, b - from);

  // Who is well off the straight line through the piece (most are) is off the piece too.
  constexpr double on_line2 = Polyline::on_line_m * Polyline::on_line_m;
  if (a_side * a_side <= 4.0 * on_line2 * piece.squaredNorm()) {
    const double foot = foot_fraction(from, to, a);
    if ((from + foot * piece - a).squaredNorm() <= on_line2) return Cut{0.0, foot};
  }
  if ((a_side > 0.0 && b_side > 0.0) || (a_side < 0.0 && b_side < 0.0)) return std::nullopt;
  const Point leg = b - a;
  const double from_side = cross(leg, from - a);
  const double to_side = cross(leg, to - a);
  if ((from_side > 0.0 && to_side > 0.0) || (from_side < 0.0 && to_side < 0.0)) return std::nullopt;
  if (a_side == b_side || from_side == to_side) return cut_of_collinear(a, b, from, to);
  return Cut{a_side / (a_side - b_side), from_side / (from_side - to_side)};
}

}  // namespace

bool Box::contains(const Point& point) const {
  return point.x() >= low.x() && point.x() <= high.x() && point.y() >= low.y() && point.y() <= high.y();
}

void Box::extend(const Point& point) {
  const bool first = empty();
  low = first ? point : Point(low.cwiseMin(point));
  high = first ? point : Point(high.cwiseMax(point));
}

Box Box::grown(double margin_m) const {
  if (empty()) return *this;
  const Point margin(margin_m, margin_m);
  return {low - margin, high + margin};
}

Polyline::Polyline(std::vector<Point> vertices) : vertices_(std::move(vertices)) {
  vertices_.erase(std::unique(vertices_.begin(), vertices_.end()), vertices_.end());
  along_m_.reserve(vertices_.size());
  for (std::size_t i = 0; i < vertices_.size(); ++i)
    along_m_.push_back(i == 0 ? 0.0 : along_m_.back() + (vertices_[i] - vertices_[i - 1]).norm());
  for (std::size_t piece = 0; piece + 1 < vertices_.size(); ++piece) {
    if (piece % pieces_per_stretch == 0) stretches_.emplace_back();
    stretches_.back().extend(vertices_[piece]);
    stretches_.back().extend(vertices_[piece + 1]);
  }
}

Point Polyline::at(double distance_m) const {
  assert(!vertices_.empty());
  if (distance_m <= 0.0) return vertices_.front();
  if (distance_m >= length_m()) return vertices_.back();
  std::size_t i = 1;  // of a line of one piece, which needs no looking for
  if (along_m_.size() > 2) {
    const auto after = std::upper_bound(along_m_.begin(), along_m_.end(), distance_m);
    i = static_cast<std::size_t>(after - along_m_.begin());
  }
  const double fraction = (distance_m - along_m_[i - 1]) / (along_m_[i] - along_m_[i - 1]);
  return vertices_[i - 1] + fraction * (vertices_[i] - vertices_[i - 1]);
}

bool Polyline::is_on_left(const Point& point, std::size_t piece, double fraction) const {
  const auto direction = [this](std::size_t i) -> Point {
    return (vertices_[i + 1] - vertices_[i]).normalized();
  };
  // At a vertex the sign of either piece alone can be wrong; that of their mean direction never is
  // (Baerentzen and Aanaes 2005, doi:10.1109/TVCG.2005.49).
  Point along = direction(piece);
  std::size_t foot = piece;
  if (fraction <= 0.0 && piece > 0) along += direction(piece - 1);
  if (fraction >= 1.0) foot = piece + 1;
  if (fraction >= 1.0 && piece + 2 < vertices_.size()) along += direction(piece + 1);
  return cross(along, point - vertices_[foot]) > 0.0;
}

void Polyline::look_nearer(const Point& point, std::size_t stretch, Foot& best) const {
  const std::size_t first = stretch * pieces_per_stretch;
  const std::size_t last = std::min(first + pieces_per_stretch, vertices_.size() - 1);
  for (std::size_t piece = first; piece < last; ++piece) {
    const Point& from = vertices_[piece];
    const Point& to = vertices_[piece + 1];
    const double fraction = foot_fraction(from, to, point);
    const double distance2 = (from + fraction * (to - from) - point).squaredNorm();
    if (distance2 < best.distance2_m2) best = {distance2, piece, fraction};
  }
}

Polyline::Nearest Polyline::nearest(const Point& point) const {
  assert(!vertices_.empty());
  if (stretches_.empty()) return {(point - vertices_.front()).norm(), 0.0, false};
  // The stretch whose box is nearest first: it rules out most of the others.
  std::size_t start = 0;
  double start_distance2 = std::numeric_limits<double>::infinity();
  for (std::size_t stretch = 0; stretch < stretches_.size(); ++stretch) {
    const double distance2 = squared_distance(stretches_[stretch], point);
    if (distance2 >= start_distance2) continue;
    start_distance2 = distance2;
    start = stretch;
  }
  Foot best{std::numeric_limits<double>::infinity(), 0, 0.0};
  look_nearer(point, start, best);
  for (std::size_t stretch = 0; stretch < stretches_.size(); ++stretch)
    if (stretch != start && squared_distance(stretches_[stretch], point) < best.distance2_m2)
      look_nearer(point, stretch, best);

  const double piece_m = along_m_[best.piece + 1] - along_m_[best.piece];
  return {std::sqrt(best.distance2_m2), along_m_[best.piece] + best.fraction * piece_m,
          is_on_left(point, best.piece, best.fraction)};
}

std::optional<Polyline::Crossing> Polyline::first_crossing(const Point& a, const Point& b) const {
  if (vertices_.size() == 2) {  // there is nothing to pass over
    const auto cut = cut_of(a, b, vertices_.front(), vertices_.back());
    return cut ? std::optional(Crossing{cut->of_leg, cut->of_piece * length_m()}) : std::nullopt;
  }
  const Point margin(on_line_m, on_line_m);
  const Box reach{a.cwiseMin(b) - margin, a.cwiseMax(b) + margin};
  std::optional<Crossing> first;
  for (std::size_t stretch = 0; stretch < stretches_.size(); ++stretch) {
    if (!stretches_[stretch].meets(reach)) continue;
    const std::size_t begin = stretch * pieces_per_stretch;
    const std::size_t end = std::min(begin + pieces_per_stretch, vertices_.size() - 1);
    for (std::size_t piece = begin; piece < end; ++piece) {
      // The box of a stretch of one piece is that piece's.
      if (end - begin > 1 && !box_of(vertices_[piece], vertices_[piece + 1]).meets(reach)) continue;
      const auto cut = cut_of(a, b, vertices_[piece], vertices_[piece + 1]);
      if (!cut || (first && cut->of_leg >= first->fraction)) continue;
      const double piece_m = along_m_[piece + 1] - along_m_[piece];
      first = Crossing{cut->of_leg, along_m_[piece] + cut->of_piece * piece_m};
    }
  }
  return first;
}

ClosestApproach closest_approach(const Point3& offset_m, const Point3& velocity_m_s, double duration_s) {
  const double speed2 = velocity_m_s.squaredNorm();
  double time_s = 0.0;
  if (speed2 > rest_m2_s2)
    time_s = std::clamp(-offset_m.dot(velocity_m_s) / speed2, 0.0, std::max(duration_s, 0.0));
  return {time_s, (offset_m + velocity_m_s * time_s).norm()};
}

namespace {

/// A product whose terms are added in the same order whatever machine it is: who finds many of them at once
/// (model/open_sightings.h) comes to the same bits.
double dot_in_order(const Point3& a, const Point3& b) {
  return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
}

}  // namespace

TimeSpan time_within(const Point3& offset_m, const Point3& velocity_m_s, double duration_s, double range_m) {
  if (range_m < 0.0 || duration_s < 0.0) return {};
  const double range2 = range_m * range_m;
  const double speed2 = dot_in_order(velocity_m_s, velocity_m_s);
  const bool starts_inside = dot_in_order(offset_m, offset_m) <= range2;
  if (speed2 <= rest_m2_s2) return starts_inside ? TimeSpan{0.0, duration_s} : TimeSpan{};
  const Point3 last_m = offset_m + velocity_m_s * duration_s;
  const bool ends_inside = dot_in_order(last_m, last_m) <= range2;
  if (starts_inside && ends_inside) return {0.0, duration_s};  // as a ball has no dents

  // From the closest approach of the whole straight line: b^2 - ac of the quadratic would lose digits far
  // away.
  const double nearest_s = -dot_in_order(offset_m, velocity_m_s) / speed2;
  const Point3 nearest_m = offset_m + velocity_m_s * nearest_s;
  const double spare2 = range2 - dot_in_order(nearest_m, nearest_m);
  if (spare2 < 0.0 && !starts_inside && !ends_inside) return {};
  const double half_s = std::sqrt(std::max(spare2, 0.0) / speed2);
  const double begin_s = std::max(nearest_s - half_s, 0.0);
  const double end_s = std::min(nearest_s + half_s, duration_s);
  // Rounding may put an end that is inside a hair before the other: then they touch in one instant.
  if (starts_inside) return {0.0, std::max(end_s, 0.0)};
  if (ends_inside) return {std::min(begin_s, duration_s), duration_s};
  return begin_s <= end_s ? TimeSpan{begin_s, end_s} : TimeSpan{};
}

}  // namespace panj
