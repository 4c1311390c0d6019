#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace panj::fuzz {

using Seed = std::vector<std::byte>;

/// The shipped scenarios, those with mistakes, and one with settings of the command line.
std::vector<Seed> scenario_seeds(const std::filesystem::path& source);
/// Runs of no, one and three batches; cut, of a newer version, and not sealed.
std::vector<Seed> checkpoint_seeds();
/// Short bodies behind a block: the check takes no more of them than their bytes.
std::vector<Seed> result_file_seeds();

/// A dictionary for libFuzzer: every word that the schema of scenarios knows.
std::string scenario_words();

}  // namespace panj::fuzz
