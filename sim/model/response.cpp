#include "model/response.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace panj {

namespace {

/// What is drawn for an attempt that a base answers: the same whichever team goes, whenever.
struct CallDraws {
  double ready_s = 0.0;
  double handling_s = 0.0;
  double response_s = 0.0;
};

CallDraws draw_call(const World& world, const Replication& replication, std::size_t number,
                    std::size_t base) {
  const Attempt& attempt = replication.attempts[number];
  const TeamPlan& team = world.teams[base];
  const EntityKey crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)].key;
  Address address{entity_key(crosser, team.key), Purpose::ready_and_handling, attempt.number,
                  static_cast<std::uint64_t>(replication.number)};
  CallDraws draws;
  const bool clockwork = is_constant(team.ready_s) && is_constant(team.handling_s);
  const auto [ready, handling] = clockwork ? std::pair{0.5, 0.5} : uniform_pair(address);
  draws.ready_s = quantile(team.ready_s, ready);
  draws.handling_s = quantile(team.handling_s, handling);
  if (team.response_time_s) {
    address.purpose = Purpose::response_time;
    const double uniform = is_constant(*team.response_time_s) ? 0.5 : uniform_pair(address).first;
    draws.response_s = quantile(*team.response_time_s, uniform);
  }
  return draws;
}

/// First moment from `from_s` on at which a track that needs no cells is on the inner side: from its first
/// crossing until it has come back, if it does.
Contact contact_in_the_open(const Walk& walk, double from_s) {
  const double at_s = std::max(from_s, walk.crossed_s);
  return at_s <= std::min(walk.end_s, walk.back_s) ? Contact{at_s, no_cell, 0.0} : Contact{};
}

Contact contact_by_time(const World& world, const Replication& replication, const Walk& walk, double from_s) {
  const Track track = track_of(world, replication, walk);
  if (track.cells.empty()) {
    Contact contact = contact_in_the_open(walk, from_s);
    if (contact.at_s < never_happened_s) {
      const double share = walk.end_s > walk.moving_s
                               ? std::max(0.0, contact.at_s - walk.moving_s) / (walk.end_s - walk.moving_s)
                               : 1.0;
      const Point at = track.origin_m + track.along_m(share * track.length_m) * track.direction;
      contact.depth_m = world.frontier.line.nearest(at).distance_m;
    }
    return contact;
  }
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    if (track.left_s(stay) < from_s || world.frontier.side_of(track.cells[stay]) != Side::inner) continue;
    const CellId cell = track.cells[stay];
    return {std::max(from_s, track.entered_s[stay]), cell,
            static_cast<double>(world.frontier.distance_m.data()[cell])};
  }
  return {};
}

Contact contact_by_travel(const World& world, const Replication& replication, const Walk& walk,
                          const std::vector<float>& travel_s, double leaves_s) {
  const Track track = track_of(world, replication, walk);
  const auto first = std::lower_bound(track.entered_s.begin(), track.entered_s.end(), leaves_s);
  for (auto entered = first; entered != track.entered_s.end(); ++entered) {
    const CellId cell = track.cells[static_cast<std::size_t>(entered - track.entered_s.begin())];
    if (world.frontier.side_of(cell) != Side::inner) continue;
    if (leaves_s + static_cast<double>(travel_s[static_cast<std::size_t>(cell)]) > *entered) continue;
    return {*entered, cell, static_cast<double>(world.frontier.distance_m.data()[cell])};
  }
  return {};
}

/// One configuration's dispatcher.
class Dispatcher {
 public:
  Dispatcher(const World& world, Replication& replication, ResponseBoard& board, std::size_t configuration)
      : world_(world), replication_(replication), board_(board), configuration_(configuration) {}

  void work() {
    man_bases();
    if (board_.units.empty() && world_.sites.empty()) return;  // nobody to send or to warn
    gather_calls();
    std::size_t next = 0;
    while (next < board_.calls.size() || !board_.frees_s.empty()) {
      const bool report_first =
          board_.frees_s.empty() ||
          (next < board_.calls.size() && board_.calls[next].report_s < board_.frees_s.front());
      if (report_first) {
        answer(board_.calls[next], board_.calls[next].report_s);
        ++next;
      } else {
        const double now_s = pop_free();
        for (std::size_t waiting = 0; waiting < next; ++waiting) answer(board_.calls[waiting], now_s);
      }
    }
  }

 private:
  Verdict& verdict_of(std::size_t attempt) {
    return replication_.verdicts[attempt * world_.configurations.size() + configuration_];
  }

  void man_bases() {
    board_.units.clear();
    for (std::size_t base = 0; base < world_.teams.size(); ++base) {
      const TeamPlan& team = world_.teams[base];
      if ((team.held_by >> configuration_ & 1U) == 0) continue;
      board_.units.insert(board_.units.end(), static_cast<std::size_t>(team.number),
                          {base, -std::numeric_limits<double>::infinity()});
    }
  }

  void gather_calls() {
    board_.calls.clear();
    board_.frees_s.clear();
    const Distribution& delay = world_.scenario.response.report_delay_s;
    for (std::size_t a = 0; a < replication_.attempts.size(); ++a) {
      const double detected_s = verdict_of(a).detected_s;
      if (detected_s == never_happened_s) continue;
      const Attempt& attempt = replication_.attempts[a];
      const EntityKey key = world_.crossers[static_cast<std::size_t>(attempt.crosser)].key;
      const double uniform = is_constant(delay)
                                 ? 0.5
                                 : uniform_pair({key, Purpose::report, attempt.number,
                                                 static_cast<std::uint64_t>(replication_.number)})
                                       .first;
      const double report_s = detected_s + quantile(delay, uniform);
      verdict_of(a).reported_s = report_s;
      board_.calls.push_back({report_s, a, true});
    }
    std::stable_sort(board_.calls.begin(), board_.calls.end(),
                     [](const Call& a, const Call& b) { return a.report_s < b.report_s; });
  }

  double pop_free() {
    std::pop_heap(board_.frees_s.begin(), board_.frees_s.end(), std::greater<>{});
    const double now_s = board_.frees_s.back();
    board_.frees_s.pop_back();
    return now_s;
  }

  /// Sends the free team with the earliest contact, if one can make any.
  void answer(Call& call, double now_s) {
    if (!call.open) return;
    const Walk& walk = replication_.walk_of(call.attempt, configuration_);
    if (now_s > walk.end_s) {
      call.open = false;
      return;
    }
    Contact best;
    TeamUnit* sent = nullptr;
    std::size_t asked_base = world_.teams.size();
    for (TeamUnit& unit : board_.units) {
      // Teams of one base make the same contact: the first free one goes.
      if (unit.base == asked_base || unit.free_s > now_s) continue;
      asked_base = unit.base;
      const Contact contact = earliest_contact(world_, replication_, walk, unit.base, now_s);
      // Ties, which are common (either lies in wait in the same cell), go by name: the order in the file does
      // not matter.
      const bool tie = sent != nullptr && contact.at_s == best.at_s;
      if (contact.at_s < best.at_s || (tie && world_.teams[unit.base].name < world_.teams[sent->base].name)) {
        best = contact;
        sent = &unit;
      }
    }
    if (sent != nullptr) intercept(call, best, *sent);
  }

  void intercept(Call& call, const Contact& contact, TeamUnit& unit) {
    call.open = false;
    unit.free_s = contact.at_s + draw_call(world_, replication_, call.attempt, unit.base).handling_s;
    board_.frees_s.push_back(unit.free_s);
    std::push_heap(board_.frees_s.begin(), board_.frees_s.end(), std::greater<>{});
    Verdict& verdict = verdict_of(call.attempt);
    verdict.outcome = Outcome::intercepted;
    verdict.leaked = false;
    verdict.contact_s = contact.at_s;
    verdict.contact_in = contact.cell;
    verdict.contact_depth_m = contact.depth_m;
    verdict.team = static_cast<std::int32_t>(unit.base);
  }

  const World& world_;
  Replication& replication_;
  ResponseBoard& board_;
  std::size_t configuration_;
};

}  // namespace

Contact earliest_contact(const World& world, const Replication& replication, const Walk& walk,
                         std::size_t base, double sent_s) {
  const TeamPlan& team = world.teams[base];
  const CallDraws draws = draw_call(world, replication, walk.attempt, base);
  const double leaves_s = sent_s + draws.ready_s;
  if (team.response_time_s) return contact_by_time(world, replication, walk, leaves_s + draws.response_s);
  return contact_by_travel(world, replication, walk, team.travel_s, leaves_s);
}

void respond(const World& world, Replication& replication, ResponseBoard& board) {
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    Dispatcher(world, replication, board, c).work();
}

}  // namespace panj
