#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <optional>
#include <span>

#include "base/equal_bytes.h"
#include "tally/bin_counts.h"
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

constexpr std::size_t most_in_block = 64;
static_assert(ShareTable::most_at_once == most_in_block);

/// Bit i: attempt `first` + i of a replication of one way each has been seen.
std::uint64_t seen_from(const Replication& replication, std::size_t first) {
  std::uint64_t seen = 0;
  const auto end = replication.seen.end();
  for (auto at = std::lower_bound(replication.seen.begin(), end, first);
       at != end && *at - first < most_in_block; ++at)
    seen |= std::uint64_t{1} << (*at - first);
  return seen;
}

/// Attempts of one class, one after the other, of a replication of one way each.
class PlainBlock {
 public:
  PlainBlock(const Replication& replication, std::size_t first) {
    const std::vector<Attempt>& attempts = replication.attempts;
    const std::uint64_t scored = read_attempts(replication, first);
    if (replication.open_bytes_tell())
      read(replication.open, first);
    else
      read({replication.walks.data() + first, count});
    const std::uint64_t all = ~std::uint64_t{0} >> (most_in_block - count);
    masks.counted &= scored & all;
    masks.passed = masks.counted & ~seen_from(replication, first);
    others = all & ~masks.counted;
    for (std::uint64_t left = others; left != 0; left &= left - 1)
      persons -= attempts[first + static_cast<std::size_t>(std::countr_zero(left))].persons;
  }

  std::size_t count = 0;
  std::int64_t persons = 0;  ///< of those that are counted
  BlockMasks masks;          ///< counted are those that are scored and come to their ends
  std::uint64_t others = 0;
  const std::uint8_t* hours = nullptr;
  const std::uint8_t* segments = nullptr;

 private:
  /// How many there are, and persons in them. \return bit i: attempt `first` + i is scored
  std::uint64_t read_attempts(const Replication& replication, std::size_t first) {
    const std::vector<Attempt>& attempts = replication.attempts;
    const Attempt& leader = attempts[first];
    const std::size_t most = std::min(attempts.size() - first, most_in_block);
    if (const AlikeAttempts* const alike = replication.starts.those_of(first)) {
      count = std::min(most, alike->end - first);
      persons = static_cast<std::int64_t>(count) * leader.persons;
      assert(leader.scored);
      return ~std::uint64_t{0};
    }
    std::uint64_t scored = 0;
    for (; count < most && attempts[first + count].crosser == leader.crosser; ++count) {
      const Attempt& attempt = attempts[first + count];
      scored |= std::uint64_t{attempt.scored} << count;
      persons += attempt.persons;
    }
    return scored;
  }
  void read(const OpenWays& open, std::size_t first) {
    const std::uint8_t* const ends = open.ends.data() + first;
    const std::uint64_t both = equal_bytes(ends, OpenWays::crosses | OpenWays::finishes);
    masks.counted = both | equal_bytes(ends, OpenWays::finishes);
    masks.crosses = both | equal_bytes(ends, OpenWays::crosses);
    hours = open.hour.data() + first;
    segments = open.segment.data() + first;
  }
  /// Of walks whose hours or segments are beyond a byte, none is counted.
  void read(std::span<const Walk> walks) {
    for (std::size_t i = 0; i < walks.size(); ++i) {
      const Walk& walk = walks[i];
      const bool fits = walk.hour <= 255 && walk.segment < OpenWays::nowhere;
      masks.counted |= std::uint64_t{walk.finished && !walk.turned() && fits} << i;
      masks.crosses |= std::uint64_t{walk.crossed_s < never_happened_s} << i;
      hours_[i] = static_cast<std::uint8_t>(walk.hour);
      segments_[i] = static_cast<std::uint8_t>(walk.segment);  // -1 is `nowhere`
    }
    hours = hours_.data();
    segments = segments_.data();
  }

  std::array<std::uint8_t, most_in_block> hours_, segments_;  ///< where they are not at hand
};

/// PackedScores::counts of those in a bin whom nobody has seen, which are the same under any configuration.
std::uint64_t passed_counts(const BinCounts& bin) {
  static const UndetectedScores undetected;
  return bin.passed_crosses * undetected.passed(true).counts +
         (bin.passed - bin.passed_crosses) * undetected.passed(false).counts;
}

/// Counts a block by bins of a table, and what those score whom nobody has seen. \param nowhere the bin that
/// is none, if there is such
void count_plainly(const std::uint8_t* bins, const BlockMasks& masks, std::optional<std::uint8_t> nowhere,
                   ShareTable& table) {
  std::array<BinCounts, most_in_block> found;
  const std::size_t number = count_bins(bins, masks, found);
  for (std::size_t i = 0; i < number; ++i) {
    if (found[i].bin == nowhere) continue;
    PackedScores* const scores = table.count_attempts(found[i].bin, found[i].attempts);
    const std::uint64_t counts = passed_counts(found[i]);
    for (std::size_t c = 0; c < table.configurations(); ++c) scores[c].counts += counts;
  }
}

}  // namespace

std::size_t Tally::score_plainly(const World& world, const Replication& replication, std::size_t first,
                                 SummarySums& batch) {
  const PlainBlock block(replication, first);
  for (std::uint64_t left = block.others; left != 0; left &= left - 1)
    score_attempt(world, replication, first + static_cast<std::size_t>(std::countr_zero(left)), batch);
  count_plainly(block.hours, block.masks, {}, hours);
  count_plainly(block.segments, block.masks, OpenWays::nowhere, segments);
  const BinCounts all = count_all(block.masks);
  PlainScores sums;
  sums.begin(unfinished.size());
  sums.attempts = all.attempts;
  sums.persons = block.persons;
  sums.passed_counts = passed_counts(all);
  sums.passed.leaked = all.passed;
  sums.passed.persons_through = block.persons;
  for (std::uint64_t left = block.masks.counted & ~block.masks.passed; left != 0; left &= left - 1) {
    const std::size_t who = first + static_cast<std::size_t>(std::countr_zero(left));
    sums.passed.persons_through -= replication.attempts[who].persons;
    score_seen_plainly(replication, who, sums);
  }
  add_plain(static_cast<std::size_t>(replication.attempts[first].crosser), sums, batch);
  return first + block.count;
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
