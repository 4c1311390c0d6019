#include "model/held_exposures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace panj {

namespace {

/// Adds to an asset's number: teams of a patrol add up.
void add_rate(std::vector<std::pair<std::int32_t, double>>& rates, std::int32_t asset, double rate) {
  const auto same =
      std::find_if(rates.begin(), rates.end(), [asset](const auto& entry) { return entry.first == asset; });
  if (same == rates.end()) {
    rates.emplace_back(asset, rate);
  } else {
    same->second += rate;
  }
}

/// std::partition_point where it is looked for near the beginning.
template <class Iterator, class Condition>
Iterator partition_point_near(Iterator begin, Iterator end, const Condition& holds) {
  for (std::ptrdiff_t step = 1; step <= end - begin; step *= 2) {
    if (!holds(*(begin + (step - 1)))) return std::partition_point(begin, begin + (step - 1), holds);
    begin += step;
  }
  return std::partition_point(begin, end, holds);
}

}  // namespace

void HeldExposures::hold(const World& world, std::span<const Exposure> exposures, std::size_t configuration,
                         double enough) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  held_.clear();
  rising_.clear();
  total_ = 0.0;
  any_jump_ = false;
  enough *= 1.0 + 1e-9;
  double latest_end_s = -infinity;
  double enough_by_s = infinity;  // by then H is certainly beyond the level
  for (const Exposure& exposure : exposures) {
    if ((world.assets[exposure.asset].held_by >> configuration & 1U) == 0) continue;
    if (std::holds_alternative<DefiniteRange>(exposure.law)) continue;  // adds nothing to H
    const double finite = exposure.hazard.finite;
    const double end_s = exposure.end_s();
    latest_end_s = std::max(latest_end_s, end_s);
    if (finite != 0.0) {
      rising_.push_back(held_.size());
      any_jump_ = any_jump_ || exposure.is_atom();
    }
    held_.push_back({&exposure, exposure.begin_s, end_s, total_, latest_end_s});
    total_ += finite;
    if (exposure.begin_s > enough_by_s) break;
    if (total_ > enough && enough_by_s == infinity) enough_by_s = latest_end_s;
  }
}

std::size_t HeldExposures::first_beyond(double time_s) const {
  const auto at = std::partition_point(held_.begin(), held_.end(),
                                       [time_s](const Held& held) { return held.latest_end_s <= time_s; });
  return static_cast<std::size_t>(at - held_.begin());
}

double HeldExposures::gathered(double time_s) const {
  std::size_t at = first_beyond(time_s);
  double sum = at < held_.size() ? held_[at].before : total_;
  for (; at < held_.size() && held_[at].begin_s <= time_s; ++at)
    sum += time_s >= held_[at].end_s ? held_[at].finite() : held_[at].until(time_s);
  return sum;
}

std::size_t HeldExposures::surely_below(double level) const {
  constexpr double rounding = 1e-9;
  const double low = level * (1.0 - rounding);
  const auto reached =
      std::partition_point(held_.begin(), held_.end(), [low](const Held& held) { return held.before < low; });
  if (reached == held_.begin()) return 0;
  // By then H has at most what all before have together; but not so, where several begin at once.
  const double begin_s = (reached - 1)->begin_s;
  const auto at = std::partition_point(rising_.begin(), rising_.end(),
                                       [&](std::size_t number) { return held_[number].begin_s < begin_s; });
  return static_cast<std::size_t>(at - rising_.begin());
}

HeldExposures::Passing HeldExposures::when_passing(double level, double until_s) {
  // H rises: between two neighbouring breaks (times at which exposures begin or end) it passes the level, and
  // there the same exposures are active; or it jumps over it at the second of them. Exposures begin in order:
  // only those breaks need be put in order that come between two beginnings.
  const auto is_below = [&](double time_s) { return gathered(time_s) < level; };
  const auto begin_s = [&](std::size_t number) { return std::min(held_[number].begin_s, until_s); };
  const auto begins =
      partition_point_near(rising_.begin() + static_cast<std::ptrdiff_t>(surely_below(level)), rising_.end(),
                           [&](std::size_t number) { return is_below(begin_s(number)); });
  if (begins == rising_.begin()) return {begin_s(*begins), any_jump_};
  const double low_s = begin_s(*(begins - 1));
  const bool is_last = begins == rising_.end();
  const double high_s = is_last ? std::numeric_limits<double>::infinity() : begin_s(*begins);
  std::vector<double>& breaks = breaks_s_;
  breaks.assign(1, low_s);
  for (std::size_t at = first_beyond(low_s); at < held_.size() && held_[at].begin_s <= low_s; ++at) {
    const double end_s = std::min(held_[at].end_s, until_s);
    if (held_[at].finite() != 0.0 && end_s > low_s && end_s < high_s) breaks.push_back(end_s);
  }
  std::sort(breaks.begin(), breaks.end());
  if (!is_last || breaks.size() == 1) breaks.push_back(is_last ? low_s : high_s);
  const auto after = std::partition_point(breaks.begin() + 1, breaks.end() - 1, is_below);
  stretch_.level = level;
  stretch_.may_jump = any_jump_;
  look_between(*(after - 1), *after);
  if (stretch_ == solved_) return passing_;
  passing_ = solve();
  std::swap(stretch_, solved_);
  return passing_;
}

void HeldExposures::look_between(double low_s, double high_s) {
  stretch_.low_s = low_s;
  stretch_.high_s = high_s;
  std::size_t at = first_beyond(low_s);
  stretch_.before = at < held_.size() ? held_[at].before : total_;
  stretch_.active.clear();
  for (; at < held_.size() && held_[at].begin_s < high_s; ++at) {
    if (held_[at].end_s <= low_s) {
      stretch_.before += held_[at].finite();
    } else {
      stretch_.active.push_back(held_[at].exposure);
    }
  }
}

HeldExposures::Passing HeldExposures::solve() const {
  double low_s = stretch_.low_s;
  double high_s = stretch_.high_s;
  const auto excess = [&](double time_s) {
    double sum = stretch_.before;
    for (const Exposure* exposure : stretch_.active)
      sum += hazard_until(exposure->law, exposure->course, time_s - exposure->begin_s);
    return sum - stretch_.level;
  };
  const auto rate = [&](double time_s) {
    double sum = 0.0;
    for (const Exposure* exposure : stretch_.active) {
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
  if (stretch_.may_jump && high_excess < 0.0) return {high_s, true};
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

std::int32_t HeldExposures::rates_at(double time_s,
                                     std::vector<std::pair<std::int32_t, double>>& rates) const {
  rates.clear();
  const auto ended = std::partition_point(held_.begin(), held_.end(),
                                          [time_s](const Held& held) { return held.latest_end_s < time_s; });
  for (auto held = ended; held != held_.end() && held->begin_s < time_s; ++held) {
    const Exposure& exposure = *held->exposure;
    if (exposure.hazard.finite == 0.0 || held->end_s < time_s || exposure.is_atom()) continue;
    const double rate = rate_at(exposure.law, exposure.course, time_s - exposure.begin_s);
    if (rate > 0.0) add_rate(rates, exposure.asset, rate);
  }
  const auto begun = std::partition_point(rising_.begin(), rising_.end(),
                                          [&](std::size_t number) { return held_[number].begin_s < time_s; });
  return begun == rising_.begin() ? -1 : held_[*(begun - 1)].exposure->asset;
}

void HeldExposures::jumps_at(double time_s, std::vector<std::pair<std::int32_t, double>>& jumps) const {
  jumps.clear();
  for (const Held& held : held_) {
    if (!held.exposure->is_atom() || held.begin_s != time_s) continue;
    if (held.finite() > 0.0) add_rate(jumps, held.exposure->asset, held.finite());
  }
}

}  // namespace panj
