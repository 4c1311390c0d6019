#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "results/result_batches.h"
#include "stats/estimate.h"

namespace panj {

/// Two result files side by side: shares of the first less those of the second.
struct Comparison {
  /// How the differences were made.
  enum class Pairing : std::uint8_t {
    batches,      ///< the same attempts met both: paired, batch by batch
    independent,  ///< as between runs that have nothing to do with one another
  };
  struct Line {
    std::string measure;
    Estimate a;
    Estimate b;
    Estimate difference;          ///< of a less b
    double variance_ratio = 0.0;  ///< if both had been sampled apart, over the paired one; NaN: not paired
  };
  struct Block {
    std::string of;       ///< configuration of the first file
    std::string against;  ///< configuration of the second
    std::vector<Line> lines;
  };
  struct File {
    std::string path;
    std::string title;
    std::string status;
    std::uint64_t seed = 0;
    std::int64_t replications = 0;
  };
  File a;
  File b;
  Pairing pairing = Pairing::independent;
  std::size_t units = 0;  ///< of pairing: batches, some put together where the files cut them differently
  std::int64_t replications = 0;  ///< paired ones
  double confidence = 0.95;       ///< that of the first file
  std::vector<std::string> notices;
  std::vector<Block> blocks;
};

/// Configurations to compare, by name: of the first file, of the second.
using ConfigurationPairs = std::vector<std::pair<std::string, std::string>>;

/// All names that both have; where both have but one, these. \throws UsageError where there are none.
ConfigurationPairs pairs_by_name(const ResultBatches& a, const ResultBatches& b);

/// Compares two files. Where their attempts are the same (`attempts_sha256`), batches that hold the same
/// replications are paired, from the first on as far as both go. The batch is the unit, as what a
/// replication had in both files is known only in sums over batches: with B batches, Student's t has B - 1
/// degrees of freedom where pairs of one file have one for each replication. Elsewhere the files count as
/// independent (stats/independent_difference.h), and a notice says so.
/// \throws UsageError for a configuration that a file does not have; FileError where periods differ, or no
/// measure is in both: their shares are not of the same thing.
Comparison compare(const ResultBatches& a, const ResultBatches& b, const ConfigurationPairs& pairs);

/// For people, in columns of 80 characters where names allow; ends with a newline.
std::string to_text(const Comparison& comparison);
/// For scripts: one JSON object, with every measure that both files have.
std::string to_json(const Comparison& comparison);

}  // namespace panj
