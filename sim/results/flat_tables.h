#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace panj {

/// A table of a result file as spreadsheets take it.
struct FlatTable {
  std::string name;  ///< of the group, and of its dimensions where the group gives several tables
  std::string csv;   ///< RFC 4180, UTF-8, a line of headings first
};

/// All that a result file tells in tables: everything but provenance, maps, geometry and the state of the
/// run.
///
/// A table has one row for each combination of its dimensions. The variables of a group whose dimensions are
/// among those of another stand beside it, repeated; where that could be several tables, they have one of
/// their own. Headings are names of variables, with the unit behind a _ where there is one; bounds of
/// intervals are X_low and X_high; categories and numbers of named things are told by their names. Numbers
/// have as many digits as give back the same bits; what is missing is empty.
/// \throws FileError: no such file, no result file, damaged, of a newer format
std::vector<FlatTable> flat_tables(const std::filesystem::path& path);

}  // namespace panj
