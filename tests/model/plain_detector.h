#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "model/detection.h"

namespace panj::test {

struct PlainScratch {
  std::vector<double> breaks_s;
  std::vector<const Exposure*> active;
  std::vector<std::pair<std::int32_t, double>> rates;
};

/// Detector without sums over exposures that are kept: it goes through all of them whenever it is asked.
class PlainDetector {
 public:
  /// \param exposures in the order of begin_s
  /// \param address of the attempt (key of its class, number, replication); purposes are set here.
  PlainDetector(const World& world, std::span<const Exposure> exposures, const Address& address,
                PlainScratch& scratch);

  /// The first detection after a time.
  Detection first_after(std::size_t configuration, double time_s) const;
  Detection first(std::size_t configuration) const { return first_after(configuration, -never_happened_s); }
  /// 1 - exp(-H) over the whole track; 1 where a detection is certain.
  double p_detect(std::size_t configuration) const;

 private:
  bool holds(std::size_t configuration, const Exposure& exposure) const {
    return (world_.assets[exposure.asset].held_by >> configuration & 1U) != 0;
  }
  bool rises(std::size_t configuration, const Exposure& exposure) const {
    return holds(configuration, exposure) && exposure.hazard.finite != 0.0;
  }
  /// H passes a level.
  struct Passing {
    double at_s = 0.0;
    bool by_jump = false;
  };

  /// H(time_s).
  double gathered(std::size_t configuration, double time_s) const;
  /// First certain detection after a time.
  double certain_after(std::size_t configuration, double time_s) const;
  /// Does a certain exposure begin an entry, or go on with one?
  bool is_entry(const Exposure& exposure) const;
  /// When H passes `level`, if it does by `until_s`.
  Passing passing(std::size_t configuration, double level, double until_s) const;
  Passing solve_between(std::size_t configuration, double level, double low_s, double high_s,
                        bool may_jump) const;
  /// Gap of the Poisson process before its point `number` (from 0): a unit exponential.
  double gap(std::uint32_t number) const;
  std::int32_t who_detects(std::size_t configuration, double time_s) const;
  std::int32_t who_jumps(std::size_t configuration, double time_s) const;
  /// By chance in proportion to the numbers in scratch_.rates; -1 where there are none.
  std::int32_t one_by_chance() const;
  std::int32_t who_is_certain(std::size_t configuration, double time_s) const;
  double share_of_chance(std::int32_t asset) const;

  const World& world_;
  std::span<const Exposure> exposures_;
  Address address_;
  PlainScratch& scratch_;
};

/// Adds to an asset's number: teams of a patrol add up.
inline void add_to(std::vector<std::pair<std::int32_t, double>>& rates, std::int32_t asset, double rate) {
  const auto same =
      std::find_if(rates.begin(), rates.end(), [asset](const auto& entry) { return entry.first == asset; });
  if (same == rates.end()) {
    rates.emplace_back(asset, rate);
  } else {
    same->second += rate;
  }
}

inline PlainDetector::PlainDetector(const World& world, std::span<const Exposure> exposures,
                                    const Address& address, PlainScratch& scratch)
    : world_(world), exposures_(exposures), address_(address), scratch_(scratch) {
  address_.purpose = Purpose::detection;
}

inline double PlainDetector::gap(std::uint32_t number) const {
  const auto [even, odd] = uniform_pair(address_, number / 2);
  return -std::log(number % 2 == 0 ? even : odd);
}

inline double PlainDetector::p_detect(std::size_t configuration) const {
  double total = 0.0;
  for (const Exposure& exposure : exposures_) {
    if (!holds(configuration, exposure)) continue;
    if (exposure.hazard.certain) return 1.0;
    total += exposure.hazard.finite;
  }
  return total > 0.0 ? -std::expm1(-total) : 0.0;
}

inline bool PlainDetector::is_entry(const Exposure& exposure) const {
  constexpr double rounding_s = 1e-6;
  if (exposure.is_atom() || exposure.hazard.certain_s > 0.0) return true;
  return std::none_of(exposures_.begin(), exposures_.end(), [&](const Exposure& before) {
    if (before.asset != exposure.asset || before.team != exposure.team || !before.hazard.certain ||
        before.is_atom() || std::abs(before.end_s() - exposure.begin_s) > rounding_s)
      return false;
    // Elsewhere than in a definite range it is certain at the eye alone.
    const auto* definite = std::get_if<DefiniteRange>(&before.law);
    if (definite == nullptr) return before.hazard.certain_s >= before.course.duration_s;
    const Course& course = before.course;
    const double distance_m = (course.offset_m + course.duration_s * course.velocity_m_s).norm();
    return distance_m <= definite->range_m * (1.0 + 1e-9);
  });
}

inline double PlainDetector::certain_after(std::size_t configuration, double time_s) const {
  const bool any_time = time_s == -never_happened_s;  // the first of all is an entry in any case
  double first_s = never_happened_s;
  for (const Exposure& exposure : exposures_) {
    if (exposure.begin_s >= first_s) break;  // what begins later is certain later
    if (!holds(configuration, exposure) || !exposure.hazard.certain) continue;
    const double certain_s = exposure.certain_s();
    if (certain_s > time_s && certain_s < first_s && (any_time || is_entry(exposure))) first_s = certain_s;
  }
  return first_s;
}

inline Detection PlainDetector::first_after(std::size_t configuration, double time_s) const {
  Detection found;
  if (exposures_.empty()) return found;
  const double certain_s = certain_after(configuration, time_s);
  const double total = gathered(configuration, certain_s);
  // Points that lie before `time_s` for sure need not be solved for; of the others, the first that does not.
  const bool any_time = time_s == -never_happened_s;
  const double gone = any_time ? 0.0 : gathered(configuration, time_s) * (1.0 - 1e-9);
  double level = total > 0.0 ? gap(0) : 0.0;
  for (std::uint32_t point = 1; total > 0.0 && level <= total; level += gap(point++)) {
    if (level < gone) continue;
    const Passing passed = passing(configuration, level, certain_s);
    if (passed.at_s <= time_s) continue;
    if (passed.by_jump && passed.at_s >= certain_s) break;  // what is certain at that moment comes first
    found.at_s = passed.at_s;
    if (passed.by_jump) found.asset = who_jumps(configuration, passed.at_s);
    // Rounding may take the end of an exposure for a jump.
    if (found.asset < 0) found.asset = who_detects(configuration, passed.at_s);
    return found;
  }
  if (certain_s < never_happened_s) {
    found.at_s = certain_s;
    found.asset = who_is_certain(configuration, certain_s);
  }
  return found;
}

inline double PlainDetector::gathered(std::size_t configuration, double time_s) const {
  double sum = 0.0;
  for (const Exposure& exposure : exposures_) {
    if (exposure.begin_s > time_s) break;  // nor have any after it begun
    if (!holds(configuration, exposure)) continue;
    sum += time_s >= exposure.end_s()
               ? exposure.hazard.finite
               : hazard_until(exposure.law, exposure.course, time_s - exposure.begin_s);
  }
  return sum;
}

inline PlainDetector::Passing PlainDetector::passing(std::size_t configuration, double level,
                                                     double until_s) const {
  // H rises: between two neighbouring breaks (times at which exposures begin or end) it passes the level, and
  // there the same exposures are active; or it jumps over it at the second of them. Exposures begin in order:
  // only those breaks need be put in order that come between two beginnings.
  const auto is_below = [&](double time_s) { return gathered(configuration, time_s) < level; };
  std::vector<double>& breaks = scratch_.breaks_s;
  breaks.clear();
  bool any_atom = false;
  for (const Exposure& exposure : exposures_) {
    if (!rises(configuration, exposure)) continue;
    any_atom = any_atom || exposure.is_atom();
    breaks.push_back(std::min(exposure.begin_s, until_s));
  }
  const auto begins = std::partition_point(breaks.begin(), breaks.end(), is_below);
  if (begins == breaks.begin()) return {*begins, any_atom};
  const double low_s = *(begins - 1);
  const bool is_last = begins == breaks.end();
  const double high_s = is_last ? never_happened_s : *begins;
  breaks.assign(1, low_s);
  for (const Exposure& exposure : exposures_) {
    if (exposure.begin_s > low_s) break;
    const double end_s = std::min(exposure.end_s(), until_s);
    if (rises(configuration, exposure) && end_s > low_s && end_s < high_s) breaks.push_back(end_s);
  }
  std::sort(breaks.begin(), breaks.end());
  if (!is_last || breaks.size() == 1) breaks.push_back(is_last ? low_s : high_s);
  const auto after = std::partition_point(breaks.begin() + 1, breaks.end() - 1, is_below);
  return solve_between(configuration, level, *(after - 1), *after, any_atom);
}

inline PlainDetector::Passing PlainDetector::solve_between(std::size_t configuration, double level,
                                                           double low_s, double high_s, bool may_jump) const {
  double before = 0.0;
  scratch_.active.clear();
  for (const Exposure& exposure : exposures_) {
    if (exposure.begin_s >= high_s) break;
    if (!holds(configuration, exposure)) continue;
    if (exposure.end_s() <= low_s) {
      before += exposure.hazard.finite;
    } else {
      scratch_.active.push_back(&exposure);
    }
  }
  const auto excess = [&](double time_s) {
    double sum = before;
    for (const Exposure* exposure : scratch_.active) {
      sum += hazard_until(exposure->law, exposure->course, time_s - exposure->begin_s);
    }
    return sum - level;
  };
  const auto rate = [&](double time_s) {
    double sum = 0.0;
    for (const Exposure* exposure : scratch_.active) {
      if (time_s > exposure->end_s()) continue;
      sum += rate_at(exposure->law, exposure->course, time_s - exposure->begin_s);
    }
    return sum;
  };
  // The chord first, exact for a constant rate; then Newton's steps, as the rate is the slope; bisection
  // where one leads out of the bracket or does not halve the step before last (as Press et al., Numerical
  // Recipes, 9.4, do), so that it always closes in.
  constexpr double close_enough_s = 1e-9;
  const double low_excess = excess(low_s);
  const double high_excess = excess(high_s);
  if (may_jump && high_excess < 0.0) return {high_s, true};
  const double rise = high_excess - low_excess;
  double time_s = rise > 0.0 ? low_s - low_excess * (high_s - low_s) / rise : 0.5 * (low_s + high_s);
  double last_step_s = high_s - low_s;
  double step_before_s = last_step_s;
  for (int step = 0; step < 200 && high_s - low_s > close_enough_s; ++step) {
    time_s = std::clamp(time_s, low_s, high_s);
    const double here = excess(time_s);
    if (here == 0.0) return {time_s, false};
    (here > 0.0 ? high_s : low_s) = time_s;
    double next_s = time_s - here / rate(time_s);
    // A step too small to move it may stand at the end of the bracket that it has just become.
    if (next_s >= low_s && next_s <= high_s && std::abs(next_s - time_s) < close_enough_s)
      return {next_s, false};
    const bool inside = next_s > low_s && next_s < high_s;
    if (!inside || 2.0 * std::abs(next_s - time_s) > step_before_s) next_s = 0.5 * (low_s + high_s);
    step_before_s = last_step_s;
    last_step_s = std::abs(next_s - time_s);
    time_s = next_s;
  }
  return {high_s, false};
}

inline double PlainDetector::share_of_chance(std::int32_t asset) const {
  Address address = address_;
  address.key = entity_key(address_.key, world_.assets[static_cast<std::size_t>(asset)].key);
  address.purpose = Purpose::detecting_asset;
  return -std::log(uniform_pair(address).first);
}

inline std::int32_t PlainDetector::who_detects(std::size_t configuration, double time_s) const {
  // The least e_a / gamma_a, e_a a unit exponential of the attempt and the asset: in proportion to the rates,
  // and unmoved by other assets. Teams of a patrol add up.
  auto& rates = scratch_.rates;
  rates.clear();
  std::int32_t latest = -1;
  for (const Exposure& exposure : exposures_) {
    if (exposure.begin_s >= time_s) break;
    if (!holds(configuration, exposure) || exposure.hazard.finite == 0.0) continue;
    latest = exposure.asset;
    if (exposure.end_s() < time_s || exposure.is_atom()) continue;
    const double rate = rate_at(exposure.law, exposure.course, time_s - exposure.begin_s);
    if (rate <= 0.0) continue;
    add_to(rates, exposure.asset, rate);
  }
  // At the very rim of a range rounding may leave no rate: then it was the exposure that began last.
  return rates.empty() ? latest : one_by_chance();
}

inline std::int32_t PlainDetector::who_jumps(std::size_t configuration, double time_s) const {
  auto& jumps = scratch_.rates;
  jumps.clear();
  for (const Exposure& exposure : exposures_) {
    if (!holds(configuration, exposure) || !exposure.is_atom() || exposure.begin_s != time_s) continue;
    if (exposure.hazard.finite > 0.0) add_to(jumps, exposure.asset, exposure.hazard.finite);
  }
  return one_by_chance();
}

inline std::int32_t PlainDetector::one_by_chance() const {
  const auto& rates = scratch_.rates;
  if (rates.empty()) return -1;
  if (rates.size() == 1) return rates.front().first;
  std::int32_t best = -1;
  double least = never_happened_s;
  for (const auto& [asset, rate] : rates) {
    const double time = share_of_chance(asset) / rate;
    if (time < least) {
      least = time;
      best = asset;
    }
  }
  return best;
}

inline std::int32_t PlainDetector::who_is_certain(std::size_t configuration, double time_s) const {
  std::int32_t first = -1;
  for (const Exposure& exposure : exposures_) {
    if (!holds(configuration, exposure) || !exposure.hazard.certain || exposure.certain_s() != time_s)
      continue;
    const auto asset = static_cast<std::size_t>(exposure.asset);
    // Ties go by name, so that the order in the file does not matter.
    if (first < 0 || world_.assets[asset].name < world_.assets[static_cast<std::size_t>(first)].name) {
      first = exposure.asset;
    }
  }
  return first;
}

}  // namespace panj::test
