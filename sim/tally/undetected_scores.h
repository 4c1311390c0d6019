#pragma once

#include <array>

#include "tally/measures.h"

namespace panj {

/// Scores of attempts that nobody sees and that reach their destination, as most of most runs do, found once:
/// all that measures can ask of them is whether they cross the border. They are counts alone.
class UndetectedScores {
 public:
  UndetectedScores() {
    Verdict verdict;
    verdict.leaked = true;
    for (const bool crosses : {false, true}) {
      verdict.crossed = crosses;
      score({}, {&verdict, 1}, &scores_[crosses ? 1 : 0]);
    }
  }

  PackedScores passed(bool crosses) const { return scores_[crosses ? 1 : 0]; }

 private:
  std::array<PackedScores, 2> scores_;
};

}  // namespace panj
