#include "results/best_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "results/text_columns.h"
#include "tally/measures.h"

namespace panj {

namespace {

/// What the best configuration does, in the third person; by measure.
struct Praise {
  std::string_view measure;
  std::string_view heading;
  std::string_view words;
};
constexpr std::array praises{Praise{"p_detect", "P(detect)", "detects most"},
                             Praise{"p_intercept", "P(intercept)", "intercepts most"},
                             Praise{"p_leak", "P(leak)", "lets fewest through"},
                             Praise{"p_crossed", "P(crossed)", "lets fewest cross the line"},
                             Praise{"p_turned_back", "P(turned back)", "turns most back"},
                             Praise{"p_site_reached", "P(site reached)", "lets fewest reach a site"}};

bool more_is_better(const std::string& measure) {
  const std::size_t index = find_measure(measure);
  return index == measure_count || measures[index].more_is_better;
}

std::string praise_of(const std::string& measure) {
  for (const Praise& praise : praises)
    if (praise.measure == measure) return std::string(praise.words);
  return fmt::format("has the {} {}", more_is_better(measure) ? "largest" : "smallest", measure);
}

const BestStatement* statement_of(const SummaryTable& table, const std::string& measure) {
  const auto found = std::find(table.measures.begin(), table.measures.end(), measure);
  const auto index = static_cast<std::size_t>(found - table.measures.begin());
  return index < table.best.size() && table.best[index] ? &*table.best[index] : nullptr;
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

/// Names of the configurations for which `holds` does.
template <class Holds>
std::vector<std::string> names_where(const SummaryTable& table, Holds holds) {
  std::vector<std::string> names;
  for (std::size_t c = 0; c < table.rows.size(); ++c)
    if (holds(c)) names.push_back(table.rows[c].configuration);
  return names;
}

/// Of those that something tells from the leader, the one with the best estimate.
std::size_t next_best(const BestStatement& statement) {
  std::size_t next = statement.leader;
  for (std::size_t c = 0; c < statement.lead.size(); ++c)
    if (!statement.is_like_leader(c) &&
        (next == statement.leader || statement.lead[c].value > statement.lead[next].value))
      next = c;
  return next;
}

/// "+5.0 points [+4.9, +5.1]": of the measure itself, so that fewer is less.
std::string points(const Estimate& lead, bool more) {
  const Estimate turned{-lead.value, lead.standard_error, -lead.high, -lead.low, lead.method};
  const Estimate& shown = more ? lead : turned;
  const int decimals = decimals_for({shown}, changes_of_percentages);
  return fmt::format("{} points [{}, {}]", number(shown.value, decimals, changes_of_percentages),
                     number(shown.low, decimals, changes_of_percentages),
                     number(shown.high, decimals, changes_of_percentages));
}

std::string chance(double p) {
  if (std::isnan(p)) return "-";
  if (p < 0.001) return "< 0.1 %";
  if (p > 0.999) return "> 99.9 %";
  return fmt::format("{:.{}f} %", 100.0 * p, p < 0.1 ? 1 : 0);
}

std::string decided(const SummaryTable& table, const BestStatement& statement, const std::string& measure) {
  const std::vector<std::string> leaders =
      names_where(table, [&](std::size_t c) { return statement.is_like_leader(c); });
  const std::string who = leaders.size() == 1
                              ? fmt::format("{} {}", leaders.front(), praise_of(measure))
                              : fmt::format("best by {} are {}, which no replication tells apart",
                                            heading_of(measure), listed(leaders));
  return fmt::format("{}: {} against the next best, {}; chance that another is better: {}{}", who,
                     points(statement.lead[statement.leader], more_is_better(measure)),
                     table.rows[next_best(statement)].configuration,
                     statement.p_wrong < 0.001 ? "" : "at most ", chance(statement.p_wrong));
}

std::string undecided(const SummaryTable& table, const BestStatement& statement, const std::string& measure) {
  std::string chances;
  for (std::size_t c = 0; c < table.rows.size(); ++c) {
    if (!statement.may_be_best[c]) continue;
    chances += fmt::format("{}{} {}", chances.empty() ? "" : ", ", table.rows[c].configuration,
                           chance(statement.p_best[c]));
  }
  return fmt::format(
      "which configuration {} is not decided between {}: {} has {} against {}; probability that none is "
      "better (normal posterior, flat prior): {}",
      praise_of(measure),
      listed(names_where(table, [&](std::size_t c) { return bool{statement.may_be_best[c]}; })),
      table.rows[statement.leader].configuration,
      points(statement.lead[statement.leader], more_is_better(measure)),
      table.rows[next_best(statement)].configuration, chances);
}

bool all_alike(const BestStatement& statement) {
  for (std::size_t c = 0; c < statement.same_as.size(); ++c)
    if (!statement.is_like_leader(c)) return false;
  return true;
}

}  // namespace

std::string heading_of(const std::string& measure) {
  for (const Praise& praise : praises)
    if (praise.measure == measure) return std::string(praise.heading);
  return measure;
}

std::string telling_measure(const SummaryTable& table) {
  std::string first;
  for (const std::string measure : {"p_intercept", "p_detect", "p_leak"}) {
    const BestStatement* statement = statement_of(table, measure);
    if (statement == nullptr) continue;
    if (!all_alike(*statement)) return measure;
    if (first.empty()) first = measure;
  }
  return first;
}

std::string best_sentence(const SummaryTable& table, const std::string& measure, std::size_t width) {
  const BestStatement* statement = statement_of(table, measure);
  if (statement == nullptr) return "";
  const std::string sentence =
      all_alike(*statement)
          ? fmt::format("no replication tells the configurations apart by {}", heading_of(measure))
      : statement->is_decided() ? decided(table, *statement, measure)
                                : undecided(table, *statement, measure);
  return wrapped(sentence, std::min(width, prose_width));
}

std::string best_block(const SummaryTable& table, const std::string& measure) {
  if (std::find(table.measures.begin(), table.measures.end(), measure) == table.measures.end())
    throw UsageError(fmt::format("--best {}: there is no such measure; there are {}", measure,
                                 fmt::join(table.measures, ", ")));
  const BestStatement* statement = statement_of(table, measure);
  if (statement == nullptr)
    throw FileError(
        fmt::format("--best {}: the file does not say which configuration is the best (it takes "
                    "two, and two replications); run the scenario again",
                    measure));
  std::vector<Estimate> leads = statement->lead;
  if (!more_is_better(measure))
    for (Estimate& lead : leads)
      lead = {-lead.value, lead.standard_error, -lead.high, -lead.low, lead.method};
  std::vector<std::string> may_be;
  std::vector<std::string> chances;
  std::vector<std::string> adjusted;
  for (std::size_t c = 0; c < table.rows.size(); ++c) {
    may_be.emplace_back(statement->may_be_best[c] ? "yes" : "no");
    chances.push_back(chance(statement->p_best[c]));
    const double p = statement->p_adjusted[c];
    adjusted.push_back(std::isnan(p) ? "-" : p < 1e-4 ? "< 0.0001" : fmt::format("{:.4f}", p));
  }
  const std::vector<std::string> names = names_where(table, [](std::size_t) { return true; });
  return block_of({heading_of(measure), "against best other", "best?", "P(best)", "Holm's p"},
                  {names, column(leads, changes_of_percentages), may_be, chances, adjusted}) +
         best_sentence(table, measure);
}

}  // namespace panj
