#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "model/replication.h"

namespace panj {

/// Counts per cell and configuration, [cell][configuration]. A track that enters a cell twice counts there
/// twice. Tracks that leave the grid count only inside.
struct MapCounts {
  std::vector<std::int64_t> detections;     ///< attempts first detected in the cell
  std::vector<std::int64_t> interceptions;  ///< attempts contacted in the cell

  MapCounts() = default;
  MapCounts(std::size_t cells, std::size_t configurations);

  /// No maps are kept.
  bool empty() const { return visits_.empty(); }
  /// Adds an attempt: its track, and what became of it under each configuration.
  void add(const Replication& replication, std::size_t attempt);
  MapCounts& operator+=(const MapCounts& other);

  /// Attempts that entered the cell, up to their interception.
  std::int64_t attempts(std::size_t cell, std::size_t configuration) const {
    return visits_[cell].tracks - after_contact_[cell * configurations_ + configuration];
  }
  /// Attempts that entered the cell and leaked.
  std::int64_t leaks(std::size_t cell, std::size_t configuration) const {
    return visits_[cell].mostly_leaks + leaks_beside_[cell * configurations_ + configuration];
  }
  /// The same of all cells and configurations.
  std::vector<std::int64_t> attempts() const;
  std::vector<std::int64_t> leaks() const;

  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.detections);
    visit(self.interceptions);
    visit(self.visits_);
    visit(self.after_contact_);
    visit(self.leaks_beside_);
  }

 private:
  /// An attempt that goes the same way under all configurations.
  void add_shared(const Replication& replication, const Walk& walk, const Verdict* verdicts);
  /// The way of an attempt under some configurations.
  void add_apart(const Replication& replication, const Walk& walk, const Verdict* verdicts);
  /// Detections, contacts and what lies behind them, under some configurations.
  void add_events(const Replication& replication, const Walk& walk, const Verdict* verdicts,
                  ConfigurationMask under);

  /// Of a cell, whatever the configuration: a step of a track touches these once, not once a configuration.
  struct Visits {
    std::int64_t tracks = 0;        ///< whole tracks
    std::int64_t mostly_leaks = 0;  ///< tracks that leaked under most configurations

    template <class Self, class Visit>
    static void each_sum(Self& self, Visit& visit) {
      visit(self.tracks);
      visit(self.mostly_leaks);
    }
  };

  std::size_t configurations_ = 0;
  std::vector<Visits> visits_;
  std::vector<std::int64_t> after_contact_;  ///< visits of a track's tail, to be taken off; visits of this
                                             ///< configuration alone count as less than none
  std::vector<std::int64_t> leaks_beside_;   ///< leaks less `mostly_leaks`, so that few columns are touched
};

}  // namespace panj
