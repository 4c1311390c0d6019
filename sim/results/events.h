#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/event.h"
#include "model/replication.h"
#include "results/hdf5_group.h"
#include "world/world.h"

namespace panj {

/// Which events are wanted; all, where nothing is stated.
struct EventFilter {
  std::optional<std::int32_t> configuration;  ///< index
  std::optional<std::int32_t> attempt;        ///< index into Replication::attempts
};
EventLog chosen(const EventLog& events, const EventFilter& filter);

/// Chainage [m], and signed distance to the border [m], positive on the inner side.
struct BorderPlace {
  double chainage_m = 0.0;
  double depth_m = 0.0;
};
BorderPlace border_place(const Frontier& frontier, const Point& at_m);

/// A told replication for people: how each attempt ended, then what happened under each configuration, in
/// columns. Times are those since the period's start, and of day where that is stated.
std::string to_text(const World& world, const Replication& replication, const EventLog& events,
                    const EventFilter& filter);

/// Told replications on their way into a file, in whatever order they come.
class EventRows {
 public:
  void add(const Replication& replication, const EventLog& events);
  std::int64_t size() const { return size_; }

  /// As a table of text; what does not apply stays empty. FORMAT.md tells the columns. \throws FileError
  void write_csv(const std::filesystem::path& path, const World& world);
  /// As the group /events; none where there are no events.
  void write_group(Hdf5Group& root, const World& world);

 private:
  /// Of which attempt, as its class and number name it.
  struct Row {
    Event event;
    std::int32_t crosser = -1;
    std::int32_t number = -1;
    std::int32_t persons = 0;
    bool scored = true;
    double weight = 1.0;  ///< of the attempt's walk, where the leaks of its class are rare
  };
  struct Block {
    std::int64_t replication = 0;
    Weather weather;
    std::vector<Row> rows;
  };
  void sort();

  std::vector<Block> blocks_;
  std::int64_t size_ = 0;
};

}  // namespace panj
