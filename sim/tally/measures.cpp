#include "tally/measures.h"

#include <utility>

#include "stats/fixed_point.h"

namespace panj {

namespace {

std::int64_t detected(const Attempt&, const Verdict& verdict) {
  return verdict.detected_s < never_happened_s ? 1 : 0;
}

std::int64_t intercepted(const Attempt&, const Verdict& verdict) {
  return verdict.outcome == Outcome::intercepted ? 1 : 0;
}

std::int64_t leaked(const Attempt&, const Verdict& verdict) {
  return verdict.leaked ? 1 : 0;
}

std::int64_t detected_not_intercepted(const Attempt&, const Verdict& verdict) {
  return verdict.outcome == Outcome::detected_not_intercepted ? 1 : 0;
}

std::int64_t turned_back(const Attempt&, const Verdict& verdict) {
  return verdict.outcome == Outcome::turned_back ? 1 : 0;
}

std::int64_t resisted(const Attempt&, const Verdict& verdict) {
  return verdict.resisted ? 1 : 0;
}

std::int64_t conditional_detection(const Attempt&, const Verdict& verdict) {
  return to_fixed_point(verdict.p_detect);
}

std::int64_t crossed(const Attempt&, const Verdict& verdict) {
  return verdict.crossed ? 1 : 0;
}

std::int64_t reached_site(const Attempt&, const Verdict& verdict) {
  return verdict.site >= 0 ? 1 : 0;
}

constexpr std::array<Measure, measure_count> table{{
    {"p_detect", "share of attempts detected", MeasureScale::count, detected, true},
    {"p_intercept", "share of attempts intercepted", MeasureScale::count, intercepted, true},
    {"p_leak", "share of attempts that reached their destination", MeasureScale::count, leaked, false},
    {"p_detected_not_intercepted", "share of attempts detected but not intercepted", MeasureScale::count,
     detected_not_intercepted, false},
    {"p_detect_conditional", "mean probability of detection, given tracks and patrols",
     MeasureScale::fixed_point, conditional_detection, true},
    {"p_crossed", "share of attempts that crossed the line", MeasureScale::count, crossed, false},
    {"p_turned_back", "share of attempts that turned back, not intercepted", MeasureScale::count, turned_back,
     true},
    {"p_site_reached", "share of attempts that reached a protected site, not intercepted before",
     MeasureScale::count, reached_site, false},
    {"p_resisted", "share of attempts intercepted although they resisted", MeasureScale::count, resisted,
     false},
}};

constexpr bool is_count(std::size_t index) {
  return table[index].scale == MeasureScale::count;
}

/// The place of a count among the bytes of PackedScores.
constexpr std::size_t byte_of(std::size_t index) {
  std::size_t byte = 0;
  for (std::size_t before = 0; before < index; ++before) byte += is_count(before) ? 1 : 0;
  return byte;
}
static_assert(byte_of(measure_count) <= sizeof(PackedScores::counts), "further counts need a further word");
static_assert(measure_count - byte_of(measure_count) == 1, "PackedScores has room for one that is no count");

template <std::size_t index>
void pack_one(const Attempt& attempt, const Verdict& verdict, PackedScores& scores) {
  const std::int64_t one = table[index].score(attempt, verdict);
  if constexpr (is_count(index))
    scores.counts |= static_cast<std::uint64_t>(one) << (8 * byte_of(index));
  else
    scores.fixed = one;
}

/// The table is known to the compiler: it puts the functions' bodies here, one after the other.
template <std::size_t... index>
PackedScores packed(const Attempt& attempt, const Verdict& verdict, std::index_sequence<index...>) {
  PackedScores scores{0, 0};
  (pack_one<index>(attempt, verdict, scores), ...);
  return scores;
}

template <std::size_t... index>
constexpr std::array<std::size_t, measure_count> bytes_of(std::index_sequence<index...>) {
  return {(is_count(index) ? byte_of(index) : packed_counts)...};
}

}  // namespace

const std::array<Measure, measure_count> measures = table;
const std::array<std::size_t, measure_count> byte_of_measure =
    bytes_of(std::make_index_sequence<measure_count>{});

void score(const Attempt& attempt, std::span<const Verdict> verdicts, PackedScores* scores) {
  for (const Verdict& verdict : verdicts)
    *scores++ = packed(attempt, verdict, std::make_index_sequence<measure_count>{});
}

std::size_t find_measure(std::string_view name) {
  std::size_t index = 0;
  while (index < measure_count && measures[index].name != name) ++index;
  return index;
}

}  // namespace panj
