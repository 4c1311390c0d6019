#include "model/timetable.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/turns.h"

namespace panj {

namespace {

constexpr double always_s = std::numeric_limits<double>::infinity();

/// Draws the timetable of one team.
class Timetable {
 public:
  Timetable(const TeamOfPatrol& whose, double until_s, std::vector<Stretch>& stretches)
      : plan_(whose.plan),
        even_(plan_.spacing == PatrolSpec::Spacing::even),
        team_(whose.team),
        // Evenly spaced teams share one draw, the gap between them is a share of the cycle.
        address_{whose.key, Purpose::patrol_phase, even_ ? 0U : static_cast<std::uint32_t>(whose.team),
                 whose.replication},
        hypercube_(whose.hypercube),
        until_s_(until_s),
        intervals_(address_, Purpose::headways),
        turns_(address_, Purpose::itinerary),
        stretches_(stretches) {
    const auto [phase, way] = hypercube_.uniform_pair(address_);
    phase_ = phase;
    way_ = way;
    if (plan_.direction == PatrolSpec::Direction::reverse) cycle_ = 1;
    if (plan_.direction == PatrolSpec::Direction::random) cycle_ = way < 0.5 ? 0 : 1;
  }

  void draw() {
    if (plan_.shifts.empty()) {
      if (plan_.start_s) return set_out(leaving_s(0), always_s);
      return go_on_as_ever();
    }
    for (std::size_t shift = 0; shift < plan_.shifts.size(); ++shift) {
      const TimeSpan& span = plan_.shifts[shift];
      set_out(span.begin_s + leaving_s(shift), span.end_s);
    }
  }

 private:
  double period_s(std::uint16_t cycle) const { return plan_.cycles[cycle].period_s; }
  bool alternates() const { return plan_.direction == PatrolSpec::Direction::alternating; }
  /// Rest, or headway: what is drawn between one circuit and the next.
  const Distribution* between_circuits() const {
    if (plan_.rest_s) return &*plan_.rest_s;
    return plan_.headway_s ? &*plan_.headway_s : nullptr;
  }
  /// What an interval between two leavings has beside it: a circuit has ended before the next begins, a
  /// one-way passage need not.
  double fixed_part_s(std::uint16_t cycle) const { return plan_.rest_s ? period_s(cycle) : 0.0; }

  /// Time between a team and the next, where they are evenly spaced.
  double gap_s() const {
    if (!even_) return 0.0;
    if (const Distribution* random = between_circuits()) {
      // Two circuits bring alternating teams back to where they were.
      const double interval_s = fixed_part_s(cycle_) + mean(*random);
      const double other_s = alternates() ? fixed_part_s(1) + mean(*random) : 0.0;
      return (interval_s + other_s) * team_ / plan_.teams;
    }
    return period_s(cycle_) * team_ / plan_.teams;
  }

  /// When it leaves the first waypoint, from the start of the period or of a shift.
  double leaving_s(std::size_t shift) const {
    if (!plan_.start_s) return gap_s();
    Address start = address_;
    start.purpose = Purpose::patrol_start;
    const double u = is_constant(*plan_.start_s)
                         ? 0.5
                         : hypercube_.uniform_pair(start, static_cast<std::uint32_t>(shift)).first;
    return quantile(*plan_.start_s, u) + gap_s();
  }

  void add(std::uint16_t cycle, double offset_s, double from_s, double until_s) {
    if (from_s < until_s) stretches_.push_back({cycle, offset_s, from_s, until_s});
  }

  /// Leaves the first waypoint at a time; is on its way until another.
  void set_out(double leaves_s, double until_s) {
    if (plan_.markov) {
      Turns turns(*plan_.markov, turns_, stretches_);
      return turns.from_the_start(leaves_s, std::min(until_s, until_s_));
    }
    if (between_circuits() != nullptr) return circuits(leaves_s, cycle_, until_s);
    // A dwell at the first waypoint of a one-way route comes before it is left.
    const double lead_s = plan_.lead_in_s[cycle_];
    const double appears_s = leaves_s - lead_s;
    const double passed_s = plan_.one_way ? appears_s + period_s(cycle_) : always_s;
    add(cycle_, lead_s - leaves_s, appears_s, std::min(passed_s, until_s));
  }

  /// No stated start: it has been going for ever.
  void go_on_as_ever() {
    if (plan_.markov) {
      Turns turns(*plan_.markov, turns_, stretches_);
      return turns.as_ever(phase_, plan_.begin_s, until_s_);
    }
    if (between_circuits() != nullptr) return circuits_as_ever(*between_circuits());
    add(cycle_, phase_ * period_s(cycle_) + gap_s(), -always_s, always_s);
  }

  /// Circuit after circuit, or passage after passage, the first leaving at `leaves_s`.
  void circuits(double leaves_s, std::uint16_t cycle, double until_s) {
    const Distribution& random = *between_circuits();
    const double last_s = std::min(until_s, until_s_);
    while (leaves_s - plan_.lead_in_s[cycle] < last_s) {
      passage(leaves_s, cycle, until_s);
      leaves_s +=
          fixed_part_s(cycle) + (is_constant(random) ? mean(random) : quantile(random, intervals_.next()));
      if (alternates()) cycle ^= 1U;
    }
  }

  void passage(double leaves_s, std::uint16_t cycle, double until_s) {
    const double lead_s = plan_.lead_in_s[cycle];
    const double appears_s = leaves_s - lead_s;
    add(cycle, lead_s - leaves_s, appears_s, std::min(appears_s + period_s(cycle), until_s));
  }

  /// In equilibrium: a fixed time falls into a length-biased interval, uniformly (Cox 1962, Renewal Theory,
  /// chapter 5). The fixed time lies so early that whatever left before it has come in when attempts begin.
  void circuits_as_ever(const Distribution& random) {
    const double mean_s = mean(random);
    std::uint16_t cycle = cycle_;
    double longest_s = period_s(cycle);
    if (alternates()) {
      const double there_s = fixed_part_s(0) + mean_s;
      const double back_s = fixed_part_s(1) + mean_s;
      cycle = way_ * (there_s + back_s) < there_s ? 0 : 1;
      longest_s = std::max(period_s(0), period_s(1));
    }
    const double fixed_s = fixed_part_s(cycle);
    const double interval_s = fixed_s + length_biased(random, fixed_s / (fixed_s + mean_s));
    double all_gaps_s = 0.0;
    if (even_) all_gaps_s = fixed_part_s(0) + fixed_part_s(alternates() ? 1 : cycle_) + 2.0 * mean_s;
    const double left_s = plan_.begin_s - longest_s - all_gaps_s - phase_ * interval_s + gap_s();
    passage(left_s, cycle, always_s);
    circuits(left_s + interval_s, alternates() ? static_cast<std::uint16_t>(cycle ^ 1U) : cycle, always_s);
  }

  /// The random part R of a length-biased interval P + R: of density (P + r) f(r) / (P + E R), so with
  /// probability P / (P + E R) as ever, else length-biased itself.
  double length_biased(const Distribution& random, double share_of_fixed) {
    if (is_constant(random)) return mean(random);
    constexpr double least = 0x1.0p-53;
    const double u = intervals_.next();
    if (u < share_of_fixed) return quantile(random, std::max(least, u / share_of_fixed));
    return length_biased_quantile(random, std::max(least, (u - share_of_fixed) / (1.0 - share_of_fixed)));
  }

  const PatrolPlan& plan_;
  bool even_;
  std::int32_t team_;
  Address address_;
  LatinHypercube hypercube_;
  double until_s_;
  Uniforms intervals_;
  Uniforms turns_;
  std::vector<Stretch>& stretches_;
  double phase_ = 0.0;
  double way_ = 0.0;
  std::uint16_t cycle_ = 0;
};

}  // namespace

void draw_timetable(const TeamOfPatrol& whose, double until_s, std::vector<Stretch>& stretches) {
  Timetable(whose, until_s, stretches).draw();
}

}  // namespace panj
