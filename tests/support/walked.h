#pragma once

#include <gtest/gtest.h>

#include "model/arrivals.h"
#include "model/patrols.h"
#include "model/track.h"
#include "model/walks.h"

namespace panj::test {

/// Replication `number` as far as its attempts are drawn and walked.
inline Replication walked(const World& world, std::int64_t number) {
  Replication replication;
  replication.number = number;
  draw_attempts(world, replication);
  PatrolTeams teams;
  deploy_patrols(world, number, all_over_s(world, replication), teams);
  WalkScratch scratch;
  walk_tracks(world, teams, replication, scratch);
  return replication;
}

/// Pieces join end to start in place and time, from departure to the end.
inline void expect_connected(const World& world, const Track& track) {
  double time_s = track.departure_s;
  Point3 place(track.origin_m.x(), track.origin_m.y(), 0.0);
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      EXPECT_NEAR(piece.begin_s, time_s, 1e-6);
      EXPECT_LT((piece.from_m - place).head<2>().norm(), 1e-6);
      time_s = piece.end_s;
      place = piece.to_m;
    }
  }
  EXPECT_NEAR(time_s, track.end_s, 1e-6);
}

}  // namespace panj::test
