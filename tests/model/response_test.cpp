#include "model/response.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "model/arrivals.h"
#include "model/detection.h"
#include "model/walks.h"
#include "model/workspace.h"
#include "support/answered_scenarios.h"
#include "support/samples.h"
#include "support/world_of.h"

namespace panj {
namespace {

using test::all_seen;
using test::replaced;

TEST(Response, OneTeamAnswersOneCallAtATime) {
  // Twelve walkers leave together; handling takes longer than the night, so the one team meets one of them.
  const std::string text = replaced(replaced(all_seen(12), "handling_min = 30.0", "handling_min = 6000.0"),
                                    "origin = \"edge\"", "departure_h = 0.0\norigin = \"edge\"");
  const World one = world_of(text);
  const World three = world_of(replaced(text, "handling_min", "number = 3\nhandling_min"));
  Workspace workspace;
  for (std::int64_t r = 0; r < 5; ++r) {
    for (const auto& [world, expected] : {std::pair{&one, 1}, std::pair{&three, 3}}) {
      const Replication& replication = simulate(*world, r, workspace);
      int met = 0;
      for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
        met += replication.verdicts[2 * a].outcome == Outcome::intercepted ? 1 : 0;
      }
      EXPECT_EQ(met, expected);
    }
  }
}

TEST(Response, TeamsAreNeverInTwoPlaces) {
  const World world =
      world_of(replaced(all_seen(40), "handling_min = 30.0",
                        "number = 2\nready_min = 5.0\nhandling_min = { exponential = { mean = 20.0 } }"));
  Workspace workspace;
  int met = 0;
  for (std::int64_t r = 0; r < 10; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    // Contacts of two teams: no three contacts can be so close that one team would have made two of them at
    // once.
    std::vector<double> contacts;
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& verdict = replication.verdicts[2 * a];
      if (verdict.outcome != Outcome::intercepted) continue;
      EXPECT_GE(verdict.contact_s, verdict.detected_s + 300.0);
      EXPECT_FALSE(verdict.leaked);
      EXPECT_EQ(world.frontier.side_of(verdict.contact_in), Side::inner);
      EXPECT_GT(verdict.contact_depth_m, 0.0);
      contacts.push_back(verdict.contact_s);
      ++met;
    }
    std::sort(contacts.begin(), contacts.end());
    for (std::size_t i = 0; i + 2 < contacts.size(); ++i) EXPECT_GT(contacts[i + 2] - contacts[i], 300.0);
  }
  EXPECT_GT(met, 50);
}

TEST(Response, WithoutTeamsNothingIsIntercepted) {
  const std::string text =
      replaced(all_seen(10), "assets = [\"middle\", \"reserve\"]", "assets = [\"middle\"]");
  const World world = world_of(text);
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (const Verdict& verdict : replication.verdicts) {
    EXPECT_EQ(verdict.outcome, Outcome::detected_not_intercepted);
    EXPECT_TRUE(verdict.leaked);
  }
}

TEST(Response, DrawnResponseTimeMeetsOnTheInnerSideWhateverThePlace) {
  const World world =
      world_of(replaced(all_seen(10), "movement = { constant = { speed_km_h = 20.0 } }\nhandling_min = 30.0",
                        "number = 10\nresponse_time_min = 45.0"));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Walk& walk = replication.walk_of(a, 0);
    const Verdict& verdict = replication.verdicts[2 * a];
    ASSERT_EQ(verdict.outcome, Outcome::intercepted);
    EXPECT_NEAR(verdict.contact_s, std::max(verdict.detected_s + 2700.0, walk.crossed_s), 1e-6);
  }
}

TEST(Response, ReportsAreKnownWithOrWithoutTeams) {
  const std::string text = all_seen(20) + "[response]\nreport_delay_min = 6.0\nconfirm_delay_min = 4.0\n";
  const World world =
      world_of(replaced(text, "assets = [\"path\"]", "assets = [\"path\"]\nwithout = [\"reserve\"]"));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (const Verdict& verdict : replication.verdicts)
    EXPECT_DOUBLE_EQ(verdict.reported_s, verdict.detected_s + 600.0);
}

TEST(Response, NothingIsReportedOverALinkThatIsDown) {
  const World world = world_of(all_seen(20) + "[response]\nlink_probability = 0.0\n");
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  for (const Verdict& verdict : replication.verdicts) {
    EXPECT_EQ(verdict.outcome, Outcome::detected_not_intercepted);
    EXPECT_EQ(verdict.reported_s, never_happened_s);
  }
  EXPECT_EQ(replication.calls.assets[0].opened, 0);
}

TEST(Response, ACallWaitsForAShift) {
  const World world =
      world_of(replaced(all_seen(10), "movement = { constant = { speed_km_h = 20.0 } }\nhandling_min = 30.0",
                        "number = 10\nresponse_time_min = 0.0\nshifts_h = [[1.0, 1.5], [3.0, 20.0]]"));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  int waited = 0;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Walk& walk = replication.walk_of(a, 0);
    const Verdict& verdict = replication.verdicts[2 * a];
    const double hours = verdict.detected_s / 3600.0;
    const double sent_h = hours < 1.0 ? 1.0 : hours < 1.5 ? hours : std::max(hours, 3.0);
    if (sent_h * 3600.0 > walk.end_s) {
      EXPECT_EQ(verdict.outcome, Outcome::detected_not_intercepted);
      continue;
    }
    if (sent_h > hours) ++waited;
    ASSERT_EQ(verdict.outcome, Outcome::intercepted);
    EXPECT_NEAR(verdict.contact_s, std::max(sent_h * 3600.0, walk.crossed_s), 1e-6);
  }
  EXPECT_GT(waited, 3);
}

TEST(Response, ATeamOnItsWayBackIsBusy) {
  // One team, no time for handling: between two contacts lies the way home and out again.
  const World world = world_of(replaced(all_seen(60), "handling_min = 30.0", "way_back = true"));
  const TeamPlan& team = world.teams[0];
  Workspace workspace;
  int pairs = 0;
  for (std::int64_t r = 0; r < 5; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    std::vector<std::pair<double, CellId>> contacts;
    for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
      const Verdict& verdict = replication.verdicts[2 * a];
      if (verdict.outcome == Outcome::intercepted)
        contacts.emplace_back(verdict.contact_s, verdict.contact_in);
    }
    std::sort(contacts.begin(), contacts.end());
    for (std::size_t i = 0; i + 1 < contacts.size(); ++i, ++pairs) {
      const auto home = static_cast<double>(team.home_s[static_cast<std::size_t>(contacts[i].second)]);
      const auto out = static_cast<double>(team.travel_s[static_cast<std::size_t>(contacts[i + 1].second)]);
      EXPECT_GE(contacts[i + 1].first - contacts[i].first, home + out - 1e-6);
    }
  }
  EXPECT_GT(pairs, 20);
}

TEST(Response, NuisanceAlarmsThatAreDismissedTakeNobody) {
  const std::string noisy = replaced(all_seen(40), "position_xy_km = [10.0, 10.5]",
                                     "position_xy_km = [10.0, 10.5]\nnuisance_per_h = 5.0");
  const World quiet = world_of(all_seen(40));
  const World dismissed = world_of(noisy + "[response]\nconfirm_nuisance = 0.0\n");
  const World answered = world_of(noisy);
  Workspace one;
  Workspace other;
  Workspace third;
  std::int64_t alarms = 0;
  int kept_busy = 0;
  for (std::int64_t r = 0; r < 5; ++r) {
    const Replication& a = simulate(quiet, r, one);
    const Replication& b = simulate(dismissed, r, other);
    const Replication& c = simulate(answered, r, third);
    for (std::size_t v = 0; v < a.verdicts.size(); ++v) {
      EXPECT_EQ(a.verdicts[v].contact_s, b.verdicts[v].contact_s);
      kept_busy += a.verdicts[v].contact_s != c.verdicts[v].contact_s ? 1 : 0;
    }
    EXPECT_EQ(b.calls.assets[0].dismissed, b.calls.assets[0].nuisance_alarms);
    EXPECT_EQ(c.calls.assets[0].nuisance_alarms, b.calls.assets[0].nuisance_alarms);
    const CallTotals totals = totals_of(c.calls, 0, 2);
    EXPECT_EQ(totals.confirmed(), c.calls.assets[0].opened + c.calls.assets[0].nuisance_alarms);
    alarms += c.calls.assets[0].nuisance_alarms;
  }
  EXPECT_NEAR(static_cast<double>(alarms), 100.0, 40.0);  // 5 replications of 4 h
  EXPECT_GT(kept_busy, 10);
}

TEST(Response, BusyTimeIsHandlingAndTheWay) {
  const World world =
      world_of(replaced(all_seen(10), "movement = { constant = { speed_km_h = 20.0 } }\nhandling_min = 30.0",
                        "number = 10\nresponse_time_min = 12.0\nhandling_min = 18.0"));
  Workspace workspace;
  const Replication& replication = simulate(world, 0, workspace);
  std::int64_t expected_ms = 0;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const Verdict& verdict = replication.verdicts[2 * a];
    const double until_s = std::min(verdict.contact_s + 18.0 * 60.0, world.scenario.period_s);
    expected_ms += std::llround(1000.0 * std::max(0.0, until_s - verdict.detected_s));
  }
  EXPECT_EQ(replication.calls.bases[0].busy_ms, expected_ms);
  EXPECT_EQ(replication.calls.bases[0].answered, 10);
  EXPECT_EQ(replication.calls.bases[0].failed, 0);
}

TEST(Response, TeamsAreTakenBeforeThePeriodBegins) {
  // Twelve walkers, half of whom leave an hour before the period: those take the three teams for good.
  const World world =
      world_of(replaced(replaced(all_seen(12), "handling_min = 30.0", "number = 3\nhandling_min = 6000.0"),
                        "origin = \"edge\"", "departure_h = 0.0\norigin = \"edge\""));
  Workspace workspace;
  Replication& replication = workspace.replication;
  draw_attempts(world, 0, replication.attempts);
  for (std::size_t a = 0; a < 12; a += 2) {
    replication.attempts[a].departure_s -= 3600.0;
    replication.attempts[a].moving_s -= 3600.0;
    replication.attempts[a].scored = false;
  }
  deploy_patrols(world, 0, all_over_s(world, replication.attempts), workspace.teams);
  walk_tracks(world, workspace.teams, replication, workspace.walks);
  detect(world, workspace);
  respond(world, workspace);
  int met = 0;
  for (std::size_t a = 0; a < 12; ++a) {
    const Verdict& verdict = replication.verdicts[2 * a];
    EXPECT_NEAR(verdict.reported_s, a % 2 == 0 ? -3600.0 : 0.0, 1e-6);
    if (verdict.outcome != Outcome::intercepted) continue;
    ++met;
    EXPECT_EQ(a % 2, 0U);
  }
  EXPECT_EQ(met, 3);
  // Only what lies in the period counts: three teams are away all the time, six calls are lost.
  EXPECT_EQ(replication.calls.bases[0].answered, 0);
  EXPECT_EQ(replication.calls.bases[0].busy_ms, 3 * 4 * 3'600'000);
  EXPECT_EQ(replication.calls.assets[0].opened, 6);
  EXPECT_EQ(replication.calls.assets[0].unanswered, 6);
}

/// Calls of the class "rare" take up nobody.
bool but_rare(const World& world, const Attempt& attempt) {
  return world.crossers[static_cast<std::size_t>(attempt.crosser)].name != "rare";
}

/// Verdicts of one class under the first configuration, when `occupies` says who takes up teams.
std::vector<Verdict> verdicts_of(const World& world, std::int64_t number, Occupies occupies,
                                 const std::string& name) {
  Workspace workspace;
  simulate(world, number, workspace);
  detect(world, workspace);
  respond(world, workspace, occupies);
  std::vector<Verdict> found;
  const Replication& replication = workspace.replication;
  for (std::size_t a = 0; a < replication.attempts.size(); ++a) {
    const auto crosser = static_cast<std::size_t>(replication.attempts[a].crosser);
    if (world.crossers[crosser].name == name) found.push_back(replication.verdicts[2 * a]);
  }
  return found;
}

void expect_same_contacts(const std::vector<Verdict>& a, const std::vector<Verdict>& b, std::size_t count) {
  ASSERT_GE(a.size(), count);
  ASSERT_GE(b.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    EXPECT_EQ(a[i].outcome, b[i].outcome);
    EXPECT_EQ(a[i].contact_s, b[i].contact_s);
    EXPECT_EQ(a[i].contact_in, b[i].contact_in);
  }
}

TEST(Response, ProbesMeetBusyTeamsAsTheyAreAndOccupyNothing) {
  const auto with_rare = [](int number, const std::string& response) {
    std::string rare = test::grid_walkers(number);
    rare = replaced(rare, "\"walker\"", "\"rare\"");
    return replaced(all_seen(30), "handling_min = 30.0",
                    "number = 2\nhandling_min = { exponential = { mean = 40.0 } }") +
           rare + response;
  };
  const int replications = std::max(6, test::trials(20));
  int late = 0;
  for (const std::string response : {"", "[response]\nqueue = \"clear\"\n"}) {
    const World none = world_of(replaced(all_seen(30), "handling_min = 30.0",
                                         "number = 2\nhandling_min = { exponential = { mean = 40.0 } }") +
                                response);
    const World one = world_of(with_rare(1, response));
    const World five = world_of(with_rare(5, response));
    for (std::int64_t r = 0; r < replications; ++r) {
      // Ordinary traffic does not notice them.
      expect_same_contacts(verdicts_of(none, r, &occupies, "walker"),
                           verdicts_of(five, r, &but_rare, "walker"), 30);
      // They do not meet each other.
      const std::vector<Verdict> alone = verdicts_of(one, r, &but_rare, "rare");
      expect_same_contacts(alone, verdicts_of(five, r, &but_rare, "rare"), 1);
      // A single one fares as if it had taken its turn among the others.
      expect_same_contacts(alone, verdicts_of(one, r, &occupies, "rare"), 1);
      late += alone[0].outcome != Outcome::intercepted ? 1 : 0;
    }
  }
  EXPECT_GT(late, replications / 4);
  EXPECT_LT(late, 2 * replications);
}

}  // namespace
}  // namespace panj
