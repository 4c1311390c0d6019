#include <algorithm>
#include <bit>
#include <string>

#include "rng/latin_hypercube.h"
#include "scenario/validate.h"

// How batches and replications go together.
namespace panj {

namespace {

/// Batches that are one unit each must be as many, for Student's t to be near to normal.
constexpr std::int64_t least_units = 20;

/// The power of two that makes a Latin hypercube and is nearest below a batch.
std::int64_t size_near(std::int64_t batch) {
  const auto below = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(batch)));
  return std::clamp(below, LatinHypercube::least_size, LatinHypercube::most_size);
}

}  // namespace

void validate_sampling(const Scenario& scenario, Problems& problems) {
  const SamplingSpec& sampling = scenario.sampling;
  if (!sampling.latin_hypercube || sampling.batch < 1) return;
  const std::int64_t batch = sampling.batch;
  if (!LatinHypercube::fits(batch)) {
    problems.add(sampling.at.problem("batch", std::to_string(batch),
                                     "a Latin hypercube takes 4, 8, 16, 32, 64, 128 or 256 replications",
                                     "write batch = " + std::to_string(size_near(batch))));
    return;
  }
  const std::int64_t whole = (sampling.replications + batch - 1) / batch * batch;
  const std::int64_t enough = std::max(whole, least_units * batch);
  if (sampling.replications == enough) return;
  problems.add(sampling.at.problem("replications", std::to_string(sampling.replications),
                                   "Latin hypercubes take whole batches, here of " + std::to_string(batch) +
                                       ", and " + std::to_string(least_units) +
                                       " of them at the least, as each counts as one in the intervals",
                                   "take " + std::to_string(enough) + " replications"));
}

}  // namespace panj
