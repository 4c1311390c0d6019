#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace panj {

/// Somebody on a straight way at constant velocity, while it lasts: at time t at east_m + east_m_s t, north_m
/// + north_m_s t. That t counts from 0 and not from the beginning saves steps; rounding costs a millionth of
/// a metre at the most, where 50 m/s have gone on for a year.
struct TimedWay {
  double begin_s = 0.0;
  double end_s = 0.0;
  double east_m = 0.0;  ///< where it would have been at time 0
  double north_m = 0.0;
  double east_m_s = 0.0;
  double north_m_s = 0.0;
};

/// A TimedWay of a sensor, and from how far it may see.
struct SensorWay {
  TimedWay way;
  double range_m = 0.0;
};

/// Does somebody come within range of a sensor, or by less than a millimetre not?
bool comes_near(const TimedWay& passer, const SensorWay& sensor);

/// comes_near of many passers and sensors, who of whom.
class OpenSweep {
 public:
  static constexpr std::size_t most_sensors = 64;

  /// Forgets all sensors and passers but for room for so many of these, which are to be set.
  void clear(std::size_t passers);
  void set(std::size_t passer, const TimedWay& way) {
    begin_s_[passer] = way.begin_s;
    end_s_[passer] = way.end_s;
    east_m_[passer] = way.east_m;
    north_m_[passer] = way.north_m;
    east_m_s_[passer] = way.east_m_s;
    north_m_s_[passer] = way.north_m_s;
  }
  void add(const TimedWay& passer);
  void add(const SensorWay& sensor) { sensors_.push_back(sensor); }
  std::size_t passers() const { return begin_s_.size(); }
  std::size_t sensors() const { return sensors_.size(); }
  /// Finds it for all that were added, of sensors `most_sensors` at the most.
  void sweep();
  /// The sensors that a passer comes near to, bit by bit in the order in which they were added.
  std::uint64_t near(std::size_t passer) const { return near_[passer]; }
  /// Two passers are one: what the other comes near to, the first does.
  void join(std::size_t passer, std::size_t other) { near_[passer] |= near_[other]; }

 private:
  std::vector<SensorWay> sensors_;
  // Of each passer: a TimedWay, number by number.
  std::vector<double> begin_s_, end_s_, east_m_, north_m_, east_m_s_, north_m_s_;
  std::vector<std::uint64_t> near_;
};

}  // namespace panj
