#pragma once

#include "base/error.h"
#include "scenario/scenario.h"

namespace panj {

class KeyVisitor;

/// Are these attempts probes: told apart from the others, and never in the way of anybody?
inline bool is_probes(const AttemptsPerPeriod& attempts) {
  return attempts.kind == AttemptsPerPeriod::Kind::probes;
}

/// Attempts that a replication is expected to draw for its period.
double sampled_per_period(const AttemptsPerPeriod& attempts);

/// Attempts that a period is expected to see: as many, but of probes their honest number.
double honest_per_period(const AttemptsPerPeriod& attempts);

/// The keys `attempts`, `departure_h` and `group_size` of a class.
void describe_arrivals(KeyVisitor& keys, CrosserSpec& crosser);

/// What a class may contradict itself in by number, times and sizes of its groups.
void validate_arrivals(const Scenario& scenario, const CrosserSpec& crosser, Problems& problems);

}  // namespace panj
