#include "fuzz/every_table.h"

namespace panj::fuzz {

namespace {

constexpr std::size_t batch_size = 2;

const std::string resolved = R"(schema = 1

[scenario]
seed = 5

[sampling]
replications = 24
batch = 2
)";

void lay_ground(World& world) {
  world.grid = {{0.0, 0.0}, 1000.0, 2, 2};
  world.frontier.side.resize(2, 2);
  world.frontier.distance_m.resize(2, 2);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    world.frontier.side.data()[cell] = world.grid.row(cell) == 0 ? 0 : 1;
    world.frontier.distance_m.data()[cell] = 2000.0F;
  }
  world.frontier.segments = 2;
  world.watch_points.resize(1);
}

/// Of every kind of class: perceived routes, probes, weighted attempts.
void add_classes(World& world) {
  world.crossers.resize(3);
  for (CrosserPlan& crosser : world.crossers) crosser.max_duration_s = 2.0;
  world.crossers[0].choices.resize(1);
  world.crossers[0].choices[0].draws.resize(2);
  world.crossers[1].attempts.kind = AttemptsPerPeriod::Kind::probes;
  world.crossers[2].rare_leaks.emplace();
}

std::vector<std::int64_t> scores(std::size_t configurations, std::int64_t replication) {
  std::vector<std::int64_t> row;
  for (std::size_t i = 0; i < configurations * measure_count; ++i)
    row.push_back((replication + static_cast<std::int64_t>(i)) % 3);
  return row;
}

SummarySums sums_of(std::size_t configurations, std::int64_t replication) {
  SummarySums sums(configurations);
  for (int attempt = 0; attempt < 3; ++attempt)
    sums.shares.add_attempt(0, scores(configurations, replication));
  sums.end_unit();
  return sums;
}

/// Tables that grow, and those of attempts that stand elsewhere under another configuration.
void fill(Tally& tally, std::size_t configurations) {
  tally.segments.add_attempt(0, scores(configurations, 1), 0b01);
  tally.segments.add_attempt(1, scores(configurations, 1), 0b10);
  tally.assets.add(0, 1, 0, {1 << 20, 1 << 10, 1});
  tally.assets.end_unit(tally.summary.shares);
  tally.assets_by_segment.add(1, 0, 1, {1 << 20, 1 << 10, 1});
  tally.assets_by_segment.end_unit(tally.segments);
  tally.segments.end_unit();
  LineWatch line;
  for (std::size_t c = 0; c < configurations; ++c) {
    line.watched_ms.push_back(1'800'000);
    line.intervals_ms.push_back(600'000);
    line.intervals_begin.push_back(line.intervals_ms.size());
  }
  tally.line.add(line);
  tally.line.end_unit();
  for (Histogram& histogram : tally.detection_time) histogram.add(1.5);
}

}  // namespace

World world_of_every_table() {
  World world;
  lay_ground(world);
  add_classes(world);
  world.configurations = {"as_is", "more"};
  world.assets.resize(2);
  world.teams.resize(1);
  world.sites.resize(1);
  world.scenario.period_s = 3600.0;
  world.scenario.output.maps = true;
  world.scenario.output.asset_values = true;
  world.scenario.sampling.control_variates = true;
  world.scenario.sampling.batch = batch_size;
  world.scenario.resolved_text = resolved;
  return world;
}

SavedRun run_of_every_table(const World& world, std::size_t batches) {
  const std::size_t configurations = world.configurations.size();
  RunResult result;
  result.tally = Tally(world);
  for (std::size_t b = 0; b < batches; ++b) {
    BatchRecord batch{SummarySums(configurations), 0.5 * static_cast<double>(b)};
    for (std::size_t i = 0; i < batch_size; ++i)
      batch.sums += sums_of(configurations, static_cast<std::int64_t>(b * batch_size + i));
    result.tally.summary += batch.sums;
    result.batches.push_back(batch);
  }
  fill(result.tally, configurations);
  result.completed_replications = static_cast<std::int64_t>(batches * batch_size);
  result.threads = 2;
  RunIdentity identity{"schema = 1\n", resolved, {{"dem.tif", std::string(64, 'a'), 1234}}, this_build(), {}};
  RunRecord record;
  record.overrides = {{"scenario.seed", "5"}};
  record.scenario_folder = "/scenarios";
  return saved_run(identity, record, result);
}

}  // namespace panj::fuzz
