#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scenario/scenario_toml.h"
#include "tally/run_result.h"

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
  std::vector<std::string> precision;  ///< goals, instead of the scenario's
  std::optional<double> max_time_s;
  bool overwrite = false;
  bool resume = false;                       ///< go on from what is kept at the output
  std::optional<Shard> shard;                ///< sample one block of the batches alone
  std::optional<double> checkpoint_every_s;  ///< empty: every minute, but rarely enough to cost no time
  bool events = false;                       ///< write what happened in each replication too
  bool dry_run = false;                      ///< compile and tell, sample nothing, write nothing
  ProgressStyle progress = ProgressStyle::automatic;
  std::string command_line;
};
int run_command(const RunCommand& command);

struct ReplayCommand {
  std::string scenario;
  std::int64_t replication = 0;
  std::optional<std::int64_t> seed;
  std::vector<Override> overrides;
  std::string configuration;  ///< name; empty: all
  std::string attempt;        ///< CLASS:NUMBER; empty: all
  std::string output;         ///< CSV; empty: none
  bool overwrite = false;
};
int replay_command(const ReplayCommand& command);

struct ValidateCommand {
  std::string scenario;
  std::vector<Override> overrides;
};
int validate_command(const ValidateCommand& command);

struct MergeCommand {
  std::vector<std::string> shards;
  std::string output;
  bool overwrite = false;
  std::string command_line;
};
int merge_command(const MergeCommand& command);

struct InfoCommand {
  std::string path;  ///< a result file or a scenario
  std::vector<Override> overrides;
  bool pairs = false;  ///< differences between any two configurations too
  std::string best;    ///< measure by which to tell the best configuration; empty: as the summary has it
  bool json = false;
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

struct ExportCommand {
  std::string path;       ///< a result file
  std::string directory;  ///< to write into; made where it is missing
  bool geotiff = false;
  bool geopackage = false;
  bool geojson = false;
  bool csv = false;
  std::int64_t paths = 200;  ///< attempts whose ways are shown
  bool overwrite = false;
};
int export_command(const ExportCommand& command);

/// Tells what the program is made of and runs on, and what is wrong with that.
int doctor_command();

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
