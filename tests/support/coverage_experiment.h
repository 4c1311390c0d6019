#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/run.h"
#include "scenario/scenario_toml.h"
#include "stats/quantile.h"
#include "stats/ratio.h"
#include "tally/best_configuration.h"
#include "tally/precision_goal.h"
#include "world/compile.h"

// How often do the intervals that panj prints hold the truth? Independent runs of one case with a known
// answer through the whole engine; bench/interval_coverage.cpp prints the table, tests/validation runs it
// small.
namespace panj::coverage {

/// A patrol goes back and forth (B1 of the known answers) past crossers who all come near the middle of its
/// line of length L, so that each is met with p = 2 a / L (a as below) whatever the phase; but the period is
/// a small part of a round, so that nearly all attempts of a replication are met, or none: the design effect
/// is about 5.
struct Case {
  double p = 0.1;             ///< P(detect) under `one`
  double watched = 0.001;     ///< P(detect) by the post that `watched` has besides
  double attempts_mean = 20;  ///< of a replication
};

/// Each alarm gets through with this probability, and then there is a team: P(intercept) is half of
/// P(detect).
constexpr double link_probability = 0.5;

/// What is estimated, and what the answer is.
struct Quantity {
  std::string name;  ///< as a goal of precision names it
  double truth = 0.0;
};

inline std::vector<Quantity> quantities_of(const Case& experiment) {
  const double p = experiment.p;
  return {{"one.p_detect", p},
          {"one.p_intercept", link_probability * p},
          {"watched-one.p_detect", (1.0 - p) * experiment.watched},  // few attempts, each by itself
          {"two-one.p_detect", (1.0 - p) * p}};                      // whole replications
}

constexpr double line_km = 20.0;
constexpr double patrol_km_h = 10.0;
constexpr double crosser_km_h = 4.0;
constexpr double way_km = 8.0;  ///< half of it before the patrol's line

/// While the patrol is on this much of its way to either side, a crosser is met.
inline double reach_km(const Case& experiment) {
  return 0.5 * experiment.p * line_km;
}

inline double range_km(const Case& experiment) {
  const double ratio = patrol_km_h / crosser_km_h;
  return reach_km(experiment) / std::sqrt(1.0 + ratio * ratio);
}

inline std::string number(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.17g", value);
  const std::string plain = text.data();
  return plain.find_first_of(".e") == std::string::npos ? plain + ".0" : plain;
}

inline std::string patrol(const std::string& name) {
  return "[[patrol]]\nname = \"" + name +
         "\"\nsensor = \"eye\"\nwaypoints_xy_km = [[0.0, 10.0], [20.0, 10.0]]\n" +
         "between = \"straight\"\ncircuit = \"back_and_forth\"\nmovement = { constant = { speed_km_h = " +
         number(patrol_km_h) + " } }\n";
}

inline std::string sensor(const std::string& name, const std::string& law) {
  return "[[sensor]]\nname = \"" + name + "\"\nlaw = { " + law +
         " }\nheight_m = 1.7\nline_of_sight = false\n";
}

inline std::string text_of(const Case& experiment) {
  const double window_h = 2.0 * reach_km(experiment) / patrol_km_h;
  const double round_h = 2.0 * line_km / patrol_km_h;
  const double period_h = std::clamp(4.0 * window_h, 0.01, 0.25 * round_h);
  const double half_km = 0.1 * reach_km(experiment);
  const double rate_per_h = -std::log1p(-experiment.watched) * crosser_km_h / way_km;
  return "schema = 1\n[scenario]\nperiod_h = " + number(period_h) +
         "\n[frontier]\nelevation = \"flat\"\nsize_km = [20.0, 20.0]\ncell_size_m = 1000.0\nline_xy_km = "
         "[[0.0, "
         "10.0], [20.0, 10.0]]\ninner = \"left\"\n[[crosser]]\nname = \"walker\"\nattempts = { poisson = " +
         number(experiment.attempts_mean) + " }\norigin = { line_xy_km = [[" + number(10.0 - half_km) +
         ", 6.0], [" + number(10.0 + half_km) +
         ", 6.0]] }\nroute = { straight = { heading_deg = 0.0, length_km = " + number(way_km) +
         " } }\nmovement = { constant = { speed_km_h = " + number(crosser_km_h) +
         " } }\nmax_duration_h = 3.0\n" +
         sensor("eye", "definite_range = { range_m = " + number(1000.0 * range_km(experiment)) + " }") +
         sensor("watch", "constant_rate = { rate_per_h = " + number(rate_per_h) + ", range_m = 20000.0 }") +
         patrol("first") + patrol("second") +
         "[[post]]\nname = \"watch\"\nsensor = \"watch\"\nposition_xy_km = [10.0, 12.0]\n[[team]]\nname = "
         "\"team\"\nbase_xy_km = [10.0, 12.0]\nnumber = 100\nresponse_time_min = { fixed = 0.01 "
         "}\n[response]\nlink_probability = " +
         number(link_probability) +
         "\n[[configuration]]\nname = \"one\"\nassets = [\"first\", \"team\"]\n[[configuration]]\nname = "
         "\"watched\"\nextends = \"one\"\nassets = [\"watch\"]\n[[configuration]]\nname = \"two\"\nextends = "
         "\"one\"\nassets = [\"second\"]\n[sampling]\nbatch = 8\n[output]\nmaps = false\nline_every = 0\n";
}

inline World world_of(const Case& experiment, std::uint64_t seed, const std::vector<std::string>& goals) {
  std::string list;
  for (const std::string& goal : goals) list += (list.empty() ? "\"" : ", \"") + goal + '"';
  Problems problems;
  Scenario scenario = parse_scenario(
      text_of(experiment), "coverage", ".",
      {{"scenario.seed", std::to_string(seed)}, {"sampling.precision", "[" + list + "]"}}, problems);
  problems.throw_if_any();
  World world = compile(std::move(scenario), 1, problems);
  problems.throw_if_any();
  return world;
}

/// Quantile of the time from departure to detection [s] of those that are detected: a crosser whose track the
/// patrol's passes at offset s (even in +-R) from closest approach is met R's chord before it, at
/// t = way / (2 u) - s v / (u w) - sqrt(R^2 - s^2) / w, w^2 = u^2 + v^2. The attempts' order is monotone in
/// none of these, so the quantile is found by counting over a fine comb of s.
inline double detection_time_quantile_s(const Case& experiment, double level) {
  constexpr int teeth = 200001;
  const double range = range_km(experiment);
  const double relative_km_h = std::hypot(patrol_km_h, crosser_km_h);
  std::vector<double> times_h;
  for (int i = 0; i < teeth; ++i) {
    const double s = range * (2.0 * (i + 0.5) / teeth - 1.0);
    times_h.push_back(0.5 * way_km / crosser_km_h - s * patrol_km_h / (crosser_km_h * relative_km_h) -
                      std::sqrt(range * range - s * s) / relative_km_h);
  }
  const auto at = times_h.begin() + static_cast<std::ptrdiff_t>(level * teeth);
  std::nth_element(times_h.begin(), at, times_h.end());
  return 3600.0 * *at;
}

/// Does all that `/best` says of P(detect) hold at once: every configuration's lead in its interval, and the
/// best one in the set that may hold it? With few events there may be no statement.
struct BestSaid {
  bool is_said = false;
  bool holds = false;
  double half_width = 0.0;  ///< of the lead of `two`
};

inline BestSaid best_said(const Case& experiment, const Tally& tally) {
  static const NormalPoints points(2);
  const auto statement = best_configuration(tally.summary, find_measure("p_detect"), 0.95, points);
  if (!statement) return {};
  const double p = experiment.p;
  const std::array<double, 3> truth{p, p + (1.0 - p) * experiment.watched, p + (1.0 - p) * p};
  BestSaid said{true, true, statement->lead[2].half_width()};
  for (std::size_t c = 0; c < truth.size(); ++c) {
    const double lead = truth[c] - std::max(truth[(c + 1) % 3], truth[(c + 2) % 3]);
    const Estimate& found = statement->lead[c];
    if (found.method == IntervalMethod::none) return {};  // nothing tells them apart yet
    said.holds = said.holds && found.low <= lead && lead <= found.high;
    said.holds = said.holds && (lead <= 0.0 || statement->may_be_best[c]);
  }
  return said;
}

/// Intervals of many runs against one truth.
struct Record {
  std::int64_t runs = 0;
  std::int64_t covered = 0;
  std::int64_t too_low = 0;  ///< intervals wholly below the truth
  double replications = 0.0;
  double half_width = 0.0;

  void add(const Estimate& estimate, double truth, std::int64_t after) {
    ++runs;
    covered += estimate.low <= truth && truth <= estimate.high ? 1 : 0;
    too_low += estimate.high < truth ? 1 : 0;
    replications += static_cast<double>(after);
    half_width += estimate.half_width();
  }
  void add(const BestSaid& said, std::int64_t after) {
    if (!said.is_said) return;
    ++runs;
    covered += said.holds ? 1 : 0;
    replications += static_cast<double>(after);
    half_width += said.half_width;
  }
  Record& operator+=(const Record& other) {
    runs += other.runs;
    covered += other.covered;
    too_low += other.too_low;
    replications += other.replications;
    half_width += other.half_width;
    return *this;
  }
};

/// How a run is to end: after so many replications, or as soon as a goal is reached, such as "<0.02", "<20%".
struct Ending {
  std::int64_t replications = 0;  ///< a number at which precision is looked at; 0: by the bound
  std::string bound;
};

/// [quantity][ending]; behind the quantities the median and the 90 % quantile of detection times, which have
/// fixed endings only, and what `/best` says, with the endings of `one.p_detect`.
using Table = std::vector<std::vector<Record>>;

/// One run serves all endings: it goes on until the last of them, and each takes what is known when it comes.
/// That is what a run with this ending alone would have found, as looks are at fixed numbers of batches.
inline void add_run(const Case& experiment, const std::vector<Ending>& endings,
                    std::int64_t most_replications, std::uint64_t seed, Table& table) {
  const std::vector<Quantity> quantities = quantities_of(experiment);
  std::vector<std::string> texts;
  for (const Quantity& quantity : quantities)
    for (const Ending& ending : endings)
      texts.push_back(quantity.name + (ending.bound.empty() ? "<0.5" : ending.bound));
  const World world = world_of(experiment, seed, texts);
  Problems problems;
  const std::vector<PrecisionGoal> goals = read_goals(world.scenario, problems);
  problems.throw_if_any();

  table.resize(quantities.size() + 3, std::vector<Record>(endings.size()));
  std::vector<bool> ended(goals.size());
  const auto look = [&](const Tally& tally) {
    const std::int64_t done = tally.summary.shares.replications();
    for (std::size_t i = 0; i < goals.size(); ++i) {
      const Ending& ending = endings[i % endings.size()];
      const GoalState state = assess(goals[i], tally);
      if (ended[i] || (ending.bound.empty() ? done < ending.replications : !state.reached)) continue;
      ended[i] = true;
      const std::size_t quantity = i / endings.size();
      table[quantity][i % endings.size()].add(state.estimate, quantities[quantity].truth, done);
      if (quantity > 0) continue;
      table.back()[i].add(best_said(experiment, tally), done);
      if (!ending.bound.empty()) continue;
      const Histogram& times = tally.detection_time[0];
      const double effect = design_effect_of_values(times, tally.detection_mean.sums(0, 0.001));
      if (std::isnan(effect)) continue;
      for (const std::size_t tail : {std::size_t{0}, std::size_t{1}}) {
        const double level = tail == 0 ? 0.5 : 0.9;
        const Estimate time = quantile_of(times, level, static_cast<double>(times.total()) / effect, 0.95);
        if (time.method != IntervalMethod::none)
          table[quantities.size() + tail][i % endings.size()].add(
              time, detection_time_quantile_s(experiment, level), done);
      }
    }
    return std::all_of(ended.begin(), ended.end(), [](bool has_ended) { return has_ended; });
  };
  RunOptions options;
  options.replications = most_replications;
  options.precise_enough = look;
  run(world, options);
}

}  // namespace panj::coverage
