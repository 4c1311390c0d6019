#include "tally/map_counts.h"

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "base/huge_pages.h"

namespace panj {

namespace {

void add_to(std::vector<std::int64_t>& sums, const std::vector<std::int64_t>& others) {
  std::transform(sums.begin(), sums.end(), others.begin(), sums.begin(), std::plus<>());
}

/// Calls visit(cell) for the cells of a track from stay `first` on. Who stands at an obstacle has a further
/// stay in the same cell, which is no further visit.
template <class Visit>
void for_each_visit(std::span<const CellId> cells, std::size_t first, const Visit& visit) {
  CellId before = first > 0 ? cells[first - 1] : no_cell;
  for (std::size_t stay = first; stay < cells.size(); ++stay) {
    if (cells[stay] >= 0 && cells[stay] != before) visit(cells[stay]);
    before = cells[stay];
  }
}

/// Adds `change` along a track from stay `first` on, in the column of one configuration.
void count(std::vector<std::int64_t>& counts, std::span<const CellId> cells, std::size_t first,
           std::size_t configuration, std::size_t configurations, std::int64_t change) {
  for_each_visit(cells, first, [&](CellId cell) {
    counts[static_cast<std::size_t>(cell) * configurations + configuration] += change;
  });
}

}  // namespace

MapCounts::MapCounts(std::size_t cells, std::size_t configurations)
    : detections(cells * configurations),
      interceptions(cells * configurations),
      configurations_(configurations),
      visits_(cells),
      after_contact_(cells * configurations),
      leaks_beside_(cells * configurations) {
  gather_in_huge_pages(visits_.data(), visits_.size() * sizeof(Visits));
  for (const auto* counts : {&after_contact_, &leaks_beside_})
    gather_in_huge_pages(counts->data(), counts->size() * sizeof(std::int64_t));
}

void MapCounts::add(const Replication& replication, std::size_t attempt) {
  const std::span<const Walk> walks = replication.walks_of(attempt);
  const Verdict* const verdicts = replication.verdicts.data() + attempt * configurations_;
  if (walks.size() == 1) return add_shared(replication, walks.front(), verdicts);
  for (const Walk& walk : walks) add_apart(replication, walk, verdicts);
}

void MapCounts::add_shared(const Replication& replication, const Walk& walk, const Verdict* verdicts) {
  const std::span<const CellId> cells = replication.track_cells(walk);
  const double* const entered_s = replication.entered_s.data() + walk.begin;
  const auto leaks = static_cast<std::size_t>(std::count_if(
      verdicts, verdicts + configurations_, [](const Verdict& verdict) { return verdict.leaked; }));
  const bool mostly_leaks = 2 * leaks > configurations_;
  for_each_visit(cells, 0, [&](CellId cell) {
    Visits& visits = visits_[static_cast<std::size_t>(cell)];
    ++visits.tracks;
    visits.mostly_leaks += mostly_leaks ? 1 : 0;
  });

  for (std::size_t c = 0; c < configurations_; ++c) {
    const Verdict& verdict = verdicts[c];
    add_events(verdict, c, cells, entered_s);
    if (verdict.leaked != mostly_leaks)
      count(leaks_beside_, cells, 0, c, configurations_, verdict.leaked ? 1 : -1);
  }
}

void MapCounts::add_apart(const Replication& replication, const Walk& walk, const Verdict* verdicts) {
  const std::span<const CellId> cells = replication.track_cells(walk);
  for (std::size_t c = 0; c < configurations_; ++c) {
    if ((walk.under >> c & 1U) == 0) continue;
    // Visits of this configuration alone: taken off what is taken off of those of all.
    count(after_contact_, cells, 0, c, configurations_, -1);
    add_events(verdicts[c], c, cells, replication.entered_s.data() + walk.begin);
    if (verdicts[c].leaked) count(leaks_beside_, cells, 0, c, configurations_, 1);
  }
}

void MapCounts::add_events(const Verdict& verdict, std::size_t configuration, std::span<const CellId> cells,
                           const double* entered_s) {
  count(detections, {&verdict.detected_in, 1}, 0, configuration, configurations_, 1);
  if (verdict.outcome != Outcome::intercepted) return;
  count(interceptions, {&verdict.contact_in, 1}, 0, configuration, configurations_, 1);
  const double* const tail = std::upper_bound(entered_s, entered_s + cells.size(), verdict.contact_s);
  count(after_contact_, cells, static_cast<std::size_t>(tail - entered_s), configuration, configurations_, 1);
}

MapCounts& MapCounts::operator+=(const MapCounts& other) {
  if (visits_.size() != other.visits_.size() || configurations_ != other.configurations_)
    throw std::invalid_argument("maps of different shapes don't add up");
  for (std::size_t i = 0; i < visits_.size(); ++i) {
    visits_[i].tracks += other.visits_[i].tracks;
    visits_[i].mostly_leaks += other.visits_[i].mostly_leaks;
  }
  add_to(detections, other.detections);
  add_to(interceptions, other.interceptions);
  add_to(after_contact_, other.after_contact_);
  add_to(leaks_beside_, other.leaks_beside_);
  return *this;
}

std::vector<std::int64_t> MapCounts::attempts() const {
  std::vector<std::int64_t> counts(after_contact_.size());
  for (std::size_t i = 0; i < counts.size(); ++i)
    counts[i] = visits_[i / configurations_].tracks - after_contact_[i];
  return counts;
}

std::vector<std::int64_t> MapCounts::leaks() const {
  std::vector<std::int64_t> counts(leaks_beside_.size());
  for (std::size_t i = 0; i < counts.size(); ++i)
    counts[i] = visits_[i / configurations_].mostly_leaks + leaks_beside_[i];
  return counts;
}

}  // namespace panj
