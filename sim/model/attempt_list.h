#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "model/drawn_starts.h"
#include "model/replication.h"

namespace panj {

/// Where drawn attempts are written down: over those of another replication, which costs less than to make
/// them anew.
class AttemptList {
 public:
  /// \param starts null: nobody asks for them
  AttemptList(std::vector<Attempt>& attempts, DrawnStarts* starts) : attempts_(attempts), starts_(starts) {
    if (starts_ == nullptr) return;
    std::swap(starts_->alike, starts_->alike_before);
    starts_->alike.clear();
  }
  AttemptList(const AttemptList&) = delete;
  AttemptList& operator=(const AttemptList&) = delete;
  ~AttemptList() { attempts_.resize(size_); }

  std::size_t size() const { return size_; }
  /// Adds one that is not drawn together with others.
  Attempt& add() {
    forget_starts();
    Attempt& added = *room_for(1);
    ++size_;
    return added = Attempt();
  }
  /// Where `count` more can be written, which `take` adds.
  Attempt* room_for(std::size_t count) {
    if (attempts_.size() < size_ + count) attempts_.resize(size_ + count);
    return attempts_.data() + size_;
  }
  void take(std::size_t count) { size_ += count; }
  /// How many attempts from here on were left by a run of the replication before with the same leader: only
  /// their times and origins are to be set.
  std::size_t standing(const Attempt& leader) const {
    if (starts_ == nullptr || size_ >= attempts_.size() || !are_alike(attempts_[size_], leader)) return 0;
    for (const AlikeAttempts& before : starts_->alike_before)
      if (before.begin == size_) return before.end - size_;
    return 0;
  }

  /// Null where they are not asked for, or not all attempts are drawn together.
  DrawnStarts* starts() { return starts_; }
  void forget_starts() {
    if (starts_ != nullptr) starts_->forget();
    starts_ = nullptr;
  }

 private:
  /// In all else than times and origins.
  static bool are_alike(const Attempt& a, const Attempt& b) {
    return a.crosser == b.crosser && a.number == b.number && a.persons == b.persons && a.draw == b.draw &&
           a.scored == b.scored && a.time_factor == b.time_factor && a.direction == b.direction;
  }

  std::vector<Attempt>& attempts_;
  DrawnStarts* starts_;
  std::size_t size_ = 0;
};

}  // namespace panj
