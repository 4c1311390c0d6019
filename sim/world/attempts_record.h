#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.h"

namespace panj {

/// All that determines the attempts of a scenario: who comes, how many and when, from where to where, over
/// what ground, and by what rules they decide. Not what watches or answers them, how that is sampled, how
/// results are cut up, nor what anything is called for readers.
struct AttemptsRecord {
  /// As TOML, tables in the order of their names (since that in the file changes nobody's numbers); paths
  /// are "input 1", "input 2", ...: the contents of `inputs` stand for them.
  std::string text;
  std::vector<std::string> inputs;  ///< paths of the files that it takes
};
AttemptsRecord attempts_record(const Scenario& scenario);

}  // namespace panj
