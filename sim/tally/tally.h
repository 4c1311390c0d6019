#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/replication.h"
#include "stats/histogram.h"
#include "tally/asset_table.h"
#include "tally/control_tally.h"
#include "tally/draw_table.h"
#include "tally/event_table.h"
#include "tally/line_tally.h"
#include "tally/map_counts.h"
#include "tally/period_table.h"
#include "tally/rare_tally.h"
#include "tally/share_table.h"
#include "tally/site_tally.h"
#include "tally/summary_sums.h"
#include "world/world.h"

namespace panj {

/// Integer sums over statistical units, which are replications, or batches of them that were drawn together
/// as a Latin hypercube: mergeable in any order, the same bits for any number of threads.
///
/// Histograms have fixed edges, from the scenario alone. Times run from 0 to beyond the longest
/// `max_duration_h` of the classes, in the finest steps of 1, 2, 5, 10, 15, 30 s, min or 1, 2, 3, 6, 12, 24 h
/// that need no more than 1,000 bins; depths from 0 to beyond the farthest cell on the inner side, in steps
/// of 1, 2 or 5 times a power of ten.
///
/// Attempts of the warm-up are counted nowhere. Probes are counted by class alone: they are more than a
/// period really sees, and would swamp the others anywhere else.
struct Tally {
  SummarySums summary;
  ShareTable by_replication;  ///< its shares, each replication by itself; no bins where that is the unit
  ShareTable segments;        ///< attempts that never cut the line are left out
  ShareTable hours;           ///< of the period
  ShareTable crossers;        ///< of weighted classes the number of attempts alone: see class_share
  DrawTable draws;            ///< empty where no class perceives the ground in several ways
  std::vector<std::int64_t> persons;  ///< [crosser]: in all attempts
  PeriodTable periods;
  SiteTally sites;                             ///< of ordinary traffic
  std::vector<SiteTally> sites_of_probes;      ///< [class]: of probes that have no weights; else empty
  std::vector<RareTally> rare;                 ///< [class]: of those with weighted attempts; else empty
  std::vector<std::int64_t> first_detections;  ///< [configuration][asset]
  AssetTable assets;                           ///< one bin: value and first detections of each asset
  AssetTable assets_by_segment;                ///< the same by segment; empty where values are not asked
  std::vector<std::int64_t> interceptions_by;  ///< [configuration][team base]
  std::vector<Histogram> detection_time;       ///< [configuration]: departure to first detection [s]
  std::vector<Histogram> interception_time;    ///< [configuration]: departure to contact [s]
  std::vector<Histogram> contact_depth;  ///< [configuration]: signed distance to the line at contact [m]
  EventTable detection_mean;             ///< [configuration]: the same times, for their means [ms]
  EventTable interception_mean;          ///< [ms]
  EventTable depth_mean;                 ///< [mm]
  ResponseCounts calls;                  ///< what became of calls, and what teams did
  std::vector<std::int64_t> unfinished;  ///< [configuration]: attempts whose track `max_duration_h` cut
  std::vector<std::int64_t> unfinished_by_class;  ///< [configuration][crosser]: the same, and of probes
  MapCounts maps;                                 ///< empty where no maps are asked
  LineTally line;                                 ///< empty where coverage of the line is not asked
  ControlTally control;                           ///< of ordinary traffic; empty where not asked for

  Tally() = default;
  explicit Tally(const World& world);

  /// Adds a replication to everything but `summary`, and to the batch's sums.
  void add(const World& world, const Replication& replication, SummarySums& batch);
  /// Ends a statistical unit: what was added since the last one.
  void end_unit(SummarySums& batch);
  /// By configuration: how many times the variance of a measure's share would be, had the replications been
  /// drawn one by one. As each has the distribution that it would have then, they tell it themselves. Empty
  /// where they were; NaN where nothing tells it. Its relative error is about sqrt(2 / units).
  std::vector<double> hypercube_gains(std::size_t measure) const;
  /// What happens to a share of the attempts of a class, weighted or not. How many of a weighted class leak
  /// is what RareTally::leaks knows better than counting.
  Estimate class_share(std::size_t crosser, std::size_t configuration, std::size_t measure,
                       double confidence) const;
  /// \throws std::invalid_argument for the tally of another world.
  Tally& operator+=(const Tally& other);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.summary);
    visit(self.by_replication);
    visit(self.segments);
    visit(self.hours);
    visit(self.crossers);
    visit(self.draws);
    visit(self.persons);
    visit(self.periods);
    visit(self.sites);
    visit(self.sites_of_probes);
    visit(self.rare);
    visit(self.first_detections);
    visit(self.assets);
    visit(self.assets_by_segment);
    visit(self.interceptions_by);
    visit(self.detection_time);
    visit(self.interception_time);
    visit(self.contact_depth);
    visit(self.detection_mean);
    visit(self.interception_mean);
    visit(self.depth_mean);
    visit(self.calls);
    visit(self.unfinished);
    visit(self.unfinished_by_class);
    visit(self.maps);
    visit(self.line);
    visit(self.control);
  }

 private:
  /// Is a replication of a run that asks nothing of its attempts but what score_plainly counts?
  bool is_plain(const World& world, const Replication& replication) const;
  /// score_attempt of attempts of such a replication from number `first` on, as far as they are of one class
  /// and add up at once (see plain_scores.cpp). \return the number of the one behind them
  std::size_t score_plainly(const World& world, const Replication& replication, std::size_t first,
                            SummarySums& batch);
  /// What attempts of one class add up to at once.
  struct PlainScores {
    std::int64_t attempts = 0;
    std::int64_t persons = 0;
    std::uint64_t passed_counts = 0;  ///< PackedScores::counts of those whom nobody has seen: under any
    PeriodScores passed{};            ///< configuration
    std::array<PackedScores, max_configurations> seen;  ///< of the others, by configuration
    std::array<PeriodScores, max_configurations> of_period;

    void begin(std::size_t configurations) {
      std::fill_n(seen.begin(), configurations, PackedScores{0, 0});
      std::fill_n(of_period.begin(), configurations, PeriodScores{});
    }
  };
  /// The scores of one that was seen, which is already counted.
  void score_seen_plainly(const Replication& replication, std::size_t number, PlainScores& sums);
  void add_plain(std::size_t crosser, PlainScores& sums, SummarySums& batch);
  void score_attempt(const World& world, const Replication& replication, std::size_t attempt,
                     SummarySums& batch);
  /// What is counted of the attempts that a period really sees.
  void score_ordinary(const Replication& replication, std::size_t attempt,
                      std::span<const PackedScores> scores, SummarySums& batch);
  /// Of an attempt that goes one way under all configurations, to its end, as nearly all do.
  void score_shares(const Walk& walk, std::span<const PackedScores> scores, SummarySums& batch);
  void count_unfinished(std::span<const Walk> walks, std::size_t crosser);
  /// Scores an attempt in the hours and segments of its walks.
  void score_walks(std::span<const Walk> walks, std::span<const PackedScores> scores);
  /// What assets add to the detection of attempts, as the replication tells it.
  void score_contributions(const Replication& replication);
  static PeriodScore score_of_period(const Attempt& attempt, const Verdict& verdict) {
    return {verdict.leaked, verdict.site >= 0, attempt.persons};
  }
  /// The times and places of what happens to an attempt under a configuration, if anything does.
  void score_events(const Replication& replication, std::size_t attempt, std::size_t configuration,
                    const Verdict& verdict) {
    if (verdict.detected_s < never_happened_s) score_detection(replication, attempt, configuration);
    if (verdict.outcome == Outcome::intercepted)
      score_interception(replication.attempts[attempt], verdict, configuration);
  }
  /// The attempt's first detection, to the asset that made it.
  void score_detection(const Replication& replication, std::size_t attempt, std::size_t configuration);
  void score_interception(const Attempt& attempt, const Verdict& verdict, std::size_t configuration);

  std::int64_t in_unit_ = 0;  ///< replications added to the current unit
};

}  // namespace panj
