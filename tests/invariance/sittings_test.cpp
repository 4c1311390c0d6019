// The same bits, in how many sittings and on how many machines a run is made; and a run as bytes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "engine/run.h"
#include "results/results.h"
#include "support/everything.h"
#include "support/same_result.h"
#include "support/sittings.h"
#include "support/world_of.h"
#include "tally/state.h"

namespace panj::test {
namespace {

const World& everything() {
  static const World world = world_of(everything_at_once());
  return world;
}

const RunResult& whole_everything() {
  static const RunResult result = run_with(everything(), 2);
  return result;
}

/// The bytes of its result file.
std::string file_of(const RunResult& result) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("panj-sittings-" + std::to_string(::getpid()) + ".h5");
  write_results(path, everything(), result, {"panj run", "2026-03-01T18:00:00Z", "here", 0.5});
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  std::filesystem::remove(path);
  return bytes.str();
}

TEST(State, ReadsBackToTheSame) {
  EXPECT_GT(whole_everything().tally.summary.shares.attempts(0), 1000);
  expect_same(whole_everything(), kept(everything(), whole_everything()));
  EXPECT_EQ(state_of(whole_everything()), state_of(kept(everything(), whole_everything())));
}

// A member of a tally that its each_sum forgets, and that is written, shows here.
TEST(State, ReadsBackToTheSameResultFile) {
  EXPECT_TRUE(file_of(whole_everything()) == file_of(kept(everything(), whole_everything())));
}

// Such a member has something in it here, and what it holds is written.
TEST(State, ThatForgetsAMemberOfATallyWouldShow) {
  RunResult stateless = whole_everything();
  stateless.completed_replications = 0;  // such a file has no /state, where everything shows
  const std::string written = file_of(stateless);
  const Tally fresh(everything());
  const auto expect_shown = [&](auto member, const char* name) {
    RunResult forgetful = stateless;
    forgetful.tally.*member = fresh.*member;
    EXPECT_FALSE(file_of(forgetful) == written) << name;
  };
  expect_shown(&Tally::summary, "summary");
  expect_shown(&Tally::segments, "segments");
  expect_shown(&Tally::hours, "hours");
  expect_shown(&Tally::crossers, "crossers");
  expect_shown(&Tally::draws, "draws");
  expect_shown(&Tally::persons, "persons");
  expect_shown(&Tally::periods, "periods");
  expect_shown(&Tally::sites, "sites");
  expect_shown(&Tally::sites_of_probes, "sites_of_probes");
  expect_shown(&Tally::first_detections, "first_detections");
  expect_shown(&Tally::assets, "assets");
  expect_shown(&Tally::assets_by_segment, "assets_by_segment");
  expect_shown(&Tally::interceptions_by, "interceptions_by");
  expect_shown(&Tally::detection_time, "detection_time");
  expect_shown(&Tally::interception_time, "interception_time");
  expect_shown(&Tally::contact_depth, "contact_depth");
  expect_shown(&Tally::detection_mean, "detection_mean");
  expect_shown(&Tally::interception_mean, "interception_mean");
  expect_shown(&Tally::depth_mean, "depth_mean");
  expect_shown(&Tally::calls, "calls");
  expect_shown(&Tally::unfinished, "unfinished");
  expect_shown(&Tally::unfinished_by_class, "unfinished_by_class");
  expect_shown(&Tally::maps, "maps");
  expect_shown(&Tally::line, "line");
  expect_shown(&Tally::control, "control");
}

TEST(State, OfAnotherWorldIsRefused) {
  const World other = world_of(everything_at_once(), {{"frontier.segment_km", "3.0"}});
  EXPECT_THROW(read_state(state_of(whole_everything()), other), BytesError);
}

TEST(State, CutOffIsRefused) {
  const std::vector<std::byte> state = state_of(whole_everything());
  for (const double share : {0.0, 0.001, 0.3, 0.9}) {
    const auto size = static_cast<std::size_t>(share * static_cast<double>(state.size()));
    EXPECT_THROW(read_state(std::span(state).first(size), everything()), BytesError) << share;
  }
  std::vector<std::byte> longer = state;
  longer.push_back(std::byte{0});
  EXPECT_THROW(read_state(longer, everything()), BytesError);
}

TEST(State, WithAChangedByteIsReadOrRefused) {
  const std::vector<std::byte> state = state_of(run_with(everything(), 2, 8));
  std::mt19937 random(5);  // NOLINT: the same places every time
  int refused = 0;
  for (int i = 0; i < 200; ++i) {
    std::vector<std::byte> changed = state;
    // The first bytes are lengths more often than not.
    const std::size_t reach = i % 2 == 0 ? 2000 : state.size();
    changed[random() % std::min(reach, state.size())] ^= static_cast<std::byte>(1U << random() % 8);
    try {
      read_state(changed, everything());
    } catch (const BytesError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 10);
}

TEST(Sittings, OfAnyNumberAddUpToTheSame) {
  RunResult so_far;
  for (const std::int64_t replications : {8, 20, 21, 77, 120}) {
    so_far = kept(everything(), run_with(everything(), static_cast<int>(replications % 3) + 1, replications,
                                         {}, std::move(so_far)));
    EXPECT_EQ(so_far.completed_replications, replications);
  }
  EXPECT_TRUE(so_far.complete);
  expect_same(whole_everything(), so_far);
}

TEST(Sittings, GoOnFromAnyCheckpoint) {
  std::vector<RunResult> checkpoints;
  RunOptions options;
  options.threads = 3;
  options.checkpoint_every_s = 0.0;
  options.checkpoint = [&checkpoints](const RunResult& result) {
    checkpoints.push_back(kept(everything(), result));
  };
  expect_same(whole_everything(), run(everything(), options));
  ASSERT_GE(checkpoints.size(), 2U);
  for (std::size_t i = 0; i < checkpoints.size(); i += 2) {
    EXPECT_FALSE(checkpoints[i].complete);
    expect_same(whole_everything(), run_with(everything(), 2, 0, {}, checkpoints[i]));
  }
}

TEST(Shards, AddUpToTheSame) {
  for (const std::int64_t of : {2, 3, 15}) {
    SCOPED_TRACE(of);
    RunResult all;
    all.tally = Tally(everything());
    for (std::int64_t number = 1; number <= of; ++number) {
      const RunResult part =
          kept(everything(), run_with(everything(), static_cast<int>(number % 2) + 1, 0, {number, of}));
      EXPECT_TRUE(part.complete);
      EXPECT_EQ(part.first_batch, static_cast<std::int64_t>(all.batches.size()));
      EXPECT_GE(part.batches.size(), 15U / static_cast<std::size_t>(of));
      add_shard(all, part);
    }
    expect_same(whole_everything(), all);
    EXPECT_EQ(state_of(whole_everything()), state_of(all));
  }
}

TEST(Shards, OfRunsThatEndInsideABatchAddUpToo) {
  const RunResult first = run_with(everything(), 2, 29, {1, 3});
  const RunResult last = run_with(everything(), 2, 29, {3, 3});
  EXPECT_EQ(first.completed_replications, 8);
  EXPECT_EQ(last.first_batch, 2);
  EXPECT_EQ(last.completed_replications, 13);  // two batches, of 8 and 5
  expect_same(whole_everything().batches[2].sums, last.batches[0].sums, "batch 2");
}

TEST(Shards, GoOnFromWhatIsDone) {
  RunOptions options;
  options.threads = 2;
  options.shard = {2, 3};
  std::vector<RunResult> checkpoints;
  options.checkpoint_every_s = 0.0;
  options.checkpoint = [&checkpoints](const RunResult& result) {
    checkpoints.push_back(kept(everything(), result));
  };
  const RunResult part = run(everything(), options);
  ASSERT_FALSE(checkpoints.empty());
  expect_same(part, run_with(everything(), 1, 0, {2, 3}, checkpoints.front()));
}

}  // namespace
}  // namespace panj::test
