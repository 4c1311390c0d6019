#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/call.h"
#include "model/contact.h"
#include "model/event.h"
#include "model/units.h"
#include "world/world.h"

namespace panj {

/// Where the dispatcher of one configuration tells what happens to calls and teams: into the workspace's log,
/// or nowhere, which costs a comparison.
class CallLog {
 public:
  CallLog(const World& world, const std::vector<TeamUnit>& units, EventLog* log, std::size_t configuration)
      : world_(world), units_(units), log_(log), configuration_(static_cast<std::int32_t>(configuration)) {}

  bool is_kept() const { return log_ != nullptr; }
  void detected(std::size_t attempt, std::int32_t asset, std::uint32_t call, double at_s) {
    add(EventKind::detected, attempt, asset, call, at_s);
  }
  void link_down(std::size_t attempt, std::int32_t asset, double at_s) {
    if (log_ == nullptr) return;
    detected(attempt, asset, 0, at_s);
    add(EventKind::link_down, attempt, asset, 0, at_s);
  }
  void reported(std::size_t attempt, std::int32_t asset, std::uint32_t call, const Report& report) {
    add(EventKind::reported, attempt, asset, call, report.reported_s);
    add(report.confirmed ? EventKind::confirmed : EventKind::dismissed, attempt, asset, call,
        report.decided_s);
  }
  /// Of a call: that it waits, is lost or cleared.
  void call(EventKind kind, const Call& call, double at_s) {
    if (log_ != nullptr) log_->push_back(event_of(kind, call, at_s));
  }
  /// The crosser is gone; of a nuisance alarm, no team ever comes.
  void lost(const Call& lost) {
    call(EventKind::lost, lost, lost.is_nuisance() ? lost.at_s : std::max(lost.at_s, lost.gone_s));
  }
  void sent(const Call& call, const TeamUnit& unit, const Contact& contact, double now_s) {
    if (log_ == nullptr) return;
    add(EventKind::sent, call, unit, contact, now_s);
    if (call.is_nuisance()) add(EventKind::nothing_there, call, unit, contact, contact.at_s);
  }
  void met(const Call& call, const TeamUnit& unit, const Contact& contact, const ContactResult& result) {
    if (log_ == nullptr) return;
    const EventKind kind = result.held ? (result.resisted ? EventKind::resists_in_vain : EventKind::complies)
                           : result.resisted ? EventKind::breaks_through
                                             : EventKind::gets_away;
    add(kind, call, unit, contact, contact.at_s);
  }
  void back(const Call& call, const TeamUnit& unit) {
    if (log_ != nullptr) add(EventKind::team_back, call, unit, {}, unit.free_s);
  }

 private:
  void add(EventKind kind, std::size_t attempt, std::int32_t asset, std::uint32_t call, double at_s) {
    if (log_ == nullptr) return;
    Event event{.at_s = at_s, .kind = kind, .configuration = configuration_};
    event.attempt = static_cast<std::int32_t>(attempt);
    event.asset = asset;
    event.call = static_cast<std::int32_t>(call);
    log_->push_back(event);
  }
  void add(EventKind kind, const Call& call, const TeamUnit& unit, const Contact& contact, double at_s) {
    Event event = event_of(kind, call, at_s);
    event.base = unit.is_party() ? -1 : static_cast<std::int32_t>(unit.base);
    if (unit.is_party()) event.asset = unit.asset;
    event.team = number_of(unit);
    if (kind == EventKind::sent)
      event.due_s = contact.at_s;
    else if (contact.cell != no_cell)
      event.at_m = world_.grid.centre(contact.cell);
    log_->push_back(event);
  }
  /// Number of a unit among those of its base, or of a party's team on its patrol.
  std::int32_t number_of(const TeamUnit& unit) const {
    if (unit.is_party()) return unit.team;
    const TeamUnit* first = &unit;
    while (first != units_.data() && (first - 1)->base == unit.base) --first;
    return static_cast<std::int32_t>(&unit - first);
  }
  Event event_of(EventKind kind, const Call& call, double at_s) const {
    Event event{.at_s = at_s, .kind = kind, .configuration = configuration_};
    event.attempt = call.attempt;
    event.asset = call.asset;
    event.call = static_cast<std::int32_t>(call.number);
    return event;
  }

  const World& world_;
  const std::vector<TeamUnit>& units_;  ///< those of a base beside each other
  EventLog* log_;
  std::int32_t configuration_;
};

}  // namespace panj
