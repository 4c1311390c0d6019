#pragma once

#include "model/replication.h"
#include "world/world.h"

// What both kinds of walks write down.
namespace panj {

/// Adds stays to the end of a replication's arrays.
struct StayWriter {
  Replication& replication;

  void add(CellId cell, double entered_s, double mark) const {
    replication.cells.push_back(cell);
    replication.entered_s.push_back(entered_s);
    replication.mark.push_back(mark);
  }
};

inline void note_crossing(const World& world, Walk& walk, double time_s, double chainage_m) {
  walk.crossed_s = time_s;
  walk.segment = world.frontier.segment_of(chainage_m);
}

inline void note_wait(Walk& walk, double from_s, double until_s) {
  if (until_s <= from_s) return;
  walk.waits_s = from_s;
  walk.waits_until_s = until_s;
}

}  // namespace panj
