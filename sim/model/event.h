#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "base/geometry.h"

namespace panj {

/// What can happen in a replication. The numbers stand in result files: new kinds come at the end.
enum class EventKind : std::uint8_t {
  departs,          ///< a group is at its origin, and can be seen
  sets_out,         ///< after a wait
  crosses,          ///< the border
  turns_back,       ///< having noticed a patrol
  comes_back,       ///< leaves the inner side again
  detected,         ///< the first detection, or a later one that opens a call
  link_down,        ///< no detection of the attempt is reported
  reported,         ///< the report has come
  confirmed,        ///< the dispatcher has a call
  dismissed,        ///< the report is taken for a false alarm
  alarm,            ///< nuisance alarm of an asset
  waits,            ///< a call waits: no team can go
  lost,             ///< a call: the crosser is gone, or no team ever comes
  cleared,          ///< a call is dropped at once, as no team can go
  sent,             ///< a team, or a party of a patrol
  nothing_there,    ///< a team comes to the place of a nuisance alarm
  gets_away,        ///< a contact without success
  breaks_through,   ///< a contact at which the group resists and goes on
  complies,         ///< intercepted
  resists_in_vain,  ///< intercepted although it resisted
  team_back,        ///< a team or party can be sent again
  site_reached,     ///< a protected site
  destination_reached,
  home_again,     ///< back at its origin
  unfinished,     ///< cut off by its longest duration
  on_patrol,      ///< where a team of a patrol, or a drone, is at the beginning
  off_duty,       ///< it is not out then
  waits_at_line,  ///< before the border
  held_up,        ///< stands at an obstacle, or in an area that holds up
  goes_on,        ///< after either
};
inline constexpr std::size_t event_kind_count = 30;
std::string_view name_of(EventKind kind);
/// Is the attempt intercepted by it?
constexpr bool intercepts(EventKind kind) {
  return kind == EventKind::complies || kind == EventKind::resists_in_vain;
}

/// One event under one configuration. Indices are those of World and Replication; -1: does not apply.
struct Event {
  double at_s = 0.0;  ///< since the period's start
  EventKind kind = EventKind::departs;
  std::int32_t configuration = 0;
  std::int32_t attempt = -1;
  std::int32_t asset = -1;  ///< that detects, raises an alarm or opened the call; of a party: its patrol
  std::int32_t base = -1;   ///< of the team
  std::int32_t team = -1;   ///< its number at the base, or on the patrol, from 0
  std::int32_t call = -1;   ///< number among the calls of the attempt, or the alarms of the asset, from 0
  std::int32_t site = -1;
  double due_s = std::numeric_limits<double>::quiet_NaN();  ///< of a team sent: when it makes contact
  Point at_m{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
};
using EventLog = std::vector<Event>;

}  // namespace panj
