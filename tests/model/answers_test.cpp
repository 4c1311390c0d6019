#include "model/answers.h"

#include <gtest/gtest.h>

#include "model/workspace.h"
#include "support/everything.h"
#include "support/world_of.h"

namespace panj {
namespace {

void expect_same_contact(const Contact& a, const Contact& b) {
  ASSERT_EQ(a.at_s, b.at_s);
  ASSERT_EQ(a.cell, b.cell);
  ASSERT_EQ(a.depth_m, b.depth_m);
}

Call call_of(std::size_t attempt, std::uint32_t number) {
  Call call;
  call.attempt = static_cast<std::int32_t>(attempt);
  call.number = number;
  return call;
}

TEST(Answers, AreThoseThatEachConfigurationWouldFind) {
  const World world = world_of(test::everything_at_once());
  Workspace workspace;
  Answers answers;
  int met = 0;
  int never = 0;
  for (std::int64_t r = 0; r < 20; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    answers.begin(world, replication, workspace.board.alarms.size());
    for (const std::uint32_t number : {0U, 1U, 0U}) {
      for (const Walk& walk : replication.walks) {
        const Attempt& attempt = replication.attempts[walk.attempt];
        ASSERT_EQ(answers.link_is_up(walk.attempt), link_is_up(world, replication, attempt));
        const Report report = answers.report(walk.attempt, number, 1234.5);
        const Report plain = draw_report(world, replication, attempt, number, 1234.5);
        ASSERT_EQ(report.reported_s, plain.reported_s);
        ASSERT_EQ(report.decided_s, plain.decided_s);
        ASSERT_EQ(report.confirmed, plain.confirmed);
        const Call call = call_of(walk.attempt, number);
        for (std::size_t base = 0; base < world.teams.size(); ++base) {
          ASSERT_EQ(answers.handling_s(call, base), draw_handling_s(world, replication, call, base));
          for (double sent_s = walk.moving_s - 1000.0; sent_s < walk.end_s; sent_s += 400.0) {
            const Contact contact = answers.earliest_contact(walk, call, base, sent_s);
            expect_same_contact(contact, earliest_contact(world, replication, walk, call, base, sent_s));
            ++(contact.at_s < never_happened_s ? met : never);
          }
        }
      }
    }
  }
  EXPECT_GT(met, 1000);
  EXPECT_GT(never, 1000);
}

TEST(Answers, ReportsAreCertainWhereNothingOfThemIsLeftToChance) {
  World world = world_of(test::everything_at_once());
  ResponseSpec& response = world.scenario.response;
  response = {};
  response.report_delay_s = Fixed{360.0};
  response.confirm_delay_s = Fixed{240.0};
  response.confirm = 1.0;
  const std::optional<ReportDraws> certain = certain_report(response);
  ASSERT_TRUE(certain);
  Workspace workspace;
  const Replication& replication = simulate(world, 3, workspace);
  for (const Attempt& attempt : replication.attempts) {
    const ReportDraws drawn = draw_report_delays(world, replication, attempt, 0);
    EXPECT_EQ(certain->delay_s, drawn.delay_s);
    EXPECT_EQ(certain->confirm_delay_s, drawn.confirm_delay_s);
    EXPECT_EQ(certain->confirmed, drawn.confirmed);
  }
  response.confirm = 0.9;
  EXPECT_FALSE(certain_report(response));
  response.confirm = 1.0;
  response.report_delay_s = Exponential{360.0};
  EXPECT_FALSE(certain_report(response));
  response.report_delay_s = Fixed{360.0};
  response.confirm_delay_s = Exponential{240.0};
  EXPECT_FALSE(certain_report(response));
}

TEST(Answers, ToAlarmsAreThoseThatEachConfigurationWouldFind) {
  const World world = world_of(test::everything_at_once());
  Workspace workspace;
  Answers answers;
  int alarms = 0;
  for (std::int64_t r = 0; r < 20; ++r) {
    const Replication& replication = simulate(world, r, workspace);
    answers.begin(world, replication, workspace.board.alarms.size());
    for (int again = 0; again < 2; ++again) {
      for (const Alarm& alarm : workspace.board.alarms) {
        for (std::size_t base = 0; base < world.teams.size(); ++base, ++alarms) {
          expect_same_contact(answers.arrival_at_alarm(alarm.call, base, 500.0),
                              arrival_at_alarm(world, replication, alarm.call, base, 500.0));
          ASSERT_EQ(answers.handling_s(alarm.call, base),
                    draw_handling_s(world, replication, alarm.call, base));
        }
      }
    }
  }
  EXPECT_GT(alarms, 200);
}

/// The world with one of its configurations alone.
World alone(World world, std::size_t configuration) {
  world.configurations = {world.configurations[configuration]};
  const auto only = [configuration](ConfigurationMask& held_by) { held_by = held_by >> configuration & 1U; };
  for (Asset& asset : world.assets) only(asset.held_by);
  for (TeamPlan& team : world.teams) only(team.held_by);
  return world;
}

TEST(Answers, LeaveVerdictsAsTheyAreWithoutThem) {
  // Every class goes the same ways under all configurations.
  const World world = world_of(test::busy_response().text());
  Workspace together;
  Workspace apart;
  int met = 0;
  for (std::size_t c = 0; c < world.configurations.size(); ++c) {
    const World one = alone(world, c);
    for (std::int64_t r = 0; r < 20; ++r) {
      const Replication& all = simulate(world, r, together);
      const Replication& single = simulate(one, r, apart);
      ASSERT_EQ(all.attempts.size(), single.attempts.size());
      for (std::size_t a = 0; a < all.attempts.size(); ++a) {
        const Verdict& verdict = all.verdicts[a * world.configurations.size() + c];
        const Verdict& plain = single.verdicts[a];
        ASSERT_EQ(verdict.outcome, plain.outcome);
        ASSERT_EQ(verdict.detected_s, plain.detected_s);
        ASSERT_EQ(verdict.reported_s, plain.reported_s);
        ASSERT_EQ(verdict.contact_s, plain.contact_s);
        ASSERT_EQ(verdict.contact_in, plain.contact_in);
        ASSERT_EQ(verdict.team, plain.team);
        met += plain.outcome == Outcome::intercepted ? 1 : 0;
      }
    }
  }
  EXPECT_GT(met, 50);
}

}  // namespace
}  // namespace panj
