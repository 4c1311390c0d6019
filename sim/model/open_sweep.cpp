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

void OpenSweep::clear(std::size_t passers) {
  sensors_.clear();
  for (std::vector<double>* numbers : {&begin_s_, &end_s_, &east_m_, &north_m_, &east_m_s_, &north_m_s_})
    numbers->resize(passers);
}

void OpenSweep::add(const TimedWay& passer) {
  const std::size_t number = passers();
  for (std::vector<double>* numbers : {&begin_s_, &end_s_, &east_m_, &north_m_, &east_m_s_, &north_m_s_})
    numbers->push_back(0.0);
  set(number, passer);
}

void OpenSweep::sweep() {
  assert(sensors_.size() <= most_sensors);
  near_.assign(begin_s_.size(), 0);
  const Passers passers{begin_s_.size(), begin_s_.data(),  end_s_.data(),    east_m_.data(),
                        north_m_.data(), east_m_s_.data(), north_m_s_.data()};
  for (std::size_t sensor = 0; sensor < sensors_.size(); ++sensor)
    mark_near(passers, sensors_[sensor], std::uint64_t{1} << sensor, near_.data());
}

}  // namespace panj
