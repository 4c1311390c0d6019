#include <algorithm>
#include <array>

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

std::size_t Tally::score_plainly(const World& world, const Replication& replication, std::size_t first,
                                 SummarySums& batch) {
  static const UndetectedScores undetected;
  const std::size_t configurations = unfinished.size();
  const std::vector<Attempt>& attempts = replication.attempts;
  const std::int32_t crosser = attempts[first].crosser;
  const std::size_t last =
      std::min(attempts.size(), first + static_cast<std::size_t>(ShareTable::most_at_once));
  std::array<PackedScores, max_configurations> together;
  std::array<PeriodScores, max_configurations> of_period;
  std::fill_n(together.begin(), configurations, PackedScores{0, 0});
  std::fill_n(of_period.begin(), configurations, PeriodScores{});
  std::int64_t counted = 0;
  std::size_t number = first;
  for (; number < last && attempts[number].crosser == crosser; ++number) {
    const Attempt& attempt = attempts[number];
    const Walk& walk = replication.walks[number];
    if (!attempt.scored || !walk.finished) {
      score_attempt(world, replication, number, batch);
      continue;
    }
    ++counted;
    persons[static_cast<std::size_t>(crosser)] += attempt.persons;
    PackedScores* const hour = hours.count_attempt(static_cast<std::size_t>(walk.hour));
    PackedScores* const segment =
        walk.segment >= 0 ? segments.count_attempt(static_cast<std::size_t>(walk.segment)) : nullptr;
    const Verdict* verdict = replication.verdicts.data() + number * configurations;
    for (std::size_t c = 0; c < configurations; ++c, ++verdict) {
      const PackedScores scores = undetected.of(attempt, *verdict);
      together[c] += scores;
      hour[c] += scores;
      if (segment != nullptr) segment[c] += scores;
      of_period[c].add(score_of_period(attempt, *verdict));
      score_events(replication, number, c, *verdict);
    }
  }
  crossers.add_attempts(static_cast<std::size_t>(crosser), counted, together.data());
  batch.shares.add_attempts(0, counted, together.data());
  for (std::size_t c = 0; c < configurations; ++c) periods.add_attempts(c, of_period[c]);
  return number;
}

}  // namespace panj
