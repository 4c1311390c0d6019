#pragma once

#include <cstdint>

namespace panj {

/// What a random number is for. Every stream of the program stands here, once. A number is part of the
/// address of results that exist: never change or reuse one; a new draw takes a new line.
enum class Purpose : std::uint8_t {
  // Drawn per crosser class and replication.
  arrivals = 1,  ///< number of attempts of a class (attempt number 0)

  // Drawn per attempt, one block each: two uniforms, named first and second.
  origin = 16,              ///< first: place along the edge, line or box's east; second: box's north
  departure_and_wait = 17,  ///< first: departure; second: wait
  pace_and_heading = 18,    ///< first: time factor; second: heading of a straight route
  detection = 19,  ///< unit exponentials of the Poisson process in H: first is detection 1, and so on
  report = 20,     ///< first: report delay; second: kept for the link

  // Drawn per attempt, as many as it takes.
  route = 32,  ///< raw 16-bit choices of a logit walk

  // Drawn per attempt and asset (the asset's key is mixed in).
  detecting_asset = 48,  ///< first: e_a, whose e_a / gamma_a decides who detects

  // Drawn per asset, replication and team.
  patrol_phase = 64,        ///< first: phase over the cycle time; second: direction
  patrol_start = 65,        ///< first: time of leaving the first waypoint
  ready_and_handling = 80,  ///< per call: first: readiness; second: handling
  response_time = 81,       ///< per call: first: response time drawn whatever the place

  // Of the terrain, not of the sampling: key = the terrain's own seed.
  ridges = 240,
};

}  // namespace panj
