#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/geometry.h"
#include "world/sensor_hazard.h"

namespace panj {

struct LaidLeg;

/// Somebody who goes straight on over level ground.
struct LevelPasser {
  Point from_m{0.0, 0.0};
  Point direction{0.0, 0.0};
  double length_m = 0.0;
  double up_m = 0.0;  ///< the target's height above the sea, all along
  double begin_s = 0.0;
  double end_s = 0.0;
};

/// Passers on level ground before teams on laid legs, several pairs found at once: when each sees the other
/// and on what course, as Meeting has it, and when within range, as time_within has it, to the bit.
class OpenSightings {
 public:
  static constexpr std::size_t most = 8;

  void clear() { pairs_ = 0; }
  std::size_t size() const { return pairs_; }
  bool is_full() const { return pairs_ == most; }
  /// A further pair; there is room. \param range_m of the team's sensor
  void add(const LevelPasser& passer, const LaidLeg& leg, double range_m);

  /// Finds all pairs that were added.
  void find();
  /// Are both out at the same time, and not by east or north alone too far from each other all the time?
  bool may_meet(std::size_t pair) const { return meets_[pair] != 0; }
  /// Do they come within range?
  bool comes_within(std::size_t pair) const { return within_[pair] != 0; }
  /// When their course begins, by the clock of the period.
  double from_s(std::size_t pair) const { return from_s_[pair]; }
  Course course(std::size_t pair) const {
    return {{offset_east_m_[pair], offset_north_m_[pair], offset_up_m_[pair]},
            {east_m_s_[pair], north_m_s_[pair], up_m_s_[pair]},
            duration_s_[pair]};
  }
  /// When they come within range, since their course began.
  double within_s(std::size_t pair) const { return within_s_[pair]; }

 private:
  using Numbers = std::array<double, most>;
  using Truths = std::array<std::uint64_t, most>;

  static void find_courses(OpenSightings& pairs);
  static void find_within(OpenSightings& pairs);
  static void enter(OpenSightings& pairs);

  std::size_t pairs_ = 0;
  // What is asked. Behind the last pair, what others have left.
  Numbers passer_east_m_{}, passer_north_m_{}, passer_up_m_{}, passer_way_m_{}, passer_east_{},
      passer_north_{}, passer_begin_s_{}, passer_end_s_{};
  Numbers leg_begin_s_{}, leg_end_s_{}, shift_s_{}, cycle_begin_s_{}, cycle_s_{};
  Numbers leg_east_m_{}, leg_north_m_{}, leg_up_m_{}, leg_way_east_m_{}, leg_way_north_m_{}, leg_way_up_m_{},
      leg_east_m_s_{}, leg_north_m_s_{}, leg_up_m_s_{};
  Numbers range_m_{};
  // What is found.
  Numbers from_s_{}, duration_s_{};
  Numbers offset_east_m_{}, offset_north_m_{}, offset_up_m_{}, east_m_s_{}, north_m_s_{}, up_m_s_{};
  Numbers nearest_s_{}, spare_m2_{}, half_s_{};  ///< of the whole line, in find_within
  Truths meets_{}, begins_within_{}, ends_within_{}, moves_{}, within_{};
  Numbers within_s_{};
};

}  // namespace panj
