#include "results/pairs_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "results/best_text.h"
#include "results/hdf5_file.h"
#include "results/sealed_file.h"
#include "results/text_columns.h"

namespace panj {

namespace {

constexpr std::array<const char*, 3> compared_measures{"p_detect", "p_intercept", "p_leak"};

PairsTable::Block read_block(const Hdf5Group& paired, const std::vector<std::string>& configurations,
                             const std::string& measure, const std::string& path) {
  const auto values = paired.read<double>(measure + "_difference");
  const auto standard_errors = paired.read<double>(measure + "_stderr");
  const auto bounds = paired.read<double>(measure + "_ci");
  const auto methods = paired.read<std::int8_t>(measure + "_method");
  const auto ratios = paired.read<double>(measure + "_variance_ratio");
  const std::size_t size = configurations.size();
  const auto all = {values.size(), standard_errors.size(), bounds.size() / 2, methods.size(), ratios.size()};
  if (std::any_of(all.begin(), all.end(), [size](std::size_t held) { return held != size * size; }))
    throw FileError(fmt::format(
        "{}: can't be read (the variables of /paired do not fit its configurations); run the scenario again",
        path));
  PairsTable::Block block{measure, {}};
  for (std::size_t of = 0; of < size; ++of)
    for (std::size_t less = 0; less < of; ++less) {
      const std::size_t i = of * size + less;
      block.lines.push_back({configurations[of],
                             configurations[less],
                             {values[i], standard_errors[i], bounds[2 * i], bounds[2 * i + 1],
                              static_cast<IntervalMethod>(methods[i])},
                             ratios[i]});
    }
  return block;
}

}  // namespace

PairsTable read_pairs(const std::filesystem::path& path) {
  check_seal(path);
  Hdf5File file = Hdf5File::open(path);
  const Hdf5Group paired = file.root().open_group("paired");
  const auto configurations = paired.read<std::string>("configuration_a");
  PairsTable table;
  for (const char* measure : compared_measures)
    table.blocks.push_back(read_block(paired, configurations, measure, path.string()));
  return table;
}

std::string to_text(const PairsTable& table) {
  std::string text;
  for (const PairsTable::Block& block : table.blocks) {
    std::vector<std::string> names;
    std::vector<Estimate> differences;
    std::vector<std::string> ratios;
    bool differs = false;
    for (const PairsTable::Line& line : block.lines) {
      names.push_back(line.of + " less " + line.less);
      differences.push_back(line.difference);
      ratios.push_back(std::isnan(line.variance_ratio) ? "-" : fmt::format("{:.1f}", line.variance_ratio));
      differs = differs || line.difference.value != 0.0 || line.difference.standard_error > 0.0;
    }
    if (!differs) continue;
    text += block_of({heading_of(block.measure), "percentage points", "variance ratio"},
                     {names, column(differences, changes_of_percentages), ratios});
  }
  if (text.empty()) return "\nno replication tells any two configurations apart\n";
  return text + "\nvariance ratio: of the difference between independent runs over this one\n";
}

}  // namespace panj
