#include "model/open_sightings.h"

#include <cassert>
#include <cmath>

#include "base/clones.h"
#include "base/geometry.h"
#include "model/laid_legs.h"
#include "model/meeting.h"

namespace panj {

void OpenSightings::add(const LevelPasser& passer, const LaidLeg& leg, double range_m) {
  assert(pairs_ < most);
  const std::size_t i = pairs_++;
  passer_east_m_[i] = passer.from_m.x();
  passer_north_m_[i] = passer.from_m.y();
  passer_up_m_[i] = passer.up_m;
  passer_way_m_[i] = passer.length_m;
  passer_east_[i] = passer.direction.x();
  passer_north_[i] = passer.direction.y();
  passer_begin_s_[i] = passer.begin_s;
  passer_end_s_[i] = passer.end_s;
  leg_begin_s_[i] = leg.begin_s;
  leg_end_s_[i] = leg.end_s;
  shift_s_[i] = leg.shift_s;
  cycle_begin_s_[i] = leg.leg_begin_s;
  cycle_s_[i] = leg.duration_s;
  leg_east_m_[i] = leg.from_m.x();
  leg_north_m_[i] = leg.from_m.y();
  leg_up_m_[i] = leg.from_m.z();
  leg_way_east_m_[i] = leg.way_m.x();
  leg_way_north_m_[i] = leg.way_m.y();
  leg_way_up_m_[i] = leg.way_m.z();
  leg_east_m_s_[i] = leg.velocity_m_s.x();
  leg_north_m_s_[i] = leg.velocity_m_s.y();
  leg_up_m_s_[i] = leg.velocity_m_s.z();
  range_m_[i] = range_m;
}

/// Passer, share_gone, Meeting and its stays_beyond, in all lanes. Loops of a fixed length over plain arrays,
/// here and below: the compiler makes vectors of them.
PANJ_CLONES
void OpenSightings::find_courses(OpenSightings& __restrict pairs) {
  for (std::size_t i = 0; i < most; ++i) {
    const double begin_s = pairs.passer_begin_s_[i];
    const double end_s = pairs.passer_end_s_[i];
    const double east_m = pairs.passer_east_m_[i];
    const double north_m = pairs.passer_north_m_[i];
    const double to_east_m = east_m + pairs.passer_way_m_[i] * pairs.passer_east_[i];
    const double to_north_m = north_m + pairs.passer_way_m_[i] * pairs.passer_north_[i];
    const double passer_east_m_s = (to_east_m - east_m) / (end_s - begin_s);
    const double passer_north_m_s = (to_north_m - north_m) / (end_s - begin_s);
    const double leg_begin_s = pairs.leg_begin_s_[i];
    const double leg_end_s = pairs.leg_end_s_[i];
    const double from_s = begin_s < leg_begin_s ? leg_begin_s : begin_s;
    const double to_s = leg_end_s < end_s ? leg_end_s : end_s;
    const double share = (from_s - pairs.shift_s_[i] - pairs.cycle_begin_s_[i]) / pairs.cycle_s_[i];
    const double begun = share < 0.0 ? 0.0 : share;
    const double gone = 1.0 < begun ? 1.0 : begun;
    const double passed_s = from_s - begin_s;
    const double duration_s = to_s - from_s;
    const double offset_east_m =
        east_m + passer_east_m_s * passed_s - (pairs.leg_east_m_[i] + pairs.leg_way_east_m_[i] * gone);
    const double offset_north_m =
        north_m + passer_north_m_s * passed_s - (pairs.leg_north_m_[i] + pairs.leg_way_north_m_[i] * gone);
    const double east_m_s = passer_east_m_s - pairs.leg_east_m_s_[i];
    const double north_m_s = passer_north_m_s - pairs.leg_north_m_s_[i];
    pairs.from_s_[i] = from_s;
    pairs.duration_s_[i] = duration_s;
    pairs.offset_east_m_[i] = offset_east_m;
    pairs.offset_north_m_[i] = offset_north_m;
    pairs.offset_up_m_[i] = pairs.passer_up_m_[i] - (pairs.leg_up_m_[i] + pairs.leg_way_up_m_[i] * gone);
    pairs.east_m_s_[i] = east_m_s;
    pairs.north_m_s_[i] = north_m_s;
    pairs.up_m_s_[i] = 0.0 - pairs.leg_up_m_s_[i];
    const double half_east_m = 0.5 * duration_s * east_m_s;
    const double half_north_m = 0.5 * duration_s * north_m_s;
    const double within_m = pairs.range_m_[i] * beyond_rounding;
    const bool is_beyond = (std::abs(offset_east_m + half_east_m) - std::abs(half_east_m) > within_m) |
                           (std::abs(offset_north_m + half_north_m) - std::abs(half_north_m) > within_m);
    const bool are_out = (begin_s < end_s) & (leg_end_s > begin_s) & (leg_begin_s < end_s);
    pairs.meets_[i] = are_out & !is_beyond ? 1 : 0;
  }
}

/// The first half of time_within: up to where it needs a root.
PANJ_CLONES
void OpenSightings::find_within(OpenSightings& __restrict pairs) {
  for (std::size_t i = 0; i < most; ++i) {
    const double east_m = pairs.offset_east_m_[i];
    const double north_m = pairs.offset_north_m_[i];
    const double up_m = pairs.offset_up_m_[i];
    const double east_m_s = pairs.east_m_s_[i];
    const double north_m_s = pairs.north_m_s_[i];
    const double up_m_s = pairs.up_m_s_[i];
    const double duration_s = pairs.duration_s_[i];
    const double range2 = pairs.range_m_[i] * pairs.range_m_[i];
    const double speed2 = east_m_s * east_m_s + north_m_s * north_m_s + up_m_s * up_m_s;
    const double first2 = east_m * east_m + north_m * north_m + up_m * up_m;
    const double last_east_m = east_m + east_m_s * duration_s;
    const double last_north_m = north_m + north_m_s * duration_s;
    const double last_up_m = up_m + up_m_s * duration_s;
    const double last2 = last_east_m * last_east_m + last_north_m * last_north_m + last_up_m * last_up_m;
    const double nearest_s = -(east_m * east_m_s + north_m * north_m_s + up_m * up_m_s) / speed2;
    const double nearest_east_m = east_m + east_m_s * nearest_s;
    const double nearest_north_m = north_m + north_m_s * nearest_s;
    const double nearest_up_m = up_m + up_m_s * nearest_s;
    const double spare2 = range2 - (nearest_east_m * nearest_east_m + nearest_north_m * nearest_north_m +
                                    nearest_up_m * nearest_up_m);
    pairs.nearest_s_[i] = nearest_s;
    pairs.spare_m2_[i] = spare2;
    pairs.half_s_[i] = (spare2 < 0.0 ? 0.0 : spare2) / speed2;  // its square as yet
    pairs.begins_within_[i] = first2 <= range2 ? 1 : 0;
    pairs.ends_within_[i] = last2 <= range2 ? 1 : 0;
    pairs.moves_[i] = speed2 > rest_m2_s2 ? 1 : 0;
  }
}

/// The second: when they come within range, and whether they do.
PANJ_CLONES
void OpenSightings::enter(OpenSightings& __restrict pairs) {
  for (std::size_t i = 0; i < most; ++i) {
    const double duration_s = pairs.duration_s_[i];
    const double begins_s = pairs.nearest_s_[i] - pairs.half_s_[i];
    const double begin_s = begins_s < 0.0 ? 0.0 : begins_s;
    const double ends_s = pairs.nearest_s_[i] + pairs.half_s_[i];
    const double end_s = duration_s < ends_s ? duration_s : ends_s;
    const std::uint64_t passes =
        (pairs.spare_m2_[i] < 0.0 ? 0U : 1U) & (begin_s <= end_s ? std::uint64_t{1} : std::uint64_t{0});
    const double held_s = duration_s < begin_s ? duration_s : begin_s;
    const double entered_s = pairs.ends_within_[i] != 0 ? held_s : begin_s;
    pairs.within_s_[i] = pairs.begins_within_[i] != 0 ? 0.0 : entered_s;
    pairs.within_[i] =
        pairs.meets_[i] & (pairs.begins_within_[i] | (pairs.moves_[i] & (pairs.ends_within_[i] | passes)));
  }
}

void OpenSightings::find() {
  find_courses(*this);
  find_within(*this);
  // By itself: roots set errno, and so are not taken by vectors.
  for (std::size_t i = 0; i < pairs_; ++i) half_s_[i] = std::sqrt(half_s_[i]);
  enter(*this);
}

}  // namespace panj
