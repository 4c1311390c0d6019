#include "model/paths.h"

#include <algorithm>

#include "world/logit_step.h"

namespace panj {

std::size_t Paths::add(const RouteField& field, CellId from, const Address& choices) {
  if (count_ == walkers_.size()) walkers_.emplace_back();
  Walker& walker = walkers_[count_];
  walker.field = &field;
  walker.cell = from;
  walker.address = choices;
  walker.block = 0;
  walker.taken = 0;
  return count_++;
}

void Paths::Walker::make_ready() {
  if (steps.size() < taken + stretch) steps.resize(std::max<std::size_t>(128, 2 * steps.size()));
  if (field->kind != RouteField::Kind::logit) return;
  const std::array<std::uint32_t, 4> words = philox_block(address, block++);
  for (std::size_t k = 0; k < stretch; ++k)
    choices[k] = static_cast<std::uint16_t>(words[k / 2] >> (16 * (k % 2)));
}

bool Paths::Walker::step(std::size_t k) {
  Step taken_now;
  if (field->kind == RouteField::Kind::logit) {
    const LogitRow* const rows = field->logit.data();
    const LogitRow& row = rows[static_cast<std::size_t>(cell)];
    if (row.moves == 0) return false;
    taken_now = step_from(*field, row, cell, choices[k]);
    __builtin_prefetch(rows + taken_now.to);
  } else {
    if (is_destination(*field, cell)) return false;
    taken_now = next_tree_step(*field, cell);
    prefetch(*field, taken_now.to);
  }
  cell = taken_now.to;
  steps[taken++] = taken_now;
  return true;
}

void Paths::go() {
  under_way_.clear();
  for (std::size_t number = 0; number < count_; ++number) under_way_.push_back(&walkers_[number]);
  while (!under_way_.empty()) {
    for (Walker* walker : under_way_) walker->make_ready();
    for (std::size_t k = 0; k < stretch; ++k) {
      std::size_t kept = 0;
      for (Walker* walker : under_way_)
        if (walker->step(k)) under_way_[kept++] = walker;
      under_way_.resize(kept);
    }
  }
}

}  // namespace panj
