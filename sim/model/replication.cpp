#include "model/replication.h"

#include "model/arrivals.h"
#include "model/conditions.h"
#include "model/detection.h"
#include "model/patrols.h"
#include "model/response.h"
#include "model/sites.h"
#include "model/walks.h"
#include "model/workspace.h"

namespace panj {

const Replication& simulate(const World& world, std::int64_t number, Workspace& workspace) {
  Replication& replication = workspace.replication;
  replication.number = number;
  draw_attempts(world, replication);
  replication.weather = draw_weather(world, number);
  deploy_patrols(world, number, all_over_s(world, replication), workspace.teams);
  draw_conditions(world, replication, workspace.conditions);
  walk_tracks(world, workspace.teams, replication, workspace.walks);
  // Detection never depends on response: it is found for all attempts first, then calls are answered in time
  // order.
  detect(world, workspace);
  respond(world, workspace);
  reach_sites(world, replication);
  watch_line(world, workspace);
  return replication;
}

}  // namespace panj
