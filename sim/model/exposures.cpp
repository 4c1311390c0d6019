#include "model/exposures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/marked_bytes.h"
#include "base/nearly_sorted.h"
#include "model/cycle_part.h"
#include "model/meeting.h"
#include "model/rounds.h"

namespace panj {

namespace {

/// How far an asset sees.
struct Reach {
  double range_m;        ///< beyond it the asset gives nothing
  const Acuity* acuity;  ///< in the light that there is; null: unconditioned, or the light changes
  bool steady;           ///< nothing changes in the time that is asked for, nor a little later
};

/// A sensor that goes about.
struct Watcher {
  Reach reach;
  std::uint16_t number = 0;  ///< of the asset
  std::uint16_t team = 0;
};

/// Gathers exposures of one track.
class Gatherer {
 public:
  Gatherer(const World& world, const PatrolTeams& teams, const Circumstances& now,
           std::vector<Exposure>& exposures)
      : world_(world), teams_(teams), now_(now), exposures_(exposures) {}

  /// From now on it is asked for times from `begin_s` to `end_s`.
  void look_at(double begin_s, double end_s) {
    if (begin_s >= light_.until_s || begin_s < asked_s_) light_ = light_span_at(world_.light, begin_s);
    asked_s_ = begin_s;
    asked_until_s_ = end_s;
    light_changes_ = end_s > light_.until_s;
  }

  /// How far an asset sees in that time.
  Reach reach_of(std::uint16_t number) const {
    const Asset& asset = world_.assets[number];
    if (!asset.conditioned || light_changes_) return {asset.range_m, nullptr, false};
    const Acuity& acuity = now_.conditions->acuity(world_, number, light_.light, now_.target);
    return {acuity.range_m, &acuity, false};
  }

  /// The same of a post.
  Reach reach_of_post(std::uint16_t number) const {
    Reach reach = reach_of(number);
    if (reach.acuity == nullptr) return reach;
    constexpr double rounding_s = 1e-3;  // ends of pieces are found anew
    const double until_s = asked_until_s_ + rounding_s;
    const Conditions& conditions = *now_.conditions;
    reach.steady =
        until_s <= light_.until_s && conditions.works_throughout(conditions.of(number, 0), asked_s_, until_s);
    return reach;
  }

  void by_line(const LinePiece& line, const TrackPiece& piece) {
    add_crossing(world_, now_, line, piece, exposures_);
  }

  void by_post(std::uint16_t number, const Reach& reach, const Passer& passer) {
    const TrackPiece& piece = passer.piece;
    const Course course = course_before_post(world_, number, passer);
    if (stays_beyond(course, reach.range_m)) return;
    const Sighting sighting{number, 0, piece.begin_s, course};
    if (reach.steady) return add_steady(world_, now_, sighting, *reach.acuity, exposures_);
    add(reach, sighting);
  }

  /// While the patrol is on pieces first..last of a cycle, against one piece of the track. \param which of
  /// its first 64 teams are looked at, a bit each.
  void by_patrol(std::uint16_t number, std::uint16_t cycle_number, std::size_t first, std::size_t last,
                 const Passer& passer, std::uint64_t which = all_teams) {
    const std::size_t plan = world_.assets[number].plan;
    const CyclePart part(world_.patrols[plan].cycles[cycle_number], first, last);
    Watcher watcher{reach_of(number), number, 0};
    if (watcher.reach.range_m < 0.0) return;
    for (const PatrolTeam& team : teams_.of(plan)) {
      const std::uint16_t of_team = watcher.team++;
      if (of_team < 64 && (which >> of_team & 1U) == 0) continue;
      for (const Stretch& stretch : teams_.between(team, passer.piece.begin_s, passer.piece.end_s)) {
        if (stretch.cycle != cycle_number) continue;
        const Watcher its{watcher.reach, watcher.number, of_team};
        for_each_leg(part, stretch, {passer.piece.begin_s, passer.piece.end_s},
                     [&](const PatrolPiece& leg, double shift_s, double from_s, double to_s) {
                       against(its, passer, leg, shift_s, from_s, to_s);
                     });
      }
    }
  }

  /// By legs that were drawn in the replication.
  void by_drawn_legs(const TrackPiece& piece) {
    const Passer passer(piece);
    const Box way = box_of(piece);
    for (const DrawnLegs& drawn : teams_.drawn) {
      if (!world_.patrols[world_.assets[drawn.asset].plan].reach.meets(way)) continue;
      const Watcher watcher{{world_.assets[drawn.asset].range_m, nullptr, false}, drawn.asset, 0};
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
  void against(const Watcher& watcher, const Passer& passer, const PatrolPiece& leg, double shift_s,
               double from_s, double to_s) {
    if (to_s <= from_s) return;
    const CycleLeg way(leg);
    const double gone = share_gone(from_s, shift_s, leg.begin_s, way.duration_s);
    const Meeting meeting(passer, way, gone, from_s, to_s);
    if (!meeting.stays_beyond(watcher.reach.range_m))
      add(watcher.reach, {watcher.number, watcher.team, from_s, meeting.course()});
  }

  void add(const Reach& reach, const Sighting& sighting) {
    if (reach.acuity != nullptr)
      return add_in_light(world_, now_, sighting, light_, *reach.acuity, exposures_);
    add_sighting(world_, now_, sighting, exposures_);
  }

  const World& world_;
  const PatrolTeams& teams_;
  const Circumstances& now_;
  std::vector<Exposure>& exposures_;
  LightSpan light_{Light::day, -std::numeric_limits<double>::infinity()};
  double asked_s_ = std::numeric_limits<double>::infinity();
  double asked_until_s_ = asked_s_;
  bool light_changes_ = true;  ///< in the time that it is asked for
};

/// A stay in whose cell some sensor may see a track.
struct WatchedStay {
  std::size_t number;
  std::uint8_t by;  ///< CellTraits: seen_by_posts, seen_by_patrols, near_lines
};

/// The watched stays of a track, a few of them ahead: their rows are asked for from the memory before they
/// are needed.
class WatchedStays {
 public:
  WatchedStays(const Track& track, const Coverage& coverage)
      : track_(track), coverage_(coverage), watched_(track.traits, CellTraits::seen_by_any) {}

  /// The next ones; none after the last.
  std::span<const WatchedStay> next() {
    std::size_t count = 0;
    while (count < found_.size()) {
      const std::size_t stay = watched_.next();
      if (stay == track_.cells.size()) break;
      const CellId cell = track_.cells[stay];
      const std::uint8_t by = track_.traits[stay];
      if ((by & CellTraits::seen_by_posts) != 0) coverage_.posts.prefetch(cell);
      if ((by & CellTraits::seen_by_patrols) != 0) coverage_.patrols.prefetch(cell);
      found_[count++] = {stay, by};
    }
    return {found_.data(), count};
  }

 private:
  const Track& track_;
  const Coverage& coverage_;
  MarkedBytes watched_;
  std::array<WatchedStay, 16> found_;
};

/// Goes a track stay by stay before the sensors that may see its cells.
class StayByStay {
 public:
  StayByStay(const World& world, const Track& track, const Coverage& coverage, const PatrolTeams& teams)
      : world_(world), track_(track), coverage_(coverage), stays_(world, track), rounds_(world, teams) {}

  void expose(Gatherer& gatherer) {
    WatchedStays watched(track_, coverage_);
    for (auto stays = watched.next(); !stays.empty(); stays = watched.next())
      for (const WatchedStay& stay : stays) expose(stay, gatherer);
  }

 private:
  void expose(const WatchedStay& stay, Gatherer& gatherer) {
    const CellId cell = track_.cells[stay.number];
    gatherer.look_at(track_.begun_s(stay.number), track_.left_s(stay.number));
    std::span<const WatchedSpan> spans;
    if ((stay.by & CellTraits::seen_by_patrols) != 0 && any_patrol(stay.number))
      spans = coverage_.patrols.row(cell);
    near_ = 0;
    unsifted_ = {};
    if ((stay.by & CellTraits::seen_by_posts) != 0) find_near_posts(cell, gatherer);
    std::span<const LinePiece> lines;
    if ((stay.by & CellTraits::near_lines) != 0) lines = world_.line_cells.row(cell);
    if (near_ == 0 && unsifted_.empty() && spans.empty() && lines.empty()) return;
    for (const TrackPiece& piece : stays_.at(stay.number)) {
      const Passer passer(piece);
      for (std::size_t i = 0; i < near_; ++i)
        gatherer.by_post(near_posts_[i].number, near_posts_[i].reach, passer);
      for (const std::uint16_t post : unsifted_) gatherer.by_post(post, gatherer.reach_of(post), passer);
      for (std::size_t i = 0; i < spans.size(); ++i) {
        const std::uint64_t which = rounds_.noted(i);
        if (which != 0)
          gatherer.by_patrol(spans[i].asset, spans[i].cycle, spans[i].first, spans[i].last, passer, which);
      }
      for (const LinePiece& line : lines) gatherer.by_line(line, piece);
    }
  }

  /// Is a team where the cell of a stay can be seen from?
  bool any_patrol(std::size_t stay) {
    rounds_.look_at(track_.begun_s(stay), track_.left_s(stay));
    return rounds_.look_over(coverage_.patrols.row(track_.cells[stay]));
  }

  /// Posts that see as far as a cell, as things are. A stay leads less than two cells away from its cell's
  /// centre: where a group turns back between two centres, 1.83.
  void find_near_posts(CellId cell, const Gatherer& gatherer) {
    const auto posts = coverage_.posts.row(cell);
    unsifted_ = posts.subspan(std::min(posts.size(), near_posts_.size()));
    const Point centre = world_.grid.centre(cell);
    for (const std::uint16_t post : posts.first(posts.size() - unsifted_.size())) {
      const Reach reach = gatherer.reach_of_post(post);
      const double within_m = reach.range_m + 2.0 * world_.grid.cell_size_m;
      const Point way = world_.posts[world_.assets[post].plan].eye_m.head<2>() - centre;
      if (reach.range_m >= 0.0 && way.squaredNorm() <= within_m * within_m)
        near_posts_[near_++] = {post, reach};
    }
  }

  struct NearPost {
    std::uint16_t number;
    Reach reach;
  };

  const World& world_;
  const Track& track_;
  const Coverage& coverage_;
  StayReader stays_;
  Rounds rounds_;
  // Of the stay's cell.
  std::array<NearPost, 64> near_posts_;  ///< the first `near_` of them
  std::size_t near_ = 0;
  std::span<const std::uint16_t> unsifted_;  ///< where a row has more: all are looked at
};

void expose_in_the_open(const World& world, const Track& track, Gatherer& gatherer) {
  for (const TrackPiece& piece : pieces_of(world, track, 0)) {
    const Passer passer(piece);
    const Box way = box_of(piece);
    std::uint16_t next = 0;
    for (const Asset& asset : world.assets) {
      const std::uint16_t number = next++;
      if (asset.kind == Asset::Kind::post) {
        gatherer.by_post(number, gatherer.reach_of(number), passer);
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
  const std::size_t before = exposures.size();
  Gatherer gatherer(world, teams, now, exposures);
  if (coverage == nullptr) {
    expose_in_the_open(world, track, gatherer);
  } else {
    StayByStay(world, track, *coverage, teams).expose(gatherer);
  }
  if (!teams.drawn.empty()) expose_to_drawn_legs(world, track, gatherer);
  put_in_order(world, before, exposures);
}

void put_in_order(const World& world, std::size_t begin, std::vector<Exposure>& exposures) {
  const auto before = static_cast<std::ptrdiff_t>(begin);
  const auto earlier = [&world](const Exposure& a, const Exposure& b) {
    if (a.begin_s != b.begin_s) return a.begin_s < b.begin_s;
    return world.assets[a.asset].key.value < world.assets[b.asset].key.value;
  };
  sort_nearly_sorted(exposures.begin() + before, exposures.end(), earlier);
}

}  // namespace panj
