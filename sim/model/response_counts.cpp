#include "model/response_counts.h"

#include <stdexcept>

namespace panj {

namespace {

template <class T>
void add_to(std::vector<T>& sums, const std::vector<T>& others) {
  if (sums.size() != others.size()) throw std::invalid_argument("calls of different worlds don't add up");
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += others[i];
}

}  // namespace

AssetCalls& AssetCalls::operator+=(const AssetCalls& other) {
  nuisance_alarms += other.nuisance_alarms;
  opened += other.opened;
  dismissed += other.dismissed;
  cleared += other.cleared;
  unanswered += other.unanswered;
  pursuits += other.pursuits;
  caught += other.caught;
  return *this;
}

BaseCalls& BaseCalls::operator+=(const BaseCalls& other) {
  answered += other.answered;
  failed += other.failed;
  busy_ms += other.busy_ms;
  return *this;
}

void ResponseCounts::clear(std::size_t configurations, std::size_t asset_count, std::size_t base_count) {
  assets.assign(configurations * asset_count, {});
  bases.assign(configurations * base_count, {});
}

ResponseCounts& ResponseCounts::operator+=(const ResponseCounts& other) {
  if (other.assets.empty() && other.bases.empty()) return *this;
  add_to(assets, other.assets);
  add_to(bases, other.bases);
  return *this;
}

CallTotals totals_of(const ResponseCounts& counts, std::size_t configuration, std::size_t configurations) {
  CallTotals totals;
  const std::size_t asset_count = counts.assets.size() / configurations;
  for (std::size_t a = configuration * asset_count; a < (configuration + 1) * asset_count; ++a) {
    totals.cleared += counts.assets[a].cleared;
    totals.unanswered += counts.assets[a].unanswered;
    totals.dismissed += counts.assets[a].dismissed;
    totals.answered += counts.assets[a].pursuits;
  }
  const std::size_t base_count = counts.bases.size() / configurations;
  for (std::size_t b = configuration * base_count; b < (configuration + 1) * base_count; ++b)
    totals.answered += counts.bases[b].answered;
  return totals;
}

}  // namespace panj
