#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "stats/estimate.h"

namespace panj {

/// Differences between any two configurations that met the same attempts: what `panj info --pairs` prints.
struct PairsTable {
  /// One configuration less an earlier one.
  struct Line {
    std::string of;
    std::string less;
    Estimate difference;
    double variance_ratio = 0.0;  ///< NaN where the paired variance is 0
  };
  struct Block {
    std::string measure;
    std::vector<Line> lines;
  };
  std::vector<Block> blocks;
};

/// Reads /paired of a result file, whose seal is checked. \throws FileError
PairsTable read_pairs(const std::filesystem::path& path);

/// A block for each of P(detect), P(intercept) and P(leak) that differs somewhere; ends with a newline.
std::string to_text(const PairsTable& table);

}  // namespace panj
