#include "tally/precision_goal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include "scenario/arrivals.h"
#include "scenario/spelling.h"
#include "scenario/toml_document.h"
#include "stats/proportion.h"

namespace panj {

namespace {

constexpr std::string_view example = "write it as \"p_intercept<0.01@95%\"";
/// As of the key `confidence`.
constexpr double least_confidence = 0.5;
constexpr double most_confidence = 0.9999;

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> split_at_dots(std::string_view text) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == '.')
      parts.emplace_back();
    else
      parts.back() += letter;
  }
  return parts;
}

/// A number, of which % is the hundredth part.
struct Amount {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< NaN: it can't be read
  bool percent = false;
};

Amount amount_of(std::string_view text) {
  Amount amount;
  text = trimmed(text);
  amount.percent = text.ends_with('%');
  if (amount.percent) text = trimmed(text.substr(0, text.size() - 1));
  double value = 0.0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault == std::errc{} && end == text.data() + text.size() && std::isfinite(value))
    amount.value = amount.percent ? value / 100.0 : value;
  return amount;
}

template <class Specs>
std::vector<std::string> names_of(const Specs& specs) {
  std::vector<std::string> names;
  for (const auto& spec : specs) names.push_back(spec.name);
  return names;
}

std::optional<std::size_t> index_of(std::string_view name, const std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

/// Reads one goal.
class GoalReader {
 public:
  GoalReader(const Scenario& scenario, const std::string& text, Problems& problems)
      : scenario_(scenario),
        configurations_(names_of(scenario.configurations)),
        crossers_(names_of(scenario.crossers)),
        problems_(problems) {
    goal_.text = text;
    goal_.confidence = scenario.sampling.confidence;
  }

  PrecisionGoal read() {
    const std::string_view text = goal_.text;
    const std::size_t less_than = text.find('<');
    if (less_than == std::string_view::npos) {
      fail("no bound is given", std::string(example));
      return goal_;
    }
    const std::string_view asked = text.substr(less_than + 1);
    const std::size_t at = asked.find('@');
    read_bound(asked.substr(0, at));
    if (at != std::string_view::npos) read_confidence(asked.substr(at + 1));
    read_quantity(trimmed(text.substr(0, less_than)));
    return goal_;
  }

 private:
  void fail(std::string reason, std::string remedy) {
    problems_.add(scenario_.sampling.at.problem("precision", in_quotes(goal_.text), std::move(reason),
                                                std::move(remedy)));
  }

  void fail_unknown(std::string_view what, const std::string& name, const std::vector<std::string>& known) {
    const std::string near = problems_.size() < enough_problems ? nearest(name, known) : "";
    fail(joined({"no ", what, " is called ", in_quotes(name)}),
         near.empty() ? "known are " + listed(known) : "did you mean " + in_quotes(near) + "?");
  }

  void read_bound(std::string_view text) {
    const Amount bound = amount_of(text);
    goal_.bound = bound.value;
    goal_.relative = bound.percent;
    if (std::isnan(bound.value))
      fail(joined({"the bound ", in_quotes(trimmed(text)), " is no number"}), std::string(example));
    else if (bound.value <= 0.0)
      fail("no interval is that narrow: the bound must be above 0", std::string(example));
    else if (bound.value >= 1.0)
      fail("every interval is that narrow",
           "write <0.05 for five percentage points, or <5% for that part of the value");
  }

  void read_confidence(std::string_view text) {
    goal_.confidence = amount_of(text).value;
    if (!(goal_.confidence >= least_confidence && goal_.confidence <= most_confidence))
      fail(joined({"the confidence level ", in_quotes(trimmed(text)), " must be 50% to 99.99%"}),
           "write @95%, or leave it out for the scenario's");
  }

  /// `two_more_posts-as_is.p_detect`, `class.armed_group.p_leak`.
  void read_quantity(std::string_view text) {
    std::vector<std::string> parts = split_at_dots(text);
    read_measure(parts.back());
    parts.pop_back();
    read_controlled(parts);
    const std::size_t of_class = parts.size() - std::min<std::size_t>(parts.size(), 2);
    if (parts.size() >= 2 && parts[of_class] == "class") {
      goal_.crosser = index_of(parts.back(), crossers_);
      if (!goal_.crosser) fail_unknown("class of crossers", parts.back(), crossers_);
      parts.resize(of_class);
    }
    if (parts.size() == 1)
      read_configuration(parts.front());
    else if (parts.size() > 1)
      fail("it names more than a configuration, a class and a measure",
           "write CONFIGURATION.class.CLASS.MEASURE, without what does not matter");
    if (goal_.crosser && goal_.controlled)
      fail("shares with control variates are of all attempts, not by class", "leave the class or them out");
    if (goal_.crosser && goal_.less)
      fail("paired differences are counted for all attempts, not by class",
           "ask it of each configuration, or leave the class out");
    check_traffic();
  }

  /// A configuration may be called so where there are no control variates.
  void read_controlled(std::vector<std::string>& parts) {
    if (parts.empty() || parts.front() != "controlled") return;
    goal_.controlled = scenario_.sampling.control_variates;
    if (goal_.controlled)
      parts.erase(parts.begin());
    else if (!index_of(parts.front(), configurations_)) {
      fail("the scenario has no control variates", "write control_variates = true in [sampling]");
      parts.erase(parts.begin());
    }
  }

  void read_measure(const std::string& name) {
    goal_.measure = find_measure(name);
    if (goal_.measure < measure_count) return;
    std::vector<std::string> known;
    for (const Measure& measure : measures) known.emplace_back(measure.name);
    fail_unknown("measure", name, known);
  }

  /// One configuration, or the difference of two. Names may hold hyphens themselves.
  void read_configuration(const std::string& name) {
    goal_.configuration = index_of(name, configurations_);
    if (goal_.configuration) return;
    for (std::size_t at = name.find('-'); at != std::string::npos; at = name.find('-', at + 1)) {
      const std::optional<std::size_t> first = index_of(name.substr(0, at), configurations_);
      const std::string other = name.substr(at + 1);
      goal_.configuration = first;
      goal_.less = index_of(other, configurations_);
      if (first && goal_.less == first)
        return fail("a configuration does not differ from itself", "name two of them");
      if (first && goal_.less) return;
      if (first || goal_.less)
        return fail_unknown("configuration", first ? other : name.substr(0, at), configurations_);
    }
    fail_unknown("configuration", name, configurations_);
  }

  /// Probes are counted by class alone.
  void check_traffic() {
    const auto probes = [](const CrosserSpec& crosser) { return is_probes(crosser.attempts); };
    if (goal_.crosser || !std::all_of(scenario_.crossers.begin(), scenario_.crossers.end(), probes)) return;
    if (!scenario_.crossers.empty())
      fail("all classes are probes, which are counted by class alone",
           "write class." + crossers_.front() + ".MEASURE");
  }

  const Scenario& scenario_;
  std::vector<std::string> configurations_;
  std::vector<std::string> crossers_;
  Problems& problems_;
  PrecisionGoal goal_;
};

Estimate estimate_of(const PrecisionGoal& goal, const Tally& tally, std::size_t configuration) {
  if (goal.controlled && goal.less)
    return tally.control.difference(tally.summary, configuration, *goal.less, goal.measure, goal.confidence)
        .estimate;
  if (goal.controlled)
    return tally.control.share(tally.summary, configuration, goal.measure, goal.confidence).estimate;
  if (goal.less)
    return paired(tally.summary, configuration, *goal.less, goal.measure, goal.confidence).difference;
  return goal.crosser ? tally.class_share(*goal.crosser, configuration, goal.measure, goal.confidence)
                      : tally.summary.shares.estimate(0, configuration, goal.measure, goal.confidence);
}

/// Half the width that an interval would have if as many events as are enough had come in `replications`
/// independent attempts.
double width_of_enough(std::int64_t replications, double confidence) {
  constexpr double enough_events = 20.0;
  const auto size = static_cast<double>(replications);
  return size > enough_events ? clopper_pearson(enough_events, size, confidence).half_width() : 1.0;
}

GoalState assess_one(const PrecisionGoal& goal, const Tally& tally, std::size_t configuration) {
  GoalState state;
  state.configuration = configuration;
  state.estimate = estimate_of(goal, tally, configuration);
  const double scale = goal.relative ? std::abs(state.estimate.value) : 1.0;
  state.half_width =
      scale > 0.0 ? state.estimate.half_width() / scale : std::numeric_limits<double>::quiet_NaN();
  const IntervalMethod method = state.estimate.method;
  state.few_events = method == IntervalMethod::clopper_pearson || method == IntervalMethod::gamma;
  const bool known = method != IntervalMethod::none && std::isfinite(state.half_width);
  const std::int64_t done = tally.summary.shares.replications();
  const double at_least = state.few_events ? width_of_enough(done, goal.confidence) / scale : 0.0;
  state.reached = known && std::max(state.half_width, at_least) < goal.bound;
  const double ratio = state.half_width / goal.bound;
  const double more = std::max(ratio * ratio, at_least / goal.bound) * static_cast<double>(done);
  constexpr double most_replications = 1e15;
  if (state.reached)
    state.replications = done;
  else if (known && more < most_replications)
    state.replications = static_cast<std::int64_t>(std::ceil(more));
  return state;
}

/// Of two states of one goal, is the first farther from it?
bool is_farther(const GoalState& a, const GoalState& b) {
  if (a.reached != b.reached) return b.reached;
  if (std::isnan(a.half_width) || std::isnan(b.half_width))
    return std::isnan(a.half_width) && !std::isnan(b.half_width);
  return a.half_width > b.half_width;
}

}  // namespace

std::vector<PrecisionGoal> read_goals(const Scenario& scenario, Problems& problems) {
  std::vector<PrecisionGoal> goals;
  for (const std::string& text : scenario.sampling.precision)
    goals.push_back(GoalReader(scenario, text, problems).read());
  return goals;
}

GoalState assess(const PrecisionGoal& goal, const Tally& tally) {
  if (goal.configuration) return assess_one(goal, tally, *goal.configuration);
  GoalState farthest = assess_one(goal, tally, 0);
  for (std::size_t c = 1; c < tally.summary.shares.configurations(); ++c) {
    const GoalState state = assess_one(goal, tally, c);
    if (is_farther(state, farthest)) farthest = state;
  }
  return farthest;
}

bool all_reached(const std::vector<PrecisionGoal>& goals, const Tally& tally) {
  return std::all_of(goals.begin(), goals.end(),
                     [&tally](const PrecisionGoal& goal) { return assess(goal, tally).reached; });
}

}  // namespace panj
