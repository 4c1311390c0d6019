#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/replication.h"
#include "tally/share_table.h"
#include "world/world.h"

namespace panj {

/// Shares by class and by the view of the ground that attempts have (Attempt::draw): of classes that perceive
/// the ground in more than one way. Empty where no class does. Probes are counted too, as by class.
struct DrawTable {
  ShareTable shares;               ///< bins: the views of the first such class, then of the next
  std::vector<std::size_t> first;  ///< [crosser]: bin of its view 0; and one more: bins in all

  DrawTable() = default;
  explicit DrawTable(const World& world);

  bool empty() const { return shares.bins() == 0; }
  /// Views of a class; 0 where it has but one.
  std::size_t views(std::size_t crosser) const { return first[crosser + 1] - first[crosser]; }

  void add_attempt(const Attempt& attempt, std::span<const PackedScores> scores);
  void end_unit(std::int64_t replications = 1);
  /// \throws std::invalid_argument for the table of another world; to a table without shape, any is added.
  DrawTable& operator+=(const DrawTable& other);
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.shares);
  }
};

}  // namespace panj
