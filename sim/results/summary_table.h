#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "results/draw_spread.h"
#include "results/goal_lines.h"
#include "results/text_columns.h"
#include "stats/best.h"
#include "stats/estimate.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// One configuration's line of the summary table.
struct SummaryRow {
  std::string configuration;
  std::string title;
  std::vector<Estimate> estimates;  ///< parallel to SummaryTable::measures
  std::vector<double> hypercube_gains =
      {};  ///< parallel to SummaryTable::measures; empty: drawn one by one, or not known
  std::vector<Estimate> periods = {};  ///< parallel to SummaryTable::period_measures
  std::vector<Estimate> sites = {};    ///< parallel to SummaryTable::sites: p_reached
  double person_hours_a_day = std::numeric_limits<double>::quiet_NaN();  ///< NaN: not stated
  std::int64_t calls = 0;                                                ///< confirmed, where there are teams
  std::int64_t calls_lost = 0;  ///< of these: ended before a team could be sent
};

/// What becomes of a class of probes, which the rows leave out.
struct ProbeShares {
  std::string crosser;
  double per_period = 0.0;                       ///< attempts that a period really sees
  std::vector<std::vector<Estimate>> estimates;  ///< [configuration], parallel to SummaryTable::measures
  std::int64_t attempts = 0;                     ///< that were sampled; 0: not known
  std::int64_t unfinished = 0;  ///< of those, cut off by max_duration_h, under the worst configuration
};

/// How rarely a class comes through (`rare_leaks`), by configuration.
struct RareShares {
  std::string crosser;
  std::vector<Estimate> undetected;
  std::vector<Estimate> leaks;
  std::vector<Estimate> mean_weight;                                ///< 1 but for chance
  double plain_attempts = std::numeric_limits<double>::infinity();  ///< of those sampled: drawn as they come
};

/// A share found with control variates as well, by configuration.
struct ControlledShares {
  std::string measure;
  std::vector<Estimate> estimates;
  std::vector<double> gains;  ///< variance of the plain share over that of this one; NaN: it has none
};

/// What `panj run` and `panj info` print.
struct SummaryTable {
  std::string scenario;
  std::string title;
  std::string status;       ///< "complete" or "partial"
  std::string stop_reason;  ///< as stop_reason_of(RunResult)
  std::vector<std::string> measures;
  std::vector<SummaryRow> rows;
  /// Each other configuration less the first, from the same attempts: rows[i + 1] less rows[0].
  std::vector<SummaryRow> differences;
  /// Which is the best, parallel to `measures`; empty: a file from before that was written.
  std::vector<std::optional<BestStatement>> best;
  std::vector<std::string> period_measures;  ///< empty: a file from before they were written
  std::vector<std::string> sites;  ///< protected ones, each with whose ways are meant: columns of a table
  std::vector<ProbeShares> probes;
  std::vector<DrawSpread> draw_spreads;  ///< of P(intercept), classes that perceive the ground
  std::vector<GoalLine> goals;           ///< precision that was asked for
  std::vector<RareShares> rare;
  std::vector<ControlledShares> controlled;  ///< of the measures, where control variates were asked for
  double period_h = 0.0;
  double confidence = 0.95;
  std::int64_t attempts = 0;  ///< that each configuration met
  std::int64_t unfinished =
      0;  ///< of those, cut off by their longest duration, under the worst configuration
  std::int64_t replications = 0;
  std::int64_t unit_replications = 1;  ///< that are drawn together, as one statistical unit
  double wall_time_s = 0.0;
  int threads = 0;
  std::uint64_t seed = 0;
};

/// The table of a run that has just ended.
SummaryTable summary_of(const World& world, const RunResult& result);

/// Reads it back from a result file; the SHA-256 of the file's user block is checked before HDF5 sees it.
/// \throws FileError: no such file, no result file, damaged, of a newer format.
SummaryTable read_summary(const std::filesystem::path& path);

/// How a page is to be laid out.
struct Page {
  std::size_t width = any_width;  ///< characters of a line
  bool bars = false;              ///< draw what share is intercepted
};

/// As text, in columns, ending with a newline.
std::string to_text(const SummaryTable& table, const Page& page = {});

/// As JSON for scripts: one object, ending with a newline; NaN is null.
std::string to_json(const SummaryTable& table);

}  // namespace panj
