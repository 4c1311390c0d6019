#include "tally/draw_table.h"

#include <stdexcept>

namespace panj {

DrawTable::DrawTable(const World& world) {
  std::size_t bins = 0;
  for (const CrosserPlan& crosser : world.crossers) {
    first.push_back(bins);
    if (crosser.draws() > 1) bins += crosser.draws();
  }
  first.push_back(bins);
  if (bins > 0) shares = ShareTable(bins, world.configurations.size());
}

void DrawTable::add_attempt(const Attempt& attempt, std::span<const PackedScores> scores) {
  if (empty()) return;
  const auto crosser = static_cast<std::size_t>(attempt.crosser);
  if (views(crosser) == 0) return;
  shares.add_attempt(first[crosser] + static_cast<std::size_t>(attempt.draw), scores);
}

void DrawTable::end_unit(std::int64_t replications) {
  if (!empty()) shares.end_unit(replications);
}

DrawTable& DrawTable::operator+=(const DrawTable& other) {
  if (first.empty()) {
    *this = other;
    return *this;
  }
  if (first != other.first) throw std::invalid_argument("draw tables of different worlds don't add up");
  if (!empty()) shares += other.shares;
  return *this;
}

}  // namespace panj
