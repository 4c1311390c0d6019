#include "model/open_sweep.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "base/clones.h"
#include "base/equal_bytes.h"

namespace panj {

bool comes_near(const TimedWay& passer, const SensorWay& sensor) {
  const TimedWay& way = sensor.way;
  const double from_s = std::max(passer.begin_s, way.begin_s);
  const double to_s = std::min(passer.end_s, way.end_s);
  if (!(from_s < to_s)) return false;
  const double east_m = passer.east_m - way.east_m;
  const double north_m = passer.north_m - way.north_m;
  const double east_m_s = passer.east_m_s - way.east_m_s;
  const double north_m_s = passer.north_m_s - way.north_m_s;
  const double speed2 = east_m_s * east_m_s + north_m_s * north_m_s;
  // Where nothing moves, they are as far as at first.
  const double closest_s = speed2 > 0.0 ? -(east_m * east_m_s + north_m * north_m_s) / speed2 : from_s;
  const double at_s = std::clamp(closest_s, from_s, to_s);
  const double then_east_m = east_m + east_m_s * at_s;
  const double then_north_m = north_m + north_m_s * at_s;
  return then_east_m * then_east_m + then_north_m * then_north_m <= sensor.range_m * sensor.range_m;
}

namespace {

/// What passers are, array by array.
struct Passers {
  std::size_t count;
  const float* __restrict begin_s;
  const float* __restrict end_s;
  const float* __restrict east_m;
  const float* __restrict north_m;
  const float* __restrict east_m_s;
  const float* __restrict north_m_s;
};

/// What a sensor is, rounded as they are.
struct Watch {
  Watch(const SensorWay& sensor, double margin_m)
      : begin_s(static_cast<float>(sensor.way.begin_s)),
        end_s(static_cast<float>(sensor.way.end_s)),
        east_m(static_cast<float>(sensor.way.east_m)),
        north_m(static_cast<float>(sensor.way.north_m)),
        east_m_s(static_cast<float>(sensor.way.east_m_s)),
        north_m_s(static_cast<float>(sensor.way.north_m_s)),
        within2(static_cast<float>((sensor.range_m + margin_m) * (sensor.range_m + margin_m))) {}

  float begin_s, end_s, east_m, north_m, east_m_s, north_m_s, within2;
};

/// comes_near of many: sets `bit` of those who do. A loop over plain arrays: the compiler makes vectors of
/// it. Rounding keeps the order of times: whoever is out together with a sensor is so here, if only for a
/// moment. Where nothing moves, 0 / 0 is no time at all, and they are as far as at first.
PANJ_CLONES
void mark_near(const Passers& passers, const Watch watch, std::uint32_t bit, std::uint32_t* __restrict near) {
  for (std::size_t i = 0; i < passers.count; ++i) {
    const float from_s = passers.begin_s[i] > watch.begin_s ? passers.begin_s[i] : watch.begin_s;
    const float to_s = passers.end_s[i] < watch.end_s ? passers.end_s[i] : watch.end_s;
    // From the passer to the sensor: that way round arrays are read as they are subtracted.
    const float east_m = watch.east_m - passers.east_m[i];
    const float north_m = watch.north_m - passers.north_m[i];
    const float east_m_s = watch.east_m_s - passers.east_m_s[i];
    const float north_m_s = watch.north_m_s - passers.north_m_s[i];
    const float closest_s =
        -(east_m * east_m_s + north_m * north_m_s) / (east_m_s * east_m_s + north_m_s * north_m_s);
    const float not_before_s = closest_s > from_s ? closest_s : from_s;
    const float at_s = not_before_s < to_s ? not_before_s : to_s;
    const float then_east_m = east_m + east_m_s * at_s;
    const float then_north_m = north_m + north_m_s * at_s;
    const float distance2 = then_east_m * then_east_m + then_north_m * then_north_m;
    const bool is_near = (from_s <= to_s) & (distance2 <= watch.within2);
    near[i] |= is_near ? bit : 0;
  }
}

constexpr std::size_t bound_lanes = 16;
using BoundLanes = std::array<float, bound_lanes>;

/// The greatest coordinate and speed along an axis of passers, as far as they come in whole rows of lanes:
/// lane i takes in passers i, i + lanes, ... Loops of a fixed length over plain arrays, as above.
PANJ_CLONES
void bound(const Passers& passers, BoundLanes& __restrict place_m, BoundLanes& __restrict speed_m_s) {
  for (std::size_t from = 0; from + bound_lanes <= passers.count; from += bound_lanes) {
    for (std::size_t i = 0; i < bound_lanes; ++i) {
      const float east_m = std::abs(passers.east_m[from + i]);
      const float north_m = std::abs(passers.north_m[from + i]);
      const float farther_m = east_m > north_m ? east_m : north_m;
      place_m[i] = farther_m > place_m[i] ? farther_m : place_m[i];
      const float east_m_s = std::abs(passers.east_m_s[from + i]);
      const float north_m_s = std::abs(passers.north_m_s[from + i]);
      const float quicker_m_s = east_m_s > north_m_s ? east_m_s : north_m_s;
      speed_m_s[i] = quicker_m_s > speed_m_s[i] ? quicker_m_s : speed_m_s[i];
    }
  }
}

/// What no number that mark_near works on is greater than, whichever way round.
class Bounds {
 public:
  void take(const Passers& passers) {
    BoundLanes place_m{};
    BoundLanes speed_m_s{};
    bound(passers, place_m, speed_m_s);
    for (std::size_t i = passers.count / bound_lanes * bound_lanes; i < passers.count; ++i)
      take_place(passers.east_m[i], passers.north_m[i], passers.east_m_s[i], passers.north_m_s[i]);
    place_m_ = std::max<double>(place_m_, *std::max_element(place_m.begin(), place_m.end()));
    speed_m_s_ = std::max<double>(speed_m_s_, *std::max_element(speed_m_s.begin(), speed_m_s.end()));
  }
  void take(const SensorWay& sensor) {
    const TimedWay& way = sensor.way;
    take_place(way.east_m, way.north_m, way.east_m_s, way.north_m_s);
    time_s_ = std::max({time_s_, std::abs(way.begin_s), std::abs(way.end_s)});
    range_m_ = std::max(range_m_, sensor.range_m);
  }

  /// By how much less than a range somebody may be found farther away who comes within it. With a rounding of
  /// u = 2^-24, coordinates P, speeds V along an axis, times T (held to those of sensors) and ranges R at the
  /// most, rounding moves along each axis
  ///   the course, by numbers rounded and differences of two, by 4 u (P + V T);
  ///   its ends, by their times, by 2 u V T;
  ///   a place on it, by a product and a sum, by u (2 P + 4 V T);
  /// altogether by sqrt(2) u (6 P + 10 V T); the closest time, by at most 7 u times the distance at time 0,
  /// over the speed, and so the place by 20 u P (what is off the closest is farther, by no more than that);
  /// squares, and that of the range, by 2 u R: less than 29 u (P + V T + R). Velocities whose squares vanish
  /// lead nowhere.
  double margin_m() const {
    constexpr double rounding = 0x1.0p-24;
    return 32.0 * rounding * (place_m_ + speed_m_s_ * time_s_ + range_m_);
  }

 private:
  void take_place(double east_m, double north_m, double east_m_s, double north_m_s) {
    place_m_ = std::max({place_m_, std::abs(east_m), std::abs(north_m)});
    speed_m_s_ = std::max({speed_m_s_, std::abs(east_m_s), std::abs(north_m_s)});
  }

  double place_m_ = 0.0;
  double speed_m_s_ = 0.0;
  double time_s_ = 0.0;
  double range_m_ = 0.0;
};

constexpr std::size_t listed_at_once = 64;

/// Which of so many words are not 0, a byte each.
PANJ_CLONES
void tell_by_bytes(const std::uint32_t* __restrict words, std::uint8_t* __restrict any) {
  for (std::size_t i = 0; i < listed_at_once; ++i) any[i] = words[i] != 0 ? 1 : 0;
}

}  // namespace

void OpenSweep::sweep(const TimedWays& passers) {
  passers_ = passers.size();
  for (std::vector<std::uint32_t>& near : near_) near.assign(passers_ + listed_at_once, 0);
  margin_m_ = 0.0;
  sweep_also(passers);
}

void OpenSweep::sweep_also(const TimedWays& passers) {
  assert(sensors_.size() <= most_sensors && passers.size() == passers_);
  const Passers them{passers.size(),          passers.begin_s.data(), passers.end_s.data(),
                     passers.east_m.data(),   passers.north_m.data(), passers.east_m_s.data(),
                     passers.north_m_s.data()};
  Bounds bounds;
  bounds.take(them);
  for (const SensorWay& sensor : sensors_) bounds.take(sensor);
  const double margin_m = bounds.margin_m();
  margin_m_ = std::max(margin_m_, margin_m);
  for (std::size_t sensor = 0; sensor < sensors_.size(); ++sensor)
    mark_near(them, {sensors_[sensor], margin_m}, std::uint32_t{1} << sensor % sensors_in_word,
              near_[sensor / sensors_in_word].data());
}

void OpenSweep::list_near(std::vector<std::size_t>& passers) const {
  passers.clear();
  std::array<std::uint8_t, listed_at_once> any;
  for (std::size_t first = 0; first < passers_; first += listed_at_once) {
    std::uint64_t those = 0;
    for (const std::vector<std::uint32_t>& near : near_) {
      tell_by_bytes(near.data() + first, any.data());
      those |= equal_bytes(any.data(), 1);
    }
    for (; those != 0; those &= those - 1)
      passers.push_back(first + static_cast<std::size_t>(std::countr_zero(those)));
  }
}

}  // namespace panj
