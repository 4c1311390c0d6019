#pragma once

#include <cstdint>
#include <optional>

#include "model/replication.h"
#include "rng/stream.h"
#include "world/world.h"

namespace panj {

/// A confirmed call for a response team: of an attempt that has been detected, or of a nuisance alarm.
struct Call {
  double at_s = 0.0;                  ///< when the dispatcher has it
  double opened_s = 0.0;              ///< time of the detection, or of the alarm
  double gone_s = never_happened_s;   ///< when the crosser is gone
  std::int32_t attempt = no_attempt;  ///< index into Replication::attempts
  std::uint32_t number = 0;           ///< among the attempt's calls, or the asset's alarms, from 0
  std::int32_t asset = -1;            ///< that opened it: index into World::assets
  std::int32_t team = -1;             ///< of a patrol that pursues: the team that detected
  CellId place = no_cell;             ///< of a nuisance alarm
  std::int32_t alarm = -1;            ///< of a nuisance alarm: its number among all of the replication

  static constexpr std::int32_t no_attempt = -1;
  bool is_nuisance() const { return attempt == no_attempt; }
};

/// Which calls come first: in the order of time; ties, whoever opened them, by name and number, so that the
/// order in the file does not matter.
bool comes_before(const World& world, const Replication& replication, const Call& a, const Call& b);

// What is drawn for a call that a base answers: the same whichever team goes, whenever. Each number is found
// when it is needed: many teams are asked for their contact, few are sent.

/// From the order to leaving [s].
double draw_ready_s(const World& world, const Replication& replication, const Call& call, std::size_t base);
/// From contact until the team is free, or sets out for home [s].
double draw_handling_s(const World& world, const Replication& replication, const Call& call,
                       std::size_t base);
/// The drawn response time, of a base that has one [s].
double draw_response_s(const World& world, const Replication& replication, const Call& call,
                       std::size_t base);

/// How a contact with an attempt ends.
struct ContactResult {
  bool held = true;
  bool resisted = false;
};
/// \param at_s when, \param cell where they meet.
ContactResult draw_contact(const World& world, const Replication& replication, const Call& call, double at_s,
                           CellId cell);

/// Is the link up by which detections of the attempt are reported? One draw an attempt.
bool link_is_up(const World& world, const Replication& replication, const Attempt& attempt);

/// What becomes of the report of a detection.
struct Report {
  double reported_s = 0.0;  ///< when it comes in
  double decided_s = 0.0;   ///< when it is confirmed, or dismissed
  bool confirmed = true;
};
/// What is drawn for it: the same whenever the detection is.
struct ReportDraws {
  double delay_s = 0.0;
  double confirm_delay_s = 0.0;
  bool confirmed = true;

  Report of(double detected_s) const {
    return {detected_s + delay_s, detected_s + delay_s + confirm_delay_s, confirmed};
  }
};
/// Where nothing of it is left to chance: what every report is.
std::optional<ReportDraws> certain_report(const ResponseSpec& response);
/// \param call number among the attempt's calls.
ReportDraws draw_report_delays(const World& world, const Replication& replication, const Attempt& attempt,
                               std::uint32_t call);
Report draw_report(const World& world, const Replication& replication, const Attempt& attempt,
                   std::uint32_t call, double detected_s);

/// Does an event of probability `p` happen, `u` uniform on (0, 1)?
constexpr bool happens(double p, double u) {
  return u < p;
}

}  // namespace panj
