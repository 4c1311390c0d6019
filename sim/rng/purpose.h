#pragma once

#include <cstdint>

namespace panj {

/// What a random number is for. Every stream of the program stands here, once. A number is part of the
/// address of results that exist: never change or reuse one; a new draw takes a new line.
enum class Purpose : std::uint8_t {
  // Drawn per crosser class and replication.
  arrivals = 1,  ///< number of attempts of a class (number 0; n: in the n-th period before, of the warm-up)
  waves = 2,     ///< number of waves of a class (numbered as arrivals)
  weather = 3,   ///< of the replication (key "weather"); first: state; second: visibility factor

  // Drawn per attempt, one block each: two uniforms, named first and second.
  origin = 16,              ///< first: place along the edge, line or box's east; second: box's north
  departure_and_wait = 17,  ///< first: departure; second: wait
  pace_and_heading = 18,    ///< first: time factor; second: heading of a straight route
  detection = 19,        ///< unit exponentials of the Poisson process in H: first is detection 1, and so on
  report = 20,           ///< first: report delay; second: whether the link is up
  group_and_route = 21,  ///< first: group size; second: which of the drawn ways is taken
  confirmation = 22,     ///< block n: of the attempt's call n; first: whether it is confirmed
  contact = 23,          ///< block n: of contact n; first: success; second: whether the group complies
  resistance = 24,       ///< block n: of contact n; first: whether one that resists is held
  wave_departure = 25,   ///< of wave `number`; first: when it begins; second: how many groups it has
  wait_at_line = 26,     ///< first: how long it stands before the line
  rare_leaks = 27,       ///< first: whether it goes by its class's own table of routes

  // Drawn per attempt, as many as it takes.
  route = 32,  ///< raw 16-bit choices of a logit walk

  // Drawn per attempt and asset (the asset's key is mixed in).
  detecting_asset = 48,  ///< first: e_a, whose e_a / gamma_a decides who detects
  turning_back = 49,     ///< block: the patrol's team; first: whether the group turns back
  obstacle_delay = 50,   ///< the obstacle's key is mixed in; first: time that crossing it takes

  // Drawn per asset, replication and team.
  patrol_phase = 64,        ///< first: phase over the cycle time; second: direction
  patrol_start = 65,        ///< first: time of leaving the first waypoint
  outage = 66,              ///< works or not; times of breaking down and of being mended
  glimpse_phase = 67,       ///< first: when the first look is taken, as a share of the period of looks
  headways = 68,            ///< of a one-way patrol: times between departures
  itinerary = 69,           ///< turns of a Markov patrol, random legs of a drone
  nuisance = 70,            ///< number and times of an asset's nuisance alarms
  nuisance_call = 71,       ///< block per alarm; first: place; second: whether it is confirmed
  ready_and_handling = 80,  ///< per call: first: readiness; second: handling
  response_time = 81,       ///< per call: first: response time drawn whatever the place
  pursuit = 82,             ///< per call: first: readiness; second: handling of a patrol that pursues

  // Drawn per batch of replications, whose number stands in the place of the replication's.
  latin_hypercube = 96,  ///< block: purpose (8 bits) and block (16 bits) of the address that is stratified

  // Of the terrain, not of the sampling: key = the terrain's own seed.
  ridges = 240,
  perceived_cost =
      241,  ///< key = the class's: Gaussian random fields of what a class takes the ground to cost
};

}  // namespace panj
