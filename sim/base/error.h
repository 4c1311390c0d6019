#pragma once

#include <cstddef>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace panj {

/// Where a key or value stands in a file: line and column count from 1; 0 means "not known".
struct SourcePlace {
  std::string file;
  int line = 0;
  int column = 0;
};

/// One fault of the input, told so that its author can mend it.
struct Problem {
  SourcePlace place;
  std::string subject;  ///< what is at fault, with its value: `patrol "night".speed_km_h = 400`
  std::string reason;   ///< why that can't be: `a foot patrol walks 0-8 km/h`
  std::string remedy;   ///< what to do: `did you mean 4.0?`
};

/// `khatlon.toml:14:9: patrol "night".speed_km_h = 400 (a foot patrol walks 0-8 km/h); did you mean 4.0?`
std::string to_string(const Problem& problem);

/// All faults found so far. Reading, validating and compiling add to one, so that a user sees them all at
/// once.
class Problems {
 public:
  void add(Problem problem);

  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const std::vector<Problem>& list() const { return list_; }

  /// Throws ScenarioError with everything gathered so far, in the order of file, line and column.
  void throw_if_any() const;

 private:
  std::vector<Problem> list_;
};

/// Where the keys of one table of a scenario stand, so that a fault found late (in terrain, say) still names
/// its line.
struct KeyPlaces {
  std::string label;                                     ///< `post "north"`, `frontier`
  SourcePlace table;                                     ///< where the table itself stands
  std::map<std::string, SourcePlace, std::less<>> keys;  ///< key -> where its value stands

  /// Place of `key`; where it was left out, the place of the table.
  const SourcePlace& of(std::string_view key) const;

  /// A problem about `key`. `value` is the value as written, or "" to leave it out.
  Problem problem(std::string_view key, std::string_view value, std::string reason, std::string remedy) const;
};

/// The scenario can't be run as it is written; what() holds every problem, a line each. Exit code 3.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(Problems problems);
  const Problems& problems() const { return problems_; }

 private:
  Problems problems_;
};

/// A file can't be read or written: what() says which, why, and the remedy. Exit code 4.
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The command line is wrong. Exit code 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace panj
