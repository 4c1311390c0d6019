#pragma once

#include <gtest/gtest.h>

#include <string>

#include "model/replication.h"

namespace panj::test {

inline void expect_same(const Attempt& a, const Attempt& b) {
  EXPECT_EQ(a.crosser, b.crosser);
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.persons, b.persons);
  EXPECT_EQ(a.draw, b.draw);
  EXPECT_EQ(a.scored, b.scored);
  EXPECT_EQ(a.departure_s, b.departure_s);
  EXPECT_EQ(a.moving_s, b.moving_s);
  EXPECT_EQ(a.time_factor, b.time_factor);
  EXPECT_EQ(a.origin_m, b.origin_m);
  EXPECT_EQ(a.direction, b.direction);
}

inline void expect_same(const Walk& a, const Walk& b) {
  EXPECT_EQ(a.attempt, b.attempt);
  EXPECT_EQ(a.under, b.under);
  EXPECT_EQ(a.begin, b.begin);
  EXPECT_EQ(a.end, b.end);
  EXPECT_EQ(a.sites_begin, b.sites_begin);
  EXPECT_EQ(a.sites_end, b.sites_end);
  EXPECT_EQ(a.moving_s, b.moving_s);
  EXPECT_EQ(a.end_s, b.end_s);
  EXPECT_EQ(a.length_m, b.length_m);
  EXPECT_EQ(a.crossed_s, b.crossed_s);
  EXPECT_EQ(a.back_s, b.back_s);
  EXPECT_EQ(a.segment, b.segment);
  EXPECT_EQ(a.hour, b.hour);
  EXPECT_EQ(a.refused, b.refused);
  EXPECT_EQ(a.turn, b.turn);
  EXPECT_EQ(a.finished, b.finished);
  EXPECT_EQ(a.waits_s, b.waits_s);
  EXPECT_EQ(a.waits_until_s, b.waits_until_s);
  EXPECT_EQ(a.weight, b.weight);
  EXPECT_EQ(a.turned_s, b.turned_s);
}

inline void expect_same(const Verdict& a, const Verdict& b) {
  EXPECT_EQ(a.outcome, b.outcome);
  EXPECT_EQ(a.crossed, b.crossed);
  EXPECT_EQ(a.leaked, b.leaked);
  EXPECT_EQ(a.resisted, b.resisted);
  EXPECT_EQ(a.detected_by, b.detected_by);
  EXPECT_EQ(a.detected_in, b.detected_in);
  EXPECT_EQ(a.contact_in, b.contact_in);
  EXPECT_EQ(a.team, b.team);
  EXPECT_EQ(a.site, b.site);
  EXPECT_EQ(a.detected_s, b.detected_s);
  EXPECT_EQ(a.reported_s, b.reported_s);
  EXPECT_EQ(a.contact_s, b.contact_s);
  EXPECT_EQ(a.contact_depth_m, b.contact_depth_m);
  EXPECT_EQ(a.p_detect, b.p_detect);
  EXPECT_EQ(a.site_s, b.site_s);
}

/// What is told of ways in the open, and of how they are drawn.
inline void expect_same_columns(const Replication& a, const Replication& b) {
  ASSERT_EQ(a.open.size(), b.open.size());
  ASSERT_EQ(a.open_bytes_tell(), b.open_bytes_tell());
  for (std::size_t w = 0; w < a.open.size(); ++w) {
    EXPECT_EQ(a.open.departure_s[w], b.open.departure_s[w]);
    EXPECT_EQ(a.open.moving_s[w], b.open.moving_s[w]);
    EXPECT_EQ(a.open.end_s[w], b.open.end_s[w]);
    EXPECT_EQ(a.open.going.begin_s[w], b.open.going.begin_s[w]);
    EXPECT_EQ(a.open.going.end_s[w], b.open.going.end_s[w]);
    EXPECT_EQ(a.open.going.east_m[w], b.open.going.east_m[w]);
    EXPECT_EQ(a.open.going.north_m[w], b.open.going.north_m[w]);
    EXPECT_EQ(a.open.going.east_m_s[w], b.open.going.east_m_s[w]);
    EXPECT_EQ(a.open.going.north_m_s[w], b.open.going.north_m_s[w]);
    EXPECT_EQ(a.open.hour[w], b.open.hour[w]);
    EXPECT_EQ(a.open.segment[w], b.open.segment[w]);
    EXPECT_EQ(a.open.ends[w], b.open.ends[w]);
  }
  ASSERT_EQ(a.starts.alike.size(), b.starts.alike.size());
  for (std::size_t i = 0; i < a.starts.alike.size(); ++i) {
    EXPECT_EQ(a.starts.alike[i].begin, b.starts.alike[i].begin);
    EXPECT_EQ(a.starts.alike[i].end, b.starts.alike[i].end);
    EXPECT_EQ(a.starts.alike[i].last_departure_s, b.starts.alike[i].last_departure_s);
  }
}

/// Attempts, walks, verdicts, contributions and calls of two replications, member by member.
inline void expect_same(const Replication& a, const Replication& b, const std::string& what) {
  SCOPED_TRACE(what);
  EXPECT_EQ(a.number, b.number);
  ASSERT_EQ(a.attempts.size(), b.attempts.size());
  for (std::size_t i = 0; i < a.attempts.size(); ++i) expect_same(a.attempts[i], b.attempts[i]);
  EXPECT_EQ(a.walk_begin, b.walk_begin);
  ASSERT_EQ(a.walks.size(), b.walks.size());
  for (std::size_t i = 0; i < a.walks.size(); ++i) expect_same(a.walks[i], b.walks[i]);
  EXPECT_EQ(a.seen, b.seen);
  ASSERT_EQ(a.verdicts.size(), b.verdicts.size());
  for (std::size_t i = 0; i < a.verdicts.size(); ++i) expect_same(a.verdicts[i], b.verdicts[i]);
  expect_same_columns(a, b);
  ASSERT_EQ(a.contributions.size(), b.contributions.size());
  for (std::size_t i = 0; i < a.contributions.size(); ++i) {
    EXPECT_EQ(a.contributions[i].walk, b.contributions[i].walk);
    EXPECT_EQ(a.contributions[i].under, b.contributions[i].under);
    EXPECT_EQ(a.contributions[i].asset, b.contributions[i].asset);
    EXPECT_EQ(a.contributions[i].value, b.contributions[i].value);
    EXPECT_EQ(a.contributions[i].first, b.contributions[i].first);
  }
  EXPECT_EQ(a.calls.assets, b.calls.assets);
  EXPECT_EQ(a.calls.bases, b.calls.bases);
}

}  // namespace panj::test
