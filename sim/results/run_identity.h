#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/provenance.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// What two sittings of one run, and the shards of one run, have in common.
struct RunIdentity {
  std::string source_text;            ///< of the scenario file
  std::string resolved_text;          ///< the same with every default and --set written out, the seed too
  std::vector<InputRecord> inputs;    ///< in the order of the world's
  std::vector<std::string> built_by;  ///< version, commit, compiler and flags of the program
  Shard shard;
};

RunIdentity identity_of(const World& world, const Shard& shard);
/// Version, commit, compiler and flags of this program.
std::vector<std::string> this_build();

/// The first difference between two resolved scenarios, what tells when to end apart: what `was` says and
/// what `now` says. Nothing where they agree.
std::optional<std::string> difference_of_scenarios(const std::string& was, const std::string& now);
/// What differs in the contents of the inputs.
std::optional<std::string> difference_of_inputs(const std::vector<InputRecord>& was,
                                                const std::vector<InputRecord>& now);
std::optional<std::string> difference_of_builds(const std::vector<std::string>& was,
                                                const std::vector<std::string>& now);

/// `[sampling] replications` of a resolved scenario; 0 where it has none that a scenario may have.
std::int64_t replications_of(const std::string& resolved_text);

}  // namespace panj
