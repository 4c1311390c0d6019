#include "model/open_ground.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>

#include "base/clones.h"
#include "model/cycle_part.h"
#include "model/meeting.h"
#include "terrain/line_of_sight.h"

namespace panj {

namespace {

/// The first leg that ends after a time.
const LaidLeg* first_after(std::span<const LaidLeg> legs, double time_s) {
  constexpr std::size_t few = 8;
  const LaidLeg* const end = legs.data() + legs.size();
  const auto is_over = [time_s](const LaidLeg& leg) { return leg.end_s <= time_s; };
  if (legs.size() > few) return std::partition_point(legs.data(), end, is_over);
  return std::find_if_not(legs.data(), end, is_over);
}

/// Is somebody who passes a team on a leg, from `from_s` on, so far from it that nothing more need be found?
/// By east or north alone, or by how far from each other both would pass on endless ways; and by more than
/// rounding is.
bool is_far(const Passer& passer, const LaidLeg& leg, double from_s, double duration_s, double range_m) {
  constexpr double rounding_m = 1e-3;
  const double passed_s = from_s - passer.piece.begin_s;
  const double gone_s = from_s - leg.begin_s;
  const double within_m = range_m + rounding_m;
  const auto offset_m = [&](int axis) {
    return passer.piece.from_m[axis] + passer.velocity_m_s[axis] * passed_s -
           (leg.start_m[axis] + leg.velocity_m_s[axis] * gone_s);
  };
  const double north_m = offset_m(1);
  const double north_m_s = passer.velocity_m_s[1] - leg.velocity_m_s[1];
  if (stays_beyond(north_m, north_m_s, duration_s, within_m)) return true;
  const double east_m = offset_m(0);
  const double east_m_s = passer.velocity_m_s[0] - leg.velocity_m_s[0];
  if (stays_beyond(east_m, east_m_s, duration_s, within_m)) return true;
  const double area = east_m * north_m_s - north_m * east_m_s;
  return area * area > within_m * within_m * (east_m_s * east_m_s + north_m_s * north_m_s);
}

/// Height of the ground where it is the same everywhere.
std::optional<double> level_m(const World& world) {
  const auto* flat = std::get_if<FlatSurface>(&world.scenario.frontier.elevation);
  return flat != nullptr ? std::optional(flat->height_m) : std::nullopt;
}

/// Does nothing change what it sees, beyond its law?
bool is_plain_sensor(const Asset& asset) {
  return !asset.conditioned && range_of(asset.law) == asset.range_m;
}

/// A piece of a straight walk by the clock of the period, for OpenSweep.
TimedWay timed_way(const Point& from_m, const Point& velocity_m_s, double begin_s, double end_s) {
  const Point at_0_m = from_m - begin_s * velocity_m_s;
  return {begin_s, end_s, at_0_m.x(), at_0_m.y(), velocity_m_s.x(), velocity_m_s.y()};
}

TimedWay timed_way(const LaidLeg& leg) {
  return timed_way(leg.start_m, leg.velocity_m_s.head<2>(), leg.begin_s, leg.end_s);
}

/// Puts walks into columns that were not found there.
void put_in_columns(const Replication& replication, OpenWays& ways) {
  ways.resize(replication.walks.size());
  for (std::size_t w = 0; w < ways.size(); ++w) {
    const Walk& walk = replication.walks[w];
    const Attempt& attempt = replication.attempts[walk.attempt];
    const double going_s = walk.end_s - walk.moving_s;
    const double speed_m_s = going_s > 0.0 ? walk.length_m / going_s : 0.0;
    ways.departure_s[w] = attempt.departure_s;
    ways.moving_s[w] = walk.moving_s;
    ways.end_s[w] = walk.end_s;
    ways.going.set(w, timed_way(attempt.origin_m, speed_m_s * attempt.direction, walk.moving_s, walk.end_s));
  }
}

/// When somebody is under way, and for how long all of them together.
struct Outing {
  explicit Outing(const OpenWays& ways);

  TimeSpan out_s{never_happened_s, -never_happened_s};
  double all_s = 0.0;
  double waiting_s = 0.0;  ///< the longest wait at an origin
};

/// Outings of walks in lanes: lane i takes in walks i, i + lanes, i + 2 lanes, ...
struct Outings {
  static constexpr std::size_t lanes = 16;
  std::array<double, lanes> first_s, last_s, all_s, waiting_s;
};

/// Takes in walks as far as they come in whole rows of lanes. Loops of a fixed length over plain arrays: the
/// compiler makes vectors of them.
PANJ_CLONES
void take_in(const double* __restrict departs_s, const double* __restrict begins_s,
             const double* __restrict ends_s, std::size_t walks, Outings& __restrict outings) {
  for (std::size_t from = 0; from + Outings::lanes <= walks; from += Outings::lanes) {
    for (std::size_t i = 0; i < Outings::lanes; ++i) {
      const double departs = departs_s[from + i];
      const double ends = ends_s[from + i];
      const double waits = begins_s[from + i] - departs;
      outings.first_s[i] = departs < outings.first_s[i] ? departs : outings.first_s[i];
      outings.last_s[i] = ends > outings.last_s[i] ? ends : outings.last_s[i];
      outings.waiting_s[i] = waits > outings.waiting_s[i] ? waits : outings.waiting_s[i];
      outings.all_s[i] += ends - departs;
    }
  }
}

Outing::Outing(const OpenWays& ways) {
  Outings outings;
  outings.first_s.fill(never_happened_s);
  outings.last_s.fill(-never_happened_s);
  outings.all_s.fill(0.0);
  outings.waiting_s.fill(0.0);
  take_in(ways.departure_s.data(), ways.moving_s.data(), ways.end_s.data(), ways.size(), outings);
  const auto take = [this](double first_s, double last_s, double out, double waits_s) {
    out_s = {std::min(out_s.begin_s, first_s), std::max(out_s.end_s, last_s)};
    all_s += out;
    waiting_s = std::max(waiting_s, waits_s);
  };
  for (std::size_t i = 0; i < Outings::lanes; ++i)
    take(outings.first_s[i], outings.last_s[i], outings.all_s[i], outings.waiting_s[i]);
  for (std::size_t w = ways.size() / Outings::lanes * Outings::lanes; w < ways.size(); ++w) {
    const double departs_s = ways.departure_s[w];
    const double ends_s = ways.end_s[w];
    take(departs_s, ends_s, ends_s - departs_s, ways.moving_s[w] - departs_s);
  }
}

/// One by one, walks look only at legs of their time; all together at all legs, each in an eighth of the
/// time.
bool is_worth_sweeping(const Outing& outing, std::size_t walks, std::size_t legs) {
  constexpr double quicker = 8.0;
  return legs <= OpenSweep::most_sensors &&
         quicker * outing.all_s >= static_cast<double>(walks) * outing.out_s.length_s();
}

}  // namespace

OpenGround::OpenGround(const World& world, const Replication& replication, const PatrolTeams& teams,
                       OpenGroundScratch& scratch)
    : world_(world), replication_(replication), scratch_(scratch) {
  if (world.tracks_need_cells || !teams.drawn.empty()) return;
  const bool in_columns = replication.open.size() == replication.walks.size();
  if (!in_columns) put_in_columns(replication, scratch.ways);
  const OpenWays& ways = in_columns ? replication.open : scratch.ways;
  const bool any_turns = !in_columns && std::any_of(replication.walks.begin(), replication.walks.end(),
                                                    [](const Walk& walk) { return walk.turned(); });
  // Beyond that they are better looked up attempt by attempt.
  const std::size_t most = 16 + 4 * ways.size();
  const Outing outing(ways);
  laid_out_ = lay_out_legs(world, teams, outing.out_s, most, scratch.laid);
  all_move_ = std::all_of(world.assets.begin(), world.assets.end(),
                          [](const Asset& asset) { return is_mobile(asset.kind); });
  is_swept_ = laid_out_ && all_move_ && !any_turns &&
              is_worth_sweeping(outing, ways.size(), scratch.laid.legs.size());
  if (!is_swept_) return;
  sweep(ways, outing.waiting_s > 0.0);
  sees_at_once_ = outing.waiting_s == 0.0 && level_m(world).has_value() &&
                  std::all_of(world.assets.begin(), world.assets.end(), is_plain_sensor);
}

void OpenGround::sweep(const OpenWays& ways, bool any_waits) {
  OpenSweep& sweep = scratch_.sweep;
  sweep.clear_sensors();
  for (const LaidTeam& team : scratch_.laid.teams)
    for (const LaidLeg& leg : scratch_.laid.of(team))
      sweep.add(SensorWay{timed_way(leg), world_.assets[team.asset].range_m});
  sweep.sweep(ways.going);
  if (!any_waits) return;
  // Those who wait at their origins pass once more, standing there.
  scratch_.waits.resize(ways.size());
  for (std::size_t w = 0; w < ways.size(); ++w) {
    const Walk& walk = replication_.walks[w];
    const Attempt& attempt = replication_.attempts[walk.attempt];
    scratch_.waits.set(w, timed_way(attempt.origin_m, {0.0, 0.0}, attempt.departure_s, walk.moving_s));
  }
  sweep.sweep_also(scratch_.waits);
}

void OpenGround::list_near(std::vector<std::size_t>& walks) const {
  if (is_swept_) return scratch_.sweep.list_near(walks);
  walks.resize(replication_.walks.size());
  std::iota(walks.begin(), walks.end(), std::size_t{0});
}

void OpenGround::expose(const Walk& walk, const Circumstances& now, std::vector<Exposure>& exposures) const {
  const auto number = static_cast<std::size_t>(&walk - replication_.walks.data());
  const std::uint64_t near = is_swept_ ? scratch_.sweep.near(number) : 0;
  if (is_swept_ && near == 0) return;
  const std::size_t before = exposures.size();
  const Attempt& attempt = replication_.attempts[walk.attempt];
  const double height_m = world_.crossers[static_cast<std::size_t>(attempt.crosser)].target_height_m;
  const std::optional<double> level = level_m(world_);
  const auto over_ground = [&](const Point& at) {
    const double ground_m = level ? *level : ground_height_m(world_.grid, world_.elevation_m, at);
    return Point3(at.x(), at.y(), ground_m + height_m);
  };
  const Point3 from = over_ground(attempt.origin_m);
  const Point3 to = over_ground(attempt.origin_m + walk.length_m * attempt.direction);
  const auto add = [&](const TrackPiece& piece) {
    is_swept_ ? add_piece_near(piece, near, now, exposures) : add_piece(piece, now, exposures);
  };
  if (walk.moving_s > attempt.departure_s) add({from, from, attempt.departure_s, walk.moving_s});
  if (walk.end_s > walk.moving_s) add({from, to, walk.moving_s, walk.end_s});
  if (exposures.size() > before + 1) put_in_order(world_, before, exposures);
}

/// Takes what OpenSightings find, pair by pair, walk after walk.
class OpenGround::Taker {
 public:
  Taker(const OpenGround& ground, Exposures& exposures, std::vector<std::size_t>& seen)
      : world_(ground.world_),
        pairs_(ground.scratch_.sightings),
        exposures_(exposures),
        seen_(seen),
        begin_(exposures.all.size()) {
    pairs_.clear();
  }

  void add(std::size_t walk, const LevelPasser& passer, const LaidTeam& team, const LaidLeg& leg) {
    whose_[pairs_.size()] = {walk, &team};
    pairs_.add(passer, leg, world_.assets[team.asset].range_m);
    if (pairs_.is_full()) take();
  }
  void end() {
    take();
    end_walk();
  }

 private:
  struct Pair {
    std::size_t walk;
    const LaidTeam* team;
  };

  void take() {
    pairs_.find();
    for (std::size_t i = 0; i < pairs_.size(); ++i)
      if (pairs_.may_meet(i)) take(i);
    pairs_.clear();
  }
  void take(std::size_t i) {
    const LaidTeam& team = *whose_[i].team;
    const SensorLaw& law = world_.assets[team.asset].law;
    const bool is_definite = std::holds_alternative<DefiniteRange>(law);
    if (is_definite && !pairs_.comes_within(i)) return;
    const Course course = pairs_.course(i);
    const Hazard found = is_definite ? Hazard{0.0, true, pairs_.within_s(i)} : hazard(law, course);
    if (!found.certain && !(found.finite > 0.0)) return;
    if (whose_[i].walk != walk_) end_walk();
    walk_ = whose_[i].walk;
    exposures_.all.push_back({team.asset, team.team, pairs_.from_s(i), law, course, found});
  }
  /// Of the walk that exposures were taken of last.
  void end_walk() {
    if (exposures_.all.size() > begin_ + 1) put_in_order(world_, begin_, exposures_.all);
    if (exposures_.all.size() > begin_ && exposures_.take(walk_, begin_)) seen_.push_back(walk_);
    begin_ = exposures_.all.size();
  }

  const World& world_;
  OpenSightings& pairs_;
  Exposures& exposures_;
  std::vector<std::size_t>& seen_;
  std::array<Pair, OpenSightings::most> whose_;
  std::size_t walk_ = 0;
  std::size_t begin_;  ///< of its exposures
};

void OpenGround::expose_near(std::span<const std::size_t> near_walks, Exposures& exposures,
                             std::vector<std::size_t>& seen) const {
  const double ground_m = level_m(world_).value();
  Taker taker(*this, exposures, seen);
  for (const std::size_t number : near_walks) {
    const Walk& walk = replication_.walks[number];
    const Attempt& attempt = replication_.attempts[walk.attempt];
    const double height_m = world_.crossers[static_cast<std::size_t>(attempt.crosser)].target_height_m;
    const LevelPasser passer{attempt.origin_m,    attempt.direction, walk.length_m,
                             ground_m + height_m, walk.moving_s,     walk.end_s};
    const LaidTeam* team = scratch_.laid.teams.data();
    for (std::uint64_t near = scratch_.sweep.near(number); near != 0; near &= near - 1) {
      const auto leg = static_cast<std::size_t>(std::countr_zero(near));
      while (leg >= team->end) ++team;
      taker.add(number, passer, *team, scratch_.laid.legs[leg]);
    }
  }
  taker.end();
}

void OpenGround::add_piece(const TrackPiece& piece, const Circumstances& now,
                           std::vector<Exposure>& exposures) const {
  const Passer passer(piece);
  const std::size_t assets = all_move_ ? 0 : world_.assets.size();
  for (std::size_t number = 0; number < assets; ++number)
    if (world_.assets[number].kind == Asset::Kind::post)
      add_before_post(world_, now, static_cast<std::uint16_t>(number), passer, exposures);
  for (const LaidTeam& team : scratch_.laid.teams) before_team(team, passer, now, exposures);
  for (std::size_t number = 0; number < assets; ++number) {
    if (world_.assets[number].kind != Asset::Kind::line) continue;
    const LinePlan& line = world_.lines[world_.assets[number].plan];
    if (!line.reach.meets(box_of(piece))) continue;
    for (std::uint32_t i = 0; i + 1 < line.vertices_m.size(); ++i)
      add_crossing(world_, now, {static_cast<std::uint16_t>(number), i}, piece, exposures);
  }
}

void OpenGround::add_piece_near(const TrackPiece& piece, std::uint64_t near, const Circumstances& now,
                                std::vector<Exposure>& exposures) const {
  const Passer passer(piece);
  const LaidTeam* team = scratch_.laid.teams.data();
  for (; near != 0; near &= near - 1) {
    const auto number = static_cast<std::size_t>(std::countr_zero(near));
    while (number >= team->end) ++team;
    const LaidLeg& leg = scratch_.laid.legs[number];
    if (leg.end_s > piece.begin_s && leg.begin_s < piece.end_s)
      before_leg(*team, leg, passer, now, exposures);
  }
}

void OpenGround::before_team(const LaidTeam& team, const Passer& passer, const Circumstances& now,
                             std::vector<Exposure>& exposures) const {
  const double range_m = world_.assets[team.asset].range_m;
  const TrackPiece& piece = passer.piece;
  const std::span<const LaidLeg> legs = scratch_.laid.of(team);
  const LaidLeg* const end = legs.data() + legs.size();
  for (const LaidLeg* leg = first_after(legs, piece.begin_s); leg != end; ++leg) {
    if (leg->begin_s >= piece.end_s) return;
    const double from_s = std::max(piece.begin_s, leg->begin_s);
    const double to_s = std::min(piece.end_s, leg->end_s);
    if (!is_far(passer, *leg, from_s, to_s - from_s, range_m)) before_leg(team, *leg, passer, now, exposures);
  }
}

void OpenGround::before_leg(const LaidTeam& team, const LaidLeg& leg, const Passer& passer,
                            const Circumstances& now, std::vector<Exposure>& exposures) const {
  const double from_s = std::max(passer.piece.begin_s, leg.begin_s);
  const double to_s = std::min(passer.piece.end_s, leg.end_s);
  const double gone = share_gone(from_s, leg.shift_s, leg.leg_begin_s, leg.duration_s);
  const Meeting meeting(passer, leg, gone, from_s, to_s);
  if (!meeting.stays_beyond(world_.assets[team.asset].range_m))
    add_sighting(world_, now, {team.asset, team.team, from_s, meeting.course()}, exposures);
}

}  // namespace panj
