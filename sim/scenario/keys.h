#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/scenario.h"
#include "scenario/unit.h"

/// THE table of keys of a scenario file: the functions `describe` name every key once, with unit, range and
/// meaning, beside the member that it fills. Reader, writer of resolved files, reference and schema are
/// visitors that go over it; the default of a key is what its struct is constructed with.
namespace panj {

/// What is said about one key of the file.
struct Key {
  std::string_view name = {};     ///< as in the file; for places without `_xy_km` and `_lon_lat`
  std::string_view text = {};     ///< what it means: a phrase without a full stop
  const Unit* unit = &unit_none;  ///< its suffix ends the name of a number
  double min = -std::numeric_limits<double>::infinity();  ///< in the unit of the file, inclusive
  double max = std::numeric_limits<double>::infinity();
  std::string_view why = {};  ///< why numbers outside the range are refused
  double typical_min = 0.0;   ///< where most values lie: a refused number times a power of ten that lies
  double typical_max = 0.0;   ///< here is offered as what may have been meant
  bool required = false;
  std::string_view otherwise = {};  ///< what holds where it is left out, if the default does not say it
};

/// One of the values of a choice.
struct Option {
  std::string_view name = {};  ///< as in the file; digits stand for a whole number
  std::string_view text = {};
};

/// What a string is.
enum class TextKind { free, name, file_name, path, date_time };

/// How a key may state places.
enum class PlaceForms { xy_or_lon_lat, xy_only };

class KeyVisitor;
using Describe = std::function<void(KeyVisitor&)>;

/// One kind of a small table. It is written as its bare name (`"tobler"`), or `{ tobler = { factor = 0.6 }
/// }`, or, where it has `leads`, with its keys in the small table itself: `{ points_xy_km = [...], weights =
/// [...] }`.
struct Alternative {
  std::string_view name = {};
  std::string_view text = {};
  bool bare = false;                         ///< may stand as its bare name
  bool table = true;                         ///< may stand with its keys
  std::vector<std::string_view> leads = {};  ///< one of these keys tells that it is meant
  std::function<void()> choose = {};         ///< makes it the value, with its defaults
  Describe keys = {};                        ///< visits its keys; it must be the value
};

/// A small table: one of several kinds.
struct SmallTable {
  std::vector<Alternative> alternatives;
  std::function<int()> chosen;                         ///< index of the kind that is the value
  std::string_view number_means = {};                  ///< kind that a bare number stands for: `fixed`
  std::function<void(std::string)> other_string = {};  ///< takes a bare string that is no kind: a path
};

/// An array of tables of the file.
struct TableList {
  std::function<std::size_t()> size;
  std::function<void()> add;
  std::function<KeyPlaces&(std::size_t)> places;
  std::function<void(KeyVisitor&, std::size_t)> describe;
};

/// Goes over the keys of a scenario.
class KeyVisitor {
 public:
  virtual ~KeyVisitor() = default;

  virtual void table(const Key& key, KeyPlaces& places, const Describe& describe) = 0;
  virtual void tables(const Key& key, const TableList& list) = 0;
  /// `value` is in SI, `key.unit` says what the file is in.
  virtual void number(const Key& key, double& value) = 0;
  /// A list of `least` to `most` numbers, SI inside.
  virtual void numbers(const Key& key, std::size_t least, std::size_t most, std::vector<double>& values) = 0;
  /// A list of [from, to], each a stretch of time.
  virtual void spans(const Key& key, std::vector<TimeSpan>& values) = 0;
  virtual void integer(const Key& key, std::int64_t& value) = 0;
  virtual void text(const Key& key, TextKind kind, std::string& value) = 0;
  virtual void names(const Key& key, std::vector<std::string>& values) = 0;
  /// A list of any strings.
  virtual void texts(const Key& key, std::vector<std::string>& values) = 0;
  virtual void flag(const Key& key, bool& value) = 0;
  virtual void choice(const Key& key, const std::vector<Option>& options, int& index) = 0;
  virtual void place(const Key& key, PlaceForms forms, std::optional<Place>& value) = 0;
  virtual void places(const Key& key, std::size_t least, std::vector<Place>& values) = 0;
  virtual void small_table(const Key& key, const SmallTable& table) = 0;
  /// By default the small table of `kinds_of`.
  virtual void distribution(const Key& key, Distribution& value);
  /// At most one (exactly one, if required) of these keys may be given.
  virtual void one_of(const std::vector<std::string_view>& keys, bool required, std::string_view why) = 0;
  /// Is an optional key to be visited? The reader: if the file gives it; the writer: if it has a value.
  virtual bool wants(const Key& key, bool has_value) = 0;

  template <class Enum>
  void choice_of(const Key& key, const std::vector<Option>& options, Enum& value) {
    int index = static_cast<int>(value);
    choice(key, options, index);
    value = static_cast<Enum>(index);
  }
  void optional_number(const Key& key, std::optional<double>& value);
  /// A small table with one kind, whose keys stand in it directly: `{ key = ... }`.
  template <class T>
  void optional_table(const Key& key, std::string_view lead, std::optional<T>& value,
                      std::function<void(KeyVisitor&, T&)> describe) {
    if (!wants(key, value.has_value())) return;
    if (!value) value.emplace();
    SmallTable table;
    Alternative only;
    only.name = lead;
    only.leads = {lead};
    only.choose = [&value] { value = T{}; };
    only.keys = [&value, describe](KeyVisitor& keys) { describe(keys, *value); };
    table.alternatives = {std::move(only)};
    table.chosen = [] { return 0; };
    small_table(key, table);
  }
  void optional_distribution(const Key& key, std::optional<Distribution>& value);
  void small_integer(const Key& key, std::int32_t& value);
  void seed(const Key& key, std::uint64_t& value);
};

/// Number of the file format.
constexpr std::int64_t schema_version = 1;

/// The key `schema` alone.
void describe_schema(KeyVisitor& keys);
void describe(KeyVisitor& keys, Scenario& scenario);
void describe(KeyVisitor& keys, FrontierSpec& frontier);
/// Keys of `[frontier]` for land cover and snow.
void describe_cover(KeyVisitor& keys, FrontierSpec& frontier);
void describe(KeyVisitor& keys, ObstacleSpec& obstacle);
void describe(KeyVisitor& keys, CrosserSpec& crosser);
void describe(KeyVisitor& keys, SensorSpec& sensor);
void describe(KeyVisitor& keys, PostSpec& post);
void describe(KeyVisitor& keys, PatrolSpec& patrol);
void describe(KeyVisitor& keys, DroneSpec& drone);
void describe(KeyVisitor& keys, LineSensorSpec& line);
void describe(KeyVisitor& keys, TeamSpec& team);
void describe(KeyVisitor& keys, WeatherSpec& weather);
void describe(KeyVisitor& keys, DaylightSpec& daylight);
void describe(KeyVisitor& keys, ResponseSpec& response);
void describe(KeyVisitor& keys, SiteSpec& site);
void describe(KeyVisitor& keys, ConfigurationSpec& configuration);
void describe(KeyVisitor& keys, SamplingSpec& sampling);
void describe(KeyVisitor& keys, OutputSpec& output);

/// Keys of `[response]` for what contacts depend on.
void describe_contact_factors(KeyVisitor& keys, ResponseSpec& response);

/// Keys of a crosser's route or of what it decides by itself.
void describe_perceived(KeyVisitor& keys, PerceivedRoute& perceived);
void describe_decisions(KeyVisitor& keys, CrosserSpec& crosser);
void describe_rare_leaks(KeyVisitor& keys, CrosserSpec& crosser);

/// The kinds of distributions of a quantity: parameters in the key's unit and range.
SmallTable kinds_of(const Key& key, Distribution& value);

/// The movement laws; `speed` says what is plausible for `constant`.
SmallTable kinds_of(MovementLaw& law, const Key& speed);

/// A kind of a std::variant whose keys `describe` visits.
template <class T, class Variant>
Alternative kind(Variant& value, std::string_view name, std::string_view text,
                 std::function<void(KeyVisitor&, T&)> describe) {
  Alternative alternative;
  alternative.name = name;
  alternative.text = text;
  alternative.choose = [&value] { value = T{}; };
  alternative.keys = [&value, describe](KeyVisitor& keys) { describe(keys, std::get<T>(value)); };
  return alternative;
}

/// A kind of a std::variant that has no keys.
template <class T, class Variant>
Alternative bare_kind(Variant& value, std::string_view name, std::string_view text) {
  Alternative alternative = kind<T>(value, name, text, [](KeyVisitor&, T&) {});
  alternative.bare = true;
  alternative.table = false;
  return alternative;
}

}  // namespace panj
