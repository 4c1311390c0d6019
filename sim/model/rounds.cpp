#include "model/rounds.h"

#include <algorithm>
#include <bit>

namespace panj {

namespace {

// Four numbers that the processor handles at once; comparing them gives all bits or none.
using Four [[gnu::vector_size(16)]] = float;
using FourBits [[gnu::vector_size(16)]] = std::int32_t;

Four load(const std::array<float, 4>& numbers) {
  return Four{numbers[0], numbers[1], numbers[2], numbers[3]};
}
FourBits load(const std::array<std::int32_t, 4>& numbers) {
  return FourBits{numbers[0], numbers[1], numbers[2], numbers[3]};
}
Four all_four(float number) {
  return Four{number, number, number, number};
}

/// Cycle times at a time, in the first round, to about 1e-7 of the period.
void find_first_round(const FourClocks& clocks, double time_s, std::array<float, 4>& low_s) {
  // Adding and taking away rounds to whole numbers: those far below 2^51.
  constexpr double whole = 0x1.8p52;
  for (std::size_t i = 0; i < 4; ++i) {
    const double into_s = time_s + clocks.offset_s[i];
    const double round = (into_s * clocks.rounds_per_s[i] + whole) - whole;
    const double after_s = into_s - round * clocks.period_s[i];
    low_s[i] = static_cast<float>(after_s + (after_s < 0.0 ? clocks.period_s[i] : 0.0));
  }
}

/// Four teams, and how long they are looked at from which cycle times on.
class FourWindows {
 public:
  FourWindows(const FourClocks& clocks, const std::array<float, 4>& low_s, float looked_s)
      : low_s_(load(low_s)),
        looked_s_(all_four(looked_s)),
        period_s_(load(clocks.rough_period_s)),
        slack_s_(load(clocks.slack_s)),
        cycle_(load(clocks.cycle)) {}

  /// Which may be on the pieces of a span, a bit each.
  std::uint64_t on(const WatchedSpan& span) const {
    const Four length_s = (span.end_s - span.begin_s) + (slack_s_ + slack_s_);
    // On a circle, two arcs meet where one begins within the other.
    const Four after_s = low_s_ - (span.begin_s - slack_s_);
    const Four round_s = std::bit_cast<Four>((after_s < 0.0F) & std::bit_cast<FourBits>(period_s_));
    const Four behind_s = after_s + round_s;
    const FourBits meets = (behind_s <= length_s) | (period_s_ - behind_s <= looked_s_);
    const FourBits on = meets & (cycle_ == std::int32_t{span.cycle}) & FourBits{1, 2, 4, 8};
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(on);
    const std::uint64_t both = halves[0] | halves[1];
    return (both & 0xffU) | (both >> 32U);
  }

 private:
  Four low_s_;
  Four looked_s_;
  Four period_s_;
  Four slack_s_;
  FourBits cycle_;
};

constexpr std::uint64_t all_teams = ~std::uint64_t{0};

}  // namespace

void Rounds::find_windows(std::size_t patrol) {
  patrol_ = patrol;
  clocks_ = teams_.clocks_of(patrol);
  all_known_ = clocks_.size() <= most_fours && (!clocks_.empty() || teams_.of(patrol).empty());
  if (!all_known_) return;
  for (std::size_t i = 0; i < clocks_.size(); ++i) find_first_round(clocks_[i], begin_s_, low_s_[i]);
}

void Rounds::note(std::span<const WatchedSpan> spans, std::size_t begin, std::size_t end,
                  std::size_t patrol) {
  if (patrol != patrol_) find_windows(patrol);
  for (std::size_t s = begin; s < end; ++s) noted_[s] = all_known_ ? 0 : all_teams;
  if (!all_known_) return;
  for (std::size_t i = 0; i < clocks_.size(); ++i) {
    const FourWindows windows(clocks_[i], low_s_[i], looked_s_);
    for (std::size_t s = begin; s < end; ++s) noted_[s] |= windows.on(spans[s]) << (4 * i);
  }
}

bool Rounds::look_over(std::span<const WatchedSpan> spans, std::span<const std::uint16_t> assets) {
  const std::size_t count = std::min(spans.size(), noted_.size());
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    const std::uint16_t number = spans[begin].asset;
    while (end < count && spans[end].asset == number) ++end;
    note(spans, begin, end, world_.assets[assets.empty() ? number : assets[number]].plan);
  }
  return spans.size() > count ||
         std::any_of(noted_.begin(), noted_.begin() + static_cast<std::ptrdiff_t>(count),
                     [](std::uint64_t which) { return which != 0; });
}

}  // namespace panj
