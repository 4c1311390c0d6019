// What fuzzers began with, and what they found, through the readers again: in builds of every compiler.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/error.h"
#include "fuzz/every_table.h"
#include "fuzz/memory_file.h"
#include "fuzz/mutators.h"
#include "fuzz/seeds.h"
#include "fuzz/targets.h"

namespace panj::fuzz {
namespace {

namespace fs = std::filesystem;

using Target = void (*)(Bytes);

void replay_found(const std::string& name, Target target) {
  const fs::path folder = fs::path(PANJ_SOURCE_DIR) / "tests/fuzz/found" / name;
  for (const auto& entry : fs::directory_iterator(folder)) {
    SCOPED_TRACE(entry.path());
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    const std::string bytes = text.str();
    EXPECT_NO_THROW(target(std::as_bytes(std::span(bytes.data(), bytes.size()))));
  }
}

void replay(const std::vector<Seed>& seeds, Target target) {
  EXPECT_GT(seeds.size(), 10U);
  for (std::size_t i = 0; i < seeds.size(); ++i) EXPECT_NO_THROW(target(seeds[i])) << i;
}

TEST(FuzzReplay, OfScenarios) {
  replay(scenario_seeds(PANJ_SOURCE_DIR), try_scenario);
  replay_found("scenario", try_scenario);
}

TEST(FuzzReplay, OfCheckpoints) {
  replay(checkpoint_seeds(), try_checkpoint);
  replay_found("checkpoint", try_checkpoint);
}

TEST(FuzzReplay, OfResultFiles) {
  replay(result_file_seeds(), try_result_file);
  replay_found("result_file", try_result_file);
}

TEST(FuzzSeeds, OfCheckpointsAreReadToTheSums) {
  const World world = world_of_every_table();
  const SavedRun saved = run_of_every_table(world, 3);
  MemoryFile file;
  const RunResult result = result_of(read_checkpoint(file.holding(checkpoint_bytes(saved))), world, "seed");
  EXPECT_EQ(result.completed_replications, 6);
  EXPECT_FALSE(result.tally.maps.empty() || result.tally.line.empty() || result.tally.draws.empty() ||
               result.tally.rare[2].empty() || result.tally.sites_of_probes[1].empty() ||
               result.tally.assets_by_segment.empty());
}

TEST(FuzzSeeds, OfScenariosComeWithAllWords) {
  const std::string words = scenario_words();
  for (const char* word : {"\"crosser\"\n", "\"range_m\"\n", "\"least_cost\"\n", "\"replications\"\n"})
    EXPECT_THAT(words, testing::HasSubstr(word));
}

std::size_t flip(std::uint8_t* data, std::size_t size, std::size_t) {
  if (size > 0) data[size / 2] ^= 1;
  return size;
}

/// How many of a hundred changed files pass a reader.
template <class Change, class Read>
int passing(const Seed& seed, Change change, Read read) {
  MemoryFile file;
  int passed = 0;
  for (unsigned i = 0; i < 100; ++i) {
    Seed changed = seed;
    const std::size_t size = changed.size();
    changed.resize(size + 1000);
    changed.resize(change(reinterpret_cast<std::uint8_t*>(changed.data()), size, changed.size(), i));
    try {
      read(file.holding(changed));
      ++passed;
    } catch (const FileError&) {
    }
  }
  return passed;
}

TEST(FuzzMutators, ComeBehindTheSeal) {
  Seed image(user_block_bytes + 50);
  seal(image, result_seal);
  const auto change_sealed = [](std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    return mutate_sealed(data, size, most, seed, flip, result_seal);
  };
  EXPECT_GT(passing(image, change_sealed, [](const fs::path& path) { check_seal(path); }), 50);
  const auto change_checkpoint = [](std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
    return mutate_checkpoint(data, size, most, seed, flip);
  };
  const Seed checkpoint = checkpoint_bytes(run_of_every_table(world_of_every_table(), 2));
  EXPECT_GT(passing(checkpoint, change_checkpoint, [](const fs::path& path) { read_checkpoint(path); }), 50);
}

}  // namespace
}  // namespace panj::fuzz
