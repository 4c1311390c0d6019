#include "results/saved_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/bytes.h"
#include "results/hdf5_file.h"
#include "results/replaced_file.h"
#include "tally/state.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

constexpr int checkpoint_version = 1;
constexpr std::string_view damage_remedy =
    "remove it: the result file beside it, if any, holds what was "
    "done before; else run the scenario again";
void put(ByteWriter& out, const RunIdentity& identity) {
  out.text(identity.source_text);
  out.text(identity.resolved_text);
  out.number(static_cast<std::int64_t>(identity.inputs.size()));
  for (const InputRecord& input : identity.inputs) {
    out.text(input.path);
    out.text(input.sha256);
    out.number(input.bytes);
  }
  out.number(static_cast<std::int64_t>(identity.built_by.size()));
  for (const std::string& part : identity.built_by) out.text(part);
  out.number(identity.shard.number);
  out.number(identity.shard.of);
}

/// Machines among which a run may be shared out.
constexpr std::int64_t most_shards = 1'000'000;

RunIdentity take_identity(ByteReader& in) {
  RunIdentity identity;
  identity.source_text = in.text();
  identity.resolved_text = in.text();
  for (std::size_t inputs = in.count(); inputs > 0; --inputs) {
    InputRecord input;
    input.path = in.text();
    input.sha256 = in.text();
    input.bytes = in.number();
    identity.inputs.push_back(std::move(input));
  }
  for (std::size_t parts = in.count(); parts > 0; --parts) identity.built_by.push_back(in.text());
  identity.shard.number = in.number(1, most_shards);
  identity.shard.of = in.number(identity.shard.number, most_shards);
  return identity;
}

SavedRun saved_from(std::span<const std::byte> body) {
  ByteReader in(body);
  SavedRun saved;
  saved.identity = take_identity(in);
  for (std::size_t settings = in.count(); settings > 0; --settings) {
    Override setting;
    setting.key = in.text();
    setting.value = in.text();
    saved.overrides.push_back(std::move(setting));
  }
  saved.scenario_folder = in.text();
  saved.completed_replications = in.number(0, std::numeric_limits<std::int64_t>::max());
  saved.complete = in.number(0, 1) == 1;
  saved.wall_time_s = in.real();
  saved.threads = static_cast<int>(in.number(0, std::numeric_limits<int>::max()));
  for (std::size_t batches = in.count(); batches > 0; --batches) saved.elapsed_s.push_back(in.real());
  const std::span<const std::byte> state = in.bytes();
  saved.state.assign(state.begin(), state.end());
  in.finish();
  return saved;
}

template <class T>
T one_of(std::vector<T> values, const fs::path& path) {
  if (values.empty()) throw FileError(path.string() + ": can't be read (a variable is empty)");
  return std::move(values.front());
}

std::vector<Override> settings_of(const std::vector<std::string>& texts) {
  std::vector<Override> settings;
  for (const std::string& text : texts) {
    const std::size_t equals = std::min(text.find('='), text.size());
    settings.push_back({text.substr(0, equals), text.substr(std::min(equals + 1, text.size()))});
  }
  return settings;
}

RunIdentity identity_in(const Hdf5Group& root, const Hdf5Group& state, const fs::path& path) {
  const Hdf5Group provenance = root.open_group("provenance");
  RunIdentity identity;
  identity.source_text = one_of(provenance.read<std::string>("scenario_toml"), path);
  identity.resolved_text = one_of(provenance.read<std::string>("resolved_toml"), path);
  const std::vector<std::string> variables = provenance.variables();
  if (std::binary_search(variables.begin(), variables.end(), "/input")) {
    const auto paths = provenance.read<std::string>("input");
    const auto hashes = provenance.read<std::string>("input_sha256");
    const auto bytes = provenance.read<std::int64_t>("input_bytes");
    for (std::size_t i = 0; i < std::min({paths.size(), hashes.size(), bytes.size()}); ++i)
      identity.inputs.push_back({paths[i], hashes[i], bytes[i]});
  }
  identity.built_by = {"panj " + root.text_attribute("panj_version"),
                       "commit " + root.text_attribute("git_sha1"), root.text_attribute("compiler"),
                       root.text_attribute("build_flags")};
  identity.shard = {state.number_attribute<std::int64_t>("shard"),
                    state.number_attribute<std::int64_t>("shards")};
  return identity;
}

}  // namespace

const SealKind checkpoint_seal{"panj-checkpoint", checkpoint_version, "checkpoint",
                               "move it away, or give another path with -o", damage_remedy};

std::vector<std::byte> checkpoint_bytes(const SavedRun& saved) {
  ByteWriter out;
  put(out, saved.identity);
  out.number(static_cast<std::int64_t>(saved.overrides.size()));
  for (const Override& setting : saved.overrides) {
    out.text(setting.key);
    out.text(setting.value);
  }
  out.text(saved.scenario_folder);
  out.number(saved.completed_replications);
  out.number(std::int64_t{saved.complete});
  out.real(saved.wall_time_s);
  out.number(std::int64_t{saved.threads});
  out.number(static_cast<std::int64_t>(saved.elapsed_s.size()));
  for (const double elapsed_s : saved.elapsed_s) out.real(elapsed_s);
  out.number(static_cast<std::int64_t>(saved.state.size()));
  const std::vector<std::byte> head = out.take();
  std::vector<std::byte> image(user_block_bytes);
  image.reserve(user_block_bytes + head.size() + saved.state.size());
  image.insert(image.end(), head.begin(), head.end());
  image.insert(image.end(), saved.state.begin(), saved.state.end());
  seal(image, checkpoint_seal);
  return image;
}

void write_checkpoint(const fs::path& path, const SavedRun& saved) {
  replace_file(path, checkpoint_bytes(saved));
}

SavedRun read_checkpoint(const fs::path& path) {
  const std::vector<std::byte> body = read_sealed(path, checkpoint_seal);
  try {
    return saved_from(body);
  } catch (const BytesError& error) {
    throw FileError(
        fmt::format("{}: can't be read (damaged: {}); {}", path.string(), error.what(), damage_remedy));
  }
}

SavedRun read_saved(const fs::path& path) {
  check_seal(path);
  Hdf5File file = Hdf5File::open(path);
  const Hdf5Group& root = file.root();
  const std::vector<std::string> variables = root.variables();
  const auto holds = [&variables](std::string_view name) {
    return std::binary_search(variables.begin(), variables.end(), name);
  };
  if (!holds("/state/sums"))
    throw FileError(path.string() +
                    ": can't go on from it (it holds no /state: it was written by an older panj); run the "
                    "scenario again, with --overwrite or another path by -o");
  const Hdf5Group state = root.open_group("state");
  const Hdf5Group run = root.open_group("provenance").open_group("run");
  SavedRun saved;
  saved.identity = identity_in(root, state, path);
  if (holds("/provenance/run/overrides/override"))
    saved.overrides = settings_of(run.open_group("overrides").read<std::string>("override"));
  saved.scenario_folder = one_of(run.read<std::string>("scenario_folder"), path);
  saved.completed_replications = root.number_attribute<std::int64_t>("completed_replications");
  saved.complete = state.number_attribute<std::int64_t>("complete") != 0;
  saved.wall_time_s = one_of(run.read<double>("wall_time"), path);
  saved.threads = one_of(run.read<std::int32_t>("threads"), path);
  if (holds("/provenance/run/batches/elapsed"))
    saved.elapsed_s = run.open_group("batches").read<double>("elapsed");
  saved.state = state.read_bytes("sums");
  return saved;
}

SavedRun saved_run(const RunIdentity& identity, const RunRecord& record, const RunResult& result) {
  SavedRun saved;
  saved.identity = identity;
  saved.overrides = record.overrides;
  saved.scenario_folder = record.scenario_folder;
  saved.completed_replications = result.completed_replications;
  saved.complete = result.complete;
  saved.wall_time_s = result.wall_time_s;
  saved.threads = result.threads;
  for (const BatchRecord& batch : result.batches) saved.elapsed_s.push_back(batch.elapsed_s);
  if (result.completed_replications > 0) saved.state = state_of(result);
  return saved;
}

RunResult result_of(const SavedRun& saved, const World& world, const fs::path& path) {
  if (saved.state.empty()) return {};
  const auto refuse = [&path](const std::string& why) {
    throw FileError(fmt::format("{}: can't go on from it ({}); {}", path.string(), why, damage_remedy));
  };
  RunResult result;
  try {
    result = read_state(saved.state, world);
  } catch (const BytesError& error) {
    refuse(error.what());
  }
  if (result.completed_replications != saved.completed_replications ||
      result.batches.size() != saved.elapsed_s.size())
    refuse("its numbers of replications don't add up");
  for (std::size_t i = 0; i < result.batches.size(); ++i) result.batches[i].elapsed_s = saved.elapsed_s[i];
  result.shard = saved.identity.shard;
  result.first_batch = result.shard.first_batch((saved.replications() + world.scenario.sampling.batch - 1) /
                                                world.scenario.sampling.batch);
  result.complete = saved.complete;
  result.wall_time_s = saved.wall_time_s;
  result.threads = saved.threads;
  return result;
}

}  // namespace panj
