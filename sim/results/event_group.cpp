#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/error.h"
#include "base/units.h"
#include "results/events.h"
#include "results/missing.h"

// Told replications as a group of the result file, and as CSV.
namespace panj {

namespace {

/// Names along a dimension of the group; none where there are none.
template <class Entities>
std::vector<std::string> names_of_entities(const Entities& entities) {
  std::vector<std::string> names;
  for (const auto& entity : entities) names.push_back(entity.name);
  return names;
}

void write_coordinate(Hdf5Group& group, const std::string& name, const std::string& what,
                      const std::vector<std::string>& names) {
  if (!names.empty()) group.coordinate({name, {}, "1", what}, names);
}

std::vector<std::pair<std::string, AttributeValue>> kind_flags() {
  std::vector<std::int8_t> values;
  std::string meanings;
  for (std::size_t kind = 0; kind < event_kind_count; ++kind) {
    values.push_back(static_cast<std::int8_t>(kind));
    meanings += (kind == 0 ? "" : " ") + std::string(name_of(static_cast<EventKind>(kind)));
  }
  return {{"flag_values", values}, {"flag_meanings", meanings}};
}

/// A field of CSV (RFC 4180).
std::string field(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

std::string field(double number, int decimals) {
  return std::isnan(number) ? "" : fmt::format("{:.{}f}", number, decimals);
}

template <class Entities>
std::string field(const Entities& entities, std::int32_t index) {
  return index < 0 ? "" : field(std::string(entities[static_cast<std::size_t>(index)].name));
}

bool of_probe(const World& world, std::int32_t crosser) {
  return crosser >= 0 && is_probe(world.crossers[static_cast<std::size_t>(crosser)]);
}

/// Numbers are shown from 1 on.
std::string from_one(std::int32_t index) {
  return index < 0 ? "" : std::to_string(index + 1);
}

}  // namespace

EventLog chosen(const EventLog& events, const EventFilter& filter) {
  EventLog wanted;
  std::copy_if(events.begin(), events.end(), std::back_inserter(wanted), [&filter](const Event& event) {
    return (!filter.configuration || event.configuration == *filter.configuration) &&
           (!filter.attempt || event.attempt == *filter.attempt);
  });
  return wanted;
}

BorderPlace border_place(const Frontier& frontier, const Point& at_m) {
  if (std::isnan(at_m.x())) return {missing, missing};
  const Polyline::Nearest nearest = frontier.line.nearest(at_m);
  const bool inside = nearest.on_left == (frontier.inner_side == InnerSide::left);
  return {frontier.chainage_begin_m + nearest.along_m, inside ? nearest.distance_m : -nearest.distance_m};
}

void EventRows::add(const Replication& replication, const EventLog& events) {
  Block& block = blocks_.emplace_back();
  block.replication = replication.number;
  block.weather = replication.weather;
  block.rows.reserve(events.size());
  for (const Event& event : events) {
    Row row{event};
    if (event.attempt >= 0) {
      const Attempt& attempt = replication.attempts[static_cast<std::size_t>(event.attempt)];
      row.crosser = attempt.crosser;
      row.number = static_cast<std::int32_t>(attempt.number);
      row.persons = attempt.persons;
      row.scored = attempt.scored;
      row.weight =
          replication
              .walk_of(static_cast<std::size_t>(event.attempt), static_cast<std::size_t>(event.configuration))
              .weight;
    }
    block.rows.push_back(row);
  }
  size_ += static_cast<std::int64_t>(events.size());
}

void EventRows::sort() {
  std::sort(blocks_.begin(), blocks_.end(),
            [](const Block& a, const Block& b) { return a.replication < b.replication; });
}

void EventRows::write_csv(const std::filesystem::path& path, const World& world) {
  sort();
  std::string text =
      "replication,weather,visibility,configuration,time_s,event,crosser,attempt,persons,scored,asset,base,"
      "team,call,site,due_s,x_m,y_m,chainage_km,depth_km,probe,weight\n";
  for (const Block& block : blocks_) {
    const std::int32_t state = block.weather.state;
    const std::string weather =
        state < 0 ? "" : field(world.scenario.weather.states[static_cast<std::size_t>(state)]);
    for (const Row& row : block.rows) {
      const Event& event = row.event;
      const BorderPlace place = border_place(world.frontier, event.at_m);
      const bool of_attempt = event.attempt >= 0;
      text += fmt::format("{},{},{:.6g},{},{:.3f},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                          block.replication, weather, block.weather.visibility,
                          field(world.configurations[static_cast<std::size_t>(event.configuration)]),
                          event.at_s, name_of(event.kind), field(world.crossers, row.crosser),
                          of_attempt ? std::to_string(row.number) : "",
                          of_attempt ? std::to_string(row.persons) : "",
                          of_attempt ? (row.scored ? "1" : "0") : "", field(world.assets, event.asset),
                          field(world.teams, event.base), from_one(event.team), from_one(event.call),
                          field(world.sites, event.site), field(event.due_s, 3), field(event.at_m.x(), 1),
                          field(event.at_m.y(), 1), field(place.chainage_m / metres_per_km, 4),
                          field(place.depth_m / metres_per_km, 4),
                          of_attempt ? (of_probe(world, row.crosser) ? "1" : "0") : "",
                          of_attempt ? fmt::format("{:.9g}", row.weight) : "");
    }
  }
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file)
    throw FileError(
        fmt::format("{}: can't be written; free space there or give another path with -o", path.string()));
}

void EventRows::write_group(Hdf5Group& root, const World& world) {
  if (size_ == 0) return;
  sort();
  Hdf5Group group = root.make_group("events");
  write_coordinate(group, "configuration", "configuration", world.configurations);
  write_coordinate(group, "crosser", "crosser class", names_of_entities(world.crossers));
  write_coordinate(group, "asset", "asset that carries a sensor", names_of_entities(world.assets));
  write_coordinate(group, "base", "base of response teams", names_of_entities(world.teams));
  write_coordinate(group, "site", "protected site", names_of_entities(world.sites));
  write_coordinate(group, "weather", "state of the weather", world.scenario.weather.states);

  const auto write = [&]<class T>(Variable variable, T (*of)(const World&, const Block&, const Row&)) {
    std::vector<T> values;
    values.reserve(static_cast<std::size_t>(size_));
    for (const Block& block : blocks_)
      for (const Row& row : block.rows) values.push_back(of(world, block, row));
    variable.dimensions = {"event"};
    group.write(variable, values);
  };
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(size_));
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int32_t>(i);
  group.coordinate({"event", {}, "1", "number of the event, by replication, configuration and time"},
                   numbers);
  write(
      {"replication", {}, "1", "replication"},
      +[](const World&, const Block& block, const Row&) { return block.replication; });
  write(
      {"configuration_index", {}, "1", "index along `configuration`"},
      +[](const World&, const Block&, const Row& row) { return row.event.configuration; });
  write(
      {"time", {}, "s", "time since the period's start"},
      +[](const World&, const Block&, const Row& row) { return row.event.at_s; });
  write(
      {"kind", {}, "1", "what happens", kind_flags()},
      +[](const World&, const Block&, const Row& row) { return static_cast<std::int8_t>(row.event.kind); });
  write(
      {"crosser_index", {}, "1", "index along `crosser` of the attempt's class; -1: of no attempt"},
      +[](const World&, const Block&, const Row& row) { return row.crosser; });
  write(
      {"attempt", {}, "1", "number of the attempt in its class and replication, from 0; -1: none"},
      +[](const World&, const Block&, const Row& row) { return row.number; });
  write(
      {"persons", {}, "1", "persons in the group; 0: of no attempt"},
      +[](const World&, const Block&, const Row& row) { return row.persons; });
  write(
      {"scored",
       {},
       "1",
       "whether the attempt is counted",
       {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "warm_up scored"}}},
      +[](const World&, const Block&, const Row& row) {
        return static_cast<std::int8_t>(row.scored ? 1 : 0);
      });
  write(
      {"probe",
       {},
       "1",
       "whether the attempt is a probe: one more than a period sees, counted by class alone",
       {{"flag_values", std::vector<std::int8_t>{0, 1}}, {"flag_meanings", "no yes"}}},
      +[](const World& of, const Block&, const Row& row) {
        return static_cast<std::int8_t>(of_probe(of, row.crosser) ? 1 : 0);
      });
  write(
      {"weight", {}, "1", "weight of the attempt, 1 but in classes with rare leaks; 1: of no attempt"},
      +[](const World&, const Block&, const Row& row) { return row.weight; });
  write(
      {"asset_index",
       {},
       "1",
       "index along `asset`: what detects, raises an alarm or sends a party; -1: none"},
      +[](const World&, const Block&, const Row& row) { return row.event.asset; });
  write(
      {"base_index", {}, "1", "index along `base` of the team; -1: none"},
      +[](const World&, const Block&, const Row& row) { return row.event.base; });
  write(
      {"team", {}, "1", "number of the team at its base or on its patrol, from 1; 0: none"},
      +[](const World&, const Block&, const Row& row) { return row.event.team + 1; });
  write(
      {"call", {}, "1", "number of the call of the attempt, or of the alarm of the asset, from 1; 0: none"},
      +[](const World&, const Block&, const Row& row) { return row.event.call + 1; });
  write(
      {"site_index", {}, "1", "index along `site`; -1: none"},
      +[](const World&, const Block&, const Row& row) { return row.event.site; });
  write(
      {"due", {}, "s", "of a team that is sent: when it makes contact"},
      +[](const World&, const Block&, const Row& row) { return row.event.due_s; });
  write(
      {"x", {}, "m", "easting of the place, missing where it has none"},
      +[](const World&, const Block&, const Row& row) { return row.event.at_m.x(); });
  write(
      {"y", {}, "m", "northing of the place"},
      +[](const World&, const Block&, const Row& row) { return row.event.at_m.y(); });
  write(
      {"chainage", {}, "km", "chainage of the border's nearest point"},
      +[](const World& in, const Block&, const Row& row) {
        return border_place(in.frontier, row.event.at_m).chainage_m / metres_per_km;
      });
  write(
      {"depth", {}, "km", "signed distance to the border, positive inside"},
      +[](const World& in, const Block&, const Row& row) {
        return border_place(in.frontier, row.event.at_m).depth_m / metres_per_km;
      });
  write(
      {"weather_index", {}, "1", "index along `weather` in the replication; -1: none is stated"},
      +[](const World&, const Block& block, const Row&) { return block.weather.state; });
  write(
      {"visibility", {}, "1", "visibility factor of the replication"},
      +[](const World&, const Block& block, const Row&) { return block.weather.visibility; });
}

}  // namespace panj
