#pragma once

#include <span>

#include "world/compile_crossers.h"
#include "world/world.h"

namespace panj {

/// Routes of classes that shun hazards (`risk`) or perceive costs: for each set of hazards that
/// configurations let a class know of, and each draw of its view of the ground, the least-cost tree or logit
/// field. A step of time tau costs
///   tau (1 + beta gamma) exp(sigma G - sigma^2 / 2),
/// gamma the known rate and G the Gaussian field of the draw, each by its mean over the cells that the step
/// passes over, as friction. Theta of logit routes is that of the class by time alone: how it strays does not
/// depend on what it fears. Computed on several threads. The world has coverage.
void compile_choices(World& world, std::span<const RouteGround> grounds, int threads);

}  // namespace panj
