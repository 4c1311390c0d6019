#pragma once

#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "world/world.h"

namespace panj {

/// A call for a response team: an attempt that has been detected and reported.
struct Call {
  double report_s = 0.0;
  std::size_t attempt = 0;
  bool open = true;  ///< neither answered nor lost
};

/// One response team.
struct TeamUnit {
  std::size_t base = 0;  ///< index into World::teams
  double free_s = 0.0;   ///< when it has handled what it was last sent to
};

/// What a dispatcher has before him in one replication and configuration: calls in the order of their
/// reports, and teams.
struct ResponseBoard {
  std::vector<Call> calls;
  std::vector<TeamUnit> units;
  std::vector<double> frees_s;  ///< a heap: times at which units become free again
};

/// Where a team can meet an attempt.
struct Contact {
  double at_s = never_happened_s;
  CellId cell = no_cell;
  double depth_m = 0.0;
};

/// Earliest contact of a team of `base` with an attempt on a walk, sent at `sent_s`: by its least-time field,
/// the first cell on the inner side of the remaining track whose centre the team reaches no later than the
/// crosser enters the cell (teams lie in wait; the dispatcher is taken to know the track: an upper bound);
/// with a drawn response time, the first moment on the inner side after it has passed.
Contact earliest_contact(const World& world, const Replication& replication, const Walk& walk,
                         std::size_t base, double sent_s);

/// Answers the calls of a replication under every configuration, in the order of time: each goes to the free
/// team that makes the earliest contact; while there is none it waits for teams to become free, and is lost
/// when the crosser is gone. A team is busy until it has handled its call.
void respond(const World& world, Replication& replication, ResponseBoard& board);

}  // namespace panj
