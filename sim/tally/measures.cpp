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

/// The table is known to the compiler: it puts the functions' bodies here, one after the other.
template <std::size_t... index>
void score_by_table(const Attempt& attempt, const Verdict& verdict, std::int64_t* scores,
                    std::index_sequence<index...>) {
  ((scores[index] = table[index].score(attempt, verdict)), ...);
}

}  // namespace

const std::array<Measure, measure_count> measures = table;

void score(const Attempt& attempt, std::span<const Verdict> verdicts, std::int64_t* scores) {
  for (const Verdict& verdict : verdicts) {
    score_by_table(attempt, verdict, scores, std::make_index_sequence<measure_count>{});
    scores += measure_count;
  }
}

std::size_t find_measure(std::string_view name) {
  std::size_t index = 0;
  while (index < measure_count && measures[index].name != name) ++index;
  return index;
}

}  // namespace panj
