#pragma once

#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// Attempts and waves of the warm-up are numbered from here on, so that those of the period keep their
/// numbers (and with them all their draws), however long the warm-up is.
constexpr std::uint32_t first_of_warm_up = 1U << 31;

/// Draws the attempts of a replication, class by class: their number, and for each its departure, group size,
/// wait, origin, pace and heading. Tracks come next.
///
/// Departures by the hour: the hour by inversion of the shares of the hours, uniformly in it. Waves: each
/// begins at a drawn time and has a drawn number of groups, which depart within its window; it belongs to the
/// period that it begins in.
///
/// The warm-up is the end of periods of the same kind, one after the other, that go before the period: of
/// their attempts those that depart in [-warm_up, 0) or, of waves, later. Probes need none: they meet nobody
/// of their kind.
/// \param attempts of no Replication: what Replication::starts tells would not be of them
void draw_attempts(const World& world, std::int64_t replication, std::vector<Attempt>& attempts);

/// The same into the replication, whose number is set; where all go in the open, Replication::starts, too.
void draw_attempts(const World& world, Replication& replication);

}  // namespace panj
