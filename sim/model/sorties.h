#pragma once

#include <vector>

#include "model/patrols.h"
#include "model/timetable.h"

namespace panj {

/// Adds the flights of a drone's station in one replication, in the order of time, as long as they begin
/// before `until_s`. The first begins at the drawn start, of the period or of each shift; without one the
/// station is in steady state: uniform over the time of a flight and the gap after it, and a relay uniform
/// over the time of its cycle too.
void draw_sorties(const TeamOfPatrol& whose, double until_s, std::vector<Stretch>& flights);

/// Legs flown end to end in time during flights, the last one of a flight cut off where that ends. Leg i
/// takes blocks 2i (east and north of its middle) and 2i + 1 (heading) of the purpose `itinerary`. The eye is
/// as high over the ground as stated at both ends of a leg and goes straight between them, or is level.
void draw_random_legs(const World& world, std::uint16_t asset, std::uint64_t replication, double until_s,
                      DrawnLegs& drawn);

}  // namespace panj
