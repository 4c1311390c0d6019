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

/// TimedWays of many, number by number: the first `size()` of each column, with room for `room` more behind
/// them.
struct TimedWays {
  static constexpr std::size_t room = 64;

  std::vector<double> begin_s, end_s, east_m, north_m, east_m_s, north_m_s;

  std::size_t size() const { return ways_; }
  /// What was not there before is to be set.
  void resize(std::size_t ways) {
    ways_ = ways;
    if (begin_s.size() >= ways + room) return;
    for (std::vector<double>* numbers : {&begin_s, &end_s, &east_m, &north_m, &east_m_s, &north_m_s})
      numbers->resize(ways + room);
  }
  void set(std::size_t number, const TimedWay& way) {
    begin_s[number] = way.begin_s;
    end_s[number] = way.end_s;
    east_m[number] = way.east_m;
    north_m[number] = way.north_m;
    east_m_s[number] = way.east_m_s;
    north_m_s[number] = way.north_m_s;
  }

 private:
  std::size_t ways_ = 0;
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

  void clear_sensors() { sensors_.clear(); }
  void add(const SensorWay& sensor) { sensors_.push_back(sensor); }
  std::size_t sensors() const { return sensors_.size(); }
  /// Finds it for all sensors that were added, `most_sensors` at the most.
  void sweep(const TimedWays& passers);
  /// The same passers on other ways, at other times: they come near to more.
  void sweep_also(const TimedWays& passers);
  /// The sensors that a passer comes near to, bit by bit in the order in which they were added.
  std::uint64_t near(std::size_t passer) const { return near_[passer]; }
  /// Writes the passers that come near to any, in order.
  void list_near(std::vector<std::size_t>& passers) const;

 private:
  std::vector<SensorWay> sensors_;
  std::vector<std::uint64_t> near_;
};

}  // namespace panj
