#include "results/small_run.h"

#include <array>

namespace panj::test {

namespace {

void lay_ground(World& world) {
  world.grid = {{500'000.0, 4'100'000.0}, 250.0, 6, 8};
  world.elevation_m.resize(6, 8);
  world.frontier.side.resize(6, 8);
  world.frontier.chainage_m.resize(6, 8);
  world.frontier.distance_m.resize(6, 8);
  for (CellId cell = 0; cell < world.grid.cells(); ++cell) {
    world.elevation_m.data()[cell] = 1000.0 + cell;
    world.frontier.side.data()[cell] = world.grid.row(cell) < 3 ? 0 : 1;
    world.frontier.chainage_m.data()[cell] = 250.0F * static_cast<float>(world.grid.column(cell));
    world.frontier.distance_m.data()[cell] = 250.0F * (static_cast<float>(world.grid.row(cell)) - 2.5F);
  }
  world.frontier.line =
      Polyline({{500'000.0, 4'100'750.0}, {501'000.0, 4'100'750.0}, {502'000.0, 4'100'750.0}});
  world.frontier.chainage_begin_m = 1500.0;
  world.frontier.segment_m = 800.0;
  world.frontier.segments = 3;
}

Asset asset(const std::string& name, Asset::Kind kind, std::size_t plan, ConfigurationMask held_by) {
  Asset made;
  made.name = name;
  made.kind = kind;
  made.plan = plan;
  made.held_by = held_by;
  made.range_m = 600.0;
  made.eye_height_m = 4.0;
  return made;
}

void post_assets(World& world) {
  world.posts = {{{500'400.0, 4'101'000.0, 1100.0}}, {{501'400.0, 4'101'000.0, 1120.0}}};
  world.assets = {asset("north", Asset::Kind::post, 0, 0b111), asset("Шурообод", Asset::Kind::post, 1, 0b010),
                  asset("night", Asset::Kind::patrol, 0, 0b111)};
  PatrolCycle cycle;
  const std::vector<Point3> stops{{500'200.0, 4'101'100.0, 1010.0},
                                  {500'700.0, 4'101'100.0, 1011.0},
                                  {501'200.0, 4'101'100.0, 1012.0},
                                  {501'200.0, 4'101'400.0, 1013.0},
                                  {500'200.0, 4'101'100.0, 1010.0}};
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    PatrolPiece piece;
    piece.from_m = stops[i];
    piece.to_m = stops[i + 1];
    cycle.pieces.push_back(piece);
  }
  cycle.period_s = 5400.0;
  PatrolPlan plan;
  plan.cycles = {cycle};
  plan.teams = 2;
  world.patrols = {plan};
  TeamPlan team;
  team.name = "base";
  team.held_by = 0b101;
  team.base_m = {500'900.0, 4'101'300.0};
  team.number = 2;
  world.teams = {team};
}

/// One attempt's row of scores: they vary with the replication, and configurations differ.
std::vector<std::int64_t> scores_of(std::int64_t r, std::int64_t attempt, std::size_t configurations) {
  std::vector<std::int64_t> row;
  row.reserve(configurations * measure_count);
  for (std::size_t c = 0; c < configurations; ++c)
    for (std::size_t m = 0; m < measure_count; ++m) {
      const std::int64_t mixed = (attempt * 37 + r * 11 + static_cast<std::int64_t>(m * 5)) % 16;
      const bool counts = mixed < 6 + static_cast<std::int64_t>(2 * c + m % 2);
      const std::int64_t whole = measures[m].scale == MeasureScale::count ? 1 : to_fixed_point(0.9);
      row.push_back(counts ? whole : 0);
    }
  return row;
}

/// Replication r in every bin.
void fill(ShareTable& table, std::int64_t r) {
  for (std::size_t bin = 0; bin < table.bins(); ++bin) {
    const std::int64_t attempts = 20 + (r * 7 + static_cast<std::int64_t>(bin) * 3) % 11;
    for (std::int64_t i = 0; i < attempts; ++i)
      table.add_attempt(bin, scores_of(r, i, table.configurations()));
  }
}

SummarySums sums_of(std::int64_t r, std::size_t configurations) {
  SummarySums sums(configurations);
  fill(sums.shares, r);
  sums.end_unit();
  return sums;
}

/// Tracks along the rows of the grid: in row i, i + 1 of them, the last intercepted under configuration 1.
MapCounts maps_of(const World& world) {
  const std::size_t configurations = world.configurations.size();
  Replication replication;
  for (std::int32_t row = 0; row < world.grid.rows; ++row)
    for (std::int32_t i = 0; i <= row; ++i) {
      Walk walk;
      walk.attempt = replication.attempts.size();
      walk.begin = replication.cells.size();
      for (std::int32_t column = 0; column < world.grid.columns; ++column) {
        replication.cells.push_back(world.grid.cell(row, column));
        replication.entered_s.push_back(60.0 * column);
      }
      walk.end = replication.cells.size();
      replication.walks.push_back(walk);
      replication.walk_begin.push_back(replication.walks.size());
      replication.attempts.emplace_back();
      for (std::size_t c = 0; c < configurations; ++c) {
        Verdict verdict;
        verdict.leaked = !(c == 1 && i == row);
        if (!verdict.leaked) {
          verdict.outcome = Outcome::intercepted;
          verdict.contact_s = 60.0 * 4;
          verdict.contact_in = world.grid.cell(row, 4);
          verdict.detected_in = world.grid.cell(row, 2);
        }
        replication.verdicts.push_back(verdict);
      }
    }
  MapCounts maps(static_cast<std::size_t>(world.grid.cells()), configurations);
  for (std::size_t i = 0; i < replication.attempts.size(); ++i) maps.add(replication, i);
  return maps;
}

void fill_histograms(Tally& tally, std::size_t configurations) {
  tally.detection_time.assign(configurations, Histogram(0.0, 36'000.0, 10));
  tally.interception_time = tally.detection_time;
  tally.contact_depth.assign(configurations, Histogram(-5000.0, 5000.0, 20));
  for (std::size_t c = 0; c < configurations; ++c)
    for (int i = 0; i < 50; ++i) {
      tally.detection_time[c].add(700.0 * i + 100.0 * static_cast<double>(c));
      tally.interception_time[c].add(800.0 * i);
      tally.contact_depth[c].add(150.0 * i);
    }
}

/// Watched for a share of the hour that rises along the border; under the first configuration never.
void fill_line(Tally& tally, const World& world) {
  const std::size_t configurations = world.configurations.size();
  tally.line = LineTally(world.watch_points.size(), configurations, 3'600'000);
  for (std::int64_t r = 0; r < 10; ++r) {
    LineWatch line;
    for (std::size_t segment = 0; segment < world.watch_points.size(); ++segment)
      for (std::size_t c = 0; c < configurations; ++c) {
        line.watched_ms.push_back(c == 0 ? 0 : static_cast<std::int64_t>(900'000 * (segment + 1)) + r);
        if (c > 0) line.intervals_ms.insert(line.intervals_ms.end(), {360'000, 720'000});
        line.intervals_begin.push_back(line.intervals_ms.size());
      }
    tally.line.add(line);
    tally.line.end_unit();
  }
}

/// Replication r of periods, means and sites: numbers that vary with r and differ between configurations.
void fill_by_replication(Tally& tally, std::int64_t r, std::size_t configurations) {
  for (std::size_t c = 0; c < configurations; ++c) {
    const std::int64_t leaks = (r + static_cast<std::int64_t>(c)) % 3;
    for (std::int64_t i = 0; i < leaks; ++i) tally.periods.add_attempt(c, {true, i == 1, 2});
    for (EventTable* table : {&tally.detection_mean, &tally.interception_mean, &tally.depth_mean})
      table->add(c, 1'800'000 + 100'000 * r);
    for (std::size_t site = 0; site <= tally.sites.any_site; ++site) {
      const std::size_t row = tally.sites.row(c, site);
      for (std::int64_t i = 0; i < 4; ++i) {
        const bool there = (r + i) % 3 == 0;
        tally.sites.reached.add(row, there ? 1 : 0);
        if (!there) continue;
        tally.sites.warning.add(row, 600'000 * i);
        tally.sites.warning_time[row].add(600.0 * static_cast<double>(i));
        if (i == 0) ++tally.sites.unwarned[row];
      }
    }
  }
  for (EventTable* table : {&tally.detection_mean, &tally.interception_mean, &tally.depth_mean})
    table->end_unit();
  tally.periods.end_replication();
  tally.periods.end_unit();
  tally.sites.end_unit();
}

/// Attempts of each asset and configuration that it was the first to detect.
constexpr std::array<std::int64_t, 9> first_detections{10, 0, 20, 8, 7, 15, 10, 0, 20};

/// Replication r of what assets add, in the whole and by segment.
void fill_assets(Tally& tally, const World& world, std::int64_t r) {
  const std::size_t configurations = world.configurations.size();
  ShareTable attempts(1, configurations);
  fill(attempts, r);
  for (std::size_t c = 0; c < configurations; ++c)
    for (std::size_t a = 0; a < world.assets.size(); ++a) {
      const std::size_t i = c * world.assets.size() + a;
      const std::int64_t first = i < first_detections.size() && r < first_detections[i] ? 1 : 0;
      const std::array<std::int64_t, asset_measure_count> scores{
          to_fixed_point(0.1 * static_cast<double>(a + 1)), to_fixed_point(0.25), first};
      tally.assets.add(0, c, a, scores);
      if (a == 0) tally.assets_by_segment.add(1, c, a, scores);
    }
  tally.assets.end_unit(attempts);
  tally.assets_by_segment.end_unit(tally.segments);
}

/// Replication r of control variates that know half of what P(detect) does.
void fill_control(Tally& tally, const World& world, std::int64_t r) {
  const std::size_t configurations = world.configurations.size();
  ShareTable attempts(1, configurations);
  fill(attempts, r);
  Replication replication;
  replication.attempts.resize(static_cast<std::size_t>(attempts.current_attempts(0, 0)));
  tally.control.enter(r);
  for (std::size_t i = 0; i < replication.attempts.size(); ++i) {
    const auto scores = scores_of(r, static_cast<std::int64_t>(i), configurations);
    for (std::size_t c = 0; c < configurations; ++c)
      replication.controls.push_back(
          {scores[c * measure_count] == 1 ? 0.3 : -0.2, 0.1 * std::sin(static_cast<double>(r) + 2.0)});
  }
  for (std::size_t i = 0; i < replication.attempts.size(); ++i) tally.control.add(replication, i);
  tally.control.end_unit(attempts);
}

}  // namespace

World small_world() {
  World world;
  Scenario& scenario = world.scenario;
  scenario.name = "small";
  scenario.title = "A small frontier";
  scenario.seed = 42;
  scenario.source_text = "schema = 1\n";
  scenario.resolved_text = "schema = 1\nseed = 42\n";
  for (const char* name : {"as_is", "two_posts", "without_base"}) {
    ConfigurationSpec spec;
    spec.name = name;
    spec.title = spec.name == "two_posts" ? "One more post" : "";
    scenario.configurations.push_back(spec);
    world.configurations.emplace_back(name);
  }
  world.crs_wkt = "PROJCS[\"WGS 84 / UTM zone 42N\"]";
  world.attempts_text = "seed = 42\n";
  world.crossers.resize(2);
  world.crossers[0].name = "trader";
  world.crossers[0].route.kind = RouteField::Kind::logit;
  world.crossers[0].route.theta_s = 12.5;
  world.crossers[0].route.mean_excess = 0.05;
  world.crossers[0].attempts.number = 3.5;
  world.crossers[1].name = "smuggler";
  world.crossers[1].attempts.kind = AttemptsPerPeriod::Kind::probes;
  world.crossers[1].attempts.number = 20.0;
  world.crossers[1].attempts.honest = 0.03;
  world.crossers[1].choices = {{~ConfigurationMask{0}, std::vector<RouteField>(3)}};
  lay_ground(world);
  post_assets(world);
  world.watch_points.resize(static_cast<std::size_t>(world.frontier.segments));
  world.sites.resize(2);
  world.sites[0] = {"camp", {500'800.0, 4'101'300.0}, 250.0, {}};
  world.sites[1] = {"village", {501'700.0, 4'101'400.0}, 400.0, {}};
  world.scenario.sites.resize(2);
  world.scenario.sites[0].title = "Builders";
  world.scenario.sites[0].kind = "work_site";
  return world;
}

/// 40 replications of a weighted attempt that hardly comes through.
RareTally weighted_attempts(std::size_t configurations) {
  RareTally tally(configurations, 0.2);
  for (int r = 0; r < 40; ++r) {
    Replication replication;
    replication.attempts.resize(1);
    replication.cells = {0, 1, 2};
    replication.walks.resize(1);
    replication.walks[0].end = 3;
    replication.walks[0].weight = 1.0 + 0.5 * std::sin(1.3 * r);
    replication.walk_begin = {0, 1};
    replication.verdicts.resize(configurations);
    for (std::size_t c = 0; c < configurations; ++c) {
      replication.verdicts[c].p_detect = 1.0 - 1e-5 * (2.0 + std::cos(2.1 * r + static_cast<double>(c)));
      replication.verdicts[c].detected_s = 60.0;
    }
    tally.add(replication, 0);
    tally.end_unit();
  }
  return tally;
}

RunResult small_result(const World& world, std::size_t batches) {
  constexpr std::size_t batch_size = 4;
  const std::size_t configurations = world.configurations.size();
  RunResult result;
  Tally& tally = result.tally;
  tally.summary = SummarySums(configurations);
  tally.segments = ShareTable(static_cast<std::size_t>(world.frontier.segments), configurations);
  tally.hours = ShareTable(12, configurations);
  tally.crossers = ShareTable(world.crossers.size(), configurations);
  tally.assets = AssetTable(1, configurations, world.assets.size());
  tally.assets_by_segment = AssetTable(tally.segments.bins(), configurations, world.assets.size());
  tally.draws = DrawTable(world);
  tally.periods = PeriodTable(configurations);
  if (world.scenario.sampling.control_variates) tally.control = ControlTally(configurations, batch_size);
  if (!world.sites.empty())
    tally.sites = SiteTally(configurations, world.sites.size(), Histogram(0.0, 36'000.0, 10));
  for (EventTable* table : {&tally.detection_mean, &tally.interception_mean, &tally.depth_mean})
    *table = EventTable(configurations);
  for (std::size_t b = 0; b < batches; ++b) {
    BatchRecord batch{SummarySums(configurations), 0.25 * static_cast<double>(b + 1)};
    for (std::size_t i = 0; i < batch_size; ++i) {
      const auto r = static_cast<std::int64_t>(b * batch_size + i);
      batch.sums += sums_of(r, configurations);
      if (!tally.control.empty()) fill_control(tally, world, r);
      for (ShareTable* table : {&tally.segments, &tally.hours, &tally.crossers}) {
        fill(*table, r);
        if (table == &tally.segments) fill_assets(tally, world, r);
        table->end_unit();
      }
      fill(tally.draws.shares, r);
      tally.draws.end_unit();
      if (!world.sites.empty()) fill_by_replication(tally, r, configurations);
    }
    tally.summary += batch.sums;
    result.batches.push_back(batch);
  }
  tally.persons = {400, 90};
  tally.unfinished.assign(configurations, 0);
  tally.unfinished_by_class.assign(configurations * world.crossers.size(), 0);
  tally.sites_of_probes.resize(world.crossers.size());
  tally.rare.resize(world.crossers.size());
  for (std::size_t k = 0; k < world.crossers.size(); ++k)
    if (world.crossers[k].rare_leaks) tally.rare[k] = weighted_attempts(configurations);
  if (!world.sites.empty()) tally.sites_of_probes[1] = tally.sites;
  tally.first_detections.assign(first_detections.begin(), first_detections.end());
  tally.first_detections.resize(configurations * world.assets.size());  // tests may have added assets
  tally.interceptions_by = {9, 0, 11};
  fill_line(tally, world);
  tally.calls = ResponseCounts(configurations, world.assets.size(), world.teams.size());
  for (std::size_t i = 0; i < tally.calls.assets.size(); ++i) {
    const auto n = static_cast<std::int64_t>(i);
    tally.calls.assets[i] = {40 + n, 30 + n, 6, n, 2 * n, 0, 0};
  }
  if (!world.teams.empty()) {
    tally.calls.assets[2].pursuits = 8;
    tally.calls.assets[2].caught = 5;
    tally.calls.bases = {{60, 5, 86'400'000}, {}, {50, 4, 43'200'000}};
  }
  fill_histograms(tally, configurations);
  tally.maps = maps_of(world);
  if (!world.hypercube.none()) tally.by_replication = tally.summary.shares;
  result.completed_replications = static_cast<std::int64_t>(batches * batch_size);
  result.complete = true;
  result.wall_time_s = 1.5;
  result.threads = 2;
  return result;
}

RunRecord small_record() {
  return {"panj run small.toml",
          "2026-03-01T18:00:00Z",
          "somewhere",
          0.75,
          {{"scenario.seed", "42"}},
          "/a/folder"};
}

EventRows told(const World& world) {
  EventRows rows;
  for (const std::int64_t number : {7, 3}) {
    Replication replication;
    replication.number = number;
    replication.attempts.push_back({.crosser = 1, .number = 4, .persons = 3});
    replication.walks.push_back({.weight = 0.25});
    replication.walk_begin = {0, 1};
    const auto event = [](EventKind kind, double at_s) {
      Event made{.at_s = at_s, .kind = kind, .configuration = 1};
      return made;
    };
    EventLog log{event(EventKind::departs, 60.0), event(EventKind::detected, 600.0),
                 event(EventKind::alarm, 700.0), event(EventKind::sent, 900.0),
                 event(EventKind::complies, 1800.0)};
    for (const std::size_t i : {0, 1, 3, 4}) log[i].attempt = 0;
    log[0].at_m = {500'500.0, 4'100'250.0};
    log[1].asset = 0;
    log[1].call = 0;
    log[2].asset = 2;
    log[3].team = 0;
    if (!world.teams.empty()) log[3].base = 0;
    log[3].due_s = 1800.0;
    rows.add(replication, log);
  }
  return rows;
}

}  // namespace panj::test
