#include "fuzz/seeds.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include "fuzz/every_table.h"
#include "scenario/schema.h"

namespace panj::fuzz {

namespace fs = std::filesystem;

namespace {

Seed seed_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
  return {bytes.begin(), bytes.end()};
}

std::string text_of(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

std::vector<fs::path> scenarios_in(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

/// The file, cut inside and behind its block, and of a newer version.
void add_with_faults(std::vector<Seed>& seeds, Seed whole, const SealKind& kind) {
  for (const std::size_t size : {std::size_t{100}, user_block_bytes, whole.size() - 3})
    seeds.emplace_back(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
  seeds.push_back(whole);
  SealKind newer = kind;
  ++newer.version;
  seal(whole, newer);
  seeds.push_back(std::move(whole));
}

}  // namespace

std::vector<Seed> scenario_seeds(const fs::path& source) {
  std::vector<Seed> seeds;
  for (const char* folder : {"scenarios", "tests/cli/mistakes"})
    for (const fs::path& path : scenarios_in(source / folder)) seeds.push_back(seed_of(text_of(path)));
  seeds.push_back(seed_of(
      "#set scenario.seed=7\n#set sampling.precision=[\"p_leak<0.01@95%\"]\n#set frontier.elevation=dem.tif\n"
      "#set crosser.walker.movement.tobler.factor=0.6\n#set sampling.replications=9223372036854775807\n" +
      text_of(source / "scenarios" / "first_run.toml")));
  return seeds;
}

std::vector<Seed> checkpoint_seeds() {
  const World world = world_of_every_table();
  std::vector<Seed> seeds;
  for (const std::size_t batches : {0U, 1U, 3U})
    add_with_faults(seeds, checkpoint_bytes(run_of_every_table(world, batches)), checkpoint_seal);
  return seeds;
}

std::vector<Seed> result_file_seeds() {
  std::vector<Seed> seeds;
  for (const std::size_t bytes : {1U, 64U, 1000U}) {
    Seed image(user_block_bytes + bytes, std::byte{'x'});
    seal(image, result_seal);
    add_with_faults(seeds, std::move(image), result_seal);
  }
  return seeds;
}

std::string scenario_words() {
  constexpr std::size_t longest = 60;
  const std::string schema = json_schema();
  std::set<std::string> words{"[[", "]]", " = ", "_xy_km", "_lon_lat", "#set ", "p_leak<0.01@95%"};
  for (std::size_t open = schema.find('"'); open != std::string::npos;) {
    const std::size_t close = schema.find('"', open + 1);
    const std::string word = schema.substr(open + 1, close - open - 1);
    const bool plain = std::all_of(word.begin(), word.end(), [](char letter) {
      return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
    });
    if (plain && !word.empty() && word.size() <= longest) words.insert(word);
    open = schema.find('"', close + 1);
  }
  std::string dictionary;
  for (const std::string& word : words) dictionary += "\"" + word + "\"\n";
  return dictionary;
}

}  // namespace panj::fuzz
