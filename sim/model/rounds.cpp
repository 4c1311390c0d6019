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

}  // namespace

Rounds::Windows Rounds::windows_of(const FourClocks& clocks, double time_s) {
  // Adding and taking away rounds to whole numbers: those far below 2^51.
  constexpr double whole = 0x1.8p52;
  Windows windows;
  for (std::size_t i = 0; i < 4; ++i) {
    const double into_s = time_s + clocks.offset_s[i];
    const double round = (into_s * clocks.rounds_per_s[i] + whole) - whole;
    const double after_s = into_s - round * clocks.period_s[i];
    windows.low_s[i] = static_cast<float>(after_s + (after_s < 0.0 ? clocks.period_s[i] : 0.0));
    windows.period_s[i] = static_cast<float>(clocks.period_s[i]);
    // All times are rounded to floats of no more than a period.
    windows.slack_s[i] = 1.0F + 1e-6F * windows.period_s[i];
    windows.cycle[i] = clocks.cycle[i];
  }
  return windows;
}

void Rounds::find_windows(std::size_t patrol) {
  patrol_ = patrol;
  const std::span<const FourClocks> clocks = teams_.clocks_of(patrol);
  const std::size_t teams = teams_.of(patrol).size();
  all_known_ = (!clocks.empty() || teams == 0) && teams <= 4 * windows_.size();
  fours_ = all_known_ ? clocks.size() : 0;
  for (std::size_t i = 0; i < fours_; ++i) windows_[i] = windows_of(clocks[i], begin_s_);
}

std::uint64_t Rounds::teams_on(const WatchedSpan& span, std::size_t patrol) {
  if (patrol != patrol_) find_windows(patrol);
  if (!all_known_) return ~std::uint64_t{0};
  std::uint64_t those = 0;
  for (std::size_t i = 0; i < fours_; ++i) {
    const Windows& windows = windows_[i];
    const Four period_s = load(windows.period_s);
    const Four slack_s = load(windows.slack_s);
    const Four length_s = (span.end_s - span.begin_s) + (slack_s + slack_s);
    // On a circle, two arcs meet where one begins within the other.
    const Four after_s = load(windows.low_s) - (span.begin_s - slack_s);
    const Four round_s = std::bit_cast<Four>((after_s < 0.0F) & std::bit_cast<FourBits>(period_s));
    const Four behind_s = after_s + round_s;
    const FourBits meets = (behind_s <= length_s) | (period_s - behind_s <= all_four(looked_s_));
    const FourBits on = meets & (load(windows.cycle) == std::int32_t{span.cycle});
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(on & FourBits{1, 2, 4, 8});
    const std::uint64_t both = halves[0] | halves[1];
    those |= ((both & 0xffU) | (both >> 32U)) << (4 * i);
  }
  return those;
}

bool Rounds::look_over(std::span<const WatchedSpan> spans, std::span<const std::uint16_t> assets) {
  std::uint64_t any = spans.size() > noted_.size() ? 1 : 0;
  for (std::size_t i = 0; i < std::min(spans.size(), noted_.size()); ++i) {
    const std::uint16_t number = spans[i].asset;
    const Asset& asset = world_.assets[assets.empty() ? number : assets[number]];
    any |= noted_[i] = teams_on(spans[i], asset.plan);
  }
  return any != 0;
}

}  // namespace panj
