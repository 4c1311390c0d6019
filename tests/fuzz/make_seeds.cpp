// Writes what the fuzzers begin with into a folder: make_seeds FOLDER SOURCE-FOLDER
#include <fstream>
#include <iostream>

#include "fuzz/seeds.h"

namespace fs = std::filesystem;

namespace {

void write(const fs::path& folder, const std::vector<panj::fuzz::Seed>& seeds) {
  fs::create_directories(folder);
  for (std::size_t i = 0; i < seeds.size(); ++i)
    std::ofstream(folder / std::to_string(i), std::ios::binary)
        .write(reinterpret_cast<const char*>(seeds[i].data()), static_cast<std::streamsize>(seeds[i].size()));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "make_seeds FOLDER SOURCE-FOLDER\n";
    return 2;
  }
  const fs::path folder = argv[1];
  write(folder / "scenario", panj::fuzz::scenario_seeds(argv[2]));
  write(folder / "checkpoint", panj::fuzz::checkpoint_seeds());
  write(folder / "result_file", panj::fuzz::result_file_seeds());
  std::ofstream(folder / "scenario.dict") << panj::fuzz::scenario_words();
}
