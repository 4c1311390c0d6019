#include "scenario/scenario_toml.h"

#include <fstream>
#include <utility>

#include "scenario/keys.h"
#include "scenario/overrides.h"
#include "scenario/toml_document.h"
#include "scenario/toml_reader.h"
#include "scenario/toml_text.h"
#include "scenario/toml_writer.h"
#include "scenario/validate.h"

namespace panj {

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status))
    throw FileError(path.string() + " does not exist; check the name of the scenario");
  if (std::filesystem::is_directory(status))
    throw FileError(path.string() + " is a directory; name a scenario file, as in scenarios/khatlon.toml");
  std::ifstream file(path, std::ios::binary);
  std::string text(longest_scenario_bytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad() || (file.gcount() == 0 && !file.eof()))
    throw FileError(path.string() + " can't be read; check that you may read it");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// The name of the file, if it can name a results file.
std::string default_name(const std::string& file) {
  const std::string stem = std::filesystem::path(file).stem().string();
  bool usable = !stem.empty() && stem.size() <= 100 && stem.front() != '.';
  for (const char letter : stem)
    usable = usable && static_cast<unsigned char>(letter) >= 0x20 && letter != '\\' && letter != 0x7F;
  for (std::size_t at = 0; usable && at < stem.size();) {
    const std::size_t length = utf8_length(stem, at);
    usable = length > 0;
    at += length;
  }
  return usable ? stem : "scenario";
}

// Defaults that depend on other keys.
void complete(Scenario& scenario, const std::string& file) {
  if (scenario.name.empty()) scenario.name = default_name(file);
  for (CrosserSpec& crosser : scenario.crossers)
    if (!crosser.at.keys.contains("departure_h")) crosser.departure_s = Uniform{0.0, scenario.period_s};
  FrontierSpec& frontier = scenario.frontier;
  const bool placed = frontier.centre || frontier.corner;
  const bool sized = frontier.size_m.x() > 0.0 && frontier.size_m.y() > 0.0;
  if (frontier.crs == "local" && sized && !placed) frontier.corner = Place{};
}

// A file in another format: every message but the one about its number would mislead.
bool has_other_schema(const Node& root) {
  const Node* schema = root.find("schema");
  return schema != nullptr && (schema->kind != Node::Kind::integer || schema->integer != schema_version);
}

}  // namespace

Scenario parse_scenario(const std::string& text, const std::string& name,
                        const std::filesystem::path& directory, const std::vector<Override>& overrides,
                        Problems& problems) {
  Scenario scenario;
  scenario.source_text = text;
  const std::size_t before = problems.size();
  std::optional<Node> root = parse_toml(text, name, problems);
  if (!root) return scenario;
  apply(overrides, *root, problems);
  TomlReader reader(*root, {name, directory}, problems);
  if (has_other_schema(*root)) {
    describe_schema(reader);
    return scenario;
  }
  describe(reader, scenario);
  reader.finish();
  complete(scenario, name);
  validate(scenario, problems);
  if (problems.size() == before) scenario.resolved_text = to_toml(scenario, directory);
  return scenario;
}

Scenario read_scenario(const std::filesystem::path& path, const std::vector<Override>& overrides,
                       Problems& problems) {
  std::error_code ignored;  // without a current directory paths stay relative
  const std::filesystem::path directory = std::filesystem::absolute(path, ignored).parent_path();
  return parse_scenario(text_of(path), path.string(), directory, overrides, problems);
}

}  // namespace panj
