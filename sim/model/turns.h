#pragma once

#include <cstdint>
#include <vector>

#include "model/patrols.h"
#include "rng/stream.h"
#include "world/patrol_plan.h"

namespace panj {

/// Uniforms from an address, one after the other.
class Uniforms {
 public:
  Uniforms(Address address, Purpose purpose) : address_(address) { address_.purpose = purpose; }
  double next();

 private:
  Address address_;
  std::uint32_t blocks_ = 0;
  double second_ = 0.0;
  bool holds_second_ = false;
};

/// The way of a Markov patrol: a leg at a time, at every waypoint on or back.
class Turns {
 public:
  Turns(const MarkovPlan& plan, Uniforms& draws, std::vector<Stretch>& stretches)
      : plan_(plan), draws_(draws), stretches_(stretches) {}

  /// Leaves the first waypoint forward at `leaves_s`.
  void from_the_start(double leaves_s, double until_s);
  /// In steady state at `begin_s`, as `u` on (0, 1) says. Every leg, either way, is gone equally often (the
  /// jump chain over directed legs is doubly stochastic), so a team is on a leg, or turning after it, with
  /// probability in proportion to the mean time that this takes.
  void as_ever(double u, double begin_s, double until_s);

 private:
  /// A leg gone in one of the two directions.
  struct Course {
    std::uint16_t way = 0;  ///< 0 forward, 1 reverse: the cycle
    std::size_t leg = 0;    ///< along that way
  };
  std::size_t legs() const { return plan_.leaves_s[0].size() - 1; }
  double duration_s(const Course& course) const {
    const auto& leaves_s = plan_.leaves_s[course.way];
    return leaves_s[course.leg + 1] - leaves_s[course.leg];
  }
  bool must_turn(const Course& course) const { return !plan_.closed && course.leg + 1 == legs(); }
  double p_turn(const Course& course) const { return must_turn(course) ? 1.0 : 1.0 - plan_.go_on; }
  std::size_t waypoint_after(const Course& course) const;
  Course turned(const Course& course) const;
  /// Stands at the waypoint after `course` until `until_s`.
  void stand(const Course& course, double from_s, double until_s);
  /// Goes on from `into_s` of a leg at `time_s`.
  void go(Course course, double into_s, double time_s, double until_s);

  const MarkovPlan& plan_;
  Uniforms& draws_;
  std::vector<Stretch>& stretches_;
};

}  // namespace panj
