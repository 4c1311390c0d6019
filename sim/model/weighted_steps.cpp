#include "model/weighted_steps.h"

namespace panj {

namespace {

/// Probability that a table has for a move; 0 where it does not know it.
double probability_of(const RouteField& field, CellId cell, int direction) {
  double found = 0.0;
  for_each_move(field, cell, [&](int move, double probability, float) {
    if (move == direction) found = probability;
  });
  return found;
}

}  // namespace

Step WeightedSteps::next(CellId here, std::uint16_t bits) {
  const RouteField& field = by_plain_ ? plain_ : tilted_;
  const int direction = choose_direction(field, here, bits);
  ratio_ *= probability_of(tilted_, here, direction) / probability_of(plain_, here, direction);
  return next_logit_step(field, here, bits);
}

}  // namespace panj
