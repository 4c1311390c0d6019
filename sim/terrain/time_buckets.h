#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
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
    put(to, cell);
  }

  /// Calls settle(cells) for up to `batch` cells at a time, in the order of their buckets; settle may call
  /// lower() for others. \param time_s (cell) its time now. \param prefetch (cell) that it will soon be
  /// settled.
  template <class Time, class Settle, class Prefetch>
  void drain(const Time& time_s, const Settle& settle, const Prefetch& prefetch) {
    std::array<std::int32_t, batch> cells;
    do {
      for (current_ = 0; current_ < page; ++current_) {
        const std::vector<std::int32_t>& bucket = buckets_[current_];
        for (std::size_t begin = 0, end = 0; begin < bucket.size(); begin = end) {
          end = std::min(begin + batch, bucket.size());
          for (std::size_t i = end; i < std::min(end + batch, bucket.size()); ++i) prefetch(bucket[i]);
          std::size_t count = 0;
          for (std::size_t i = begin; i < end; ++i) {
            // An entry whose cell has fallen to an earlier bucket was settled there.
            cells[count] = bucket[i];
            count += slot(time_s(bucket[i])) == current_ ? 1 : 0;
          }
          settle(std::span<const std::int32_t>(cells.data(), count));
        }
        empty(current_);
      }
    } while (turn_page(time_s));
  }

  static constexpr std::size_t batch = 16;  ///< enough for several trips to memory at once

 private:
  static constexpr std::size_t page = 512;

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
      put(slot(time_s(cell)), cell);
    }
    return true;
  }

  // Only the buckets of a few steps ahead hold anything: emptied ones hand their memory on, so that what is
  // in use stays in a core's own cache.
  void put(std::size_t to, std::int32_t cell) {
    std::vector<std::int32_t>& bucket = to < page ? buckets_[to] : later_;
    if (bucket.size() == bucket.capacity() && bucket.empty() && !spare_.empty()) {
      bucket.swap(spare_.back());
      spare_.pop_back();
    }
    bucket.push_back(cell);
  }
  void empty(std::size_t slot) {
    if (buckets_[slot].capacity() == 0) return;
    buckets_[slot].clear();
    spare_.emplace_back().swap(buckets_[slot]);
  }

  static constexpr std::size_t before = std::numeric_limits<std::size_t>::max();
  double begin_s_;
  double buckets_per_s_;
  std::size_t current_ = 0;
  std::vector<std::vector<std::int32_t>> buckets_;
  std::vector<std::int32_t> later_;
  std::vector<std::vector<std::int32_t>> spare_;  ///< empty, with memory
};

}  // namespace panj
