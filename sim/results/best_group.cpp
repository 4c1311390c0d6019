#include "results/best_group.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "results/estimate_columns.h"
#include "results/missing.h"
#include "results/result_groups.h"
#include "results/words.h"

// Which configuration is the best by each measure.
namespace panj {

namespace {

/// Columns of the group: [measure], or [measure][configuration].
struct BestColumns {
  std::vector<std::string> names, leaders, same_as;
  std::vector<std::int8_t> better, may_be_best;
  std::vector<double> p_adjusted, p_best, p_wrong;
  EstimateColumns lead;

  void add(const Measure& measure, const std::optional<BestStatement>& statement,
           const std::vector<std::string>& configurations);
};

void BestColumns::add(const Measure& measure, const std::optional<BestStatement>& statement,
                      const std::vector<std::string>& configurations) {
  names.emplace_back(measure.name);
  better.push_back(measure.more_is_better ? 1 : 0);
  leaders.push_back(statement ? configurations[statement->leader] : "");
  p_wrong.push_back(statement ? statement->p_wrong : missing);
  for (std::size_t c = 0; c < configurations.size(); ++c) {
    same_as.push_back(configurations[statement ? statement->same_as[c] : c]);
    may_be_best.push_back(!statement || statement->may_be_best[c] ? 1 : 0);
    p_adjusted.push_back(statement ? statement->p_adjusted[c] : missing);
    p_best.push_back(statement ? statement->p_best[c] : missing);
    lead.add(statement ? statement->lead[c] : no_estimate());
  }
}

void write_flags(Hdf5Group& group, const BestColumns& columns) {
  group.write({"better",
               {"measure"},
               "1",
               "whether less or more of it is better",
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "less more"}}},
              columns.better);
  group.write({"may_be_best",
               {"measure", "configuration"},
               "1",
               "whether the configuration is in the set that holds the best",
               {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "no yes"}}},
              columns.may_be_best);
}

/// What the group holds, as it is in the file.
struct HeldBest {
  std::vector<std::string> names, leaders, same_as;
  std::vector<double> values, standard_errors, bounds, p_adjusted, p_best, p_wrong;
  std::vector<std::int8_t> methods, may_be_best;

  bool fits(std::size_t configurations) const {
    const std::size_t cells = names.size() * configurations;
    const auto all = {same_as.size(),    values.size(),      standard_errors.size(),
                      p_adjusted.size(), p_best.size(),      methods.size(),
                      bounds.size() / 2, may_be_best.size(), leaders.size() * configurations};
    return p_wrong.size() == names.size() &&
           std::all_of(all.begin(), all.end(), [cells](std::size_t size) { return size == cells; });
  }
};

/// The statement by measure `m` of the group; nothing where none was made.
std::optional<BestStatement> held_statement(const HeldBest& held, std::size_t m,
                                            const std::vector<std::string>& configurations) {
  BestStatement statement;
  statement.leader = index_in(configurations, held.leaders[m]);
  if (statement.leader == configurations.size()) return std::nullopt;
  statement.p_wrong = held.p_wrong[m];
  for (std::size_t c = 0; c < configurations.size(); ++c) {
    const std::size_t i = m * configurations.size() + c;
    statement.same_as.push_back(std::min(c, index_in(configurations, held.same_as[i])));
    statement.lead.push_back({held.values[i], held.standard_errors[i], held.bounds[2 * i],
                              held.bounds[2 * i + 1], static_cast<IntervalMethod>(held.methods[i])});
    statement.may_be_best.push_back(held.may_be_best[i] != 0);
    statement.p_adjusted.push_back(held.p_adjusted[i]);
    statement.p_best.push_back(held.p_best[i]);
  }
  return statement;
}

}  // namespace

void write_best(Hdf5Group& root, const World& world, const SummaryTable& summary) {
  if (world.configurations.size() < 2) return;
  const double confidence = summary.confidence;
  BestColumns columns;
  for (std::size_t m = 0; m < measure_count; ++m)
    columns.add(measures[m], summary.best[m], world.configurations);

  Hdf5Group group = root.make_group("best");
  group.set_attribute("confidence_level", confidence);
  group.set_attribute("comment",
                      "multiple comparisons with the best (Edwards and Hsu 1983): all intervals of a measure "
                      "hold together, and with them the set that holds the best");
  group.coordinate({"measure", {}, "1", "measure"}, columns.names);
  write_configurations(group, world);
  write_bound(group);
  const std::vector<std::string> both{"measure", "configuration"};
  write_flags(group, columns);
  group.write({"leader", {"measure"}, "1", "configuration with the best estimate"}, columns.leaders);
  group.write({"p_wrong", {"measure"}, "1", "bound on the chance to call the leader the best if it is not"},
              columns.p_wrong);
  columns.lead.write(
      group, {"lead", "lead", "share over that of the best other, positive of the best", both, confidence});
  group.write({"same_as", both, "1", "first configuration that no replication tells from it"},
              columns.same_as);
  group.write({"p_adjusted", both, "1",
               "one-sided p that it is no worse than the leader, adjusted for all by Holm's method"},
              columns.p_adjusted);
  group.write(
      {"p_best", both, "1", "probability that no other is better: normal posterior under a flat prior"},
      columns.p_best);
}

std::vector<std::optional<BestStatement>> read_best(const Hdf5Group& best,
                                                    const std::vector<std::string>& names,
                                                    const std::vector<std::string>& configurations,
                                                    const std::string& path) {
  HeldBest held;
  held.names = best.read<std::string>("measure");
  held.leaders = best.read<std::string>("leader");
  held.same_as = best.read<std::string>("same_as");
  held.values = best.read<double>("lead");
  held.standard_errors = best.read<double>("lead_stderr");
  held.bounds = best.read<double>("lead_ci");
  held.methods = best.read<std::int8_t>("lead_method");
  held.may_be_best = best.read<std::int8_t>("may_be_best");
  held.p_adjusted = best.read<double>("p_adjusted");
  held.p_best = best.read<double>("p_best");
  held.p_wrong = best.read<double>("p_wrong");
  if (!held.fits(configurations.size()))
    throw FileError(
        fmt::format("{}: can't be read (the variables of /best do not fit its configurations); run the "
                    "scenario again",
                    path));
  std::vector<std::optional<BestStatement>> statements;
  for (const std::string& measure : names) {
    const std::size_t m = index_in(held.names, measure);
    statements.push_back(m < held.names.size() ? held_statement(held, m, configurations) : std::nullopt);
  }
  return statements;
}

}  // namespace panj
