#include "model/sorties.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "terrain/line_of_sight.h"

namespace panj {

namespace {

constexpr double endless_s = std::numeric_limits<double>::infinity();

/// Draws the flights of one station.
class Sorties {
 public:
  Sorties(const TeamOfPatrol& whose, double until_s, std::vector<Stretch>& flights)
      : plan_(whose.plan),
        sorties_(*plan_.sorties),
        address_{whose.key, Purpose::patrol_phase, static_cast<std::uint32_t>(whose.team), whose.replication},
        hypercube_(whose.hypercube),
        until_s_(until_s),
        flights_(flights) {
    if (plan_.random_legs && plan_.random_legs->legs > 0) {
      sorties_.flight_s = plan_.random_legs->legs * plan_.random_legs->leg_s;
      sorties_.gap_s = endless_s;
    }
  }

  void draw() {
    if (plan_.shifts.empty()) {
      if (!plan_.start_s) return go_on_as_ever();
      return set_out(leaving_s(0), endless_s);
    }
    for (std::size_t shift = 0; shift < plan_.shifts.size(); ++shift) {
      const TimeSpan& span = plan_.shifts[shift];
      set_out(span.begin_s + leaving_s(shift), span.end_s);
    }
  }

 private:
  double leaving_s(std::size_t shift) const {
    if (!plan_.start_s) return 0.0;
    Address start = address_;
    start.purpose = Purpose::patrol_start;
    const double u = is_constant(*plan_.start_s)
                         ? 0.5
                         : hypercube_.uniform_pair(start, static_cast<std::uint32_t>(shift)).first;
    return quantile(*plan_.start_s, u);
  }

  void set_out(double from_s, double until_s) { fly(from_s, until_s, -from_s); }

  void go_on_as_ever() {
    const auto [phase, place] = hypercube_.uniform_pair(address_);
    // Random legs for ever: a leg begins as ever.
    const double round_s =
        std::isfinite(sorties_.flight_s) ? sorties_.flight_s + sorties_.gap_s : plan_.random_legs->leg_s;
    const bool goes_on = sorties_.in_place && !plan_.random_legs;
    const double offset_s = goes_on ? place * plan_.cycles.front().period_s : 0.0;
    fly(plan_.begin_s - phase * round_s, endless_s, offset_s);
  }

  /// Flight after flight. \param offset_s cycle time at time 0 of a relay's course.
  void fly(double from_s, double until_s, double offset_s) {
    const double last_s = std::min(until_s, until_s_);
    double begin_s = from_s;
    for (double number = 1.0; begin_s < last_s; number += 1.0) {
      const double end_s = std::min(begin_s + sorties_.flight_s, until_s);
      flights_.push_back({0, sorties_.in_place ? offset_s : -begin_s, begin_s, end_s});
      begin_s = from_s + number * (sorties_.flight_s + sorties_.gap_s);
    }
  }

  const PatrolPlan& plan_;
  SortiePlan sorties_;
  Address address_;
  LatinHypercube hypercube_;
  double until_s_;
  std::vector<Stretch>& flights_;
};

/// Leg `number` of a drone's, not yet in time.
PatrolPiece random_leg(const World& world, const Asset& asset, const Address& address, std::uint32_t number) {
  const RandomLegsPlan& plan = *world.patrols[asset.plan].random_legs;
  const auto [east, north] = uniform_pair(address, 2 * number);
  const double heading_rad = 2.0 * std::numbers::pi * uniform_pair(address, 2 * number + 1).first;
  const Point size = plan.middles_m.high - plan.middles_m.low;
  const Point middle = plan.middles_m.low + Point(east * size.x(), north * size.y());
  const Point half = 0.5 * plan.leg_m * Point(std::sin(heading_rad), std::cos(heading_rad));
  const auto eye = [&](const Point& at) {
    const double height_m = asset.altitude_m
                                ? *asset.altitude_m
                                : ground_height_m(world.grid, world.elevation_m, at) + asset.eye_height_m;
    return Point3(at.x(), at.y(), height_m);
  };
  return {eye(middle - half), eye(middle + half), 0.0, plan.leg_s, middle};
}

}  // namespace

void draw_sorties(const TeamOfPatrol& whose, double until_s, std::vector<Stretch>& flights) {
  Sorties(whose, until_s, flights).draw();
}

void draw_random_legs(const World& world, std::uint16_t asset_number, std::uint64_t replication,
                      double until_s, DrawnLegs& drawn) {
  const Asset& asset = world.assets[asset_number];
  const PatrolPlan& plan = world.patrols[asset.plan];
  const Address address{asset.key, Purpose::itinerary, 0, replication};
  drawn.asset = asset_number;
  drawn.cycle.pieces.clear();
  drawn.flights.clear();
  draw_sorties({asset.key, plan, 0, replication, world.hypercube}, until_s, drawn.flights);
  std::uint32_t number = 0;
  for (const Stretch& flight : drawn.flights) {
    const double last_s = std::min(flight.until_s, until_s);
    // A part of a leg at the end of a flight of whole legs is rounding.
    constexpr double rounding_s = 1e-6;
    double begin_s = flight.from_s;
    for (double leg = 1.0; begin_s < last_s - rounding_s; leg += 1.0) {
      PatrolPiece piece = random_leg(world, asset, address, number++);
      piece.begin_s = begin_s;
      begin_s = flight.from_s + leg * plan.random_legs->leg_s;
      piece.end_s = begin_s;
      if (begin_s > flight.until_s) {
        const double flown = (flight.until_s - piece.begin_s) / plan.random_legs->leg_s;
        piece.to_m = piece.from_m + flown * (piece.to_m - piece.from_m);
        piece.end_s = flight.until_s;
      }
      drawn.cycle.pieces.push_back(piece);
    }
  }
}

}  // namespace panj
