#pragma once

#include <optional>

#include "model/call_log.h"
#include "model/contact.h"
#include "model/pursuit.h"
#include "model/response.h"
#include "model/workspace.h"

namespace panj {

/// Answers the calls of one configuration: see respond.
class Dispatcher {
 public:
  Dispatcher(const World& world, Workspace& workspace, Occupies occupies, std::size_t configuration)
      : world_(world),
        workspace_(workspace),
        replication_(workspace.replication),
        board_(workspace.board),
        counts_(workspace.replication.calls),
        log_(world, workspace.board.units, workspace.log, configuration),
        occupies_(occupies),
        configuration_(configuration) {}

  void work();

 private:
  /// Who goes, and where to.
  struct Order {
    TeamUnit* unit = nullptr;
    Contact contact;
  };
  enum class State { answered, waiting, lost };
  /// A detection whose report was confirmed.
  struct Confirmed {
    Detection detection;
    Report report;
    std::uint32_t number = 0;  ///< of the call that it opens, among the attempt's
  };

  void man_bases();
  /// Units give back the memory of their engagements, and take it again in the same order.
  void clear_units();
  void add_unit(TeamUnit unit);
  void gather_calls();
  void gather_alarms();
  void work_off();

  /// The first detection that is confirmed, of this one and those that follow when one is dismissed.
  std::optional<Confirmed> confirm(const Walk& walk, Detection detection, std::uint32_t number);
  /// The call that it opens.
  Call call_of(const Walk& walk, const Confirmed& confirmed) const;
  /// The detection of an attempt after a time.
  Detection detection_after(const Walk& walk, double time_s);
  /// The call that the next detection opens after one that ended at `ended_s` without the attempt being held.
  std::optional<Call> next_call(const Call& call, double ended_s);

  void take(const Call& call, double now_s);
  void wake(double now_s);
  State answer(const Call& call, double now_s);
  State lose(const Call& call);
  void call_later(const std::optional<Call>& call);
  bool is_free(const TeamUnit& unit, double now_s) const {
    return unit.free_s <= now_s && is_on_duty(unit, now_s);
  }
  /// A party is on duty with its patrol: where that is off duty, it makes no contact.
  bool is_on_duty(const TeamUnit& unit, double now_s) const {
    return unit.is_party() || on_duty(world_.teams[unit.base], now_s);
  }
  /// Parties go after what their own team has detected, teams after everything.
  bool may_go(const TeamUnit& unit, const Call& call) const {
    return !unit.is_party() || (unit.asset == call.asset && unit.team == call.team && !call.is_nuisance());
  }
  const std::string& name_of(const TeamUnit& unit) const {
    return unit.is_party() ? world_.assets[static_cast<std::size_t>(unit.asset)].name
                           : world_.teams[unit.base].name;
  }
  /// When a unit that makes this contact can be sent again.
  double free_after(const Call& call, const TeamUnit& unit, const Contact& contact) const;
  void count_answer(const Call& call, const TeamUnit& unit, double now_s);
  /// Is there a team that could ever be at the place of a nuisance alarm?
  bool any_way_to(const Call& alarm) const;
  /// The earliest contact that one of the units which `is_free` makes; ties go by name.
  template <class IsFree>
  Order choose(const Call& call, double now_s, IsFree is_free);
  Contact contact_of(const Call& call, const TeamUnit& unit, double now_s) const;
  void send(const Call& call, const Order& order, double now_s);
  /// What comes of a contact with an attempt; the next call, where it goes on.
  std::optional<Call> meet(const Call& call, const Order& order);

  /// Judges one call of an attempt that does not occupy; the next one, where that is to be judged too.
  std::optional<Call> judge_alone(const Call& call);

  bool holds(ConfigurationMask held_by) const { return (held_by >> configuration_ & 1U) != 0; }
  const Attempt& attempt_of(const Call& call) const {
    return replication_.attempts[static_cast<std::size_t>(call.attempt)];
  }
  const Walk& walk_of(const Call& call) const {
    return replication_.walk_of(static_cast<std::size_t>(call.attempt), configuration_);
  }
  Verdict& verdict_of(std::size_t attempt) {
    return replication_.verdicts[attempt * world_.configurations.size() + configuration_];
  }
  bool counts(const Attempt& attempt) const { return is_scored(attempt) && occupies_(world_, attempt); }
  bool counts(const Call& call) const;
  AssetCalls& calls_of(std::int32_t asset) {
    return counts_.assets[configuration_ * world_.assets.size() + static_cast<std::size_t>(asset)];
  }
  BaseCalls& calls_at(std::size_t base) { return counts_.bases[configuration_ * world_.teams.size() + base]; }

  const World& world_;
  Workspace& workspace_;
  Replication& replication_;
  ResponseBoard& board_;
  ResponseCounts& counts_;
  CallLog log_;
  Occupies occupies_;
  std::size_t configuration_;
};

}  // namespace panj
