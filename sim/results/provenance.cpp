#include "results/provenance.h"

#include <fmt/format.h>

#include <array>
#include <fstream>

#include "base/units.h"
#include "build_record.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"
#include "results/sha256.h"

namespace panj {

namespace {

template <class T>
std::vector<T> one(T value) {
  return {std::move(value)};
}

void write_root_attributes(Hdf5Group& root, const World& world, const RunResult& result,
                           const std::string& attempts_hash) {
  const Scenario& scenario = world.scenario;
  const BuildRecord built = build_record();
  root.set_attribute("Conventions", "CF-1.11");
  root.set_attribute("file_type", "panj-results");
  root.set_attribute("format_version", std::int64_t{format_version});
  root.set_attribute("title", scenario.title.empty() ? scenario.name : scenario.title);
  // Dates and command lines belong to /provenance/run alone, so that equal runs are equal elsewhere.
  root.set_attribute("history", "written by panj run; when, where and how: /provenance/run");
  root.set_attribute("source",
                     "panj " + built.panj_version + ", Monte Carlo simulation of crossing attempts");
  root.set_attribute("comment",
                     "the dispatcher is taken to know the rest of an attempt's path: interceptions are an "
                     "upper bound");
  root.set_attribute("panj_version", built.panj_version);
  root.set_attribute("git_sha1", git_sha1);
  root.set_attribute("compiler", built.compiler);
  root.set_attribute("build_flags", built.build_flags);
  root.set_attribute("seed", scenario.seed);
  root.set_attribute("rng", "Philox4x32-10, addressed by entity, purpose, number and replication");
  root.set_attribute("scenario_name", scenario.name);
  root.set_attribute("scenario_sha256", sha256_hex(scenario.source_text));
  root.set_attribute("resolved_sha256", sha256_hex(scenario.resolved_text));
  root.set_attribute("attempts_sha256", attempts_hash);
  root.set_attribute("crs_wkt", world.crs_wkt);
  root.set_attribute("neighbourhood", static_cast<std::int64_t>(scenario.frontier.neighbourhood));
  root.set_attribute("period_h", scenario.period_s / seconds_per_hour);
  root.set_attribute("status", std::string(status_of(result)));
  root.set_attribute("stop_reason", std::string(stop_reason_of(result)));
  root.set_attribute("unit_replications", world.hypercube.size());
  root.set_attribute("completed_replications", result.completed_replications);
}

void write_inputs(Hdf5Group& group, const std::vector<InputRecord>& inputs) {
  if (inputs.empty()) return;
  std::vector<std::string> paths;
  std::vector<std::string> hashes;
  std::vector<std::int64_t> bytes;
  for (const InputRecord& input : inputs) {
    paths.push_back(input.path);
    hashes.push_back(input.sha256);
    bytes.push_back(input.bytes);
  }
  group.coordinate({"input", {}, "1", "path of a file that the world was made from"}, paths);
  group.write({"input_sha256", {"input"}, "1", "SHA-256 of the file's contents, empty if unreadable"},
              hashes);
  group.write({"input_bytes", {"input"}, "byte", "size of the file, -1 if unreadable"}, bytes);
}

void write_libraries(Hdf5Group& group) {
  std::vector<std::string> names;
  std::vector<std::string> versions;
  for (const BuildRecord::Library& library : build_record().libraries) {
    names.push_back(library.name);
    versions.push_back(library.version);
  }
  group.coordinate({"library", {}, "1", "outside library"}, names);
  group.write({"library_version", {"library"}, "1", "version of the library"}, versions);
}

/// What a further sitting goes by, besides /state.
void write_sittings(Hdf5Group& run, const RunResult& result, const RunRecord& record) {
  run.write({"scenario_folder", {}, "1", "folder of the scenario file"}, one(record.scenario_folder));
  if (!record.overrides.empty()) {
    std::vector<std::string> settings;
    for (const Override& setting : record.overrides) settings.push_back(setting.key + "=" + setting.value);
    Hdf5Group group = run.make_group("overrides");
    group.coordinate({"override", {}, "1", "key=value of the command line, in order"}, settings);
  }
  if (result.batches.empty()) return;
  std::vector<std::int64_t> numbers;
  std::vector<double> elapsed_s;
  for (const BatchRecord& batch : result.batches) {
    numbers.push_back(result.first_batch + static_cast<std::int64_t>(numbers.size()));
    elapsed_s.push_back(batch.elapsed_s);
  }
  Hdf5Group group = run.make_group("batches");
  group.coordinate({"batch", {}, "1", "number of the batch"}, numbers);
  group.write({"elapsed", {"batch"}, "s", "wall time since sampling began, at the batch's end"}, elapsed_s);
}

void write_run(Hdf5Group group, const World& world, const RunResult& result, const RunRecord& record) {
  group.write({"command_line", {}, "1", "command that made this file"}, one(record.command_line));
  group.write({"started", {}, "1", "when the run began, ISO 8601, UTC"}, one(record.started));
  group.write({"host", {}, "1", "machine that the run was made on"}, one(record.host));
  group.write({"threads", {}, "1", "threads of the run"}, one<std::int32_t>(result.threads));
  group.write({"compile_time", {}, "s", "wall time of computing the world from the scenario"},
              one(record.compile_time_s));
  group.write({"wall_time", {}, "s", "wall time of sampling"}, one(result.wall_time_s));
  write_sittings(group, result, record);
  if (world.crossers.empty()) return;
  std::vector<std::string> names;
  std::vector<double> times_s;
  for (const CrosserPlan& crosser : world.crossers) {
    names.push_back(crosser.name);
    times_s.push_back(crosser.route_compile_s);
  }
  Hdf5Group routes = group.make_group("routes");
  routes.coordinate({"crosser", {}, "1", "crosser class"}, names);
  routes.write(
      {"compile_time", {"crosser"}, "s", "wall time of computing the class's routes, added up over threads"},
      times_s);
}

}  // namespace

BuildRecord build_record() {
  using namespace build;
  return {panj_version,
          compiler,
          build_flags,
          {{"Boost", boost_version},
           {"CLI11", cli11_version},
           {"Eigen", eigen_version},
           {"fmt", fmt_version},
           {"GDAL", gdal_version},
           {"HDF5", hdf5_version()},
           {"oneTBB", tbb_version},
           {"toml++", tomlplusplus_version}}};
}

InputRecord input_record(const std::filesystem::path& path) {
  const InputRecord unreadable{path.string(), "", -1};
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable;
  Sha256 hash;
  std::int64_t bytes = 0;
  std::vector<char> buffer(std::size_t{1} << 16U);
  while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || file.gcount() > 0) {
    hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(file.gcount())));
    bytes += file.gcount();
  }
  return file.bad() ? unreadable : InputRecord{path.string(), hash.hex(), bytes};
}

std::string attempts_sha256(const std::string& attempts_text, const std::vector<InputRecord>& inputs) {
  Sha256 hash;
  hash.update(attempts_text);
  hash.update(std::string_view("\0", 1));
  for (const InputRecord& input : inputs) {
    if (input.sha256.empty()) return "";
    hash.update(input.sha256 + "\n");
  }
  return hash.hex();
}

void write_provenance(Hdf5Group& root, const World& world, const RunResult& result, const RunRecord& record) {
  std::vector<InputRecord> inputs;
  for (const std::string& path : world.inputs) inputs.push_back(input_record(path));
  std::vector<InputRecord> of_attempts;
  for (const std::string& path : world.attempt_inputs) of_attempts.push_back(input_record(path));
  write_root_attributes(root, world, result, attempts_sha256(world.attempts_text, of_attempts));

  Hdf5Group group = root.make_group("provenance");
  group.write({"scenario_toml", {}, "1", "scenario file as given"}, one(world.scenario.source_text));
  group.write({"resolved_toml", {}, "1", "scenario with every default and --set written out"},
              one(world.scenario.resolved_text));
  write_inputs(group, inputs);
  write_libraries(group);
  write_run(group.make_group("run"), world, result, record);
}

}  // namespace panj
