#include <algorithm>

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

void Tally::score_all_plainly(const World& world, const Replication& replication, SummarySums& batch) {
  static const UndetectedScores undetected;
  const std::size_t configurations = world.configurations.size();
  for (std::size_t number = 0; number < replication.attempts.size(); ++number) {
    const Attempt& attempt = replication.attempts[number];
    const Walk& walk = replication.walks[number];
    if (!attempt.scored || !walk.finished) {
      score_attempt(world, replication, number, batch);
      continue;
    }
    const auto crosser = static_cast<std::size_t>(attempt.crosser);
    persons[crosser] += attempt.persons;
    PackedScores* const of_class = crossers.count_attempt(crosser);
    PackedScores* const whole = batch.shares.count_attempt(0);
    PackedScores* const hour = hours.count_attempt(static_cast<std::size_t>(walk.hour));
    PackedScores* const segment =
        walk.segment >= 0 ? segments.count_attempt(static_cast<std::size_t>(walk.segment)) : nullptr;
    const Verdict* const verdicts = replication.verdicts.data() + number * configurations;
    for (std::size_t c = 0; c < configurations; ++c) {
      const Verdict& verdict = verdicts[c];
      const PackedScores scores = undetected.of(attempt, verdict);
      of_class[c] += scores;
      whole[c] += scores;
      hour[c] += scores;
      if (segment != nullptr) segment[c] += scores;
      score_verdict(replication, number, c);
    }
  }
}

}  // namespace panj
