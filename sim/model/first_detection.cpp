#include "model/first_detection.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace panj {

namespace {

/// When an exposure is within its range.
TimeSpan within_range(const Exposure& exposure) {
  if (exposure.is_atom()) return {exposure.begin_s, exposure.begin_s};
  const Course& course = exposure.course;
  const TimeSpan span =
      time_within(course.offset_m, course.velocity_m_s, course.duration_s, range_of(exposure.law));
  if (span.empty()) return {exposure.begin_s, exposure.begin_s};
  return {exposure.begin_s + span.begin_s, exposure.begin_s + span.end_s};
}

/// Integrates each asset's share of first detection under one configuration.
class FirstDetection {
 public:
  using Part = ContributionScratch::Part;

  FirstDetection(const World& world, std::span<const Exposure> exposures, std::size_t configuration,
                 ContributionScratch& scratch)
      : world_(world), exposures_(exposures), configuration_(configuration), scratch_(scratch) {}

  void integrate() {
    for (SeenBy& seen : scratch_.seen_by) seen.first = 0.0;
    find_certain();
    for (std::size_t first = next_rising(0); first < exposures_.size();) {
      const std::size_t end = end_of_overlap(first);
      if (is_single_) {
        add_single(first, end);
      } else {
        add_overlap(first, end);
      }
      first = end;
    }
    flush_single();
    if (certain_by_ < scratch_.seen_by.size()) scratch_.seen_by[certain_by_].first += std::exp(-gathered_);
  }

 private:
  bool holds(const Exposure& exposure) const {
    return (world_.assets[exposure.asset].held_by >> configuration_ & 1U) != 0;
  }
  /// Does H rise by an exposure before a detection is certain? At that very moment what is certain comes
  /// first.
  bool rises(const Exposure& exposure) const {
    return holds(exposure) && exposure.hazard.finite > 0.0 && exposure.begin_s < certain_s_;
  }
  std::size_t next_rising(std::size_t at) const {
    while (at < exposures_.size() && !rises(exposures_[at])) ++at;
    return at;
  }
  std::size_t by(const Exposure& exposure) const {
    std::size_t number = 0;
    while (scratch_.seen_by[number].asset != exposure.asset) ++number;
    return number;
  }
  const std::string& name(std::size_t number) const {
    return world_.assets[static_cast<std::size_t>(scratch_.seen_by[number].asset)].name;
  }

  void find_certain() {
    certain_by_ = scratch_.seen_by.size();
    for (const Exposure& exposure : exposures_) {
      if (!exposure.hazard.certain || !holds(exposure) || exposure.certain_s() > certain_s_) continue;
      const std::size_t number = by(exposure);
      if (exposure.certain_s() < certain_s_ || name(number) < name(certain_by_)) certain_by_ = number;
      certain_s_ = exposure.certain_s();
    }
  }

  /// Where the run of exposures that overlap in time ends; notes whether they are of one asset. Atoms of one
  /// moment overlap.
  std::size_t end_of_overlap(std::size_t first) {
    double end_s = exposures_[first].end_s();
    bool ends_in_atom = exposures_[first].is_atom();
    is_single_ = true;
    std::size_t at = first + 1;
    for (; at < exposures_.size(); ++at) {
      const Exposure& exposure = exposures_[at];
      if (!rises(exposure)) continue;
      const bool overlaps = exposure.begin_s < end_s || (ends_in_atom && exposure.begin_s == end_s);
      if (!overlaps) break;
      is_single_ = is_single_ && exposure.asset == exposures_[first].asset;
      ends_in_atom = exposure.end_s() > end_s ? exposure.is_atom() : ends_in_atom || exposure.is_atom();
      end_s = std::max(end_s, exposure.end_s());
    }
    return at;
  }

  /// What an exposure gathers before a detection is certain.
  double total_of(const Exposure& exposure) const {
    return exposure.end_s() <= certain_s_
               ? exposure.hazard.finite
               : hazard_until(exposure.law, exposure.course, certain_s_ - exposure.begin_s);
  }

  /// One asset alone: the integral is exact, and one step goes on while no other comes in between.
  void add_single(std::size_t first, std::size_t end) {
    const std::size_t number = by(exposures_[first]);
    if (single_by_ != number) flush_single();
    single_by_ = number;
    for (std::size_t at = first; at < end; ++at)
      if (rises(exposures_[at])) single_rise_ += total_of(exposures_[at]);
  }

  void flush_single() {
    if (single_rise_ > 0.0) add_rise(single_by_, single_rise_);
    single_rise_ = 0.0;
  }

  void add_rise(std::size_t number, double rise) {
    scratch_.seen_by[number].first -= std::exp(-gathered_) * std::expm1(-rise);
    gathered_ += rise;
  }

  void add_overlap(std::size_t first, std::size_t end) {
    flush_single();
    lay_out_parts(first, end);
    const std::vector<double>& breaks = scratch_.breaks_s;
    first_part_ = 0;
    last_part_ = 0;
    for (std::size_t at = 0; at < breaks.size(); ++at) {
      pass_to(breaks[at]);
      choose([&](const Part& part) { return part.exposure->is_atom() && part.from_s == breaks[at]; });
      if (!scratch_.active.empty()) add_active(breaks[at], breaks[at]);
      if (at + 1 == breaks.size()) break;
      choose([&](const Part& part) { return part.from_s <= breaks[at] && part.to_s >= breaks[at + 1]; });
      if (!scratch_.active.empty()) add_active(breaks[at], breaks[at + 1]);
    }
  }

  void lay_out_parts(std::size_t first, std::size_t end) {
    scratch_.parts.clear();
    scratch_.breaks_s.clear();
    for (std::size_t at = first; at < end; ++at) {
      const Exposure& exposure = exposures_[at];
      if (!rises(exposure)) continue;
      const TimeSpan span = within_range(exposure);
      const double to_s = std::min(span.end_s, certain_s_);
      if (span.begin_s > to_s) continue;
      scratch_.parts.push_back({&exposure, by(exposure), span.begin_s, to_s, total_of(exposure), 0.0});
      scratch_.breaks_s.push_back(span.begin_s);
      scratch_.breaks_s.push_back(to_s);
    }
    std::sort(scratch_.breaks_s.begin(), scratch_.breaks_s.end());
    scratch_.breaks_s.erase(std::unique(scratch_.breaks_s.begin(), scratch_.breaks_s.end()),
                            scratch_.breaks_s.end());
  }

  /// Leaves out parts that are over by a time, or have not begun: they stand in the order in which their
  /// exposures begin.
  void pass_to(double time_s) {
    const std::vector<Part>& parts = scratch_.parts;
    while (last_part_ < parts.size() && parts[last_part_].exposure->begin_s <= time_s) ++last_part_;
    while (first_part_ < last_part_ && parts[first_part_].to_s < time_s) ++first_part_;
  }

  template <class Condition>
  void choose(Condition condition) {
    scratch_.active.clear();
    for (std::size_t i = first_part_; i < last_part_; ++i)
      if (condition(scratch_.parts[i])) scratch_.active.push_back(i);
  }

  /// Adds what the active parts gather between two breaks, or at one.
  void add_active(double low_s, double high_s) {
    std::vector<double>& rises = scratch_.rises;
    rises.clear();
    bool same_asset = true;
    bool constant = true;
    for (const std::size_t i : scratch_.active) {
      const Part& part = scratch_.parts[i];
      rises.push_back(gathered_until(part, high_s) - part.gathered);
      same_asset = same_asset && part.by == scratch_.parts[scratch_.active.front()].by;
      constant = constant && (low_s == high_s || std::holds_alternative<ConstantRate>(part.exposure->law));
    }
    if (same_asset || constant) {
      add_in_proportion(0);
    } else {
      add_by_quadrature(low_s, high_s, 0, 0);
    }
  }

  static double gathered_until(const Part& part, double time_s) {
    if (time_s >= part.to_s) return std::max(part.total, part.gathered);
    const double gathered =
        hazard_until(part.exposure->law, part.exposure->course, time_s - part.exposure->begin_s);
    return std::clamp(gathered, part.gathered, std::max(part.total, part.gathered));
  }

  /// Rises of the active parts stand from `rises[begin]` on: each gets its part of the whole step.
  void add_in_proportion(std::size_t begin) {
    const double rise = sum_of_rises(begin);
    if (rise <= 0.0) return;
    const double step = -std::exp(-gathered_) * std::expm1(-rise);
    for (std::size_t k = 0; k < scratch_.active.size(); ++k)
      take(k, begin, step * scratch_.rises[begin + k] / rise);
    gathered_ += rise;
  }

  void take(std::size_t k, std::size_t begin, double first) {
    Part& part = scratch_.parts[scratch_.active[k]];
    scratch_.seen_by[part.by].first += first;
    part.gathered += scratch_.rises[begin + k];
  }

  double sum_of_rises(std::size_t begin) const {
    double sum = 0.0;
    for (std::size_t k = 0; k < scratch_.active.size(); ++k) sum += scratch_.rises[begin + k];
    return sum;
  }

  void add_by_quadrature(double low_s, double high_s, std::size_t begin, int depth) {
    // Rises are as exact as the laws' own integrals (1e-8 of them for exponential ones): no closer is asked
    // for.
    constexpr double tolerance = 1e-9;
    constexpr double tolerance_of_step = 3e-8;
    constexpr int most_halvings = 30;
    const double rise = sum_of_rises(begin);
    const double left = std::exp(-gathered_);
    if (0.5 * left * rise * rise < tolerance) return add_in_proportion(begin);
    const double step = -left * std::expm1(-rise);
    const double error = look(low_s, high_s, begin, step);
    if (error <= tolerance + tolerance_of_step * step || depth == most_halvings) {
      double sum = 0.0;
      for (std::size_t k = 0; k < scratch_.active.size(); ++k) sum += scratch_.first[k];
      if (!(sum > 0.0)) return add_in_proportion(begin);
      for (std::size_t k = 0; k < scratch_.active.size(); ++k) take(k, begin, scratch_.first[k] * step / sum);
      gathered_ += rise;
      return;
    }
    halve(low_s, high_s, begin, depth);
  }

  void halve(double low_s, double high_s, std::size_t begin, int depth) {
    const std::size_t count = scratch_.active.size();
    const double middle_s = 0.5 * (low_s + high_s);
    const std::size_t halves = scratch_.rises.size();
    for (std::size_t k = 0; k < count; ++k) {
      const Part& part = scratch_.parts[scratch_.active[k]];
      const double rise = gathered_until(part, middle_s) - part.gathered;
      scratch_.rises.push_back(std::min(rise, scratch_.rises[begin + k]));
    }
    for (std::size_t k = 0; k < count; ++k)
      scratch_.rises.push_back(scratch_.rises[begin + k] - scratch_.rises[halves + k]);
    add_by_quadrature(low_s, middle_s, halves, depth + 1);
    add_by_quadrature(middle_s, high_s, halves + count, depth + 1);
    scratch_.rises.resize(halves);
  }

  /// Puts into scratch_.first what each active part would take of the step by 3-point Gauss quadrature, H at
  /// the nodes by that of the rates (the collocation matrix of Hairer, Norsett and Wanner, Solving Ordinary
  /// Differential Equations I, table II.7.4). \return an estimate of its error.
  double look(double low_s, double high_s, std::size_t begin, double step) {
    static const double root15 = std::sqrt(15.0);
    static const std::array nodes{0.5 - root15 / 10.0, 0.5, 0.5 + root15 / 10.0};
    static constexpr std::array weights{5.0 / 18.0, 4.0 / 9.0, 5.0 / 18.0};
    static const std::array<std::array<double, 3>, 3> until{
        {{5.0 / 36.0, 2.0 / 9.0 - root15 / 15.0, 5.0 / 36.0 - root15 / 30.0},
         {5.0 / 36.0 + root15 / 24.0, 2.0 / 9.0, 5.0 / 36.0 - root15 / 24.0},
         {5.0 / 36.0 + root15 / 30.0, 2.0 / 9.0 + root15 / 15.0, 5.0 / 36.0}}};
    const double length_s = high_s - low_s;
    const std::size_t count = scratch_.active.size();
    scratch_.first.assign(4 * count, 0.0);
    std::array<double, 3> rate{};
    for (std::size_t k = 0; k < count; ++k) {
      const Exposure& exposure = *scratch_.parts[scratch_.active[k]].exposure;
      for (std::size_t i = 0; i < 3; ++i) {
        const double time_s = low_s + nodes[i] * length_s - exposure.begin_s;
        const double own = rate_at(exposure.law, exposure.course, time_s);
        scratch_.first[count + 3 * k + i] = own;
        rate[i] += own;
      }
    }
    std::array<double, 3> survival{};
    for (std::size_t i = 0; i < 3; ++i) {
      double rise = 0.0;
      for (std::size_t j = 0; j < 3; ++j) rise += until[i][j] * rate[j];
      survival[i] = std::exp(-gathered_ - length_s * rise);
    }
    double sum = 0.0;
    double error = 0.0;
    for (std::size_t k = 0; k < count; ++k) {
      double rise = 0.0;
      for (std::size_t i = 0; i < 3; ++i) {
        const double part = length_s * weights[i] * scratch_.first[count + 3 * k + i];
        rise += part;
        scratch_.first[k] += part * survival[i];
      }
      sum += scratch_.first[k];
      error += std::abs(rise - scratch_.rises[begin + k]);
    }
    return std::exp(-gathered_) * error + std::abs(sum - step);
  }

  const World& world_;
  std::span<const Exposure> exposures_;
  std::size_t configuration_;
  ContributionScratch& scratch_;
  double gathered_ = 0.0;  ///< H
  double certain_s_ = never_happened_s;
  std::size_t certain_by_ = 0;
  bool is_single_ = false;
  std::size_t first_part_ = 0;  ///< of those that are looked at
  std::size_t last_part_ = 0;   ///< behind them
  std::size_t single_by_ = 0;
  double single_rise_ = 0.0;  ///< of one asset alone, not yet added to H
};

}  // namespace

void find_first_shares(const World& world, std::span<const Exposure> exposures, std::size_t configuration,
                       ContributionScratch& scratch) {
  FirstDetection(world, exposures, configuration, scratch).integrate();
}

}  // namespace panj
