#include <algorithm>
#include <array>
#include <bit>

#include "tally/tally.h"
#include "tally/undetected_scores.h"

namespace panj {

bool Tally::is_plain(const World& world, const Replication& replication) const {
  const bool one_way_each = replication.walks.size() == replication.attempts.size();
  const auto asks_nothing = [](const auto& tally) { return tally.empty(); };
  return one_way_each && draws.empty() && sites.empty() && maps.empty() && control.empty() &&
         by_replication.bins() == 0 && std::all_of(rare.begin(), rare.end(), asks_nothing) &&
         std::none_of(world.crossers.begin(), world.crossers.end(),
                      [](const CrosserPlan& crosser) { return is_probe(crosser); });
}

namespace {

/// Bit i: attempt `first` + i of a replication of one way each has been seen.
std::uint64_t seen_from(const Replication& replication, std::size_t first) {
  std::uint64_t seen = 0;
  const auto end = replication.seen.end();
  for (auto at = std::lower_bound(replication.seen.begin(), end, first); at != end && *at - first < 64; ++at)
    seen |= std::uint64_t{1} << (*at - first);
  return seen;
}

}  // namespace

std::size_t Tally::score_plainly(const World& world, const Replication& replication, std::size_t first,
                                 SummarySums& batch) {
  static_assert(ShareTable::most_at_once == 64);
  static const UndetectedScores undetected;
  const std::vector<Attempt>& attempts = replication.attempts;
  const std::int32_t crosser = attempts[first].crosser;
  const std::size_t last = std::min(attempts.size(), first + std::size_t{64});
  // Of one that passes unseen by whether it crosses; of one that was seen, nothing yet.
  const std::array<std::uint64_t, 4> counts_of{undetected.passed(false).counts,
                                               undetected.passed(true).counts, 0, 0};
  const ShareTable::Counter of_hours(hours);
  const ShareTable::Counter of_segments(segments);
  std::uint64_t seen = seen_from(replication, first);
  std::uint64_t left = seen;  // the lowest bit: of the next
  PlainScores sums;
  sums.begin(unfinished.size());
  std::int64_t left_out = 0;
  std::int64_t persons_counted = 0;
  std::size_t number = first;
  for (; number < last && attempts[number].crosser == crosser; ++number, left >>= 1U) {
    const Attempt& attempt = attempts[number];
    const Walk& walk = replication.walks[number];
    if (!attempt.scored || !walk.finished || walk.turned()) {
      score_attempt(world, replication, number, batch);
      seen &= ~(std::uint64_t{1} << (number - first));
      ++left_out;
      continue;
    }
    persons_counted += attempt.persons;
    // No branch, as who is seen is anybody's guess.
    const bool crosses = walk.crossed_s < never_happened_s;
    const std::uint64_t counts = counts_of[(left & 1U) << 1U | (crosses ? 1U : 0U)];
    of_hours.count(static_cast<std::size_t>(walk.hour), counts);
    if (walk.segment >= 0) of_segments.count(static_cast<std::size_t>(walk.segment), counts);
  }
  const std::size_t count = number - first;
  sums.attempts = static_cast<std::int64_t>(count) - left_out;
  sums.persons = persons_counted;
  sums.passed_counts = of_hours.end();
  of_segments.end();
  seen &= ~std::uint64_t{0} >> (64 - count);
  std::int64_t persons_seen = 0;
  sums.passed.leaked = sums.attempts - std::popcount(seen);
  for (; seen != 0; seen &= seen - 1) {
    const std::size_t who = first + static_cast<std::size_t>(std::countr_zero(seen));
    persons_seen += attempts[who].persons;
    score_seen_plainly(replication, who, sums);
  }
  sums.passed.persons_through = persons_counted - persons_seen;
  add_plain(static_cast<std::size_t>(crosser), sums, batch);
  return number;
}

void Tally::score_seen_plainly(const Replication& replication, std::size_t number, PlainScores& sums) {
  const std::size_t configurations = unfinished.size();
  const Attempt& attempt = replication.attempts[number];
  const Walk& walk = replication.walks[number];
  PackedScores* const hour = hours.scores_in(static_cast<std::size_t>(walk.hour));
  PackedScores* const segment =
      walk.segment >= 0 ? segments.scores_in(static_cast<std::size_t>(walk.segment)) : nullptr;
  const Verdict* verdict = replication.verdicts.data() + number * configurations;
  for (std::size_t c = 0; c < configurations; ++c, ++verdict) {
    PackedScores scores;
    score(attempt, {verdict, 1}, &scores);
    sums.seen[c] += scores;
    hour[c] += scores;
    if (segment != nullptr) segment[c] += scores;
    sums.of_period[c].add(score_of_period(attempt, *verdict));
    score_events(replication, number, c, *verdict);
  }
}

void Tally::add_plain(std::size_t crosser, PlainScores& sums, SummarySums& batch) {
  persons[crosser] += sums.persons;
  for (std::size_t c = 0; c < unfinished.size(); ++c) {
    sums.seen[c].counts += sums.passed_counts;
    sums.of_period[c] += sums.passed;
    periods.add_attempts(c, sums.of_period[c]);
  }
  crossers.add_attempts(crosser, sums.attempts, sums.seen.data());
  batch.shares.add_attempts(0, sums.attempts, sums.seen.data());
}

}  // namespace panj
