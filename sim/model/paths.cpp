#include "model/paths.h"

namespace panj {

std::size_t Paths::add(const RouteField& field, CellId from, const Address& choices) {
  if (count_ == walkers_.size()) walkers_.emplace_back();
  Walker& walker = walkers_[count_];
  walker.field = &field;
  walker.cell = from;
  walker.choices = Choices(choices);
  walker.steps.clear();
  return count_++;
}

bool Paths::step(Walker& walker) {
  const RouteField& field = *walker.field;
  if (is_destination(field, walker.cell)) return false;
  const bool chooses = field.kind == RouteField::Kind::logit;
  const Step step = chooses ? next_logit_step(field, walker.cell, walker.choices.next())
                            : next_tree_step(field, walker.cell);
  prefetch(field, step.to);
  walker.cell = step.to;
  walker.steps.push_back(step);
  return true;
}

void Paths::go() {
  under_way_.clear();
  for (std::size_t number = 0; number < count_; ++number) under_way_.push_back(number);
  while (!under_way_.empty()) {
    std::size_t kept = 0;
    for (const std::size_t number : under_way_)
      if (step(walkers_[number])) under_way_[kept++] = number;
    under_way_.resize(kept);
  }
}

}  // namespace panj
