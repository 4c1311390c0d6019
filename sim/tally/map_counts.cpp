#include "tally/map_counts.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "tally/adding.h"

namespace panj {

namespace {

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

ConfigurationMask all_configurations(std::size_t count) {
  return count < max_configurations ? (ConfigurationMask{1} << count) - 1 : ~ConfigurationMask{0};
}

/// Adds `change` along a track from stay `first` on, in the columns of some configurations.
void count(std::vector<std::int64_t>& counts, std::span<const CellId> cells, std::size_t first,
           ConfigurationMask under, std::size_t configurations, std::int64_t change) {
  if (under == 0) return;
  for_each_visit(cells, first, [&](CellId cell) {
    std::int64_t* const row = counts.data() + static_cast<std::size_t>(cell) * configurations;
    for (ConfigurationMask left = under; left != 0; left &= left - 1)
      row[first_configuration(left)] += change;
  });
}

/// Those of some configurations of whose verdicts something is true.
template <class Condition>
ConfigurationMask those_with(const Verdict* verdicts, ConfigurationMask under, const Condition& holds) {
  ConfigurationMask found = 0;
  for (ConfigurationMask left = under; left != 0; left &= left - 1)
    if (holds(verdicts[first_configuration(left)])) found |= left & (~left + 1);
  return found;
}

bool is_leak(const Verdict& verdict) {
  return verdict.leaked;
}

}  // namespace

MapCounts::MapCounts(std::size_t cells, std::size_t configurations)
    : detections(cells * configurations),
      interceptions(cells * configurations),
      configurations_(configurations),
      visits_(cells),
      after_contact_(cells * configurations),
      leaks_beside_(cells * configurations) {}

void MapCounts::add(const Replication& replication, std::size_t attempt) {
  const std::span<const Walk> walks = replication.walks_of(attempt);
  const Verdict* const verdicts = replication.verdicts.data() + attempt * configurations_;
  if (walks.size() == 1) return add_shared(replication, walks.front(), verdicts);
  for (const Walk& walk : walks) add_apart(replication, walk, verdicts);
}

void MapCounts::add_shared(const Replication& replication, const Walk& walk, const Verdict* verdicts) {
  const std::span<const CellId> cells = replication.track_cells(walk);
  const ConfigurationMask all = all_configurations(configurations_);
  const ConfigurationMask leaks = those_with(verdicts, all, is_leak);
  const bool mostly_leaks = 2 * static_cast<std::size_t>(std::popcount(leaks)) > configurations_;
  for_each_visit(cells, 0, [&](CellId cell) {
    Visits& visits = visits_[static_cast<std::size_t>(cell)];
    ++visits.tracks;
    visits.mostly_leaks += mostly_leaks ? 1 : 0;
  });
  add_events(replication, walk, verdicts, all);
  count(leaks_beside_, cells, 0, mostly_leaks ? all & ~leaks : leaks, configurations_, mostly_leaks ? -1 : 1);
}

void MapCounts::add_apart(const Replication& replication, const Walk& walk, const Verdict* verdicts) {
  const std::span<const CellId> cells = replication.track_cells(walk);
  const ConfigurationMask under = walk.under & all_configurations(configurations_);
  // Visits of these configurations alone: taken off what is taken off of those of all.
  count(after_contact_, cells, 0, under, configurations_, -1);
  add_events(replication, walk, verdicts, under);
  count(leaks_beside_, cells, 0, those_with(verdicts, under, is_leak), configurations_, 1);
}

void MapCounts::add_events(const Replication& replication, const Walk& walk, const Verdict* verdicts,
                           ConfigurationMask under) {
  const std::span<const CellId> cells = replication.track_cells(walk);
  const double* const entered_s = replication.entered_s.data() + walk.begin;
  for (ConfigurationMask left = under; left != 0; left &= left - 1) {
    const std::size_t c = first_configuration(left);
    count(detections, {&verdicts[c].detected_in, 1}, 0, ConfigurationMask{1} << c, configurations_, 1);
  }
  ConfigurationMask met = those_with(
      verdicts, under, [](const Verdict& verdict) { return verdict.outcome == Outcome::intercepted; });
  while (met != 0) {
    const Verdict& first = verdicts[first_configuration(met)];
    const ConfigurationMask as_first = those_with(verdicts, met, [&first](const Verdict& verdict) {
      return verdict.contact_s == first.contact_s && verdict.contact_in == first.contact_in;
    });
    count(interceptions, {&first.contact_in, 1}, 0, as_first, configurations_, 1);
    const double* const tail = std::upper_bound(entered_s, entered_s + cells.size(), first.contact_s);
    count(after_contact_, cells, static_cast<std::size_t>(tail - entered_s), as_first, configurations_, 1);
    met &= ~as_first;
  }
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
  for (std::size_t cell = 0, i = 0; cell < visits_.size(); ++cell)
    for (std::size_t c = 0; c < configurations_; ++c, ++i) counts[i] = attempts(cell, c);
  return counts;
}

std::vector<std::int64_t> MapCounts::leaks() const {
  std::vector<std::int64_t> counts(leaks_beside_.size());
  for (std::size_t cell = 0, i = 0; cell < visits_.size(); ++cell)
    for (std::size_t c = 0; c < configurations_; ++c, ++i) counts[i] = leaks(cell, c);
  return counts;
}

}  // namespace panj
