#include "results/path_layer.h"

#include <cmath>

#include "base/units.h"
#include "results/missing.h"

namespace panj {

namespace {

std::string name_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::intercepted:
      return "intercepted";
    case Outcome::turned_back:
      return "turned_back";
    case Outcome::detected_not_intercepted:
      return "detected_not_intercepted";
    case Outcome::undetected:
      break;
  }
  return "undetected";
}

double hours(double time_s) {
  return std::isfinite(time_s) ? time_s / seconds_per_hour : missing;
}

/// Where the way leads; it has no height on a map.
std::vector<Point> vertices_of(const World& world, const Replication& replication, const Walk& walk) {
  const Track track = track_of(world, replication, walk);
  std::vector<Point> vertices{track.origin_m};
  for (std::size_t stay = 0; stay < track.stays(); ++stay)
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      const Point to = piece.to_m.head<2>();
      if (to != vertices.back()) vertices.push_back(to);
    }
  return vertices;
}

double middle_of_segment_km(const World& world, std::int32_t segment) {
  if (segment < 0) return missing;
  const Frontier& frontier = world.frontier;
  return (frontier.chainage_begin_m + (segment + 0.5) * frontier.segment_m) / metres_per_km;
}

}  // namespace

PathLayer::PathLayer(const World& world) : world_(world) {
  using Kind = Field::Kind;
  layer_.name = "paths";
  layer_.kind = FeatureLayer::Kind::lines;
  layer_.fields = {{"replication", Kind::whole}, {"class", Kind::text},       {"attempt", Kind::whole},
                   {"persons", Kind::whole},     {"departure_h", Kind::real}, {"end_h", Kind::real},
                   {"crossed_h", Kind::real},    {"crossed_km", Kind::real}};
  for (const std::string& configuration : world.configurations)
    layer_.fields.push_back({"outcome_" + configuration, Kind::text});
}

void PathLayer::add(const Replication& replication, std::size_t most) {
  const std::size_t configurations = world_.configurations.size();
  for (std::size_t i = 0; i < replication.attempts.size() && attempts_ < most; ++i) {
    const Attempt& attempt = replication.attempts[i];
    if (!attempt.scored) continue;
    ++attempts_;
    const CrosserPlan& crosser = world_.crossers[static_cast<std::size_t>(attempt.crosser)];
    for (const Walk& walk : replication.walks_of(i)) {
      Feature way{vertices_of(world_, replication, walk),
                  {replication.number, crosser.name, std::int64_t{attempt.number},
                   std::int64_t{attempt.persons}, hours(attempt.departure_s), hours(walk.end_s),
                   hours(walk.crossed_s), middle_of_segment_km(world_, walk.segment)}};
      // It stayed where it was.
      if (way.vertices_m.size() == 1) way.vertices_m.push_back(way.vertices_m.front());
      for (std::size_t c = 0; c < configurations; ++c) {
        const bool goes = (walk.under >> c & 1U) != 0;
        way.values.emplace_back(goes ? name_of(replication.verdicts[i * configurations + c].outcome)
                                     : std::string());
      }
      layer_.features.push_back(std::move(way));
    }
  }
}

}  // namespace panj
