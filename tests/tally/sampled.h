#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "model/sites.h"
#include "rng/stream.h"
#include "tally/tally.h"

// Worlds and replications made up for the tests of tally: consistent, and otherwise random.
namespace panj::sampled {

/// A plane of 8 x 6 cells of 100 m with the border between rows 2 and 3; two classes, three configurations,
/// two assets, two bases, two sites, 3 segments, 5 hours.
inline World make_world() {
  World world;
  world.grid = {{0.0, 0.0}, 100.0, 6, 8};
  world.configurations = {"as_is", "more_posts", "no_team"};
  world.assets.resize(2);
  world.teams.resize(2);
  world.crossers.resize(2);
  world.sites.resize(2);
  world.crossers[0].max_duration_s = 3600.0;
  world.crossers[1].max_duration_s = 7200.0;
  world.scenario.period_s = 4.5 * 3600.0;
  world.scenario.output.maps = true;
  world.frontier.segments = 3;
  world.frontier.side.resize(6, 8);
  world.frontier.distance_m.resize(6, 8);
  for (std::int32_t row = 0; row < 6; ++row)
    for (std::int32_t column = 0; column < 8; ++column) {
      world.frontier.side(row, column) = static_cast<std::uint8_t>(row < 3 ? Side::outer : Side::inner);
      world.frontier.distance_m(row, column) = 100.0F * (static_cast<float>(row) - 2.5F);
    }
  return world;
}

class Source {
 public:
  explicit Source(std::uint64_t number) : stream_({EntityKey{21}, Purpose::ridges, 0, number}) {}
  double uniform() { return static_cast<double>(stream_() >> 11) * 0x1.0p-53; }
  std::int32_t below(std::int32_t end) { return static_cast<std::int32_t>(uniform() * end); }

 private:
  Stream stream_;
};

inline Verdict make_verdict(Source& source, std::span<const CellId> cells,
                            std::span<const double> entered_s) {
  Verdict verdict;
  verdict.p_detect = source.uniform();
  verdict.leaked = true;
  if (source.uniform() > verdict.p_detect) return verdict;
  const auto last = static_cast<std::int32_t>(cells.size());
  const auto seen = static_cast<std::size_t>(source.below(last));
  verdict.outcome = Outcome::detected_not_intercepted;
  verdict.detected_s = entered_s[seen];
  verdict.detected_in = cells[seen];
  verdict.detected_by = source.below(2);
  verdict.reported_s = verdict.detected_s + 600.0 * source.uniform();
  if (source.uniform() < 0.5) return verdict;
  const std::size_t met =
      seen + static_cast<std::size_t>(source.below(last - static_cast<std::int32_t>(seen)));
  verdict.outcome = Outcome::intercepted;
  verdict.leaked = false;
  verdict.contact_s = entered_s[met];
  verdict.contact_in = cells[met];
  verdict.contact_depth_m = 250.0 * source.uniform();
  verdict.team = source.below(2);
  return verdict;
}

/// Some walks come to a site, or to one and then to the other.
inline void make_arrivals(Source& source, std::span<const double> entered_s, Replication& replication,
                          Walk& walk) {
  walk.sites_begin = static_cast<std::uint32_t>(replication.site_arrivals.size());
  const auto steps = static_cast<std::int32_t>(entered_s.size());
  std::int32_t at = source.below(2 * steps);
  for (std::size_t site = 0; site < 2 && at < steps; ++site, at += source.below(steps))
    replication.site_arrivals.push_back({site, entered_s[static_cast<std::size_t>(at)]});
  walk.sites_end = static_cast<std::uint32_t>(replication.site_arrivals.size());
}

inline void note_site(std::span<const SiteArrival> arrivals, Verdict& verdict) {
  verdict.crossed = verdict.leaked;
  if (arrivals.empty() || !is_reached(arrivals.front().at_s, verdict)) return;
  verdict.site_s = arrivals.front().at_s;
  verdict.site = static_cast<std::int32_t>(arrivals.front().site);
}

/// Replication `number` with fewer than `end` attempts, whose classes are drawn; or come one after the other,
/// in blocks.
inline Replication make_attempts(const World& world, std::uint64_t number, std::int32_t end, bool in_blocks) {
  Source source(number);
  Replication replication;
  replication.number = static_cast<std::int64_t>(number);
  const std::int32_t attempts = source.below(end);
  for (std::int32_t i = 0; i < attempts; ++i) {
    Attempt attempt;
    attempt.crosser = source.below(2);
    if (in_blocks) attempt.crosser = 2 * i < attempts ? 0 : 1;
    attempt.departure_s = 16000.0 * source.uniform();
    Walk walk;
    walk.attempt = replication.attempts.size();
    walk.begin = replication.cells.size();
    walk.segment = source.below(4) - 1;
    walk.hour = source.below(5);
    walk.finished = source.uniform() < 0.9;
    double time_s = attempt.departure_s;
    const std::int32_t steps = 1 + source.below(20);
    for (std::int32_t k = 0; k < steps; ++k) {
      replication.cells.push_back(source.uniform() < 0.05 ? no_cell : source.below(world.grid.cells()));
      replication.entered_s.push_back(time_s);
      time_s += 100.0 * source.uniform();
    }
    walk.end = replication.cells.size();
    attempt.persons = 1 + source.below(4);
    make_arrivals(source, {replication.entered_s.data() + walk.begin, walk.end - walk.begin}, replication,
                  walk);
    replication.seen.push_back(replication.walks.size());
    replication.walks.push_back(walk);
    replication.walk_begin.push_back(replication.walks.size());
    replication.attempts.push_back(attempt);
    const std::span<const CellId> cells = replication.track_cells(walk);
    const std::span<const double> entered_s(replication.entered_s.data() + walk.begin, cells.size());
    for (std::size_t c = 0; c < world.configurations.size(); ++c)
      replication.verdicts.push_back(make_verdict(source, cells, entered_s));
    for (std::size_t c = 0; c < world.configurations.size(); ++c)
      note_site(replication.arrivals_of(walk),
                replication.verdicts[replication.verdicts.size() - world.configurations.size() + c]);
  }
  return replication;
}

/// Replication `number`, with 0 to 11 attempts.
inline Replication make_replication(const World& world, std::uint64_t number) {
  return make_attempts(world, number, 12, false);
}

/// The same with attempts whose ways differ between configurations: two walks, or three.
inline Replication make_split_replication(const World& world, std::uint64_t number) {
  const Replication whole = make_replication(world, number);
  Source source(number + 1000000);
  Replication replication = whole;
  replication.walks.clear();
  replication.walk_begin.assign(1, 0);
  for (const Walk& walk : whole.walks) {
    const std::array<ConfigurationMask, 3> masks{0b010, 0b100, 0b001};
    const auto parts = static_cast<std::size_t>(1 + source.below(3));
    ConfigurationMask left = ~ConfigurationMask{0};
    for (std::size_t part = 0; part < parts; ++part) {
      Walk own = walk;
      own.under = part + 1 == parts ? left : masks[part];
      left &= ~own.under;
      if (part > 0) {
        own.segment = source.below(4) - 1;
        own.hour = source.below(5);
        own.finished = source.uniform() < 0.9;
        own.end = own.begin + 1 +
                  static_cast<std::size_t>(source.below(static_cast<std::int32_t>(own.end - own.begin)));
      }
      replication.walks.push_back(own);
    }
    replication.walk_begin.push_back(replication.walks.size());
  }
  return replication;
}

}  // namespace panj::sampled
