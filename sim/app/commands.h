#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario_toml.h"

namespace panj {

// One struct and one function a verb. Each function returns the exit code; faults of input are thrown.

enum class ProgressStyle { automatic, bar, plain, json, none };

struct RunCommand {
  std::string scenario;
  std::string output;  ///< empty: ./NAME.h5
  int threads = 0;     ///< 0: as many as the machine offers
  std::optional<std::int64_t> seed;
  std::optional<std::int64_t> replications;
  std::vector<Override> overrides;
  bool overwrite = false;
  bool dry_run = false;  ///< compile and tell, sample nothing, write nothing
  ProgressStyle progress = ProgressStyle::automatic;
  std::string command_line;
};
int run_command(const RunCommand& command);

struct ValidateCommand {
  std::string scenario;
  std::vector<Override> overrides;
};
int validate_command(const ValidateCommand& command);

struct InfoCommand {
  std::string path;  ///< a result file or a scenario
  std::vector<Override> overrides;
  bool pairs = false;  ///< differences between any two configurations too
  std::string best;    ///< measure by which to tell the best configuration; empty: as the summary has it
};
int info_command(const InfoCommand& command);

struct CompareCommand {
  std::string a;  ///< result files
  std::string b;
  std::string of;       ///< configuration of the first; empty: all whose name both files have
  std::string against;  ///< configuration of the second; empty: that of the same name
  bool exact = false;   ///< only tell whether both are the same to the bit
  bool json = false;
};
int compare_command(const CompareCommand& command);

struct NewCommand {
  std::string name;
  std::string directory;
};
int new_command(const NewCommand& command);

struct SchemaCommand {
  bool markdown = false;  ///< the tables of keys instead of the JSON Schema
};
int schema_command(const SchemaCommand& command);

}  // namespace panj
