#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "stats/histogram.h"
#include "tally/event_table.h"

namespace panj {

/// What became of the protected sites, integers all. Rows are [configuration][site], and behind the sites
/// stands one more row, `any_site`: the first site that an attempt comes to, or reaches.
struct SiteTally {
  EventTable reached;                   ///< an event: a way that leads to the site; 1: not intercepted before
  EventTable warning;                   ///< an event: an attempt that reached it; its warning time [ms]
  std::vector<Histogram> warning_time;  ///< of those, [s]
  std::vector<std::int64_t> unwarned;   ///< of those, attempts not reported before

  SiteTally() = default;
  /// \param edges of the warning times.
  SiteTally(std::size_t configurations, std::size_t sites, const Histogram& edges);

  /// There are no sites.
  bool empty() const { return warning_time.empty(); }
  std::size_t row(std::size_t configuration, std::size_t site) const {
    return configuration * (any_site + 1) + site;
  }
  /// Adds an attempt of the current unit, under every configuration.
  void add(const Replication& replication, std::size_t attempt);
  void end_unit(std::int64_t replications = 1);
  /// \throws std::invalid_argument for the tally of other sites.
  SiteTally& operator+=(const SiteTally& other);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.reached);
    visit(self.warning);
    visit(self.warning_time);
    visit(self.unwarned);
  }

  std::size_t configurations = 0;
  std::size_t any_site = 0;  ///< the number of sites

 private:
  void add_reached(std::size_t row, double arrival_s, const Verdict& verdict);
};

}  // namespace panj
