#include "model/exposures.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/nearly_sorted.h"
#include "model/rounds.h"
#include "model/sight.h"

namespace panj {

namespace {

/// Does what is on a straight relative course, of which this is one axis, keep farther away than a range all
/// the time?
bool stays_beyond(double offset_m, double velocity_m_s, double duration_s, double range_m) {
  constexpr double rounding = 1.0 + 1e-9;
  const double half_way_m = 0.5 * duration_s * velocity_m_s;
  return std::abs(offset_m + half_way_m) - std::abs(half_way_m) > range_m * rounding;
}

Box box_of(const TrackPiece& piece) {
  const Point from = piece.from_m.head<2>();
  const Point to = piece.to_m.head<2>();
  return {from.cwiseMin(to), from.cwiseMax(to)};
}

/// A piece of the track before sensors, its velocity found once for all of them.
struct Passer {
  explicit Passer(const TrackPiece& its_piece)
      : piece(its_piece), velocity_m_s((piece.to_m - piece.from_m) / (piece.end_s - piece.begin_s)) {}

  const TrackPiece& piece;
  Point3 velocity_m_s;
};

/// The relative course of a track's piece and a patrol's, axis by axis: east alone, or north, tells of most
/// that they stay out of range of each other.
class Meeting {
 public:
  /// \param shift_s from the patrol's cycle time. Both are out from from_s to to_s.
  Meeting(const Passer& passer, const PatrolPiece& leg, double shift_s, double from_s, double to_s)
      : passer_(passer),
        leg_(leg),
        passed_s_(from_s - passer.piece.begin_s),
        duration_s_(to_s - from_s),
        leg_s_(leg.end_s - leg.begin_s),
        gone_(std::clamp((from_s - shift_s - leg.begin_s) / leg_s_, 0.0, 1.0)) {}

  bool stays_beyond(double range_m) const {
    return panj::stays_beyond(offset_m(0), velocity_m_s(0), duration_s_, range_m) ||
           panj::stays_beyond(offset_m(1), velocity_m_s(1), duration_s_, range_m);
  }
  Course course() const {
    return {{offset_m(0), offset_m(1), offset_m(2)},
            {velocity_m_s(0), velocity_m_s(1), velocity_m_s(2)},
            duration_s_};
  }

 private:
  double way_m(int axis) const { return leg_.to_m[axis] - leg_.from_m[axis]; }
  double offset_m(int axis) const {
    return passer_.piece.from_m[axis] + passer_.velocity_m_s[axis] * passed_s_ -
           (leg_.from_m[axis] + way_m(axis) * gone_);
  }
  double velocity_m_s(int axis) const { return passer_.velocity_m_s[axis] - way_m(axis) / leg_s_; }

  const Passer& passer_;
  const PatrolPiece& leg_;
  double passed_s_;
  double duration_s_;
  double leg_s_;
  double gone_;  ///< share of the leg when they meet
};

/// Pieces first..last of a cycle.
struct CyclePart {
  CyclePart(const PatrolCycle& its_cycle, std::size_t its_first, std::size_t its_last)
      : cycle(its_cycle),
        first(its_first),
        last(its_last),
        begin_s(cycle.pieces[first].begin_s),
        end_s(cycle.pieces[last].end_s),
        period_s(cycle.period_s) {}

  /// Where to begin looking for the piece at a cycle time: of a few, looking at all is quicker than halving.
  std::size_t near(double time_s) const {
    constexpr std::size_t few = 4;
    return last - first < few ? first : std::clamp(cycle.piece_at(time_s), first, last);
  }

  const PatrolCycle& cycle;
  std::size_t first;
  std::size_t last;
  double begin_s;
  double end_s;
  double period_s;
};

/// A sensor that goes about.
struct Watcher {
  const Asset& asset;
  std::uint16_t number = 0;  ///< of the asset
  std::uint16_t team = 0;
};

/// std::ceil, quicker, for numbers far below 2^63.
double rounded_up(double number) {
  const auto cut_off = static_cast<double>(static_cast<std::int64_t>(number));
  return cut_off < number ? cut_off + 1.0 : cut_off;
}

constexpr std::uint64_t all_teams = ~std::uint64_t{0};

/// Gathers exposures of one track.
class Gatherer {
 public:
  Gatherer(const World& world, const PatrolTeams& teams, const Circumstances& now,
           std::vector<Exposure>& exposures)
      : world_(world), teams_(teams), now_(now), exposures_(exposures) {}

  void by_line(const LinePiece& line, const TrackPiece& piece) {
    add_crossing(world_, now_, line, piece, exposures_);
  }

  void by_post(std::uint16_t number, const Passer& passer) {
    const Asset& asset = world_.assets[number];
    const TrackPiece& piece = passer.piece;
    const Course course{piece.from_m - world_.posts[asset.plan].eye_m, passer.velocity_m_s,
                        piece.end_s - piece.begin_s};
    for (const int axis : {0, 1})
      if (stays_beyond(course.offset_m[axis], course.velocity_m_s[axis], course.duration_s, asset.range_m))
        return;
    add(asset, {number, 0, piece.begin_s, course});
  }

  /// While the patrol is on pieces first..last of a cycle, against one piece of the track. \param which of
  /// its first 64 teams are looked at, a bit each.
  void by_patrol(std::uint16_t number, std::uint16_t cycle_number, std::size_t first, std::size_t last,
                 const Passer& passer, std::uint64_t which = all_teams) {
    const std::size_t plan = world_.assets[number].plan;
    const CyclePart part(world_.patrols[plan].cycles[cycle_number], first, last);
    Watcher watcher{world_.assets[number], number, 0};
    for (const PatrolTeam& team : teams_.of(plan)) {
      const std::uint16_t of_team = watcher.team++;
      if (of_team < 64 && (which >> of_team & 1U) == 0) continue;
      for (const Stretch& stretch : teams_.between(team, passer.piece.begin_s, passer.piece.end_s)) {
        if (stretch.cycle == cycle_number)
          on_stretch({watcher.asset, watcher.number, of_team}, part, stretch, passer);
      }
    }
  }

  /// By legs that were drawn in the replication.
  void by_drawn_legs(const TrackPiece& piece) {
    const Passer passer(piece);
    const Box way = box_of(piece);
    for (const DrawnLegs& drawn : teams_.drawn) {
      if (!world_.patrols[world_.assets[drawn.asset].plan].reach.meets(way)) continue;
      const Watcher watcher{world_.assets[drawn.asset], drawn.asset, 0};
      const auto& legs = drawn.cycle.pieces;
      auto leg = std::partition_point(legs.begin(), legs.end(), [&piece](const PatrolPiece& before) {
        return before.end_s <= piece.begin_s;
      });
      for (; leg != legs.end() && leg->begin_s < piece.end_s; ++leg) {
        against(watcher, passer, *leg, 0.0, std::max(piece.begin_s, leg->begin_s),
                std::min(piece.end_s, leg->end_s));
      }
    }
  }

 private:
  void on_stretch(const Watcher& watcher, const CyclePart& part, const Stretch& stretch,
                  const Passer& passer) {
    const TimeSpan both{std::max(passer.piece.begin_s, stretch.from_s),
                        std::min(passer.piece.end_s, stretch.until_s)};
    if (both.begin_s >= both.end_s) return;
    // Rounds in which the part, shifted to the team's clock, overlaps the time that both are out.
    const double first = rounded_up((both.begin_s + stretch.offset_s - part.end_s) / part.period_s);
    for (double round = first;; round += 1.0) {
      const double shift_s = round * part.period_s - stretch.offset_s;
      if (!(part.begin_s + shift_s < both.end_s)) return;
      one_round(watcher, part, shift_s, both, passer);
    }
  }

  void one_round(const Watcher& watcher, const CyclePart& part, double shift_s, const TimeSpan& both,
                 const Passer& passer) {
    const double enter_s = std::max(both.begin_s, part.begin_s + shift_s);
    for (std::size_t at = part.near(enter_s - shift_s); at <= part.last; ++at) {
      const PatrolPiece& leg = part.cycle.pieces[at];
      const double from_s = std::max(both.begin_s, leg.begin_s + shift_s);
      const double to_s = std::min(both.end_s, leg.end_s + shift_s);
      if (from_s >= both.end_s) break;
      against(watcher, passer, leg, shift_s, from_s, to_s);
    }
  }

  void against(const Watcher& watcher, const Passer& passer, const PatrolPiece& leg, double shift_s,
               double from_s, double to_s) {
    if (to_s <= from_s) return;
    const Meeting meeting(passer, leg, shift_s, from_s, to_s);
    if (!meeting.stays_beyond(watcher.asset.range_m))
      add(watcher.asset, {watcher.number, watcher.team, from_s, meeting.course()});
  }

  /// What a sensor makes of a target that may come into its range.
  void add(const Asset& asset, const Sighting& sighting) {
    if (asset.conditioned) return add_conditioned(world_, now_, sighting, exposures_);
    const Hazard found = hazard(asset.law, sighting.course);
    if (found.certain || found.finite > 0.0)
      exposures_.push_back(
          {sighting.asset, sighting.team, sighting.begin_s, asset.law, sighting.course, found});
  }

  const World& world_;
  const PatrolTeams& teams_;
  const Circumstances& now_;
  std::vector<Exposure>& exposures_;
};

/// Goes a track stay by stay before the sensors that may see its cells.
class StayByStay {
 public:
  StayByStay(const World& world, const Track& track, const Coverage& coverage, const PatrolTeams& teams)
      : world_(world), track_(track), coverage_(coverage), stays_(world, track), rounds_(world, teams) {}

  void expose(Gatherer& gatherer) {
    for (std::size_t stay = 0; stay < track_.stays(); ++stay) {
      const CellId cell = track_.cells[stay];
      look_ahead(stay + 3);
      const bool by_lines = world_.line_cells.any(cell);
      const bool by_patrols = coverage_.patrols.any(cell) && any_patrol(stay);
      if (coverage_.posts.any(cell) || by_patrols || by_lines) expose(stay, by_patrols, by_lines, gatherer);
    }
  }

 private:
  void look_ahead(std::size_t stay) const {
    if (stay >= track_.cells.size()) return;
    coverage_.posts.prefetch(track_.cells[stay]);
    coverage_.patrols.prefetch(track_.cells[stay]);
  }

  /// Is a team where the cell of a stay can be seen from? Notes which.
  bool any_patrol(std::size_t stay) {
    const auto spans = coverage_.patrols.row(track_.cells[stay]);
    rounds_.look_at(track_.begun_s(stay), track_.left_s(stay));
    std::uint64_t any = spans.size() > noted_ ? 1 : 0;
    for (std::size_t i = 0; i < spans.size() && i < noted_; ++i)
      any |= teams_on_[i] = rounds_.teams_on(spans[i], world_.assets[spans[i].asset].plan);
    return any != 0;
  }

  void expose(std::size_t stay, bool by_patrols, bool by_lines, Gatherer& gatherer) {
    const CellId cell = track_.cells[stay];
    const auto posts = coverage_.posts.row(cell);
    const auto spans = by_patrols ? coverage_.patrols.row(cell) : std::span<const WatchedSpan>{};
    const auto lines = by_lines ? world_.line_cells.row(cell) : std::span<const LinePiece>{};
    for (const TrackPiece& piece : stays_.at(stay)) {
      const Passer passer(piece);
      for (const std::uint16_t asset : posts) gatherer.by_post(asset, passer);
      for (std::size_t i = 0; i < spans.size(); ++i) {
        const std::uint64_t which = i < noted_ ? teams_on_[i] : all_teams;
        if (which != 0)
          gatherer.by_patrol(spans[i].asset, spans[i].cycle, spans[i].first, spans[i].last, passer, which);
      }
      for (const LinePiece& line : lines) gatherer.by_line(line, piece);
    }
  }

  static constexpr std::size_t noted_ = 64;  ///< of more spans all are looked at

  const World& world_;
  const Track& track_;
  const Coverage& coverage_;
  StayReader stays_;
  Rounds rounds_;
  std::array<std::uint64_t, noted_> teams_on_;  ///< of the stay's spans
};

void expose_in_the_open(const World& world, const Track& track, Gatherer& gatherer) {
  for (const TrackPiece& piece : pieces_of(world, track, 0)) {
    const Passer passer(piece);
    const Box way = box_of(piece);
    std::uint16_t next = 0;
    for (const Asset& asset : world.assets) {
      const std::uint16_t number = next++;
      if (asset.kind == Asset::Kind::post) {
        gatherer.by_post(number, passer);
        continue;
      }
      if (asset.kind == Asset::Kind::line) {
        const LinePlan& line = world.lines[asset.plan];
        if (!line.reach.meets(way)) continue;
        for (std::uint32_t i = 0; i + 1 < line.vertices_m.size(); ++i) gatherer.by_line({number, i}, piece);
        continue;
      }
      const PatrolPlan& plan = world.patrols[asset.plan];
      if (!plan.reach.meets(way)) continue;
      for (std::size_t c = 0; c < plan.cycles.size(); ++c) {
        gatherer.by_patrol(number, static_cast<std::uint16_t>(c), 0, plan.cycles[c].pieces.size() - 1,
                           passer);
      }
    }
  }
}

void expose_to_drawn_legs(const World& world, const Track& track, Gatherer& gatherer) {
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) gatherer.by_drawn_legs(piece);
  }
}

}  // namespace

void expose(const World& world, const Track& track, const Coverage* coverage, const PatrolTeams& teams,
            std::vector<Exposure>& exposures, const Circumstances& now) {
  const auto before = static_cast<std::ptrdiff_t>(exposures.size());
  Gatherer gatherer(world, teams, now, exposures);
  if (coverage == nullptr) {
    expose_in_the_open(world, track, gatherer);
  } else {
    StayByStay(world, track, *coverage, teams).expose(gatherer);
  }
  if (!teams.drawn.empty()) expose_to_drawn_legs(world, track, gatherer);
  const auto earlier = [&world](const Exposure& a, const Exposure& b) {
    if (a.begin_s != b.begin_s) return a.begin_s < b.begin_s;
    return world.assets[a.asset].key.value < world.assets[b.asset].key.value;
  };
  sort_nearly_sorted(exposures.begin() + before, exposures.end(), earlier);
}

}  // namespace panj
