#include "model/dispatcher.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/units.h"
#include "model/detection.h"

namespace panj {

namespace {

void push(std::vector<double>& heap, double time_s) {
  heap.push_back(time_s);
  std::push_heap(heap.begin(), heap.end(), std::greater<>{});
}

double pop(std::vector<double>& heap) {
  std::pop_heap(heap.begin(), heap.end(), std::greater<>{});
  const double time_s = heap.back();
  heap.pop_back();
  return time_s;
}

}  // namespace

void Dispatcher::work() {
  man_bases();
  gather_calls();
  gather_alarms();
  if (board_.units.empty()) return;
  std::sort(board_.calls.begin(), board_.calls.end(),
            [this](const Call& a, const Call& b) { return comes_before(world_, replication_, a, b); });
  work_off();
  std::sort(board_.moments_s.begin(), board_.moments_s.end());
  for (const Call& probe : board_.probes) {
    for (std::optional<Call> call = probe; call;) call = judge_alone(*call);
  }
}

void Dispatcher::clear_units() {
  for (; !board_.units.empty(); board_.units.pop_back())
    board_.spare.push_back(std::move(board_.units.back().engagements));
}

void Dispatcher::add_unit(TeamUnit unit) {
  if (!board_.spare.empty()) {
    unit.engagements = std::move(board_.spare.back());
    unit.engagements.clear();
    board_.spare.pop_back();
  }
  board_.units.push_back(std::move(unit));
}

void Dispatcher::man_bases() {
  clear_units();
  board_.wakes_s.clear();
  board_.moments_s.clear();
  for (std::size_t base = 0; base < world_.teams.size(); ++base) {
    const TeamPlan& team = world_.teams[base];
    if (!holds(team.held_by)) continue;
    for (std::int32_t number = 0; number < team.number; ++number) add_unit({.base = base});
    for (const TimeSpan& shift : team.shifts) push(board_.wakes_s, shift.begin_s);
  }
  board_.moments_s = board_.wakes_s;
  for (std::size_t a = 0; a < world_.assets.size(); ++a) {
    const Asset& asset = world_.assets[a];
    if (!holds(asset.held_by) || !pursues(world_, asset)) continue;
    for (std::int32_t team = 0; team < world_.patrols[asset.plan].teams; ++team)
      add_unit({.asset = static_cast<std::int32_t>(a), .team = team});
  }
}

void Dispatcher::gather_calls() {
  board_.calls.clear();
  board_.later.clear();
  board_.waiting.clear();
  board_.probes.clear();
  // The first report of each is confirmed, and nobody asks for the call that it opens.
  const std::optional<ReportDraws>& certain = board_.answers.certain();
  const bool may_be_down = world_.scenario.response.link_probability < 1.0;
  const bool only_counted = certain && certain->confirmed && board_.units.empty() && !log_.is_kept();
  for (const std::size_t w : replication_.seen) {
    const Walk& walk = replication_.walks[w];
    const std::size_t a = walk.attempt;
    Verdict& verdict = verdict_of(a);
    if (!holds(walk.under) || verdict.detected_s == never_happened_s) continue;
    const Attempt& attempt = replication_.attempts[a];
    if (may_be_down && !board_.answers.link_is_up(a)) {
      log_.link_down(a, verdict.detected_by, verdict.detected_s);
      continue;
    }
    if (only_counted) {
      if (counts(attempt)) ++calls_of(verdict.detected_by).opened;
      verdict.reported_s = certain->of(verdict.detected_s).decided_s;
      continue;
    }
    const std::optional<Confirmed> first = confirm(walk, {verdict.detected_s, verdict.detected_by}, 0);
    if (!first) continue;
    verdict.reported_s = first->report.decided_s;
    if (board_.units.empty()) continue;  // nobody ever asks for the call
    (occupies_(world_, attempt) ? board_.calls : board_.probes).push_back(call_of(walk, *first));
  }
}

void Dispatcher::gather_alarms() {
  for (const Alarm& alarm : board_.alarms) {
    if (!holds(world_.assets[static_cast<std::size_t>(alarm.call.asset)].held_by)) continue;
    const bool counted = counts(alarm.call);
    if (counted) ++calls_of(alarm.call.asset).nuisance_alarms;
    if (!alarm.reported) continue;
    if (alarm.confirmed)
      board_.calls.push_back(alarm.call);
    else if (counted)
      ++calls_of(alarm.call.asset).dismissed;
  }
}

std::optional<Dispatcher::Confirmed> Dispatcher::confirm(const Walk& walk, Detection detection,
                                                         std::uint32_t number) {
  const Attempt& attempt = replication_.attempts[walk.attempt];
  const bool counted = counts(attempt);
  while (detection.at_s < never_happened_s) {
    const Report report = board_.answers.report(walk.attempt, number, detection.at_s);
    if (counted) ++calls_of(detection.asset).opened;
    log_.detected(walk.attempt, detection.asset, number, detection.at_s);
    log_.reported(walk.attempt, detection.asset, number, report);
    if (report.confirmed) return Confirmed{detection, report, number};
    if (counted) ++calls_of(detection.asset).dismissed;
    detection = detection_after(walk, report.decided_s);
    ++number;
  }
  return std::nullopt;
}

Call Dispatcher::call_of(const Walk& walk, const Confirmed& confirmed) const {
  const Detection& detection = confirmed.detection;
  const Asset& asset = world_.assets[static_cast<std::size_t>(detection.asset)];
  return {.at_s = confirmed.report.decided_s,
          .opened_s = detection.at_s,
          .gone_s = walk.end_s,
          .attempt = static_cast<std::int32_t>(walk.attempt),
          .number = confirmed.number,
          .asset = detection.asset,
          .team = pursues(world_, asset)
                      ? detecting_team(world_, replication_, workspace_.teams, walk, asset, detection.at_s)
                      : -1};
}

Detection Dispatcher::detection_after(const Walk& walk, double time_s) {
  if (const Detection* known = board_.answers.known_detection(walk.attempt, configuration_, time_s))
    return *known;
  const auto exposures = workspace_.exposures.of(static_cast<std::size_t>(&walk - replication_.walks.data()));
  const Detector detector(world_, exposures,
                          address_of(world_, replication_, replication_.attempts[walk.attempt]),
                          workspace_.detection);
  const Detection found = detector.first_after(configuration_, time_s);
  board_.answers.keep_detection(walk.attempt, same_assets_as(configuration_, world_, exposures, walk.under),
                                time_s, found);
  return found;
}

std::optional<Call> Dispatcher::next_call(const Call& call, double ended_s) {
  const Walk& walk = walk_of(call);
  const std::optional<Confirmed> next = confirm(walk, detection_after(walk, ended_s), call.number + 1);
  return next ? std::optional(call_of(walk, *next)) : std::nullopt;
}

void Dispatcher::work_off() {
  const auto later_first = [this](const Call& a, const Call& b) {
    return comes_before(world_, replication_, b, a);
  };
  std::size_t next = 0;
  while (true) {
    const bool first_calls = next < board_.calls.size();
    const bool of_later =
        !board_.later.empty() &&
        (!first_calls || comes_before(world_, replication_, board_.later.front(), board_.calls[next]));
    const bool any_call = first_calls || of_later;
    if (!any_call && board_.waiting.empty()) break;
    const double call_s = !any_call  ? never_happened_s
                          : of_later ? board_.later.front().at_s
                                     : board_.calls[next].at_s;
    // Teams that come back at the moment of a call are there for it.
    if (!board_.wakes_s.empty() && board_.wakes_s.front() <= call_s) {
      wake(pop(board_.wakes_s));
    } else if (!any_call) {
      break;
    } else if (of_later) {
      std::pop_heap(board_.later.begin(), board_.later.end(), later_first);
      const Call call = board_.later.back();
      board_.later.pop_back();
      take(call, call_s);
    } else {
      take(board_.calls[next++], call_s);
    }
  }
  // Nobody comes back any more, and no shift begins.
  for (const Call& call : board_.waiting) lose(call);
}

void Dispatcher::take(const Call& call, double now_s) {
  if (answer(call, now_s) != State::waiting) return;
  log_.call(EventKind::waits, call, now_s);
  board_.waiting.push_back(call);
}

void Dispatcher::wake(double now_s) {
  bool any_free = true;
  std::erase_if(board_.waiting, [&](const Call& call) {
    if (!any_free) return false;
    const State state = answer(call, now_s);
    if (state == State::answered) {
      any_free = std::any_of(board_.units.begin(), board_.units.end(),
                             [&](const TeamUnit& unit) { return is_free(unit, now_s); });
    }
    return state != State::waiting;
  });
}

Dispatcher::State Dispatcher::answer(const Call& call, double now_s) {
  if (now_s > call.gone_s) return lose(call);
  const Order order = choose(call, now_s, [&](const TeamUnit& unit) { return is_free(unit, now_s); });
  if (order.unit != nullptr) {
    send(call, order, now_s);
    return State::answered;
  }
  if (call.is_nuisance() && !any_way_to(call)) return lose(call);
  if (world_.scenario.response.queue == ResponseSpec::Queue::wait) return State::waiting;
  if (counts(call)) ++calls_of(call.asset).cleared;
  log_.call(EventKind::cleared, call, now_s);
  if (!call.is_nuisance()) call_later(next_call(call, now_s));
  return State::lost;
}

bool Dispatcher::any_way_to(const Call& alarm) const {
  return std::any_of(board_.units.begin(), board_.units.end(), [&](const TeamUnit& unit) {
    return !unit.is_party() && board_.answers.arrival_at_alarm(alarm, unit.base, 0.0).at_s < never_happened_s;
  });
}

void Dispatcher::call_later(const std::optional<Call>& call) {
  if (!call) return;
  board_.later.push_back(*call);
  std::push_heap(board_.later.begin(), board_.later.end(),
                 [this](const Call& a, const Call& b) { return comes_before(world_, replication_, b, a); });
}

Dispatcher::State Dispatcher::lose(const Call& call) {
  if (counts(call)) ++calls_of(call.asset).unanswered;
  log_.lost(call);
  return State::lost;
}

template <class IsFree>
Dispatcher::Order Dispatcher::choose(const Call& call, double now_s, IsFree is_free) {
  Order best;
  std::size_t asked_base = world_.teams.size();
  for (TeamUnit& unit : board_.units) {
    // Teams of one base make the same contact: the first free one goes.
    if ((unit.base == asked_base && !unit.is_party()) || !may_go(unit, call) || !is_free(unit)) continue;
    asked_base = unit.base;
    const Contact contact = contact_of(call, unit, now_s);
    // Ties, which are common (either lies in wait in the same cell), go by name: the order in the file does
    // not matter.
    const bool tie = best.unit != nullptr && contact.at_s == best.contact.at_s;
    if (contact.at_s < best.contact.at_s || (tie && name_of(unit) < name_of(*best.unit))) {
      best = {&unit, contact};
    }
  }
  return best;
}

Contact Dispatcher::contact_of(const Call& call, const TeamUnit& unit, double now_s) const {
  if (call.is_nuisance()) return board_.answers.arrival_at_alarm(call, unit.base, now_s);
  if (unit.is_party())
    return pursuit_contact(world_, replication_, workspace_.teams, walk_of(call), call, now_s);
  return board_.answers.earliest_contact(walk_of(call), call, unit.base, now_s);
}

double Dispatcher::free_after(const Call& call, const TeamUnit& unit, const Contact& contact) const {
  if (unit.is_party()) return contact.at_s + draw_pursuit(world_, replication_, call).handling_s;
  return contact.at_s + board_.answers.handling_s(call, unit.base) +
         way_back_s(world_.teams[unit.base], contact.cell);
}

void Dispatcher::send(const Call& call, const Order& order, double now_s) {
  TeamUnit& unit = *order.unit;
  unit.free_s = free_after(call, unit, order.contact);
  push(board_.wakes_s, unit.free_s);
  log_.sent(call, unit, order.contact, now_s);
  if (!board_.probes.empty()) {
    board_.moments_s.push_back(unit.free_s);
    if (unit.free_s > now_s) unit.engagements.push_back({now_s, unit.free_s, call.at_s});
  }
  count_answer(call, unit, now_s);
  if (!call.is_nuisance()) call_later(meet(call, order));
  log_.back(call, unit);
}

void Dispatcher::count_answer(const Call& call, const TeamUnit& unit, double now_s) {
  if (unit.is_party()) {
    if (counts(call)) ++calls_of(unit.asset).pursuits;
    return;
  }
  BaseCalls& calls = calls_at(unit.base);
  calls.busy_ms += std::llround(
      on_duty_s(world_.teams[unit.base], now_s, unit.free_s, world_.scenario.period_s) * ms_per_second);
  if (counts(call)) ++calls.answered;
}

std::optional<Call> Dispatcher::meet(const Call& call, const Order& order) {
  const ContactResult result =
      draw_contact(world_, replication_, call, order.contact.at_s, order.contact.cell);
  log_.met(call, *order.unit, order.contact, result);
  if (!result.held) {
    if (counts(call) && !order.unit->is_party()) ++calls_at(order.unit->base).failed;
    return next_call(call, order.contact.at_s);
  }
  Verdict& verdict = verdict_of(static_cast<std::size_t>(call.attempt));
  verdict.outcome = Outcome::intercepted;
  verdict.resisted = result.resisted;
  verdict.leaked = false;
  verdict.contact_s = order.contact.at_s;
  verdict.contact_in = order.contact.cell;
  verdict.contact_depth_m = order.contact.depth_m;
  if (!order.unit->is_party())
    verdict.team = static_cast<std::int32_t>(order.unit->base);
  else if (counts(call))
    ++calls_of(order.unit->asset).caught;
  return std::nullopt;
}

std::optional<Call> Dispatcher::judge_alone(const Call& call) {
  const auto try_at = [&](double now_s) {
    return choose(call, now_s, [&](const TeamUnit& unit) {
      return could_get(unit, now_s, call.at_s) && is_on_duty(unit, now_s);
    });
  };
  if (call.at_s > call.gone_s) {
    log_.lost(call);
    return std::nullopt;
  }
  double sent_s = call.at_s;
  Order order = try_at(sent_s);
  if (world_.scenario.response.queue == ResponseSpec::Queue::wait) {
    if (order.unit == nullptr) log_.call(EventKind::waits, call, call.at_s);
    auto moment = std::upper_bound(board_.moments_s.begin(), board_.moments_s.end(), call.at_s);
    for (; order.unit == nullptr && moment != board_.moments_s.end() && *moment <= call.gone_s; ++moment)
      order = try_at(sent_s = *moment);
  }
  if (order.unit != nullptr) {
    log_.sent(call, *order.unit, order.contact, sent_s);
    return meet(call, order);
  }
  // Lost at once, it makes room for the next detection; else it ends with the crosser gone.
  if (world_.scenario.response.queue == ResponseSpec::Queue::wait) {
    log_.lost(call);
    return std::nullopt;
  }
  log_.call(EventKind::cleared, call, call.at_s);
  return next_call(call, call.at_s);
}

bool Dispatcher::counts(const Call& call) const {
  if (!call.is_nuisance()) return counts(attempt_of(call));
  return call.opened_s >= 0.0 && call.opened_s < world_.scenario.period_s;
}

}  // namespace panj
