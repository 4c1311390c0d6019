#include "model/rounds.h"

#include <algorithm>
#include <bit>

namespace panj {

namespace {

// Four numbers that the processor handles at once; comparing them gives all bits or none.
using Four [[gnu::vector_size(16)]] = float;
using FourBits [[gnu::vector_size(16)]] = std::int32_t;

Four four_of(const std::array<float, 4>& numbers) {
  return Four{numbers[0], numbers[1], numbers[2], numbers[3]};
}
Four all_four(float number) {
  return Four{number, number, number, number};
}

/// Cycle times at a time, in the first round, to about 1e-7 of the period.
std::array<float, 4> in_first_round(const FourClocks& clocks, double time_s) {
  // Adding and taking away rounds to whole numbers: those far below 2^51.
  constexpr double whole = 0x1.8p52;
  std::array<float, 4> low_s;
  for (std::size_t i = 0; i < low_s.size(); ++i) {
    const double into_s = time_s + clocks.offset_s[i];
    const double round = (into_s * clocks.rounds_per_s[i] + whole) - whole;
    const double after_s = into_s - round * clocks.period_s[i];
    low_s[i] = static_cast<float>(after_s + (after_s < 0.0 ? clocks.period_s[i] : 0.0));
  }
  return low_s;
}

}  // namespace

void Rounds::find_windows(std::size_t patrol) {
  patrol_ = patrol;
  clocks_ = teams_.clocks_of(patrol);
  clocks_ = clocks_.first(std::min(clocks_.size(), most_fours));
  all_known_ = !clocks_.empty() || teams_.of(patrol).empty();
  for (std::size_t i = 0; i < clocks_.size(); ++i) low_s_[i] = in_first_round(clocks_[i], begin_s_);
}

std::uint64_t Rounds::teams_on(const WatchedSpan& span, std::size_t patrol) {
  if (patrol != patrol_) find_windows(patrol);
  if (!all_known_) return ~std::uint64_t{0};
  std::uint64_t those = 0;
  const Four looked_s = all_four(static_cast<float>(end_s_ - begin_s_));
  for (std::size_t i = 0; i < clocks_.size(); ++i) {
    const std::array<double, 4>& its_s = clocks_[i].period_s;
    const Four period_s{static_cast<float>(its_s[0]), static_cast<float>(its_s[1]),
                        static_cast<float>(its_s[2]), static_cast<float>(its_s[3])};
    // All times are rounded to floats of no more than a period.
    const Four slack_s = 1.0F + 1e-6F * period_s;
    const Four length_s = (span.end_s - span.begin_s) + 2.0F * slack_s;
    // On a circle, two arcs meet where one begins within the other.
    const Four after_s = four_of(low_s_[i]) - (span.begin_s - slack_s);
    const Four round_s = std::bit_cast<Four>((after_s < 0.0F) & std::bit_cast<FourBits>(period_s));
    const Four behind_s = after_s + round_s;
    const FourBits meets = (behind_s <= length_s) | (period_s - behind_s <= looked_s);
    const std::array<std::int32_t, 4>& cycle = clocks_[i].cycle;
    const FourBits same = FourBits{cycle[0], cycle[1], cycle[2], cycle[3]} == std::int32_t{span.cycle};
    const FourBits bits = meets & same & FourBits{1, 2, 4, 8};
    those |= static_cast<std::uint64_t>(bits[0] | bits[1] | bits[2] | bits[3]) << (4 * i);
  }
  return those;
}

}  // namespace panj
