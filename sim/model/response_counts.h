#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace panj {

/// What became of the calls that one asset opened under one configuration. Calls of probes and of the warm-up
/// are left out.
struct AssetCalls {
  std::int64_t nuisance_alarms = 0;  ///< whether reported or not
  std::int64_t opened = 0;           ///< by detections of attempts
  std::int64_t dismissed = 0;        ///< not confirmed
  std::int64_t cleared = 0;          ///< lost at once: no team could be sent (`queue = "clear"`)
  std::int64_t unanswered = 0;  ///< lost: the crosser was gone before a team could be sent; or, of a nuisance
                                ///< alarm, no team ever could
  std::int64_t pursuits = 0;    ///< calls that a party of the patrol was sent to
  std::int64_t caught = 0;      ///< of these: attempts intercepted
  std::int64_t lost() const { return cleared + unanswered; }
  AssetCalls& operator+=(const AssetCalls& other);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    for (auto* sum : {&self.nuisance_alarms, &self.opened, &self.dismissed, &self.cleared, &self.unanswered,
                      &self.pursuits, &self.caught})
      visit(*sum);
  }
  bool operator==(const AssetCalls&) const = default;
};

/// What the teams of one base did under one configuration.
struct BaseCalls {
  std::int64_t answered = 0;  ///< calls that a team was sent to, nuisance alarms included
  std::int64_t failed = 0;    ///< of these: contacts after which the attempt went on
  std::int64_t busy_ms = 0;   ///< of all its teams together, in their shifts inside the period
  BaseCalls& operator+=(const BaseCalls& other);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.answered);
    visit(self.failed);
    visit(self.busy_ms);
  }
  bool operator==(const BaseCalls&) const = default;
};

/// Calls and answers, of a replication or of a whole run.
struct ResponseCounts {
  std::vector<AssetCalls> assets;  ///< [configuration][asset]
  std::vector<BaseCalls> bases;    ///< [configuration][team base]

  ResponseCounts() = default;
  ResponseCounts(std::size_t configurations, std::size_t asset_count, std::size_t base_count)
      : assets(configurations * asset_count), bases(configurations * base_count) {}
  void clear(std::size_t configurations, std::size_t asset_count, std::size_t base_count);
  /// Adds the counts of the same world; those of nothing change nothing.
  ResponseCounts& operator+=(const ResponseCounts& other);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.assets);
    visit(self.bases);
  }
  bool operator==(const ResponseCounts&) const = default;
};

/// Calls of one configuration: what reached a dispatcher who has teams.
struct CallTotals {
  std::int64_t answered = 0;
  std::int64_t cleared = 0;
  std::int64_t unanswered = 0;
  std::int64_t dismissed = 0;
  std::int64_t lost() const { return cleared + unanswered; }
  std::int64_t confirmed() const { return answered + lost(); }
};
CallTotals totals_of(const ResponseCounts& counts, std::size_t configuration, std::size_t configurations);

}  // namespace panj
