#include "model/response.h"

#include <algorithm>

#include "model/dispatcher.h"
#include "model/workspace.h"

namespace panj {

namespace {

/// By then all attempts have ended and the period is over: later alarms touch nothing that is counted.
double last_alarm_s(const World& world, const Replication& replication) {
  double last_s = world.scenario.period_s;
  const auto alarms = [](const Asset& asset) { return asset.nuisance_per_s > 0.0; };
  if (std::none_of(world.assets.begin(), world.assets.end(), alarms)) return last_s;
  for (const Walk& walk : replication.walks) last_s = std::max(last_s, walk.end_s);
  return last_s;
}

}  // namespace

void respond(const World& world, Workspace& workspace, Occupies occupies) {
  Replication& replication = workspace.replication;
  const std::size_t configurations = world.configurations.size();
  replication.calls.clear(configurations, world.assets.size(), world.teams.size());
  draw_alarms(world, replication, workspace.teams, workspace.conditions, last_alarm_s(world, replication),
              workspace.board.alarms);
  workspace.board.answers.begin(world, replication, workspace.board.alarms.size());
  for (std::size_t c = 0; c < configurations; ++c) Dispatcher(world, workspace, occupies, c).work();
}

}  // namespace panj
