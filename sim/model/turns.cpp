#include "model/turns.h"

#include <algorithm>

namespace panj {

double Uniforms::next() {
  if (holds_second_) {
    holds_second_ = false;
    return second_;
  }
  const auto [first, second] = uniform_pair(address_, blocks_++);
  second_ = second;
  holds_second_ = true;
  return first;
}

std::size_t Turns::waypoint_after(const Course& course) const {
  // Legs are numbered along their own way; the reverse way begins at the last waypoint, or at the first of a
  // loop.
  if (course.way == 1) return legs() - 1 - course.leg;
  return plan_.closed ? (course.leg + 1) % legs() : course.leg + 1;
}

Turns::Course Turns::turned(const Course& course) const {
  const std::size_t waypoint = waypoint_after(course);
  if (course.way == 1) return {0, waypoint};
  return {1, (legs() - waypoint) % legs()};
}

void Turns::stand(const Course& course, double from_s, double until_s) {
  if (from_s >= until_s) return;
  const auto cycle = static_cast<std::uint16_t>(2 + waypoint_after(course));
  stretches_.push_back({cycle, -from_s, from_s, until_s});
}

void Turns::from_the_start(double leaves_s, double until_s) {
  if (leaves_s < until_s) go({0, 0}, 0.0, leaves_s, until_s);
}

void Turns::as_ever(double u, double begin_s, double until_s) {
  const auto weight_s = [this](const Course& course) {
    return duration_s(course) + p_turn(course) * plan_.turn_s;
  };
  double total_s = 0.0;
  const auto state = [this](std::size_t number) {
    return Course{static_cast<std::uint16_t>(number / legs()), number % legs()};
  };
  for (std::size_t number = 0; number < 2 * legs(); ++number) total_s += weight_s(state(number));
  double left_s = u * total_s;
  Course course;
  for (std::size_t number = 0; number < 2 * legs(); ++number) {
    course = state(number);
    if (left_s < weight_s(course) || number + 1 == 2 * legs()) break;
    left_s -= weight_s(course);
  }
  if (left_s < duration_s(course)) return go(course, left_s, begin_s, until_s);
  const double turned_for_s = (left_s - duration_s(course)) / p_turn(course);
  const double turned_s = begin_s + plan_.turn_s - std::min(turned_for_s, plan_.turn_s);
  stand(course, begin_s, std::min(turned_s, until_s));
  if (turned_s < until_s) go(turned(course), 0.0, turned_s, until_s);
}

void Turns::go(Course course, double into_s, double time_s, double until_s) {
  while (time_s < until_s) {
    // As far as it goes without turning is one stretch.
    const double begin_s = time_s;
    const double at_s = plan_.leaves_s[course.way][course.leg] + into_s;
    time_s += duration_s(course) - into_s;
    into_s = 0.0;
    while (time_s < until_s && !must_turn(course) && (plan_.go_on == 1.0 || draws_.next() < plan_.go_on)) {
      course.leg = (course.leg + 1) % legs();
      time_s += duration_s(course);
    }
    stretches_.push_back({course.way, at_s - begin_s, begin_s, std::min(time_s, until_s)});
    if (time_s >= until_s) return;
    stand(course, time_s, std::min(time_s + plan_.turn_s, until_s));
    course = turned(course);
    time_s += plan_.turn_s;
  }
}

}  // namespace panj
