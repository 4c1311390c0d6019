#include "model/open_sweep.h"

#include <cassert>

#include "base/clones.h"

namespace panj {

namespace {

/// What passers are, array by array.
struct Passers {
  std::size_t count;
  const double* __restrict begin_s;
  const double* __restrict end_s;
  const double* __restrict east_m;
  const double* __restrict north_m;
  const double* __restrict east_m_s;
  const double* __restrict north_m_s;
};

/// By which a bound is too wide: more than rounding is.
constexpr double margin_m = 1e-3;

/// Sets `bit` of those who come near a sensor: the closest that they come while both are out. A loop over
/// plain arrays: the compiler makes vectors of it. Where nothing moves, 0 / 0 is no time at all, and they are
/// as far as at first.
PANJ_CLONES
void mark_near(const Passers& passers, const SensorWay& sensor, std::uint64_t bit,
               std::uint64_t* __restrict near) {
  const TimedWay& way = sensor.way;
  const double within_m = sensor.range_m + margin_m;
  const double within2 = within_m * within_m;
  for (std::size_t i = 0; i < passers.count; ++i) {
    const double from_s = passers.begin_s[i] > way.begin_s ? passers.begin_s[i] : way.begin_s;
    const double to_s = passers.end_s[i] < way.end_s ? passers.end_s[i] : way.end_s;
    const double east_m = passers.east_m[i] - way.east_m;
    const double north_m = passers.north_m[i] - way.north_m;
    const double east_m_s = passers.east_m_s[i] - way.east_m_s;
    const double north_m_s = passers.north_m_s[i] - way.north_m_s;
    const double closest_s =
        -(east_m * east_m_s + north_m * north_m_s) / (east_m_s * east_m_s + north_m_s * north_m_s);
    const double not_before_s = closest_s > from_s ? closest_s : from_s;
    const double at_s = not_before_s < to_s ? not_before_s : to_s;
    const double then_east_m = east_m + east_m_s * at_s;
    const double then_north_m = north_m + north_m_s * at_s;
    const double distance2 = then_east_m * then_east_m + then_north_m * then_north_m;
    const bool is_near = (from_s < to_s) & (distance2 <= within2);
    near[i] |= is_near ? bit : 0;
  }
}

}  // namespace

bool comes_near(const TimedWay& passer, const SensorWay& sensor) {
  std::uint64_t near = 0;
  mark_near({1, &passer.begin_s, &passer.end_s, &passer.east_m, &passer.north_m, &passer.east_m_s,
             &passer.north_m_s},
            sensor, 1, &near);
  return near != 0;
}

void OpenSweep::sweep(const TimedWays& passers) {
  near_.assign(passers.size(), 0);
  sweep_also(passers);
}

void OpenSweep::sweep_also(const TimedWays& passers) {
  assert(sensors_.size() <= most_sensors && passers.size() == near_.size());
  const Passers them{passers.size(),          passers.begin_s.data(), passers.end_s.data(),
                     passers.east_m.data(),   passers.north_m.data(), passers.east_m_s.data(),
                     passers.north_m_s.data()};
  for (std::size_t sensor = 0; sensor < sensors_.size(); ++sensor)
    mark_near(them, sensors_[sensor], std::uint64_t{1} << sensor, near_.data());
}

void OpenSweep::list_near(std::vector<std::size_t>& passers) const {
  passers.resize(near_.size());
  // No branch, as who comes near is anybody's guess.
  std::size_t count = 0;
  for (std::size_t passer = 0; passer < near_.size(); ++passer) {
    passers[count] = passer;
    count += near_[passer] != 0 ? 1 : 0;
  }
  passers.resize(count);
}

}  // namespace panj
