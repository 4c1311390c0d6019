#include "model/sight.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace panj {

namespace {

/// Light as far as it matters to an asset.
LightSpan light_for(const World& world, std::uint16_t asset, double time_s) {
  return world.conditions[asset].light_matters ? light_span_at(world.light, time_s) : LightSpan{};
}

/// A detection with probability `p` at one moment: -ln(1 - p), multiplied, jumps up in H.
Hazard jump(double p, double rate_factor) {
  if (rate_factor <= 0.0 || p <= 0.0) return {};
  if (p >= 1.0) return {0.0, true, 0.0};
  return {-std::log1p(-p) * rate_factor, false, 0.0};
}

void add_atom(const Exposure& atom, std::vector<Exposure>& exposures) {
  if (atom.hazard.certain || atom.hazard.finite > 0.0) exposures.push_back(atom);
}

/// Looks at phase + n period, from the course's beginning until before its end.
void add_looks(const Glimpse& law, const SensorConditions& what, double phase, const Factors& factors,
               const Sighting& part, std::vector<Exposure>& exposures) {
  const TimeSpan in_range =
      time_within(part.course.offset_m, part.course.velocity_m_s, part.course.duration_s, law.range_m);
  if (in_range.empty()) return;
  const double first = std::ceil((part.begin_s + in_range.begin_s) / law.period_s - phase);
  for (double n = first;; n += 1.0) {
    const double time_s = (n + phase) * law.period_s;
    if (time_s >= part.end_s() || time_s > part.begin_s + in_range.end_s) return;
    if (time_s < part.begin_s) continue;
    const Point3 offset = part.course.offset_m + (time_s - part.begin_s) * part.course.velocity_m_s;
    const double p = glimpse_probability(what.glimpse_table, offset.norm() / factors.range);
    add_atom(
        {part.asset, part.team, time_s, law, {offset, part.course.velocity_m_s, 0.0}, jump(p, factors.rate)},
        exposures);
  }
}

double cross(const Point& a, const Point& b) {
  return a.x() * b.y() - a.y() * b.x();
}

/// How far along a -> b it crosses the piece p -> q. A point on the line counts as on its left, a vertex on
/// the track as on the track's left: who passes a vertex, or turns on the line, crosses it once or not at
/// all.
std::optional<double> crossing(const Point& a, const Point& b, const Point& p, const Point& q) {
  const Point track = b - a;
  if ((cross(track, p - a) >= 0.0) == (cross(track, q - a) >= 0.0)) return std::nullopt;
  const double begin = cross(q - p, a - p);
  const double end = cross(q - p, b - p);
  if ((begin >= 0.0) == (end >= 0.0)) return std::nullopt;
  return std::clamp(begin / (begin - end), 0.0, 1.0);
}

}  // namespace

LightSpan light_span_at(const std::vector<LightChange>& changes, double time_s) {
  if (changes.empty()) return {};
  // Few changes: looking at them in turn is quicker than halving.
  std::size_t after = 0;
  while (after < changes.size() && changes[after].from_s <= time_s) ++after;
  LightSpan span{changes[after > 0 ? after - 1 : 0].light};
  if (after < changes.size()) span.until_s = changes[after].from_s;
  return span;
}

void add_steady(const World& world, const Circumstances& now, const Sighting& sighting, const Acuity& acuity,
                std::vector<Exposure>& exposures) {
  if (acuity.range_m < 0.0) return;
  if (const auto* glimpse = std::get_if<Glimpse>(&acuity.law)) {
    const TeamConditions& team = now.conditions->of(sighting.asset, sighting.team);
    add_looks(*glimpse, world.conditions[sighting.asset], team.look_phase, acuity.factors, sighting,
              exposures);
    return;
  }
  const Hazard found = hazard(acuity.law, sighting.course);
  if (found.certain || found.finite > 0.0)
    exposures.push_back(
        {sighting.asset, sighting.team, sighting.begin_s, acuity.law, sighting.course, found});
}

void add_conditioned(const World& world, const Circumstances& now, const Sighting& sighting,
                     std::vector<Exposure>& exposures) {
  const Conditions& conditions = *now.conditions;
  const TeamConditions& team = conditions.of(sighting.asset, sighting.team);
  const auto acuity_in = [&](Light light) -> const Acuity& {
    return conditions.acuity(world, sighting.asset, light, now.target);
  };
  const LightSpan at_first = light_for(world, sighting.asset, sighting.begin_s);
  if (team.always && sighting.begin_s < sighting.end_s() && sighting.end_s() <= at_first.until_s)
    return add_steady(world, now, sighting, acuity_in(at_first.light), exposures);  // as mostly
  for (const TimeSpan& works : conditions.spans_of(team)) {
    double from_s = std::max(works.begin_s, sighting.begin_s);
    const double until_s = std::min(works.end_s, sighting.end_s());
    while (from_s < until_s) {
      const LightSpan light = light_for(world, sighting.asset, from_s);
      const double next_s = std::min(until_s, light.until_s);
      Sighting part = sighting;
      if (from_s > sighting.begin_s || next_s < sighting.end_s()) {
        part.begin_s = from_s;
        part.course.offset_m += (from_s - sighting.begin_s) * sighting.course.velocity_m_s;
        part.course.duration_s = next_s - from_s;
      }
      add_steady(world, now, part, acuity_in(light.light), exposures);
      from_s = next_s;
    }
  }
}

void add_in_light(const World& world, const Circumstances& now, const Sighting& sighting,
                  const LightSpan& light, const Acuity& acuity, std::vector<Exposure>& exposures) {
  const Conditions& conditions = *now.conditions;
  const double end_s = sighting.end_s();
  // Nothing changes, as mostly.
  if (sighting.begin_s < end_s && end_s <= light.until_s &&
      conditions.works_throughout(conditions.of(sighting.asset, sighting.team), sighting.begin_s, end_s))
    return add_steady(world, now, sighting, acuity, exposures);
  add_conditioned(world, now, sighting, exposures);
}

void add_crossing(const World& world, const Circumstances& now, const LinePiece& line,
                  const TrackPiece& piece, std::vector<Exposure>& exposures) {
  const Asset& asset = world.assets[line.asset];
  const std::vector<Point>& vertices = world.lines[asset.plan].vertices_m;
  const auto share =
      crossing(piece.from_m.head<2>(), piece.to_m.head<2>(), vertices[line.piece], vertices[line.piece + 1]);
  if (!share) return;
  const double time_s = std::lerp(piece.begin_s, piece.end_s, *share);
  double rate_factor = 1.0;
  if (asset.conditioned) {
    const auto spans = now.conditions->spans_of(now.conditions->of(line.asset, 0));
    const bool works = std::any_of(spans.begin(), spans.end(), [time_s](const TimeSpan& span) {
      return span.begin_s <= time_s && time_s < span.end_s;
    });
    if (!works) return;
    const Light light = light_for(world, line.asset, time_s).light;
    rate_factor = now.conditions->acuity(world, line.asset, light, now.target).factors.rate;
  }
  const double p = std::get<TripLine>(asset.law).probability;
  add_atom({line.asset, 0, time_s, asset.law, {}, jump(p, rate_factor)}, exposures);
}

}  // namespace panj
