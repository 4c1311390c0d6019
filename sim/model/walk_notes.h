#pragma once

#include <cstddef>

#include "model/replication.h"
#include "world/world.h"

// What both kinds of walks write down.
namespace panj {

/// Adds stays to the end of a replication's arrays.
struct StayWriter {
  Replication& replication;
  const CellTraits& traits;  ///< of the class that walks

  void add(CellId cell, double entered_s, double mark) const {
    replication.cells.push_back(cell);
    replication.entered_s.push_back(entered_s);
    replication.mark.push_back(mark);
    replication.traits.push_back(traits.of(cell));
  }
};

/// StayWriter of many stays: makes room for them together.
class ManyStays {
 public:
  ManyStays(Replication& replication, const CellTraits& traits)
      : replication_(replication), traits_of_(traits), next_(replication.cells.size()), room_(next_) {}
  ManyStays(const ManyStays&) = delete;
  ManyStays& operator=(const ManyStays&) = delete;
  ~ManyStays() { make_room(next_); }

  void add(CellId cell, double entered_s, double mark) {
    make_room_for(1);
    cells_[next_] = cell;
    entered_s_[next_] = entered_s;
    traits_[next_] = traits_of_.of(cell);
    mark_[next_++] = mark;
  }

  /// Where the next stays come, `number` of them at the most; \see used
  struct Place {
    CellId* cells;
    double* entered_s;
    double* mark;
    std::uint8_t* traits;
  };
  Place place_for(std::size_t number) {
    make_room_for(number);
    return {cells_ + next_, entered_s_ + next_, mark_ + next_, traits_ + next_};
  }
  /// So many were laid there.
  void used(std::size_t number) { next_ += number; }

 private:
  void make_room_for(std::size_t number) {
    if (next_ + number > room_) make_room(next_ + number + 128);
  }
  void make_room(std::size_t room) {
    replication_.cells.resize(room);
    replication_.entered_s.resize(room);
    replication_.mark.resize(room);
    replication_.traits.resize(room);
    room_ = room;
    cells_ = replication_.cells.data();
    entered_s_ = replication_.entered_s.data();
    mark_ = replication_.mark.data();
    traits_ = replication_.traits.data();
  }

  Replication& replication_;
  const CellTraits& traits_of_;
  std::size_t next_;
  std::size_t room_;
  CellId* cells_ = nullptr;
  double* entered_s_ = nullptr;
  double* mark_ = nullptr;
  std::uint8_t* traits_ = nullptr;
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
