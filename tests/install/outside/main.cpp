#include <cstdio>

#include "engine/run.h"
#include "results/results.h"
#include "stats/proportion.h"

// Holds functions of the top floors, so that every library below them must be found and linked, and calls one
// of the ground that stands on an outside library.
int main() {
  auto* const volatile simulate = &panj::run;
  auto* const volatile write = &panj::write_results;
  const panj::Estimate share = panj::clopper_pearson(3, 10, 0.95);
  std::printf("3 of 10: %.6f to %.6f\n", share.low, share.high);
  // Clopper and Pearson (1934) for 3 of 10 at 95 %: 0.066740, 0.652453.
  const bool right = share.low > 0.0667 && share.low < 0.0668 && share.high > 0.6524 && share.high < 0.6525;
  return simulate != nullptr && write != nullptr && right ? 0 : 1;
}
