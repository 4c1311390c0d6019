#include <gtest/gtest.h>

#include "support/same_result.h"
#include "tally/sampled.h"
#include "tally/tally.h"

// Tally::score_plainly: how attempts are added up of which little is asked (sim/tally/plain_scores.cpp).

namespace panj {
namespace {

/// Makes most attempts of a replication such as they are in truth: undetected for sure under some
/// configurations, or passing all sensors.
void let_most_pass(Replication& replication) {
  for (std::size_t i = 0; i < replication.attempts.size(); ++i) {
    replication.attempts[i].scored = i % 5 != 4;
    if (i % 2 == 0) replication.verdicts[3 * i + 1].p_detect = 0.0;
    if (i % 3 != 0) continue;
    if (i % 2 == 0) replication.walks[i].crossed_s = 1.0;
    for (std::size_t c = 0; c < 3; ++c) {
      replication.verdicts[3 * i + c] = {};
      replication.verdicts[3 * i + c].crossed = i % 2 == 0;
      replication.verdicts[3 * i + c].leaked = replication.walks[i].finished;
    }
  }
  std::erase_if(replication.seen, [](std::size_t walk) { return walk % 3 == 0; });
}

/// Puts what is asked of walks into bytes, as walks in the open have it.
void tell_in_bytes(Replication& replication) {
  OpenWays& open = replication.open;
  open.resize(replication.walks.size());
  open.has_bytes = true;
  for (std::size_t w = 0; w < replication.walks.size(); ++w) {
    const Walk& walk = replication.walks[w];
    open.hour[w] = static_cast<std::uint8_t>(walk.hour);
    open.segment[w] = walk.segment < 0 ? OpenWays::nowhere : static_cast<std::uint8_t>(walk.segment);
    const unsigned crosses = walk.crossed_s < never_happened_s ? OpenWays::crosses : 0U;
    open.ends[w] = static_cast<std::uint8_t>(crosses | (walk.finished ? OpenWays::finishes : 0U));
  }
}

/// Adds the same replications up where little is asked of them and where maps are, so many to a unit.
template <class Make>
void expect_that_little_adds_up_as_much(std::uint64_t replications, std::uint64_t to_a_unit,
                                        const Make& make) {
  World plain = sampled::make_world();
  plain.sites.clear();
  plain.scenario.output.maps = false;
  plain.scenario.output.asset_values = true;
  World mapped = plain;
  mapped.scenario.output.maps = true;
  Tally a(plain);
  Tally b(mapped);
  SummarySums of_a(3);
  SummarySums of_b(3);
  for (std::uint64_t number = 0; number < replications; ++number) {
    const Replication replication = make(plain, number);
    a.add(plain, replication, of_a);
    b.add(mapped, replication, of_b);
    if ((number + 1) % to_a_unit != 0) continue;
    a.end_unit(of_a);
    b.end_unit(of_b);
  }
  b.maps = a.maps;
  test::expect_same(of_a, of_b, "batch");
  test::expect_same(a, b);
  EXPECT_GT(of_a.shares.attempts(0), 1000);
}

TEST(PlainScores, OfReplicationsThatAskForLittleAddUpAsOthersDo) {
  expect_that_little_adds_up_as_much(300, 1, [](const World& world, std::uint64_t number) {
    Replication replication = sampled::make_replication(world, number);
    let_most_pass(replication);
    return replication;
  });
}

TEST(PlainScores, OfAttemptsThatAreAlikeAddUpAsOthersDo) {
  expect_that_little_adds_up_as_much(60, 4, [](const World& world, std::uint64_t number) {
    Replication replication = sampled::make_attempts(world, number, 700, true);
    let_most_pass(replication);
    tell_in_bytes(replication);
    std::vector<Attempt>& attempts = replication.attempts;
    for (std::size_t a = 0; a < attempts.size(); ++a) {
      if (a == 0 || attempts[a].crosser != attempts[a - 1].crosser)
        replication.starts.alike.push_back({a, a, 0.0});
      AlikeAttempts& alike = replication.starts.alike.back();
      alike.end = a + 1;
      attempts[a].scored = true;
      attempts[a].persons = attempts[alike.begin].persons;
    }
    return replication;
  });
}

TEST(PlainScores, OfWalksToldInBytesAddUpAsOthersDo) {
  expect_that_little_adds_up_as_much(60, 4, [](const World& world, std::uint64_t number) {
    Replication replication = sampled::make_attempts(world, number, 300, true);
    let_most_pass(replication);
    tell_in_bytes(replication);
    return replication;
  });
}

TEST(PlainScores, OfLongBlocksOfOneClassAddUpAsOthersDo) {
  // Whole blocks of 64, more in a bin than a byte holds, and walks that turned back among them.
  expect_that_little_adds_up_as_much(60, 4, [](const World& world, std::uint64_t number) {
    Replication replication = sampled::make_attempts(world, number, 700, true);
    let_most_pass(replication);
    for (std::size_t i = number % 7; i < replication.walks.size(); i += 37)
      replication.walks[i].turned_s = replication.attempts[i].departure_s + 10.0;
    return replication;
  });
}

}  // namespace
}  // namespace panj
