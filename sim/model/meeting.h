#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "model/exposures.h"
#include "model/sight.h"
#include "model/track.h"
#include "world/world.h"

// How a piece of a track and a sensor come to each other: what finding exposures in cells and in the open
// share.
namespace panj {

/// What is beyond a range by less than this factor may be within it but for rounding.
constexpr double beyond_rounding = 1.0 + 1e-9;

/// Does what is on a straight relative course, of which this is one axis, keep farther away than a range all
/// the time?
inline bool stays_beyond(double offset_m, double velocity_m_s, double duration_s, double range_m) {
  const double half_way_m = 0.5 * duration_s * velocity_m_s;
  return std::abs(offset_m + half_way_m) - std::abs(half_way_m) > range_m * beyond_rounding;
}

inline Box box_of(const TrackPiece& piece) {
  const Point from = piece.from_m.head<2>();
  const Point to = piece.to_m.head<2>();
  return {from.cwiseMin(to), from.cwiseMax(to)};
}

/// A piece of the track before sensors, its velocity found once for all of them.
struct Passer {
  explicit Passer(const TrackPiece& its_piece)
      : piece(its_piece), velocity_m_s((piece.to_m - piece.from_m) / (piece.end_s - piece.begin_s)) {}

  const TrackPiece& piece;
  Point3 velocity_m_s;
};

/// A piece of a patrol's cycle, what it needs found when it is asked for.
struct CycleLeg {
  explicit CycleLeg(const PatrolPiece& its_piece)
      : piece(its_piece), duration_s(piece.end_s - piece.begin_s) {}

  double from_m(int axis) const { return piece.from_m[axis]; }
  double way_m(int axis) const { return piece.to_m[axis] - piece.from_m[axis]; }
  double velocity_m_s(int axis) const { return way_m(axis) / duration_s; }

  const PatrolPiece& piece;
  double duration_s;
};

/// Share of a leg of a cycle that is gone at a time. \param shift_s from the patrol's cycle time
inline double share_gone(double time_s, double shift_s, double leg_begin_s, double leg_s) {
  return std::clamp((time_s - shift_s - leg_begin_s) / leg_s, 0.0, 1.0);
}

/// The relative course of a track's piece and a patrol's, axis by axis: east alone, or north, tells of most
/// that they stay out of range of each other. \tparam Leg has from_m, way_m and velocity_m_s by axis.
template <class Leg>
class Meeting {
 public:
  /// \param gone share of the leg when they meet. Both are out from from_s to to_s.
  Meeting(const Passer& passer, const Leg& leg, double gone, double from_s, double to_s)
      : passer_(passer),
        leg_(leg),
        passed_s_(from_s - passer.piece.begin_s),
        duration_s_(to_s - from_s),
        gone_(gone) {}

  bool stays_beyond(double range_m) const {
    return panj::stays_beyond(offset_m(0), velocity_m_s(0), duration_s_, range_m) ||
           panj::stays_beyond(offset_m(1), velocity_m_s(1), duration_s_, range_m);
  }
  Course course() const {
    return {{offset_m(0), offset_m(1), offset_m(2)},
            {velocity_m_s(0), velocity_m_s(1), velocity_m_s(2)},
            duration_s_};
  }

 private:
  double offset_m(int axis) const {
    return passer_.piece.from_m[axis] + passer_.velocity_m_s[axis] * passed_s_ -
           (leg_.from_m(axis) + leg_.way_m(axis) * gone_);
  }
  double velocity_m_s(int axis) const { return passer_.velocity_m_s[axis] - leg_.velocity_m_s(axis); }

  const Passer& passer_;
  const Leg& leg_;
  double passed_s_;
  double duration_s_;
  double gone_;
};

/// Adds what a sensor makes of a target that may come into its range.
inline void add_sighting(const World& world, const Circumstances& now, const Sighting& sighting,
                         std::vector<Exposure>& exposures) {
  const Asset& asset = world.assets[sighting.asset];
  if (asset.conditioned) return add_conditioned(world, now, sighting, exposures);
  const Hazard found = hazard(asset.law, sighting.course);
  if (found.certain || found.finite > 0.0)
    exposures.push_back({sighting.asset, sighting.team, sighting.begin_s, asset.law, sighting.course, found});
}

/// The course of a piece of a track before a post.
inline Course course_before_post(const World& world, std::uint16_t number, const Passer& passer) {
  const TrackPiece& piece = passer.piece;
  return {piece.from_m - world.posts[world.assets[number].plan].eye_m, passer.velocity_m_s,
          piece.end_s - piece.begin_s};
}

/// Does a course keep farther away than a range, as east alone tells, or north?
inline bool stays_beyond(const Course& course, double range_m) {
  const auto along = [&](int axis) {
    return stays_beyond(course.offset_m[axis], course.velocity_m_s[axis], course.duration_s, range_m);
  };
  return along(0) || along(1);
}

/// Adds what a post makes of a piece of a track.
inline void add_before_post(const World& world, const Circumstances& now, std::uint16_t number,
                            const Passer& passer, std::vector<Exposure>& exposures) {
  const Course course = course_before_post(world, number, passer);
  if (!stays_beyond(course, world.assets[number].range_m))
    add_sighting(world, now, {number, 0, passer.piece.begin_s, course}, exposures);
}

/// Brings the exposures from number `begin` on into the order that `expose` promises.
void put_in_order(const World& world, std::size_t begin, std::vector<Exposure>& exposures);

}  // namespace panj
