#include "model/story.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/patrol_place.h"
#include "model/pursuit.h"
#include "model/sites.h"

namespace panj {

namespace {

constexpr std::array<std::string_view, event_kind_count> kind_names{"departs",
                                                                    "sets_out",
                                                                    "crosses",
                                                                    "turns_back",
                                                                    "comes_back",
                                                                    "detected",
                                                                    "link_down",
                                                                    "reported",
                                                                    "confirmed",
                                                                    "dismissed",
                                                                    "alarm",
                                                                    "waits",
                                                                    "lost",
                                                                    "cleared",
                                                                    "sent",
                                                                    "nothing_there",
                                                                    "gets_away",
                                                                    "breaks_through",
                                                                    "complies",
                                                                    "resists_in_vain",
                                                                    "team_back",
                                                                    "site_reached",
                                                                    "destination_reached",
                                                                    "home_again",
                                                                    "unfinished",
                                                                    "on_patrol",
                                                                    "off_duty",
                                                                    "waits_at_line",
                                                                    "held_up",
                                                                    "goes_on"};

/// Tells what happened under one configuration.
class Teller {
 public:
  Teller(const World& world, const Workspace& workspace, std::size_t configuration, EventLog& events)
      : world_(world),
        workspace_(workspace),
        replication_(workspace.replication),
        configuration_(configuration),
        events_(events) {}

  void tell() {
    const std::size_t first = events_.size();
    for (std::size_t a = 0; a < world_.assets.size(); ++a)
      if (holds(world_.assets[a]) && is_mobile(world_.assets[a].kind)) tell_patrol(a);
    for (std::size_t a = 0; a < replication_.attempts.size(); ++a) tell_attempt(a);
    for (const Alarm& alarm : workspace_.board.alarms) tell_alarm(alarm);
    for (const Event& event : *workspace_.log)
      if (event.configuration == static_cast<std::int32_t>(configuration_)) events_.push_back(placed(event));
    std::stable_sort(events_.begin() + static_cast<std::ptrdiff_t>(first), events_.end(),
                     [](const Event& a, const Event& b) { return a.at_s < b.at_s; });
  }

 private:
  bool holds(const Asset& asset) const { return (asset.held_by >> configuration_ & 1U) != 0; }

  Event& add(EventKind kind, double at_s) {
    events_.push_back(
        {.at_s = at_s, .kind = kind, .configuration = static_cast<std::int32_t>(configuration_)});
    return events_.back();
  }

  /// Where each team is when the period begins.
  void tell_patrol(std::size_t asset) {
    const std::size_t plan = world_.assets[asset].plan;
    for (const DrawnLegs& drawn : workspace_.teams.drawn)
      if (drawn.asset == asset) return tell_drawn_legs(asset, drawn.cycle);
    for (std::size_t team = 0; team < workspace_.teams.of(plan).size(); ++team) {
      const std::optional<PatrolPlace> place = patrol_place(world_, workspace_.teams, plan, team, 0.0);
      Event& event = add(place ? EventKind::on_patrol : EventKind::off_duty, 0.0);
      event.asset = static_cast<std::int32_t>(asset);
      event.team = static_cast<std::int32_t>(team);
      if (place) event.at_m = place->at_m;
    }
  }

  void tell_drawn_legs(std::size_t asset, const PatrolCycle& legs) {
    const auto leg = std::find_if(legs.pieces.begin(), legs.pieces.end(), [](const PatrolPiece& piece) {
      return piece.begin_s <= 0.0 && 0.0 < piece.end_s;
    });
    const bool out = leg != legs.pieces.end();
    Event& event = add(out ? EventKind::on_patrol : EventKind::off_duty, 0.0);
    event.asset = static_cast<std::int32_t>(asset);
    event.team = 0;
    if (out) event.at_m = leg->at(0.0).head<2>();
  }

  void tell_attempt(std::size_t number) {
    const Attempt& attempt = replication_.attempts[number];
    const Walk& walk = replication_.walk_of(number, configuration_);
    const Verdict& verdict = verdict_of(number);
    const bool intercepted = verdict.outcome == Outcome::intercepted;
    const double over_s = intercepted ? verdict.contact_s : never_happened_s;
    const auto on_the_way = [&](EventKind kind, double at_s) {
      if (at_s < never_happened_s && at_s <= over_s) add_on_walk(kind, at_s, number, walk);
    };
    on_the_way(EventKind::departs, attempt.departure_s);
    if (walk.moving_s > attempt.departure_s && walk.moving_s < walk.end_s)
      on_the_way(EventKind::sets_out, walk.moving_s);
    tell_stands(walk, on_the_way);
    on_the_way(EventKind::crosses, walk.crossed_s);
    on_the_way(EventKind::turns_back, walk.turned_s);
    on_the_way(EventKind::comes_back, walk.back_s);
    for (const SiteArrival& arrival : replication_.arrivals_of(walk))
      if (is_reached(arrival.at_s, verdict)) {
        add_on_walk(EventKind::site_reached, arrival.at_s, number, walk);
        events_.back().site = static_cast<std::int32_t>(arrival.site);
      }
    if (intercepted) return;
    add_on_walk(!walk.finished  ? EventKind::unfinished
                : walk.turned() ? EventKind::home_again
                                : EventKind::destination_reached,
                walk.end_s, number, walk);
  }

  /// Where it waits before the border, and what holds it up.
  template <class Tell>
  void tell_stands(const Walk& walk, const Tell& on_the_way) const {
    for (const TimeSpan& stand : stands_of(world_, track_of(world_, replication_, walk))) {
      double from_s = stand.begin_s;
      if (from_s <= walk.waits_s && walk.waits_s < stand.end_s) {
        if (from_s < walk.waits_s) on_the_way(EventKind::held_up, from_s);
        on_the_way(EventKind::waits_at_line, walk.waits_s);
        from_s = walk.waits_until_s;
      }
      if (from_s < stand.end_s) on_the_way(EventKind::held_up, from_s);
      if (stand.end_s < walk.end_s) on_the_way(EventKind::goes_on, stand.end_s);
    }
  }

  void add_on_walk(EventKind kind, double at_s, std::size_t attempt, const Walk& walk) {
    Event& event = add(kind, at_s);
    event.attempt = static_cast<std::int32_t>(attempt);
    event.at_m = place_at(world_, track_of(world_, replication_, walk), at_s);
  }

  void tell_alarm(const Alarm& alarm) {
    if (!holds(world_.assets[static_cast<std::size_t>(alarm.call.asset)])) return;
    const auto tell = [&](EventKind kind, double at_s) {
      Event& event = add(kind, at_s);
      event.asset = alarm.call.asset;
      event.call = static_cast<std::int32_t>(alarm.call.number);
      if (alarm.call.place != no_cell) event.at_m = world_.grid.centre(alarm.call.place);
    };
    tell(EventKind::alarm, alarm.call.opened_s);
    if (alarm.reported)
      tell(alarm.confirmed ? EventKind::confirmed : EventKind::dismissed,
           decided_s(world_, replication_, alarm));
  }

  /// An event of the dispatcher's with its place, and the team of the patrol that detected.
  Event placed(Event event) const {
    if (event.base >= 0 && (event.kind == EventKind::sent || event.kind == EventKind::team_back))
      event.at_m = world_.teams[static_cast<std::size_t>(event.base)].base_m;
    if (event.attempt < 0) return event;
    const Walk& walk = replication_.walk_of(static_cast<std::size_t>(event.attempt), configuration_);
    const bool of_team = event.kind == EventKind::sent || event.kind == EventKind::team_back;
    if (!of_team && std::isnan(event.at_m.x()))
      event.at_m = place_at(world_, track_of(world_, replication_, walk), event.at_s);
    if (event.kind != EventKind::detected) return event;
    const Asset& asset = world_.assets[static_cast<std::size_t>(event.asset)];
    if (is_mobile(asset.kind) && !world_.patrols[asset.plan].random_legs)
      event.team = detecting_team(world_, replication_, workspace_.teams, walk, asset, event.at_s);
    return event;
  }

  const Verdict& verdict_of(std::size_t attempt) const {
    return replication_.verdicts[attempt * world_.configurations.size() + configuration_];
  }

  const World& world_;
  const Workspace& workspace_;
  const Replication& replication_;
  std::size_t configuration_;
  EventLog& events_;
};

}  // namespace

std::string_view name_of(EventKind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

EventLog tell(const World& world, const Workspace& workspace) {
  EventLog events;
  for (std::size_t c = 0; c < world.configurations.size(); ++c) Teller(world, workspace, c, events).tell();
  return events;
}

EventLog replay(const World& world, std::int64_t number, Workspace& workspace) {
  EventLog log;
  // Whatever happens, the workspace must not keep a log that is gone.
  const struct Keeping {
    Workspace& workspace;
    Keeping(Workspace& where, EventLog& kept) : workspace(where) { workspace.log = &kept; }
    ~Keeping() { workspace.log = nullptr; }
  } keeping(workspace, log);
  simulate(world, number, workspace);
  return tell(world, workspace);
}

}  // namespace panj
