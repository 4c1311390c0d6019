#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace panj {

/// Queue of cells by time for a wave that spreads over a grid (Dial 1969, Communications of the ACM 12, 632):
/// a page of buckets of equal width, and a heap of cells for later pages. Where a bucket is no wider than the
/// least step time, no cell of it can lower another one of it, and each cell settles once; a wider one is
/// gone over until nothing in it falls any more. The order within a bucket is that of pushing: the result of
/// a wave does not depend on it but for ties.
class TimeBuckets {
 public:
  /// \param width_s > 0.
  TimeBuckets(double begin_s, double width_s)
      : begin_s_(begin_s), buckets_per_s_(1.0 / width_s), buckets_(page) {}

  /// The time of `cell` has fallen from `from_s` (+infinity: first reached) to `to_s`.
  void lower(std::int32_t cell, double from_s, double to_s) {
    const std::size_t to = slot(to_s);
    // Where it stays in its bucket the old entry serves, unless that may already have been handed out.
    if (to == slot(from_s) && to != current_ && from_s < std::numeric_limits<double>::infinity()) return;
    (to < page ? buckets_[to] : later_).push_back(cell);
  }

  /// Calls settle(cell) for the cells in the order of their buckets; settle may call lower() for others.
  /// \param time_s (cell) its time now. \param prefetch (cell) that it will soon be settled.
  template <class Time, class Settle, class Prefetch>
  void drain(const Time& time_s, const Settle& settle, const Prefetch& prefetch) {
    do {
      for (current_ = 0; current_ < page; ++current_) {
        std::vector<std::int32_t>& bucket = buckets_[current_];
        for (std::size_t i = 0; i < bucket.size(); ++i) {
          if (i + ahead < bucket.size()) prefetch(bucket[i + ahead]);
          const std::int32_t cell = bucket[i];
          // An entry whose cell has fallen to an earlier bucket was settled there.
          if (slot(time_s(cell)) == current_) settle(cell);
        }
        bucket.clear();
      }
    } while (turn_page(time_s));
  }

 private:
  static constexpr std::size_t page = 512;  ///< keeps the buckets' memory within a core's own cache
  static constexpr std::size_t ahead = 8;   ///< about one trip to memory, at tens of ns a cell

  /// Bucket of a time on this page; `page` for all that is later. Times before the page count as settled.
  std::size_t slot(double time_s) const {
    const double place = (time_s - begin_s_) * buckets_per_s_;
    if (!(place < static_cast<double>(page))) return page;
    return place >= 0.0 ? static_cast<std::size_t>(place) : before;
  }

  template <class Time>
  bool turn_page(const Time& time_s) {
    std::erase_if(later_, [&](std::int32_t cell) { return slot(time_s(cell)) != page; });
    if (later_.empty()) return false;
    begin_s_ = std::numeric_limits<double>::infinity();
    for (const std::int32_t cell : later_) begin_s_ = std::min(begin_s_, time_s(cell));
    std::vector<std::int32_t> waiting;
    waiting.swap(later_);
    for (const std::int32_t cell : waiting) {
      const std::size_t to = slot(time_s(cell));
      (to < page ? buckets_[to] : later_).push_back(cell);
    }
    return true;
  }

  static constexpr std::size_t before = std::numeric_limits<std::size_t>::max();
  double begin_s_;
  double buckets_per_s_;
  std::size_t current_ = 0;
  std::vector<std::vector<std::int32_t>> buckets_;
  std::vector<std::int32_t> later_;
};

}  // namespace panj
