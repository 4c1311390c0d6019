#include "results/result_batches.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "base/error.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"

namespace panj {

namespace {

/// \throws FileError where a variable has another length than the batches give it.
void check_lengths(const ResultBatches& held) {
  const std::size_t batches = held.numbers.size();
  const std::size_t cells = batches * held.configurations.size();
  bool fits = held.replications.size() == batches && held.n.size() == batches && held.nn.size() == batches;
  for (const ResultBatches::Scores& scores : held.scores)
    fits = fits && scores.y.size() == cells && scores.yy.size() == cells && scores.ny.size() == cells;
  if (!fits)
    throw FileError(
        fmt::format("{}: can't be read (the variables of /batches do not fit its batches); run the scenario "
                    "again",
                    held.path));
}

}  // namespace

RatioSums ResultBatches::sums(std::size_t measure, std::size_t configuration, std::size_t count) const {
  RatioSums sums;
  sums.per_unit = static_cast<double>(unit_replications);
  const Scores& held = scores[measure];
  for (std::size_t batch = 0; batch < count; ++batch) {
    const std::size_t i = configuration * batches() + batch;
    sums.replications += static_cast<double>(replications[batch]) / sums.per_unit;
    sums.n += n[batch];
    sums.nn += nn[batch];
    sums.y += held.y[i];
    sums.yy += held.yy[i];
    sums.ny += held.ny[i];
  }
  return sums;
}

ResultBatches read_batches(const std::filesystem::path& path) {
  check_seal(path);
  Hdf5File file = Hdf5File::open(path);
  const Hdf5Group& root = file.root();
  const std::vector<std::string> variables = root.variables();
  if (std::find(variables.begin(), variables.end(), "/batches/n") == variables.end())
    throw FileError(
        fmt::format("{}: holds no batch to compare by (the run was stopped before one was done); "
                    "run the scenario again",
                    path.string()));
  const Hdf5Group summary = root.open_group("summary");
  const Hdf5Group batches = root.open_group("batches");
  ResultBatches held;
  held.path = path.string();
  held.title = root.text_attribute("title");
  held.status = root.text_attribute("status");
  if (held.status != "complete" && root.text_attribute("stop_reason") == "shard") held.status = "shard";
  held.attempts_sha256 = root.text_attribute("attempts_sha256");
  held.seed = root.number_attribute<std::uint64_t>("seed");
  if (root.has_attribute("unit_replications"))  // else of an earlier version
    held.unit_replications = root.number_attribute<std::int64_t>("unit_replications");
  held.period_h = root.number_attribute<double>("period_h");
  held.confidence = summary.number_attribute<double>("confidence_level");
  held.configurations = batches.read<std::string>("configuration");
  std::istringstream names(summary.text_attribute("measures"));
  for (std::string name; names >> name;) held.measures.push_back(name);
  held.numbers = batches.read<std::int64_t>("batch");
  held.replications = batches.read<std::int64_t>("replications");
  held.n = batches.read<double>("n");
  held.nn = batches.read<double>("nn");
  for (const std::string& measure : held.measures)
    held.scores.push_back({batches.read<double>(measure + "_y"), batches.read<double>(measure + "_yy"),
                           batches.read<double>(measure + "_ny")});
  check_lengths(held);
  return held;
}

}  // namespace panj
