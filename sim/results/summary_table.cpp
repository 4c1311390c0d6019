#include "results/summary_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/error.h"
#include "base/units.h"
#include "results/best_group.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"
#include "scenario/arrivals.h"
#include "tally/best_configuration.h"
#include "world/effort.h"

namespace panj {

namespace {

/// Estimates of one measure as a group holds them: all in row-major order.
struct EstimateVariables {
  std::vector<double> values;
  std::vector<double> standard_errors;
  std::vector<double> bounds;
  std::vector<std::int8_t> methods;

  Estimate at(std::size_t i) const {
    return {values[i], standard_errors[i], bounds[2 * i], bounds[2 * i + 1],
            static_cast<IntervalMethod>(methods[i])};
  }
};

EstimateVariables read_estimates(const Hdf5Group& group, const std::string& name, const std::string& prefix,
                                 std::size_t size, const std::string& path) {
  EstimateVariables held{group.read<double>(name), group.read<double>(prefix + "_stderr"),
                         group.read<double>(prefix + "_ci"), group.read<std::int8_t>(prefix + "_method")};
  if (held.values.size() != size || held.standard_errors.size() != size || held.bounds.size() != 2 * size ||
      held.methods.size() != size)
    throw FileError(
        fmt::format("{}: can't be read (the variables of {} do not fit its configurations); run "
                    "the scenario again",
                    path, prefix));
  return held;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> found;
  for (std::string word; stream >> word;) found.push_back(word);
  return found;
}

template <class T>
T read_one(const Hdf5Group& group, const std::string& name, const std::string& path) {
  const std::vector<T> values = group.read<T>(name);
  if (values.size() != 1)
    throw FileError(
        fmt::format("{}: can't be read ({} is not one number); run the scenario again", path, name));
  return values.front();
}

std::int64_t most_of(const std::vector<std::int64_t>& counts) {
  return counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end());
}

/// Rows and differences, one measure after the other.
void read_measures(const Hdf5Group& root, const std::string& path, SummaryTable& table) {
  const Hdf5Group summary = root.open_group("summary");
  const Hdf5Group paired_group = root.open_group("paired");
  const std::vector<std::string> names = summary.read<std::string>("configuration");
  std::vector<std::string> titles = summary.read<std::string>("configuration_title");
  titles.resize(names.size());
  std::vector<std::int64_t> calls = summary.read<std::int64_t>("n_calls");
  std::vector<std::int64_t> lost = summary.read<std::int64_t>("n_calls_lost");
  calls.resize(names.size());
  lost.resize(names.size());
  for (std::size_t c = 0; c < names.size(); ++c) {
    SummaryRow row{names[c], titles[c], {}};
    row.calls = calls.at(c);
    row.calls_lost = lost.at(c);
    table.rows.push_back(std::move(row));
    if (c > 0) table.differences.push_back({names[c], titles[c], {}});
  }
  table.measures = words(summary.text_attribute("measures"));
  for (const std::string& measure : table.measures) {
    const std::size_t size = names.size();
    const EstimateVariables shares = read_estimates(summary, measure, measure, size, path);
    const EstimateVariables pairs =
        read_estimates(paired_group, measure + "_difference", measure, size * size, path);
    for (std::size_t c = 0; c < size; ++c) {
      table.rows[c].estimates.push_back(shares.at(c));
      if (c > 0) table.differences[c - 1].estimates.push_back(pairs.at(c * size));
    }
  }
}

/// Of a table [configuration][crosser].
std::int64_t most_of_class(const std::vector<std::int64_t>& counts, std::size_t classes,
                           std::size_t crosser) {
  std::int64_t most = 0;
  for (std::size_t i = crosser; i < counts.size(); i += classes) most = std::max(most, counts[i]);
  return most;
}

/// Shares of the classes that are sampled as probes.
void read_probes(const Hdf5Group& classes, const std::string& path, bool tells_unfinished,
                 SummaryTable& table) {
  const auto names = classes.read<std::string>("crosser");
  const auto is_probe = classes.read<std::int8_t>("probes");
  const auto per_period = classes.read<double>("attempts_per_period");
  const auto attempts = classes.read<std::int64_t>("n_attempts");
  const auto unfinished =
      tells_unfinished ? classes.read<std::int64_t>("n_unfinished") : std::vector<std::int64_t>{};
  const std::size_t size = table.rows.size();
  for (std::size_t k = 0; k < std::min({names.size(), is_probe.size(), per_period.size(), attempts.size()});
       ++k) {
    if (is_probe[k] == 0) continue;
    ProbeShares probe{names[k], per_period[k], std::vector<std::vector<Estimate>>(size), attempts[k],
                      most_of_class(unfinished, names.size(), k)};
    for (const std::string& measure : table.measures) {
      const EstimateVariables shares = read_estimates(classes, measure, measure, size * names.size(), path);
      for (std::size_t c = 0; c < size; ++c) probe.estimates[c].push_back(shares.at(c * names.size() + k));
    }
    table.probes.push_back(std::move(probe));
  }
}

/// How far P(intercept) differs between the views of the ground that attempts of a class have.
void read_draws(const Hdf5Group& draws, const std::string& path, SummaryTable& table) {
  const auto crossers = draws.read<std::string>("view_crosser");
  const std::size_t size = table.rows.size();
  const EstimateVariables shares =
      read_estimates(draws, "p_intercept", "p_intercept", size * crossers.size(), path);
  for (std::size_t first = 0; first < crossers.size();) {
    std::size_t end = first;
    while (end < crossers.size() && crossers[end] == crossers[first]) ++end;
    DrawSpread spread{crossers[first], end - first, {}};
    for (std::size_t c = 0; c < size; ++c) {
      std::vector<Estimate> views;
      for (std::size_t i = first; i < end; ++i) views.push_back(shares.at(c * crossers.size() + i));
      spread.spread.push_back(spread_of(views));
    }
    table.draw_spreads.push_back(std::move(spread));
    first = end;
  }
}

/// Classes whose leaks are rare.
void read_rare(const Hdf5Group& group, const std::string& path, SummaryTable& table) {
  const auto names = group.read<std::string>("crosser");
  const std::size_t configurations = table.rows.size();
  const auto attempts = group.read<std::int64_t>("n_attempts");
  const auto plain_shares = group.read<double>("plain_share");
  for (std::size_t k = 0; k < names.size(); ++k)
    table.rare.push_back({names[k], {}, {}, {}, static_cast<double>(attempts.at(k)) * plain_shares.at(k)});
  const auto read = [&](const std::string& name, std::vector<Estimate> RareShares::*which) {
    const EstimateVariables held = read_estimates(group, name, name, configurations * names.size(), path);
    for (std::size_t k = 0; k < names.size(); ++k)
      for (std::size_t c = 0; c < configurations; ++c)
        (table.rare[k].*which).push_back(held.at(c * names.size() + k));
  };
  read("p_undetected", &RareShares::undetected);
  read("p_leak", &RareShares::leaks);
  read("mean_weight", &RareShares::mean_weight);
}

/// Shares with control variates.
void read_controlled(const Hdf5Group& group, const std::string& path, SummaryTable& table) {
  for (const std::string& measure : words(group.text_attribute("measures"))) {
    const EstimateVariables held = read_estimates(group, measure, measure, table.rows.size(), path);
    ControlledShares shares{measure, {}, group.read<double>(measure + "_gain")};
    shares.gains.resize(table.rows.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t c = 0; c < table.rows.size(); ++c) shares.estimates.push_back(held.at(c));
    table.controlled.push_back(std::move(shares));
  }
}

/// Behind a site's name: whose ways are meant.
constexpr std::string_view led_there = ", of those led there";

/// Where the file holds any.
void read_goal_lines(const Hdf5Group& root, SummaryTable& table) {
  const Hdf5Group group = root.open_group("goals");
  const auto texts = group.read<std::string>("goal");
  const auto farthest = group.read<std::string>("farthest");
  const auto half_widths = group.read<double>("half_width");
  const auto asked = group.read<double>("asked");
  const auto relative = group.read<std::int8_t>("relative");
  const auto few = group.read<std::int8_t>("few_events");
  const auto reached = group.read<std::int8_t>("reached");
  const auto replications = group.read<std::int64_t>("replications_needed");
  const std::size_t size = std::min({texts.size(), farthest.size(), half_widths.size(), asked.size(),
                                     relative.size(), few.size(), reached.size(), replications.size()});
  for (std::size_t i = 0; i < size; ++i)
    table.goals.push_back({texts[i], farthest[i], half_widths[i], asked[i], relative[i] != 0, few[i] != 0,
                           reached[i] != 0, replications[i]});
}

void read_hypercube_gains(const Hdf5Group& summary, SummaryTable& table) {
  for (const std::string& measure : table.measures) {
    const auto gains = summary.read<double>(measure + "_hypercube_gain");
    for (std::size_t c = 0; c < table.rows.size(); ++c) table.rows[c].hypercube_gains.push_back(gains.at(c));
  }
}

/// What files of earlier versions of panj do not hold yet, where this one does.
void read_later_additions(const Hdf5Group& root, const std::string& path, SummaryTable& table) {
  const std::vector<std::string> variables = root.variables();
  const auto holds = [&variables](const std::string& name) {
    return std::find(variables.begin(), variables.end(), name) != variables.end();
  };
  const std::size_t size = table.rows.size();
  if (holds("/summary/effort")) {
    const auto effort = root.open_group("summary").read<double>("effort");
    for (std::size_t c = 0; c < std::min(size, effort.size()); ++c)
      table.rows[c].person_hours_a_day = effort[c];
  }
  if (root.has_attribute("unit_replications"))
    table.unit_replications = root.number_attribute<std::int64_t>("unit_replications");
  if (table.unit_replications > 1) read_hypercube_gains(root.open_group("summary"), table);
  if (holds("/goals/goal")) read_goal_lines(root, table);
  if (holds("/best/lead")) {
    std::vector<std::string> names;
    for (const SummaryRow& row : table.rows) names.push_back(row.configuration);
    table.best = read_best(root.open_group("best"), table.measures, names, path);
  }
  if (holds("/classes/probes"))
    read_probes(root.open_group("classes"), path, holds("/classes/n_unfinished"), table);
  if (holds("/draws/p_intercept")) read_draws(root.open_group("draws"), path, table);
  if (holds("/rare/crosser")) read_rare(root.open_group("rare"), path, table);
  if (holds("/controlled/configuration")) read_controlled(root.open_group("controlled"), path, table);
  if (holds("/periods/n_periods")) {
    const Hdf5Group periods = root.open_group("periods");
    table.period_measures = words(periods.text_attribute("measures"));
    for (const std::string& measure : table.period_measures) {
      const EstimateVariables means = read_estimates(periods, measure, measure, size, path);
      for (std::size_t c = 0; c < size; ++c) table.rows[c].periods.push_back(means.at(c));
    }
  }
  if (holds("/sites/p_reached")) {
    const Hdf5Group sites = root.open_group("sites");
    const auto names = sites.read<std::string>("site");
    const std::size_t count = names.size();
    const auto read_reached = [&](const std::string& name, const std::vector<std::string>& whose) {
      const EstimateVariables reached = read_estimates(sites, name, name, whose.size() * size * count, path);
      for (std::size_t i = 0; i < whose.size(); ++i)
        for (std::size_t site = 0; site < count; ++site) {
          table.sites.push_back(names[site] + whose[i]);
          for (std::size_t c = 0; c < size; ++c)
            table.rows[c].sites.push_back(reached.at((i * size + c) * count + site));
        }
    };
    read_reached("p_reached", {std::string(led_there)});
    if (holds("/sites/probe")) {
      std::vector<std::string> whose;
      for (const std::string& probe : sites.read<std::string>("probe")) whose.push_back(", of " + probe);
      read_reached("probe_p_reached", whose);
    }
  }
}

void add_probes(const World& world, const RunResult& result, SummaryTable& table) {
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    if (!is_probe(world.crossers[k])) continue;
    ProbeShares probe{world.crossers[k].name,
                      honest_per_period(world.crossers[k].attempts),
                      {},
                      result.tally.crossers.attempts(k),
                      most_of_class(result.tally.unfinished_by_class, world.crossers.size(), k)};
    for (std::size_t c = 0; c < world.configurations.size(); ++c) {
      probe.estimates.emplace_back();
      for (std::size_t m = 0; m < measure_count; ++m)
        probe.estimates.back().push_back(result.tally.class_share(k, c, m, table.confidence));
    }
    table.probes.push_back(std::move(probe));
  }
}

void add_rare(const World& world, const RunResult& result, SummaryTable& table) {
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    const RareTally& tally = result.tally.rare[k];
    if (tally.empty()) continue;
    RareShares rare{world.crossers[k].name, {}, {}, {}, tally.plain_attempts()};
    for (std::size_t c = 0; c < world.configurations.size(); ++c) {
      rare.undetected.push_back(tally.share(c, RareTally::undetected, table.confidence));
      rare.leaks.push_back(tally.share(c, RareTally::leaks, table.confidence));
      rare.mean_weight.push_back(tally.mean_weight(c, table.confidence));
    }
    table.rare.push_back(std::move(rare));
  }
}

void add_controlled(const RunResult& result, SummaryTable& table) {
  const Tally& tally = result.tally;
  if (tally.control.empty()) return;
  for (std::size_t m = 0; m < measure_count; ++m) {
    ControlledShares& shares = table.controlled.emplace_back();
    shares.measure = measures[m].name;
    for (std::size_t c = 0; c < tally.summary.shares.configurations(); ++c) {
      const ControlledEstimate found = tally.control.share(tally.summary, c, m, table.confidence);
      shares.estimates.push_back(found.estimate);
      shares.gains.push_back(found.gain);
    }
  }
}

/// Periods, sites and effort of a configuration.
void add_later_additions(const World& world, const RunResult& result, std::size_t configuration,
                         double confidence, SummaryRow& row) {
  const Tally& tally = result.tally;
  for (std::size_t m = 0; m < period_measure_count; ++m)
    row.periods.push_back(tally.periods.estimate(configuration, m, confidence));
  const auto add_reached = [&](const SiteTally& sites) {
    for (std::size_t site = 0; site < sites.any_site; ++site)
      row.sites.push_back(share(sites.reached.sums(sites.row(configuration, site), 1.0), confidence));
  };
  add_reached(tally.sites);
  for (const SiteTally& of_probes : tally.sites_of_probes) add_reached(of_probes);
  row.person_hours_a_day = effort_of(world, configuration).value_or(std::numeric_limits<double>::quiet_NaN());
}

}  // namespace

SummaryTable summary_of(const World& world, const RunResult& result) {
  const Scenario& scenario = world.scenario;
  const SummarySums& sums = result.tally.summary;
  SummaryTable table;
  table.scenario = scenario.name;
  table.title = scenario.title.empty() ? scenario.name : scenario.title;
  table.status = status_of(result);
  table.stop_reason = stop_reason_of(result);
  table.confidence = scenario.sampling.confidence;
  table.attempts = sums.shares.attempts(0);
  table.unfinished = most_of(result.tally.unfinished);
  table.replications = result.completed_replications;
  table.unit_replications = world.hypercube.size();
  table.wall_time_s = result.wall_time_s;
  table.threads = result.threads;
  table.seed = scenario.seed;
  table.period_h = scenario.period_s / seconds_per_hour;
  for (const Measure& measure : measures) table.measures.emplace_back(measure.name);
  for (const PeriodMeasure& measure : period_measures) table.period_measures.emplace_back(measure.name);
  for (const SitePlan& site : world.sites) table.sites.push_back(site.name + std::string(led_there));
  for (std::size_t i = 0; i < result.tally.sites_of_probes.size(); ++i)
    for (std::size_t site = 0; site < result.tally.sites_of_probes[i].any_site; ++site)
      table.sites.push_back(world.sites[site].name + ", of " + world.crossers[i].name);

  table.goals = goal_lines_of(world, result);
  add_probes(world, result, table);
  table.best = best_configurations(sums, table.confidence);
  table.draw_spreads = draw_spreads(world, result.tally.draws, table.confidence);
  add_rare(world, result, table);
  add_controlled(result, table);
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    SummaryRow row{world.configurations[c], "", {}};
    if (c < scenario.configurations.size()) row.title = scenario.configurations[c].title;
    SummaryRow difference = row;
    const CallTotals totals = totals_of(result.tally.calls, c, world.configurations.size());
    row.calls = totals.confirmed();
    row.calls_lost = totals.lost();
    for (std::size_t m = 0; m < measure_count; ++m) {
      row.estimates.push_back(sums.shares.estimate(0, c, m, table.confidence));
      if (const auto gains = result.tally.hypercube_gains(m); !gains.empty())
        row.hypercube_gains.push_back(gains[c]);
      if (c > 0) difference.estimates.push_back(paired(sums, c, 0, m, table.confidence).difference);
    }
    add_later_additions(world, result, c, table.confidence, row);
    table.rows.push_back(std::move(row));
    if (c > 0) table.differences.push_back(std::move(difference));
  }
  return table;
}

SummaryTable read_summary(const std::filesystem::path& path) {
  check_seal(path);
  const std::string name = path.string();
  Hdf5File file = Hdf5File::open(path);
  const Hdf5Group& root = file.root();
  const Hdf5Group summary = root.open_group("summary");
  const Hdf5Group run = root.open_group("provenance").open_group("run");
  SummaryTable table;
  table.scenario = root.text_attribute("scenario_name");
  table.title = root.text_attribute("title");
  table.status = root.text_attribute("status");
  table.stop_reason = root.text_attribute("stop_reason");
  table.confidence = summary.number_attribute<double>("confidence_level");
  table.attempts = read_one<std::int64_t>(summary, "n_attempts", name);
  table.unfinished = most_of(summary.read<std::int64_t>("n_unfinished"));
  table.replications = root.number_attribute<std::int64_t>("completed_replications");
  table.wall_time_s = read_one<double>(run, "wall_time", name);
  table.threads = read_one<std::int32_t>(run, "threads", name);
  table.seed = root.number_attribute<std::uint64_t>("seed");
  table.period_h = root.number_attribute<double>("period_h");
  read_measures(root, name, table);
  read_later_additions(root, name, table);
  return table;
}

}  // namespace panj
