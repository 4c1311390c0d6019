#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "model/conditions.h"
#include "model/exposures.h"
#include "world/world.h"

namespace panj {

/// A target on a straight course before a sensor, whatever comes of it.
struct Sighting {
  std::uint16_t asset = 0;
  std::uint16_t team = 0;
  double begin_s = 0.0;
  Course course;

  double end_s() const { return begin_s + course.duration_s; }
};

/// How light it is at a time, and until when; day for ever where no light is stated.
struct LightSpan {
  Light light = Light::day;
  double until_s = std::numeric_limits<double>::infinity();
};
LightSpan light_span_at(const std::vector<LightChange>& changes, double time_s);

/// Adds what a conditioned asset makes of a course: only while it works, cut where the light changes, its law
/// under all factors; looks of a glimpse law one by one, each at its time (none is added up into a rate).
void add_conditioned(const World& world, const Circumstances& now, const Sighting& sighting,
                     std::vector<Exposure>& exposures);

/// The same of a course while which the sensor works and the light does not change.
void add_steady(const World& world, const Circumstances& now, const Sighting& sighting, const Acuity& acuity,
                std::vector<Exposure>& exposures);

/// The same of a course that begins in a stretch of light, by the asset's acuity in it: quicker, as nothing
/// need be found out.
void add_in_light(const World& world, const Circumstances& now, const Sighting& sighting,
                  const LightSpan& light, const Acuity& acuity, std::vector<Exposure>& exposures);

/// Adds a track piece's crossing of the piece of a line, if it crosses it and the line works then.
void add_crossing(const World& world, const Circumstances& now, const LinePiece& line,
                  const TrackPiece& piece, std::vector<Exposure>& exposures);

}  // namespace panj
