#include "results/flat_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <set>
#include <type_traits>
#include <variant>

#include "results/hdf5_file.h"
#include "results/sealed_file.h"

namespace panj {

namespace {

constexpr const char* bound = "bound";  ///< dimension of two: low, high

/// A variable with its values, in row-major order of its dimensions.
struct HeldVariable {
  VariableShape shape;
  std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>> values;
  const std::vector<std::string>* names = nullptr;  ///< that whole numbers stand for, else null

  /// Its dimensions without the bounds of intervals.
  std::vector<std::string> dimensions() const {
    std::vector<std::string> all = shape.dimensions;
    if (!all.empty() && all.back() == bound) all.pop_back();
    return all;
  }
  bool has_bounds() const { return !shape.dimensions.empty() && shape.dimensions.back() == bound; }
};

HeldVariable read(const Hdf5Group& group, const VariableShape& shape) {
  HeldVariable held{shape, {}};
  if (shape.kind == VariableShape::Kind::text) held.values = group.read<std::string>(shape.name);
  if (shape.kind == VariableShape::Kind::real) held.values = group.read<double>(shape.name);
  if (shape.kind == VariableShape::Kind::whole) held.values = group.read<std::int64_t>(shape.name);
  return held;
}

/// All variables of a group; those named NAME_index tell the NAME that they stand for.
std::vector<HeldVariable> read_all(const Hdf5Group& group) {
  std::vector<HeldVariable> all;
  for (const VariableShape& shape : group.shapes())
    if (shape.kind != VariableShape::Kind::other) all.push_back(read(group, shape));
  constexpr std::string_view ending = "_index";
  for (HeldVariable& held : all) {
    if (!held.shape.meanings.empty()) held.names = &held.shape.meanings;
    std::string& name = held.shape.name;
    if (!name.ends_with(ending)) continue;
    const std::string of = name.substr(0, name.size() - ending.size());
    const auto named = std::find_if(all.begin(), all.end(), [&of](const HeldVariable& other) {
      return other.shape.name == of && other.shape.is_coordinate();
    });
    const auto* const names = named == all.end() ? nullptr : std::get_if<2>(&named->values);
    if (names == nullptr) continue;
    held.names = names;
    name = of;
  }
  return all;
}

/// A column of a table: where in a variable's values each row's lies.
struct Column {
  std::string heading;
  const HeldVariable* of = nullptr;
  std::size_t first = 0;
  std::vector<std::size_t> strides;  ///< parallel to the table's dimensions; 0: the same all along it
};

void append_quoted(std::string& csv, const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) {
    csv += text;
    return;
  }
  csv += '"';
  for (const char letter : text) csv.append(letter == '"' ? 2 : 1, letter);
  csv += '"';
}

void append_value(std::string& csv, const HeldVariable& held, std::size_t at) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&held.values))
    return append_quoted(csv, (*texts)[at]);
  if (const auto* reals = std::get_if<std::vector<double>>(&held.values)) {
    if (!std::isnan((*reals)[at])) fmt::format_to(std::back_inserter(csv), "{}", (*reals)[at]);
    return;
  }
  const std::int64_t number = std::get<std::vector<std::int64_t>>(held.values)[at];
  if (held.names == nullptr) {
    fmt::format_to(std::back_inserter(csv), "{}", number);
  } else if (number >= 0 && static_cast<std::size_t>(number) < held.names->size()) {
    append_quoted(csv, (*held.names)[static_cast<std::size_t>(number)]);
  }
}

/// "h day-1" -> "_h_per_day"; "1" -> "".
std::string suffix_of(const std::string& units) {
  if (units.empty() || units == "1") return "";
  std::string suffix = "_" + units;
  if (suffix.ends_with("-1")) {
    suffix.resize(suffix.size() - 2);
    suffix.replace(suffix.rfind(' '), 1, "_per_");
  }
  std::replace(suffix.begin(), suffix.end(), ' ', '_');
  return suffix;
}

/// Without the ending of variables that hold bounds: "p_leak_ci" -> "p_leak".
std::string without_bounds(const std::string& name) {
  for (const std::string_view ending : {"_ci", "_bounds"})
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return name;
}

/// The columns that a variable gives a table: one, or those of the low and the high bound.
void add_columns(const HeldVariable& held, const std::vector<std::string>& dimensions,
                 std::vector<Column>& columns) {
  std::vector<std::size_t> strides(dimensions.size(), 0);
  std::size_t stride = 1;
  for (std::size_t axis = held.shape.dimensions.size(); axis-- > 0;) {
    const auto found = std::find(dimensions.begin(), dimensions.end(), held.shape.dimensions[axis]);
    if (found != dimensions.end()) strides[static_cast<std::size_t>(found - dimensions.begin())] = stride;
    stride *= held.shape.extent[axis];
  }
  const std::string suffix = suffix_of(held.shape.units);
  if (!held.has_bounds()) {
    columns.push_back({held.shape.name + suffix, &held, 0, strides});
    return;
  }
  const std::string name = without_bounds(held.shape.name);
  columns.push_back({name + "_low" + suffix, &held, 0, strides});
  columns.push_back({name + "_high" + suffix, &held, 1, strides});
}

std::string csv_of(const std::vector<Column>& columns, const std::vector<std::size_t>& extent) {
  std::string csv;
  for (const Column& column : columns) {
    if (&column != columns.data()) csv += ',';
    append_quoted(csv, column.heading);
  }
  csv += '\n';
  std::size_t rows = 1;
  for (const std::size_t length : extent) rows *= length;
  for (std::size_t row = 0; row < rows; ++row) {
    for (const Column& column : columns) {
      std::size_t at = column.first;
      std::size_t rest = row;
      for (std::size_t axis = extent.size(); axis-- > 0; rest /= extent[axis])
        at += rest % extent[axis] * column.strides[axis];
      if (&column != columns.data()) csv += ',';
      append_value(csv, *column.of, at);
    }
    csv += '\n';
  }
  return csv;
}

using Dimensions = std::vector<std::string>;

bool are_among(const Dimensions& some, const Dimensions& all) {
  return std::all_of(some.begin(), some.end(), [&all](const std::string& dimension) {
    return std::find(all.begin(), all.end(), dimension) != all.end();
  });
}

/// The dimensions of the tables that a group gives, in the order of its variables.
std::vector<Dimensions> tables_of(const std::vector<HeldVariable>& variables) {
  std::vector<Dimensions> all;
  for (const HeldVariable& held : variables)
    if (!held.shape.is_coordinate() && std::find(all.begin(), all.end(), held.dimensions()) == all.end())
      all.push_back(held.dimensions());
  std::vector<Dimensions> largest;
  std::copy_if(all.begin(), all.end(), std::back_inserter(largest), [&all](const Dimensions& one) {
    return std::none_of(all.begin(), all.end(), [&one](const Dimensions& other) {
      return other.size() > one.size() && are_among(one, other);
    });
  });
  // Those that would fit several of the largest stand by themselves.
  std::vector<Dimensions> tables;
  std::copy_if(all.begin(), all.end(), std::back_inserter(tables), [&largest](const Dimensions& one) {
    const auto fits = [&one](const Dimensions& other) { return are_among(one, other); };
    return std::find(largest.begin(), largest.end(), one) != largest.end() ||
           std::count_if(largest.begin(), largest.end(), fits) > 1;
  });
  return tables;
}

/// Which of the tables a variable stands in.
const Dimensions& table_for(const HeldVariable& held, const std::vector<Dimensions>& tables) {
  const Dimensions own = held.dimensions();
  const auto same = std::find(tables.begin(), tables.end(), own);
  if (same != tables.end()) return *same;
  return *std::find_if(tables.begin(), tables.end(),
                       [&own](const Dimensions& table) { return are_among(own, table); });
}

FlatTable table_of(const std::string& group, const std::vector<HeldVariable>& variables,
                   const Dimensions& dimensions, const std::vector<Dimensions>& tables) {
  std::vector<Column> columns;
  std::vector<std::size_t> extent;
  for (const std::string& dimension : dimensions) {
    const auto length_of = [&dimension](const HeldVariable& held) {
      const auto& its = held.shape.dimensions;
      const auto found = std::find(its.begin(), its.end(), dimension);
      return found == its.end() ? std::size_t{0}
                                : held.shape.extent[static_cast<std::size_t>(found - its.begin())];
    };
    const auto with_it = std::find_if(variables.begin(), variables.end(),
                                      [&length_of](const HeldVariable& held) { return length_of(held) > 0; });
    extent.push_back(length_of(*with_it));
    for (const HeldVariable& held : variables)
      if (held.shape.is_coordinate() && held.shape.name == dimension) add_columns(held, dimensions, columns);
  }
  for (const HeldVariable& held : variables)
    if (!held.shape.is_coordinate() && table_for(held, tables) == dimensions)
      add_columns(held, dimensions, columns);
  const bool alone = tables.size() == 1 || dimensions.empty();
  return {alone ? group : fmt::format("{}.{}", group, fmt::join(dimensions, "-")), csv_of(columns, extent)};
}

}  // namespace

std::vector<FlatTable> flat_tables(const std::filesystem::path& path) {
  static const std::set<std::string> no_tables{"provenance", "maps", "geometry", "state"};
  check_seal(path);
  Hdf5File file = Hdf5File::open(path);
  std::vector<FlatTable> all;
  for (const std::string& name : file.root().groups()) {
    if (no_tables.contains(name)) continue;
    const std::vector<HeldVariable> variables = read_all(file.root().open_group(name));
    const std::vector<Dimensions> tables = tables_of(variables);
    for (const Dimensions& dimensions : tables) all.push_back(table_of(name, variables, dimensions, tables));
  }
  return all;
}

}  // namespace panj
