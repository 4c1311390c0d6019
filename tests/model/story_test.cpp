#include "model/story.h"

#include <gmock/gmock.h>

#include <map>

#include "model/line_wait.h"
#include "model/traffic.h"
#include "support/busy_scenario.h"
#include "support/samples.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

const World& busy_world() {
  static const World world = [] {
    test::BusyScenario busy = test::busy_response();
    busy.crossers.push_back(R"([[crosser]]
name = "raider"
attempts = { probes = 2, per_period = 0.1 }
origin = "edge"
destination = "inner_edge"
route = "least_cost"
movement = { tobler = {} }
complies = 0.3
)");
    return world_of(busy.text());
  }();
  return world;
}

std::int64_t replications() {
  return test::samples(1000) / 25;  // 40, each with some ten attempts under six configurations
}

bool same(const Verdict& a, const Verdict& b) {
  return a.outcome == b.outcome && a.detected_s == b.detected_s && a.detected_by == b.detected_by &&
         a.contact_s == b.contact_s && a.team == b.team && a.p_detect == b.p_detect && a.site_s == b.site_s &&
         a.resisted == b.resisted && a.reported_s == b.reported_s;
}

TEST(Story, TellingChangesNothing) {
  const World& world = busy_world();
  Workspace told;
  Workspace silent;
  for (std::int64_t number = 0; number < replications(); ++number) {
    replay(world, number, told);
    const Replication& a = told.replication;
    const Replication& b = simulate(world, number, silent);
    ASSERT_EQ(a.verdicts.size(), b.verdicts.size());
    for (std::size_t i = 0; i < a.verdicts.size(); ++i)
      EXPECT_TRUE(same(a.verdicts[i], b.verdicts[i])) << number;
    EXPECT_EQ(a.calls, b.calls);
    EXPECT_EQ(told.log, nullptr);
  }
}

/// What a story says of one attempt.
struct Told {
  double departs_s = never_happened_s;
  double detected_s = never_happened_s;
  std::int32_t detected_by = -1;
  double contact_s = never_happened_s;
  double crossed_s = never_happened_s;
  std::int32_t base = -1;
  bool resisted = false;
  bool turned_back = false;
  bool leaked = false;
  double site_s = never_happened_s;
  double confirmed_s = never_happened_s;
};

void read(const Event& event, Told& told) {
  switch (event.kind) {
    case EventKind::departs:
      told.departs_s = event.at_s;
      break;
    case EventKind::detected:
      if (event.at_s < told.detected_s) {
        told.detected_s = event.at_s;
        told.detected_by = event.asset;
      }
      break;
    case EventKind::confirmed:
      told.confirmed_s = std::min(told.confirmed_s, event.at_s);
      break;
    case EventKind::crosses:
      told.crossed_s = event.at_s;
      break;
    case EventKind::turns_back:
      told.turned_back = true;
      break;
    case EventKind::site_reached:
      told.site_s = std::min(told.site_s, event.at_s);
      break;
    case EventKind::destination_reached:
      told.leaked = true;
      break;
    default:
      break;
  }
  if (!intercepts(event.kind)) return;
  told.contact_s = event.at_s;
  told.base = event.base;
  told.resisted = event.kind == EventKind::resists_in_vain;
}

TEST(Story, TellsTheOutcomesThatAreCounted) {
  const World& world = busy_world();
  const std::size_t configurations = world.configurations.size();
  Workspace workspace;
  int intercepted = 0;
  int detected = 0;
  for (std::int64_t number = 0; number < replications(); ++number) {
    const EventLog events = replay(world, number, workspace);
    const Replication& replication = workspace.replication;
    std::vector<Told> told(replication.verdicts.size());
    for (const Event& event : events)
      if (event.attempt >= 0)
        read(event, told[static_cast<std::size_t>(event.attempt) * configurations +
                         static_cast<std::size_t>(event.configuration)]);
    for (std::size_t i = 0; i < told.size(); ++i) {
      const Verdict& verdict = replication.verdicts[i];
      const Walk& walk = replication.walk_of(i / configurations, i % configurations);
      EXPECT_EQ(told[i].departs_s, replication.attempts[i / configurations].departure_s);
      EXPECT_EQ(told[i].detected_s, verdict.detected_s);
      EXPECT_EQ(told[i].detected_by, verdict.detected_by);
      EXPECT_EQ(told[i].contact_s, verdict.contact_s);
      EXPECT_EQ(told[i].base, verdict.team);
      EXPECT_EQ(told[i].resisted, verdict.resisted);
      EXPECT_EQ(told[i].leaked, verdict.leaked && walk.finished);
      EXPECT_EQ(told[i].site_s, verdict.site_s);
      EXPECT_EQ(told[i].confirmed_s, verdict.reported_s);
      if (verdict.outcome != Outcome::intercepted) {
        EXPECT_EQ(told[i].crossed_s, walk.crossed_s);
      }
      intercepted += told[i].contact_s < never_happened_s ? 1 : 0;
      detected += told[i].detected_s < never_happened_s ? 1 : 0;
    }
  }
  EXPECT_GT(intercepted, 50);
  EXPECT_GT(detected, 2 * intercepted);
}

TEST(Story, TellsTheCallsThatAreCounted) {
  const World& world = busy_world();
  Workspace workspace;
  ResponseCounts sum(world.configurations.size(), world.assets.size(), world.teams.size());
  for (std::int64_t number = 0; number < replications(); ++number) {
    const EventLog events = replay(world, number, workspace);
    const Replication& replication = workspace.replication;
    ResponseCounts told(world.configurations.size(), world.assets.size(), world.teams.size());
    const auto counted = [&](const Event& event) {
      if (event.attempt < 0) return true;
      const Attempt& attempt = replication.attempts[static_cast<std::size_t>(event.attempt)];
      return is_scored(attempt) && occupies(world, attempt);
    };
    for (const Event& event : events) {
      if (!counted(event)) continue;
      const auto c = static_cast<std::size_t>(event.configuration);
      const auto of_asset = [&]() -> AssetCalls& {
        return told.assets[c * world.assets.size() + static_cast<std::size_t>(event.asset)];
      };
      const bool in_period = event.at_s >= 0.0 && event.at_s < world.scenario.period_s;
      if (event.kind == EventKind::reported) ++of_asset().opened;
      if (event.kind == EventKind::alarm && in_period) ++of_asset().nuisance_alarms;
      if (event.kind == EventKind::dismissed && event.attempt >= 0) ++of_asset().dismissed;
      if (event.kind == EventKind::cleared && event.attempt >= 0) ++of_asset().cleared;
      if (event.kind == EventKind::lost && event.attempt >= 0) ++of_asset().unanswered;
      if (event.kind == EventKind::sent && event.base < 0) ++of_asset().pursuits;
      if (intercepts(event.kind) && event.base < 0) ++of_asset().caught;
      if ((event.kind == EventKind::gets_away || event.kind == EventKind::breaks_through) && event.base >= 0)
        ++told.bases[c * world.teams.size() + static_cast<std::size_t>(event.base)].failed;
    }
    for (std::size_t i = 0; i < told.assets.size(); ++i) {
      const AssetCalls& calls = replication.calls.assets[i];
      EXPECT_EQ(told.assets[i].opened, calls.opened);
      EXPECT_EQ(told.assets[i].nuisance_alarms, calls.nuisance_alarms);
      EXPECT_LE(told.assets[i].dismissed, calls.dismissed) << "theirs count nuisance alarms too";
      EXPECT_EQ(told.assets[i].pursuits, calls.pursuits);
      EXPECT_EQ(told.assets[i].caught, calls.caught);
    }
    for (std::size_t i = 0; i < told.bases.size(); ++i)
      EXPECT_EQ(told.bases[i].failed, replication.calls.bases[i].failed);
    sum += replication.calls;
  }
  std::int64_t pursuits = 0;
  for (const AssetCalls& calls : sum.assets) pursuits += calls.pursuits;
  EXPECT_GT(pursuits, 0) << "something of everything";
}

TEST(Story, IsInOrderAndHasPlaces) {
  const World& world = busy_world();
  Workspace workspace;
  std::map<EventKind, int> kinds;
  for (std::int64_t number = 0; number < replications(); ++number) {
    const EventLog events = replay(world, number, workspace);
    for (std::size_t i = 0; i < events.size(); ++i) {
      ++kinds[events[i].kind];
      if (events[i].kind == EventKind::sent) {
        EXPECT_GE(events[i].due_s, events[i].at_s);
      }
      if (events[i].attempt >= 0 && events[i].base < 0 && events[i].kind != EventKind::sent &&
          events[i].kind != EventKind::team_back) {
        EXPECT_FALSE(std::isnan(events[i].at_m.x())) << name_of(events[i].kind);
      }
      if (i == 0) continue;
      const bool same_part = events[i].configuration == events[i - 1].configuration;
      EXPECT_GE(events[i].configuration, events[i - 1].configuration);
      if (same_part) {
        EXPECT_GE(events[i].at_s, events[i - 1].at_s);
      }
    }
  }
  for (const EventKind kind :
       {EventKind::departs, EventKind::detected, EventKind::link_down, EventKind::dismissed, EventKind::alarm,
        EventKind::waits, EventKind::sent, EventKind::nothing_there, EventKind::gets_away,
        EventKind::breaks_through, EventKind::complies, EventKind::resists_in_vain, EventKind::team_back,
        EventKind::site_reached, EventKind::destination_reached, EventKind::on_patrol, EventKind::off_duty})
    EXPECT_GT(kinds[kind], 0) << name_of(kind);
}

TEST(Story, StraightWalkersHaveTheirPlaces) {
  // Straight north at 4 km/h from y = 8.5 km over the border on 10 km.
  const World world = world_of(
      "schema = 1\n[scenario]\nperiod_h = 1.0\n[frontier]\nelevation = \"flat\"\nsize_km = [20.0, 20.0]\n"
      "cell_size_m = 250.0\nline_xy_km = [[0.0, 10.0], [20.0, 10.0]]\ninner = \"left\"\n[[crosser]]\nname = "
      "\"walker\"\nattempts = { fixed = 1 }\norigin = { points_xy_km = [[5.0, 8.5]] }\nroute = { straight = "
      "{ "
      "heading_deg = 0.0, length_km = 3.0 } }\nmovement = { constant = { speed_km_h = 4.0 } "
      "}\n[[sensor]]\nname "
      "= \"eye\"\nlaw = { definite_range = { range_m = 500.0 } }\nline_of_sight = false\n[[post]]\nname = "
      "\"post\"\nsensor = \"eye\"\nposition_xy_km = [5.0, 11.0]\n[[configuration]]\nname = \"post\"\nassets "
      "= "
      "[\"post\"]\n[output]\nmaps = false\n");
  Workspace workspace;
  const EventLog events = replay(world, 0, workspace);
  ASSERT_GE(events.size(), 4U);
  EXPECT_EQ(events[0].kind, EventKind::departs);
  EXPECT_EQ(events[1].kind, EventKind::crosses);
  EXPECT_NEAR(events[1].at_m.y(), 10'000.0, 1e-6);
  EXPECT_NEAR(events[1].at_s - events[0].at_s, 1350.0, 1e-6);
  EXPECT_EQ(events[2].kind, EventKind::detected);
  EXPECT_NEAR(events[2].at_m.y(), 10'500.0, 0.01);
  EXPECT_EQ(events.back().kind, EventKind::destination_reached);
  EXPECT_NEAR(events.back().at_m.y(), 11'500.0, 1e-6);
}

/// Times of the events of a kind under the first configuration, by attempt.
std::map<std::int32_t, double> times_of(EventKind kind, const EventLog& events) {
  std::map<std::int32_t, double> times;
  for (const Event& event : events)
    if (event.kind == kind && event.configuration == 0) times[event.attempt] = event.at_s;
  return times;
}

TEST(Story, TellsOfWaitsBeforeTheBorderAndOfWhatHoldsUp) {
  const std::string river = "[[obstacle]]\nname = \"river\"\nborder = true\ndelay_min = 7.0\n";
  for (const std::string& walkers : {test::grid_walkers(6), test::straight_walkers(6)}) {
    const std::string waits = "wait_at_line_min = { exponential = { mean = 30.0 } }\n";
    const World world = world_of(test::flat_head() + river + walkers + waits + test::few_assets());
    Workspace workspace;
    const EventLog events = replay(world, 3, workspace);
    const std::map<std::int32_t, double> waits_s = times_of(EventKind::waits_at_line, events);
    const std::map<std::int32_t, double> held_s = times_of(EventKind::held_up, events);
    const std::map<std::int32_t, double> goes_on_s = times_of(EventKind::goes_on, events);
    // One may be met, or out of time, while it stands.
    EXPECT_GE(goes_on_s.size(), 4U);
    for (const auto& [attempt, at_s] : goes_on_s) {
      const Attempt& of = workspace.replication.attempts[static_cast<std::size_t>(attempt)];
      EXPECT_NEAR(held_s.at(attempt) - waits_s.at(attempt), line_wait_s(world.crossers[0], of, 3), 1e-6);
      EXPECT_NEAR(at_s - held_s.at(attempt), 7.0 * 60.0, 1e-6);
    }
  }
}

}  // namespace
}  // namespace panj
