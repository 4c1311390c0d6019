#include "results/summary_table.h"

#include <fmt/format.h>

#include <sstream>

#include "base/error.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"

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
    table.rows.push_back({names[c], titles[c], {}, calls.at(c), lost.at(c)});
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

}  // namespace

SummaryTable summary_of(const World& world, const RunResult& result) {
  const Scenario& scenario = world.scenario;
  const SummarySums& sums = result.tally.summary;
  SummaryTable table;
  table.scenario = scenario.name;
  table.title = scenario.title.empty() ? scenario.name : scenario.title;
  table.status = result.complete ? "complete" : "partial";
  table.stop_reason = name_of(result.stop_reason);
  table.confidence = scenario.sampling.confidence;
  table.attempts = sums.shares.attempts(0);
  table.unfinished = result.tally.unfinished;
  table.replications = result.completed_replications;
  table.wall_time_s = result.wall_time_s;
  table.threads = result.threads;
  table.seed = scenario.seed;
  for (const Measure& measure : measures) table.measures.emplace_back(measure.name);

  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    SummaryRow row{world.configurations[c], "", {}};
    if (c < scenario.configurations.size()) row.title = scenario.configurations[c].title;
    SummaryRow difference = row;
    const CallTotals totals = totals_of(result.tally.calls, c, world.configurations.size());
    row.calls = totals.confirmed();
    row.calls_lost = totals.lost();
    for (std::size_t m = 0; m < measure_count; ++m) {
      row.estimates.push_back(sums.shares.estimate(0, c, m, table.confidence));
      if (c > 0) difference.estimates.push_back(paired(sums, c, 0, m, table.confidence).difference);
    }
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
  table.unfinished = read_one<std::int64_t>(summary, "n_unfinished", name);
  table.replications = root.number_attribute<std::int64_t>("completed_replications");
  table.wall_time_s = read_one<double>(run, "wall_time", name);
  table.threads = read_one<std::int32_t>(run, "threads", name);
  table.seed = root.number_attribute<std::uint64_t>("seed");
  read_measures(root, name, table);
  return table;
}

}  // namespace panj
