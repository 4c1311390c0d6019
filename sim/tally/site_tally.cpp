#include "tally/site_tally.h"

#include <stdexcept>

#include "model/sites.h"

namespace panj {

SiteTally::SiteTally(std::size_t number_of_configurations, std::size_t sites, const Histogram& edges)
    : reached(number_of_configurations * (sites + 1)),
      warning(number_of_configurations * (sites + 1)),
      warning_time(number_of_configurations * (sites + 1), edges),
      unwarned(number_of_configurations * (sites + 1)),
      configurations(number_of_configurations),
      any_site(sites) {}

void SiteTally::add(const Replication& replication, std::size_t attempt) {
  for (const Walk& walk : replication.walks_of(attempt)) {
    const std::span<const SiteArrival> arrivals = replication.arrivals_of(walk);
    if (arrivals.empty()) continue;
    for (std::size_t c = 0; c < configurations; ++c) {
      if ((walk.under >> c & 1U) == 0) continue;
      const Verdict& verdict = replication.verdicts[attempt * configurations + c];
      for (const SiteArrival& arrival : arrivals) {
        const bool is_there = is_reached(arrival.at_s, verdict);
        reached.add(row(c, arrival.site), is_there ? 1 : 0);
        if (is_there) add_reached(row(c, arrival.site), arrival.at_s, verdict);
      }
      reached.add(row(c, any_site), verdict.site >= 0 ? 1 : 0);
      if (verdict.site >= 0) add_reached(row(c, any_site), verdict.site_s, verdict);
    }
  }
}

void SiteTally::add_reached(std::size_t row, double arrival_s, const Verdict& verdict) {
  const double warned_s = warning_s(arrival_s, verdict);
  warning.add(row, to_thousandths(warned_s));
  warning_time[row].add(warned_s);
  if (!(verdict.reported_s < arrival_s)) ++unwarned[row];
}

void SiteTally::end_unit(std::int64_t replications) {
  reached.end_unit(replications);
  warning.end_unit(replications);
}

SiteTally& SiteTally::operator+=(const SiteTally& other) {
  if (configurations != other.configurations || any_site != other.any_site)
    throw std::invalid_argument("tallies of different sites don't add up");
  reached += other.reached;
  warning += other.warning;
  for (std::size_t i = 0; i < warning_time.size(); ++i) {
    warning_time[i] += other.warning_time[i];
    unwarned[i] += other.unwarned[i];
  }
  return *this;
}

}  // namespace panj
