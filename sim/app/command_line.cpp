#include "app/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <filesystem>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "app/commands.h"
#include "app/duration.h"
#include "app/exit_code.h"
#include "app/streams.h"
#include "base/error.h"
#include "results/provenance.h"

namespace panj {

namespace {

/// A whole number, or a usage error: unsigned parsing elsewhere would let -1 wrap around.
std::int64_t whole_number(const std::string& option, const std::string& text, std::int64_t least,
                          std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || number < least || number > most) {
    throw UsageError(fmt::format("{} {}: must be a whole number from {} to {}", option, text, least, most));
  }
  return number;
}

std::vector<Override> overrides_of(const std::vector<std::string>& settings) {
  std::vector<Override> overrides;
  for (const std::string& setting : settings) {
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw UsageError(fmt::format("--set {}: must be key=value, such as post.north.range_m=3000", setting));
    }
    overrides.push_back({setting.substr(0, equals), setting.substr(equals + 1)});
  }
  return overrides;
}

/// Options that several verbs take, as typed.
struct Typed {
  std::vector<std::string> settings;
  std::optional<std::string> output;
  std::string threads;
  std::string seed;
  std::string replications;
  std::string max_time;
  std::string replication;
  std::string progress = "auto";
  std::string shard;
  std::string checkpoint_every;
  std::string paths;
};

void add_settings(CLI::App& verb, Typed& typed) {
  verb.add_option("--set", typed.settings,
                  "Set a key of the scenario, e.g. post.north.range_m=3000 (repeatable)")
      ->type_name("KEY=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_run(CLI::App& app, RunCommand& run, Typed& typed) {
  CLI::App& verb = *app.add_subcommand("run", "Sample a scenario and write its statistics");
  verb.add_option("scenario", run.scenario, "Scenario file (.toml)")->required();
  verb.add_option("-o,--output", typed.output, "Result file; default ./NAME.h5");
  verb.add_option("-j,--threads", typed.threads, "Threads; default: all the machine offers")->type_name("N");
  verb.add_option("--seed", typed.seed, "Seed, instead of the scenario's")->type_name("S");
  verb.add_option(
          "-n,--replications", typed.replications,
          "Replications, instead of the scenario's; with --precision the most (default: 100 times the "
          "scenario's)")
      ->type_name("N");
  verb.add_option(
          "--precision", run.precision,
          "Sample until an interval is narrow enough: [CONFIGURATION.][class.CLASS.]MEASURE<BOUND[@LEVEL],"
          " e.g. 'p_intercept<0.01@95%', 'as_is.p_leak<10%' (of the value), "
          "'more_posts-as_is.p_intercept<0.005' (repeatable: all must hold; instead of the scenario's)")
      ->type_name("GOAL")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  verb.add_option("--max-time", typed.max_time, "Begin no batch after this time of sampling: 30s, 10m, 2h")
      ->type_name("TIME");
  add_settings(verb, typed);
  verb.add_flag("--overwrite", run.overwrite, "Replace an existing result file");
  verb.add_flag("--resume", run.resume,
                "Go on with a run that was stopped, killed, or (with a larger -n) finished; earlier options "
                "need not be repeated");
  verb.add_option(
          "--checkpoint-every", typed.checkpoint_every,
          "Keep what is done in OUT.h5.checkpoint this often; default 60s, or rarer where that would take "
          "more than 2 % of the time")
      ->type_name("TIME");
  verb.add_option("--shard", typed.shard,
                  "Sample one of N shares of the run, for `panj merge`; default output NAME.shard-i-of-N.h5")
      ->type_name("i/N");
  verb.add_flag("--events", run.events, "Write what happened in each replication too: the group /events");
  verb.add_flag("--dry-run", run.dry_run, "Compile the scenario and tell what would run; write nothing");
  verb.add_option("--progress", typed.progress, "auto, bar, plain, json or none")->type_name("STYLE");
}

void add_replay(CLI::App& app, ReplayCommand& replay, Typed& typed) {
  CLI::App& verb = *app.add_subcommand("replay", "Simulate one replication and tell every event of it");
  verb.add_option("scenario", replay.scenario, "Scenario file (.toml)")->required();
  verb.add_option("--replication", typed.replication, "Its number, from 0")->type_name("N")->required();
  verb.add_option("--configuration", replay.configuration, "Tell this one alone")->type_name("NAME");
  verb.add_option("--attempt", replay.attempt, "Tell this one alone, as carrier:3")
      ->type_name("CLASS:NUMBER");
  verb.add_option("--seed", typed.seed, "Seed, instead of the scenario's")->type_name("S");
  add_settings(verb, typed);
  verb.add_option("-o,--output", typed.output, "Write the events as CSV too")->type_name("FILE.csv");
  verb.add_flag("--overwrite", replay.overwrite, "Replace an existing file");
}

void add_compare(CLI::App& app, CompareCommand& compare) {
  CLI::App& verb =
      *app.add_subcommand("compare", "Tell how two result files differ: the first less the second");
  verb.add_option("a", compare.a, "Result file (.h5)")->required();
  verb.add_option("b", compare.b, "Result file (.h5)")->required();
  verb.add_option("--of", compare.of, "Configuration of the first; default: all that both have")
      ->type_name("NAME");
  verb.add_option("--against", compare.against, "Configuration of the second; default: of the same name")
      ->type_name("NAME");
  verb.add_flag("--exact", compare.exact,
                "Tell only what is not the same to the bit; exit code 1 where anything is");
  verb.add_flag("--json", compare.json, "Print JSON, for scripts");
}

/// A map of more is a blot.
constexpr std::int64_t most_paths = 1'000'000;

void add_export(CLI::App& app, ExportCommand& out, Typed& typed) {
  CLI::App& verb = *app.add_subcommand("export", "Write results for maps and spreadsheets");
  verb.add_option("file", out.path, "Result file (.h5)")->required();
  verb.add_option("directory", out.directory, "Folder to write into")->required();
  verb.add_flag(
      "--geotiff", out.geotiff,
      "Maps: elevation and side of the border; attempts, detections, interceptions, leaks and coverage, "
      "a band for each configuration");
  verb.add_flag("--gpkg", out.geopackage,
                "Lines and points: the border and its segments with what was found there, posts, patrols, "
                "sites, ways of attempts, as the layers of one GeoPackage");
  verb.add_flag("--geojson", out.geojson, "The same, a file for each layer, in longitude and latitude");
  verb.add_flag("--csv", out.csv, "All tables of the file");
  verb.add_option(
          "--paths", typed.paths,
          "Attempts whose ways are simulated again and written with --gpkg and --geojson; default 200")
      ->type_name("N");
  verb.add_flag("--overwrite", out.overwrite, "Replace files that are there");
}

ProgressStyle progress_style(const std::string& text) {
  static const std::map<std::string, ProgressStyle> styles = {{"auto", ProgressStyle::automatic},
                                                              {"bar", ProgressStyle::bar},
                                                              {"plain", ProgressStyle::plain},
                                                              {"json", ProgressStyle::json},
                                                              {"none", ProgressStyle::none}};
  const auto found = styles.find(text);
  if (found == styles.end()) {
    throw UsageError(fmt::format("--progress {}: must be auto, bar, plain, json or none", text));
  }
  return found->second;
}

Shard shard_of(const std::string& text) {
  constexpr std::int64_t most_shards = 100'000;  // as many as there may be batches
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos)
    throw UsageError(fmt::format("--shard {}: must be i/N, such as 2/3 for the second of three", text));
  Shard shard;
  shard.of = whole_number("--shard .../", text.substr(slash + 1), 1, most_shards);
  shard.number = whole_number("--shard", text.substr(0, slash), 1, shard.of);
  return shard;
}

void complete(RunCommand& run, const Typed& typed) {
  constexpr std::int64_t most_threads = 1024;
  constexpr std::int64_t most_replications = 1'000'000'000;  // as sampling.replications
  run.overrides = overrides_of(typed.settings);
  if (typed.output && typed.output->empty()) throw UsageError("-o: an empty name; give the path of a file");
  run.output = typed.output.value_or("");
  run.progress = progress_style(typed.progress);
  if (run.resume && run.overwrite)
    throw UsageError("--resume goes on with what is there, --overwrite replaces it: give one of the two");
  if (run.events && run.resume)
    throw UsageError(
        "--events with --resume: events of what is done already are not kept; run it anew with --overwrite, "
        "or look at single replications with panj replay");
  if (run.events && !typed.shard.empty())
    throw UsageError(
        "--events with --shard: events are not merged; look at single replications with panj replay");
  if (run.resume && run.dry_run) throw UsageError("--dry-run samples nothing: leave out --resume");
  if (!typed.shard.empty()) run.shard = shard_of(typed.shard);
  if (!typed.checkpoint_every.empty())
    run.checkpoint_every_s = duration_s("--checkpoint-every", typed.checkpoint_every);
  if (!typed.threads.empty())
    run.threads = static_cast<int>(whole_number("-j", typed.threads, 1, most_threads));
  if (!typed.seed.empty()) {
    run.seed = whole_number("--seed", typed.seed, 0, std::numeric_limits<std::int64_t>::max());
  }
  if (!typed.replications.empty()) {
    run.replications = whole_number("-n", typed.replications, 1, most_replications);
  }
  if (!typed.max_time.empty()) run.max_time_s = duration_s("--max-time", typed.max_time);
}

void complete(ReplayCommand& replay, const Typed& typed) {
  constexpr std::int64_t last_replication = 999'999'999;  // as sampling.replications
  replay.overrides = overrides_of(typed.settings);
  replay.replication = whole_number("--replication", typed.replication, 0, last_replication);
  if (!typed.seed.empty())
    replay.seed = whole_number("--seed", typed.seed, 0, std::numeric_limits<std::int64_t>::max());
  replay.output = typed.output.value_or("");
  if (typed.output && std::filesystem::path(replay.output).extension() != ".csv")
    throw UsageError(
        fmt::format("-o {}: events are written as CSV; give a name that ends in .csv", replay.output));
}

std::string version_text() {
  const BuildRecord build = build_record();
  std::string text = fmt::format("panj {} ({}, {})", build.panj_version, git_sha1, build.compiler);
  for (const BuildRecord::Library& library : build.libraries) {
    text += fmt::format("\n  {:<16}{}", library.name, library.version);
  }
  return text;
}

/// What is wrong with a command line that can't be parsed, and where to read more.
std::string usage_fault(CLI::App& app, int argc, char** argv, const CLI::ParseError& error) {
  const std::vector<CLI::App*> verbs = app.get_subcommands(std::function<bool(CLI::App*)>{});
  std::vector<std::string> names;
  for (const CLI::App* verb : verbs) names.push_back(verb->get_name());
  const std::string known = fmt::format("the verbs are {}; see panj --help", fmt::join(names, ", "));
  if (argc < 2) return "what shall be done? " + known;
  const std::string first = argv[1];
  if (std::find(names.begin(), names.end(), first) == names.end() && !first.starts_with('-')) {
    return fmt::format("{}: there is no such verb; {}", first, known);
  }
  std::string what = error.what();
  const std::string_view unexpected = "The following argument";
  if (const std::size_t colon = what.find(": "); what.starts_with(unexpected) && colon != std::string::npos) {
    what = "it does not take " + what.substr(colon + 2);
  }
  const std::string verb = first.starts_with('-') ? "" : ' ' + first;
  return fmt::format("{}{}; see panj{} --help", verb.empty() ? "" : first + ": ", what, verb);
}

std::string joined(int argc, char** argv) {
  std::string text = "panj";
  for (int i = 1; i < argc; ++i) text += std::string(" ") + argv[i];
  return text;
}

}  // namespace

int dispatch(int argc, char** argv) {
  CLI::App app{
      "What share of crossing attempts along a mountain frontier is detected and intercepted, and how sure "
      "are we?",
      "panj"};
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  app.footer(
      "The wrapper ./panj at the root of the source tree builds what is needed first; it also takes\n"
      "  ./panj build            build only\n"
      "  ./panj test             build and run every test\n"
      "  ./panj bench [FILTER]   build and run the benches\n"
      "Exit codes: 0 done; 1 unlike (compare --exact); 2 usage; 3 scenario invalid; 4 file trouble; 5 "
      "precision "
      "not reached; 70 internal; 130, 143 stopped by a "
      "signal.");

  Typed typed;
  RunCommand run;
  ReplayCommand replay;
  ValidateCommand validate;
  MergeCommand merge;
  InfoCommand info;
  CompareCommand compare;
  ExportCommand out;
  NewCommand create;
  SchemaCommand schema;
  add_run(app, run, typed);
  CLI::App& merge_verb =
      *app.add_subcommand("merge", "Put the shards of a run together, as if it had been one");
  merge_verb.add_option("shards", merge.shards, "Result files of `panj run --shard i/N`, all N of them")
      ->required();
  merge_verb.add_option("-o,--output", merge.output, "Result file")->required();
  merge_verb.add_flag("--overwrite", merge.overwrite, "Replace an existing result file");
  add_replay(app, replay, typed);
  CLI::App& validate_verb = *app.add_subcommand("validate", "Tell every problem of a scenario at once");
  validate_verb.add_option("scenario", validate.scenario, "Scenario file (.toml)")->required();
  add_settings(validate_verb, typed);
  CLI::App& info_verb =
      *app.add_subcommand("info", "Tell what a result file found, or what a scenario compiles to");
  info_verb.add_option("file", info.path, "Result file (.h5) or scenario (.toml)")->required();
  info_verb.add_flag("--pairs", info.pairs, "Tell the differences between any two configurations too");
  info_verb.add_option("--best", info.best, "Tell which configuration is the best by a measure, as p_leak")
      ->type_name("MEASURE");
  info_verb.add_flag("--json", info.json, "Print JSON, for scripts");
  add_settings(info_verb, typed);
  add_compare(app, compare);
  add_export(app, out, typed);
  app.add_subcommand("doctor", "Tell what the program is made of and runs on, and what is wrong with that");
  CLI::App& new_verb = *app.add_subcommand("new", "Write a commented scenario to start from");
  new_verb.add_option("name", create.name, "Name of the scenario: a-z, 0-9, _ and -")->required();
  new_verb.add_option("directory", create.directory, "Folder to write NAME.toml into")->required();
  CLI::App& schema_verb =
      *app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
  schema_verb.add_flag("--markdown", schema.markdown, "Print the reference of all keys instead");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // --help, --version
      std::ostringstream text;
      app.exit(error, text, text);
      print_result(text.str());
      return exit_done;
    }
    throw UsageError(usage_fault(app, argc, argv, error));
  }
  if (app.got_subcommand("run")) {
    complete(run, typed);
    run.command_line = joined(argc, argv);
    return run_command(run);
  }
  if (app.got_subcommand("merge")) {
    merge.command_line = joined(argc, argv);
    return merge_command(merge);
  }
  if (app.got_subcommand("replay")) {
    complete(replay, typed);
    return replay_command(replay);
  }
  if (app.got_subcommand("validate")) {
    validate.overrides = overrides_of(typed.settings);
    return validate_command(validate);
  }
  if (app.got_subcommand("info")) {
    info.overrides = overrides_of(typed.settings);
    return info_command(info);
  }
  if (app.got_subcommand("compare")) return compare_command(compare);
  if (app.got_subcommand("export")) {
    if (!typed.paths.empty()) out.paths = whole_number("--paths", typed.paths, 0, most_paths);
    return export_command(out);
  }
  if (app.got_subcommand("doctor")) return doctor_command();
  if (app.got_subcommand("new")) return new_command(create);
  return schema_command(schema);
}

}  // namespace panj
