#pragma once

#include <array>
#include <cstddef>

#include "tally/measures.h"

namespace panj {

/// Scores of attempts that nobody can see, found once: all that measures can ask of them is whether they
/// cross the border, and whether they reach their destination. Most attempts of most runs are such.
class UndetectedScores {
 public:
  UndetectedScores() {
    Verdict verdict;
    for (const bool crosses : {false, true})
      for (const bool leaks : {false, true}) {
        verdict.crossed = crosses;
        verdict.leaked = leaks;
        score({}, {&verdict, 1}, &scores_[number_of(verdict)]);
      }
  }

  /// Of one that reaches its destination, and nobody has seen it.
  PackedScores passed(bool crosses) const { return scores_[crosses ? 3 : 1]; }

  /// What `score` makes of any verdict.
  PackedScores of(const Attempt& attempt, const Verdict& verdict) const {
    if (holds_for(verdict)) return scores_[number_of(verdict)];
    PackedScores scores;
    score(attempt, {&verdict, 1}, &scores);
    return scores;
  }

 private:
  static bool holds_for(const Verdict& verdict) {
    return verdict.detected_s == never_happened_s && verdict.p_detect == 0.0 &&
           verdict.outcome == Outcome::undetected && verdict.site < 0 && !verdict.resisted;
  }
  static std::size_t number_of(const Verdict& verdict) {
    return (verdict.crossed ? 2U : 0U) + (verdict.leaked ? 1U : 0U);
  }

  std::array<PackedScores, 4> scores_;
};

}  // namespace panj
