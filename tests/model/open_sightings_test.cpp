#include "model/open_sightings.h"

#include <gtest/gtest.h>

#include <vector>

#include "model/laid_legs.h"
#include "model/meeting.h"
#include "rng/stream.h"

namespace panj {
namespace {

/// Passers and legs drawn over 6 km and 1 h, some of which stand, keep their distance, or are never out
/// together.
class DrawnPairs {
 public:
  LevelPasser passer() {
    const auto [begin, length] = pair();
    const auto [east, north] = pair();
    const auto [heading, kind] = pair();
    LevelPasser passer{{6000.0 * east, 6000.0 * north},
                       {std::sin(6.28 * heading), std::cos(6.28 * heading)},
                       3000.0 * length,
                       420.0 + 1.7,
                       3600.0 * begin,
                       3600.0 * begin + 2500.0 * length};
    if (kind < 0.05) passer.end_s = passer.begin_s;
    if (kind > 0.95) passer.length_m = 0.0;
    return passer;
  }
  LaidLeg leg() {
    const auto [begin, length] = pair();
    const auto [east, north] = pair();
    const auto [to_east, to_north] = pair();
    const auto [up, kind] = pair();
    LaidLeg leg;
    leg.duration_s = 1000.0 + 2000.0 * length;
    leg.leg_begin_s = 500.0 * begin;
    leg.shift_s = 3000.0 * begin;
    leg.begin_s = leg.leg_begin_s + leg.shift_s + 200.0 * up;  // a stretch cuts it
    leg.end_s = leg.leg_begin_s + leg.shift_s + leg.duration_s;
    leg.from_m = {6000.0 * east, 6000.0 * north, 420.0 + (kind < 0.5 ? 1.7 : 100.0 * up)};
    const bool stands = kind > 0.9;
    if (!stands)
      leg.way_m = {4000.0 * (to_east - 0.5), 4000.0 * (to_north - 0.5), kind < 0.3 ? 0.0 : 50.0 * up};
    leg.velocity_m_s = leg.way_m / leg.duration_s;
    return leg;
  }

 private:
  std::pair<double, double> pair() { return uniform_pair({{11}, Purpose::origin, number_++, 0}); }
  std::uint32_t number_ = 0;
};

/// How Meeting reads a laid leg.
struct Leg {
  double from_m(int axis) const { return laid.from_m[axis]; }
  double way_m(int axis) const { return laid.way_m[axis]; }
  double velocity_m_s(int axis) const { return laid.velocity_m_s[axis]; }
  const LaidLeg& laid;
};

/// \return do they come within range?
bool expect_as_meeting(const OpenSightings& pairs, std::size_t i, const LevelPasser& passer,
                       const LaidLeg& laid, double range_m) {
  const bool are_out =
      passer.begin_s < passer.end_s && laid.end_s > passer.begin_s && laid.begin_s < passer.end_s;
  if (!are_out) {
    EXPECT_FALSE(pairs.may_meet(i));
    EXPECT_FALSE(pairs.comes_within(i));
    return false;
  }
  const Point to_m = passer.from_m + passer.length_m * passer.direction;
  const TrackPiece piece{{passer.from_m.x(), passer.from_m.y(), passer.up_m},
                         {to_m.x(), to_m.y(), passer.up_m},
                         passer.begin_s,
                         passer.end_s};
  const Passer alone(piece);
  const double from_s = std::max(piece.begin_s, laid.begin_s);
  const double to_s = std::min(piece.end_s, laid.end_s);
  const double gone = share_gone(from_s, laid.shift_s, laid.leg_begin_s, laid.duration_s);
  const Leg leg{laid};
  const Meeting meeting(alone, leg, gone, from_s, to_s);
  const bool may_meet = !meeting.stays_beyond(range_m);
  EXPECT_EQ(pairs.may_meet(i), may_meet);
  const Course course = meeting.course();
  const TimeSpan within = time_within(course.offset_m, course.velocity_m_s, course.duration_s, range_m);
  EXPECT_EQ(pairs.comes_within(i), may_meet && !within.empty());
  if (!may_meet) return false;
  EXPECT_EQ(pairs.from_s(i), from_s);
  EXPECT_EQ(pairs.course(i).offset_m, course.offset_m);
  EXPECT_EQ(pairs.course(i).velocity_m_s, course.velocity_m_s);
  EXPECT_EQ(pairs.course(i).duration_s, course.duration_s);
  if (within.empty()) return false;
  EXPECT_EQ(pairs.within_s(i), within.begin_s);
  return true;
}

TEST(OpenSightings, AreWhatMeetingsByThemselvesAre) {
  DrawnPairs drawn;
  OpenSightings pairs;
  std::size_t within = 0;
  for (std::size_t trial = 0; trial < 4000; ++trial) {
    std::vector<LevelPasser> passers;
    std::vector<LaidLeg> legs;
    std::vector<double> ranges_m;
    pairs.clear();
    const std::size_t number = 1 + trial % OpenSightings::most;
    while (pairs.size() < number) {
      passers.push_back(drawn.passer());
      legs.push_back(drawn.leg());
      ranges_m.push_back(300.0 * static_cast<double>(trial % 5));
      pairs.add(passers.back(), legs.back(), ranges_m.back());
    }
    EXPECT_EQ(pairs.is_full(), number == OpenSightings::most);
    pairs.find();
    for (std::size_t i = 0; i < number; ++i)
      within += expect_as_meeting(pairs, i, passers[i], legs[i], ranges_m[i]) ? 1 : 0;
    if (HasFailure()) return;
  }
  EXPECT_GT(within, 300U);
}

TEST(OpenSightings, OfThoseWhoKeepTheirDistanceBeginAtOnceOrNever) {
  const LevelPasser passer{{0.0, 0.0}, {0.0, 1.0}, 1000.0, 1.7, 0.0, 500.0};
  LaidLeg leg;
  leg.begin_s = 100.0;
  leg.end_s = leg.duration_s = 500.0;
  leg.from_m = {400.0, 0.0, 1.7};
  leg.way_m = {0.0, 1000.0, 0.0};
  leg.velocity_m_s = leg.way_m / leg.duration_s;
  OpenSightings pairs;
  pairs.add(passer, leg, 401.0);
  pairs.add(passer, leg, 399.0);
  pairs.find();
  EXPECT_TRUE(pairs.comes_within(0));
  EXPECT_EQ(pairs.within_s(0), 0.0);
  EXPECT_FALSE(pairs.comes_within(1));
}

}  // namespace
}  // namespace panj
