#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "stats/estimate.h"

namespace panj {

/// One configuration's line of the summary table.
struct SummaryRow {
  std::string configuration;
  std::string title;
  std::vector<Estimate> estimates;  ///< parallel to SummaryTable::measures
};

/// What `panj run` and `panj info` print.
struct SummaryTable {
  std::string scenario;
  std::string title;
  std::string status;  ///< "complete" or "partial"
  std::vector<std::string> measures;
  std::vector<SummaryRow> rows;
  double confidence = 0.95;
  std::int64_t attempts = 0;
  std::int64_t replications = 0;
  double wall_time_s = 0.0;
  int threads = 0;
  std::uint64_t seed = 0;
};

/// Reads it back from a result file; the SHA-256 of the file's user block is checked before HDF5 sees it.
/// \throws FileError: no such file, no result file, damaged, of a newer format.
SummaryTable read_summary(const std::filesystem::path& path);

/// As text, in columns, ending with a newline.
std::string to_text(const SummaryTable& table);

}  // namespace panj
