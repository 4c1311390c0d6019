#include "model/rounds.h"

#include <algorithm>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace panj {

namespace {

// Eight numbers that the processor handles at once; comparing them gives all bits or none.
using Eight [[gnu::vector_size(16)]] = std::uint16_t;

Eight load(const std::array<std::uint16_t, 8>& numbers) {
  return std::bit_cast<Eight>(numbers);
}
Eight all_eight(unsigned number) {
  const auto n = static_cast<std::uint16_t>(number);
  return Eight{n, n, n, n, n, n, n, n};
}

constexpr unsigned all_parts = 0xffff;

#if defined(__SSE2__)
/// Which of eight comparisons came true, a bit each.
std::uint64_t those_true(Eight compared) {
  const auto words = std::bit_cast<__m128i>(compared);
  return static_cast<std::uint64_t>(_mm_movemask_epi8(_mm_packs_epi16(words, _mm_setzero_si128())));
}
#else
std::uint64_t those_true(Eight compared) {
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < 8; ++i) all |= std::uint64_t{compared[i] & 1U} << i;
  return all;
}
#endif

/// Eight teams in the time that is asked for.
class EightRounds {
 public:
  /// \param before,wide Rounds::Asked
  EightRounds(const EightPhases& eight, unsigned before, unsigned wide)
      : eight_(eight), phases_(load(eight.at_0) + all_eight(before)), wide_(wide) {}

  /// Those who may be on a span, a bit each.
  std::uint64_t on(const WatchedSpan& span) const {
    if (span.cycle != eight_.cycle) return 0;
    // On a circle, one arc: it ends with the span, and begins before it as long as the time that is asked
    // for.
    const Eight after = phases_ - all_eight(span.parts.begin);
    const Eight length = all_eight(std::min(span.parts.length + wide_, all_parts));
    return (those_true(std::bit_cast<Eight>(after <= length)) & eight_.members) << eight_.first_team;
  }

 private:
  const EightPhases& eight_;
  Eight phases_;
  unsigned wide_;
};

}  // namespace

Rounds::Asked Rounds::asked_of(double parts_per_s) const {
  // The two times that are added up, each rounded down, hide less than two parts; others are rounded up here.
  constexpr std::int64_t rounding = 2;
  constexpr double slack_s = 1.0;
  const auto looked = static_cast<std::int64_t>(looked_s_ * parts_per_s) + 1;
  const auto slack = static_cast<std::int64_t>(slack_s * parts_per_s) + 1;
  const std::int64_t before = looked + slack + rounding;
  return {static_cast<std::uint16_t>(part_of_a_cycle(begin_s_ * parts_per_s) + before),
          static_cast<std::uint16_t>(std::min<std::int64_t>(before + slack, all_parts))};
}

void Rounds::find_asked(std::size_t patrol) {
  patrol_ = patrol;
  eights_ = teams_.phases_of(patrol);
  const std::size_t teams = teams_.of(patrol).size();
  all_known_ = teams <= 64 && eights_.size() <= most_eights && (!eights_.empty() || teams == 0);
  if (!all_known_) return;
  for (std::size_t i = 0; i < eights_.size(); ++i) asked_[i] = asked_of(eights_[i].parts_per_s);
}

std::uint64_t Rounds::note(std::span<const WatchedSpan> spans, std::size_t begin, std::size_t end,
                           std::size_t patrol) {
  if (patrol != patrol_) find_asked(patrol);
  if (!all_known_) {
    std::fill(noted_.begin() + static_cast<std::ptrdiff_t>(begin),
              noted_.begin() + static_cast<std::ptrdiff_t>(end), all_teams);
    return all_teams;
  }
  std::fill(noted_.begin() + static_cast<std::ptrdiff_t>(begin),
            noted_.begin() + static_cast<std::ptrdiff_t>(end), 0);
  std::uint64_t any = 0;
  for (std::size_t i = 0; i < eights_.size(); ++i) {
    const EightRounds rounds(eights_[i], asked_[i].before, asked_[i].wide);
    for (std::size_t s = begin; s < end; ++s) any |= noted_[s] |= rounds.on(spans[s]);
  }
  return any;
}

bool Rounds::look_over(std::span<const WatchedSpan> spans, std::span<const std::uint16_t> assets) {
  const std::size_t count = std::min(spans.size(), noted_.size());
  std::uint64_t any = spans.size() > count ? all_teams : 0;
  for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
    const std::uint16_t number = spans[begin].asset;
    while (end < count && spans[end].asset == number) ++end;
    any |= note(spans, begin, end, world_.assets[assets.empty() ? number : assets[number]].plan);
  }
  return any != 0;
}

}  // namespace panj
