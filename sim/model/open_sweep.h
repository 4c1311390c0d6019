#pragma once

#include <array>
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

/// TimedWays of many, number by number, rounded to single precision: twice as many fit into a vector. The
/// first `size()` of each column, with room for `room` more behind them.
struct TimedWays {
  static constexpr std::size_t room = 64;

  std::vector<float> begin_s, end_s, east_m, north_m, east_m_s, north_m_s;

  std::size_t size() const { return ways_; }
  /// What was not there before is to be set.
  void resize(std::size_t ways) {
    ways_ = ways;
    if (begin_s.size() >= ways + room) return;
    for (std::vector<float>* numbers : {&begin_s, &end_s, &east_m, &north_m, &east_m_s, &north_m_s})
      numbers->resize(ways + room);
  }
  void set(std::size_t number, const TimedWay& way) {
    begin_s[number] = static_cast<float>(way.begin_s);
    end_s[number] = static_cast<float>(way.end_s);
    east_m[number] = static_cast<float>(way.east_m);
    north_m[number] = static_cast<float>(way.north_m);
    east_m_s[number] = static_cast<float>(way.east_m_s);
    north_m_s[number] = static_cast<float>(way.north_m_s);
  }

 private:
  std::size_t ways_ = 0;
};

/// A TimedWay of a sensor, and from how far it may see.
struct SensorWay {
  TimedWay way;
  double range_m = 0.0;
};

/// Does somebody come within range of a sensor? Exactly: what OpenSweep is compared with.
bool comes_near(const TimedWay& passer, const SensorWay& sensor);

/// Who of many passers comes near which of many sensors: everybody who comes_near, and some who miss a range
/// by less than `margin_m`. It rules out who need not be looked at exactly.
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
  /// Of the last sweep: more than single precision has rounded anything in it. A metre where 5 m/s go on for
  /// half a day; wide where a clock runs for months.
  double margin_m() const { return margin_m_; }
  /// The sensors that a passer comes near to, bit by bit in the order in which they were added.
  std::uint64_t near(std::size_t passer) const {
    const std::uint64_t lower = near_[0][passer];
    return sensors_.size() <= sensors_in_word ? lower : lower | std::uint64_t{near_[1][passer]} << 32U;
  }
  /// Writes the passers that come near to any, in order.
  void list_near(std::vector<std::size_t>& passers) const;

 private:
  static constexpr std::size_t sensors_in_word = 32;

  std::vector<SensorWay> sensors_;
  std::size_t passers_ = 0;
  double margin_m_ = 0.0;
  /// [passer]: of the first 32 sensors, a bit each; of the others, where there are any. Longer than there are
  /// passers, and 0 behind them.
  std::array<std::vector<std::uint32_t>, 2> near_;
};

}  // namespace panj
