#pragma once

#include "model/arrivals.h"
#include "model/patrols.h"
#include "model/walks.h"

namespace panj::test {

/// Replication `number` as far as its attempts are drawn and walked.
inline Replication walked(const World& world, std::int64_t number) {
  Replication replication;
  replication.number = number;
  draw_attempts(world, number, replication.attempts);
  PatrolTeams teams;
  deploy_patrols(world, number, all_over_s(world, replication.attempts), teams);
  walk_tracks(world, teams, replication);
  return replication;
}

}  // namespace panj::test
