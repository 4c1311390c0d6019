#pragma once

#include <functional>

#include "world/world.h"

namespace panj {

/// By how much a move is favoured: not negative.
using MoveWeight = std::function<double(CellId from, CellId to, double time_s)>;

/// A logit field with the same moves, the probability of each in proportion to that of the table times its
/// weight, rounded to 65536ths as the table's is; cells all of whose weights are 0 keep their own. Times to
/// go are left out.
RouteField tilted_field(const RouteField& field, const MoveWeight& weight);

/// The tilted tables of classes with rare leaks. With S(i) the probability to come through unseen from cell i
/// past the posts alone (sweep_survival over static_hazard), a move is favoured by exp(-h_ij) S(j): where
/// nothing but the posts looks, and as static_hazard has it, each way is then as likely as it is among those
/// that come through (the optimal change of measure of a Markov chain; Kollman, Baker, Cox and Glynn 1999,
/// Annals of Applied Probability 9, 391), and all weigh alike. Patrols, lines, weather and light make weights
/// vary, never biased. One table for each set of configurations that have the same posts in sight of the
/// class's ways and the same choice of routes. Computed on several threads. The world has coverage, and
/// choices are compiled.
void compile_rare_leaks(World& world, int threads);

}  // namespace panj
