#include "world/effort.h"

namespace panj {

std::optional<double> effort_of(const World& world, std::size_t configuration) {
  double sum = 0.0;
  bool all_stated = true;
  const auto add = [&](const auto& held) {
    if ((held.held_by >> configuration & 1U) == 0) return;
    all_stated = all_stated && held.person_hours_a_day.has_value();
    sum += held.person_hours_a_day.value_or(0.0);
  };
  for (const Asset& asset : world.assets) add(asset);
  for (const TeamPlan& team : world.teams) add(team);
  return all_stated ? std::optional<double>(sum) : std::nullopt;
}

}  // namespace panj
