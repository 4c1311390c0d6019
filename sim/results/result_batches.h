#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "stats/ratio.h"

namespace panj {

/// What /batches of a result file holds, and what tells whether another file may be compared with it.
struct ResultBatches {
  std::string path;
  std::string title;
  std::string status;           ///< "complete", "partial", or "shard"
  std::string attempts_sha256;  ///< "": not known
  std::uint64_t seed = 0;
  double period_h = 0.0;
  double confidence = 0.95;
  std::int64_t unit_replications = 1;  ///< replications of a statistical unit
  std::vector<std::string> configurations;
  std::vector<std::string> measures;
  std::vector<std::int64_t> numbers;       ///< [batch]: its number in the run
  std::vector<std::int64_t> replications;  ///< [batch]
  std::vector<double> n;                   ///< [batch]: attempts
  std::vector<double> nn;                  ///< [batch]: sum of the units' n^2
  struct Scores {
    std::vector<double> y, yy, ny;  ///< [configuration][batch]
  };
  std::vector<Scores> scores;  ///< [measure]

  std::size_t batches() const { return n.size(); }
  /// Sums over the units of the first `count` batches.
  RatioSums sums(std::size_t measure, std::size_t configuration, std::size_t count) const;
};

/// The seal is checked before HDF5 sees the file. \throws FileError
ResultBatches read_batches(const std::filesystem::path& path);

}  // namespace panj
