#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <span>

#include "app/commands.h"
#include "app/exit_code.h"
#include "app/saved_world.h"
#include "app/streams.h"
#include "base/error.h"
#include "model/workspace.h"
#include "parallel/for_each_batch.h"
#include "results/flat_tables.h"
#include "results/path_layer.h"
#include "results/replaced_file.h"
#include "results/result_layers.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

/// A file that is to be written.
struct Made {
  std::string name;
  std::vector<std::byte> bytes;
};

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto bytes = std::as_bytes(std::span(text));
  return {bytes.begin(), bytes.end()};
}

/// The first attempts of a run, simulated again.
FeatureLayer paths_of(const ExportCommand& command) {
  static const SavedWorldWords words{
      "its attempts can't be simulated again",
      "export with the program that made it, or leave their paths out with --paths 0", "since it was made",
      "restore it, or leave paths out with --paths 0"};
  const SavedRun saved = read_saved(command.path);
  const World world = saved_world(saved, command.path, words, available_threads());
  PathLayer paths(world);
  Workspace workspace;
  const auto most = static_cast<std::size_t>(command.paths);
  for (std::int64_t number = 0; number < saved.completed_replications && paths.attempts() < most; ++number)
    paths.add(simulate(world, number, workspace), most);
  return paths.layer();
}

std::vector<Made> rasters_of(const ExportCommand& command) {
  const ResultRasters rasters = result_rasters(command.path);
  std::vector<Made> made;
  for (const RasterFile& file : rasters.files)
    made.push_back({file.name + ".tif", geotiff(file, rasters.grid, rasters.crs_wkt)});
  return made;
}

std::vector<Made> features_of(const ExportCommand& command) {
  ResultFeatures features = result_features(command.path);
  if (command.paths > 0) features.layers.push_back(paths_of(command));
  std::vector<Made> made;
  if (command.geopackage)
    made.push_back(
        {fs::path(command.path).stem().string() + ".gpkg", geopackage(features.layers, features.crs_wkt)});
  if (command.geojson)
    for (const FeatureLayer& layer : features.layers)
      made.push_back({layer.name + ".geojson", geojson(layer, features.crs_wkt)});
  return made;
}

std::vector<Made> tables_of(const ExportCommand& command) {
  std::vector<Made> made;
  for (const FlatTable& table : flat_tables(command.path))
    made.push_back({table.name + ".csv", bytes_of(table.csv)});
  return made;
}

/// All at once, before anything is written.
void refuse_existing(const fs::path& folder, const std::vector<Made>& made) {
  std::vector<std::string> there;
  for (const Made& file : made)
    if (std::error_code unknown; fs::exists(folder / file.name, unknown)) there.push_back(file.name);
  if (there.empty()) return;
  throw FileError(fmt::format("{}: holds {} already; replace {} with --overwrite, or give another folder",
                              folder.string(), fmt::join(there, ", "), there.size() == 1 ? "it" : "them"));
}

void make_folder(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder, fault);
  if (fault || !fs::is_directory(folder))
    throw FileError(fmt::format("{}: can't make this folder ({}); give one that can be written in",
                                folder.string(), fault ? fault.message() : "a file of this name is there"));
}

}  // namespace

int export_command(const ExportCommand& command) {
  const bool features = command.geopackage || command.geojson;
  if (!command.geotiff && !features && !command.csv)
    throw UsageError("export: as what? give one or more of --geotiff, --gpkg, --geojson and --csv");
  std::vector<Made> made;
  const auto take = [&made](std::vector<Made> more) {
    std::move(more.begin(), more.end(), std::back_inserter(made));
  };
  if (command.csv) take(tables_of(command));
  if (command.geotiff) take(rasters_of(command));
  if (features) take(features_of(command));
  const fs::path folder = command.directory;
  if (!command.overwrite) refuse_existing(folder, made);
  make_folder(folder);
  for (const Made& file : made) {
    replace_file(folder / file.name, file.bytes);
    print_result(fmt::format("{}\n", (folder / file.name).string()));
  }
  flush_results();
  print_notice(fmt::format("panj: wrote {} file{}\n", made.size(), made.size() == 1 ? "" : "s"));
  return exit_done;
}

}  // namespace panj
