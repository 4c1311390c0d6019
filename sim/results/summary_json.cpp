#include <fmt/format.h>

#include <cmath>

#include "results/json_text.h"
#include "results/summary_table.h"

namespace panj {

namespace {

/// {"NAME": ESTIMATE, ...}
std::string named(const std::vector<std::string>& names, const std::vector<Estimate>& estimates) {
  std::vector<std::string> members;
  for (std::size_t i = 0; i < names.size() && i < estimates.size(); ++i)
    members.push_back(json_string(names[i]) + ": " + json_of(estimates[i]));
  return fmt::format("{{{}}}", fmt::join(members, ", "));
}

std::string row_json(const SummaryTable& table, const SummaryRow& row) {
  return fmt::format(
      R"({{"configuration": {}, "title": {}, "measures": {}, "periods": {}, "sites_reached": {}, )"
      R"("person_hours_a_day": {}, "calls": {}, "calls_lost": {}}})",
      json_string(row.configuration), json_string(row.title), named(table.measures, row.estimates),
      named(table.period_measures, row.periods), named(table.sites, row.sites),
      json_number(row.person_hours_a_day), row.calls, row.calls_lost);
}

std::string differences_of(const SummaryTable& table) {
  std::vector<std::string> members;
  for (const SummaryRow& row : table.differences)
    members.push_back(
        fmt::format(R"({{"of": {}, "against": {}, "measures": {}}})", json_string(row.configuration),
                    json_string(table.rows.front().configuration), named(table.measures, row.estimates)));
  return fmt::format("[{}]", fmt::join(members, ", "));
}

/// {"MEASURE": {"leader", "decided", "p_wrong", "leads": {"CONFIGURATION": ESTIMATE, ...}}, ...}
std::string best_json(const SummaryTable& table) {
  std::vector<std::string> names;
  for (const SummaryRow& row : table.rows) names.push_back(row.configuration);
  std::vector<std::string> members;
  for (std::size_t m = 0; m < table.best.size() && m < table.measures.size(); ++m) {
    const std::optional<BestStatement>& best = table.best[m];
    if (!best) continue;
    members.push_back(fmt::format(R"({}: {{"leader": {}, "decided": {}, "p_wrong": {}, "leads": {}}})",
                                  json_string(table.measures[m]), json_string(names.at(best->leader)),
                                  best->is_decided(), json_number(best->p_wrong), named(names, best->lead)));
  }
  return fmt::format("{{{}}}", fmt::join(members, ", "));
}

std::string probes_json(const SummaryTable& table) {
  std::vector<std::string> members;
  for (const ProbeShares& probe : table.probes) {
    std::vector<std::string> rows;
    for (std::size_t c = 0; c < probe.estimates.size() && c < table.rows.size(); ++c)
      rows.push_back(json_string(table.rows[c].configuration) + ": " +
                     named(table.measures, probe.estimates[c]));
    members.push_back(fmt::format(R"({{"class": {}, "attempts_per_period": {}, "configurations": {{{}}}}})",
                                  json_string(probe.crosser), json_number(probe.per_period),
                                  fmt::join(rows, ", ")));
  }
  return fmt::format("[{}]", fmt::join(members, ", "));
}

std::string rare_json(const SummaryTable& table) {
  std::vector<std::string> names;
  for (const SummaryRow& row : table.rows) names.push_back(row.configuration);
  std::vector<std::string> members;
  for (const RareShares& rare : table.rare)
    members.push_back(fmt::format(R"({{"class": {}, "p_undetected": {}, "p_leak": {}}})",
                                  json_string(rare.crosser), named(names, rare.undetected),
                                  named(names, rare.leaks)));
  return fmt::format("[{}]", fmt::join(members, ", "));
}

std::string goals_of(const SummaryTable& table) {
  std::vector<std::string> members;
  for (const GoalLine& goal : table.goals)
    members.push_back(
        fmt::format(R"({{"goal": {}, "farthest": {}, "half_width": {}, "asked": {}, "reached": {}}})",
                    json_string(goal.text), json_string(goal.configuration), json_number(goal.half_width),
                    json_number(goal.asked), goal.reached));
  return fmt::format("[{}]", fmt::join(members, ", "));
}

}  // namespace

std::string to_json(const SummaryTable& table) {
  std::vector<std::string> rows;
  for (const SummaryRow& row : table.rows) rows.push_back(row_json(table, row));
  return fmt::format(
      R"({{"scenario": {}, "title": {}, "status": {}, "stop_reason": {}, "seed": {}, "replications": {}, )"
      R"("unit_replications": {}, "attempts": {}, "unfinished": {}, "period_h": {}, "confidence_level": {}, )"
      R"("threads": {}, "wall_time_s": {}, "configurations": [{}], "differences": {}, "best": {}, )"
      R"("probes": {}, "rare": {}, "goals": {}}})"
      "\n",
      json_string(table.scenario), json_string(table.title), json_string(table.status),
      json_string(table.stop_reason), table.seed, table.replications, table.unit_replications, table.attempts,
      table.unfinished, json_number(table.period_h), json_number(table.confidence), table.threads,
      json_number(table.wall_time_s), fmt::join(rows, ", "), differences_of(table), best_json(table),
      probes_json(table), rare_json(table), goals_of(table));
}

}  // namespace panj
