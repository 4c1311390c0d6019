#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenario/keys.h"
#include "scenario/toml_document.h"

namespace panj {

/// What the reader needs to know beside the document.
struct ReaderSource {
  std::string file;  ///< stands for the text in places
  std::filesystem::path
      directory;  ///< paths in the file are relative to it; those of overrides to the current one
};

/// Fills a scenario from a TOML document and reports every key that can't be what it should.
class TomlReader : public KeyVisitor {
 public:
  TomlReader(const Node& root, ReaderSource source, Problems& problems);

  /// Reports the keys of the root that nobody asked for. To be called after `describe`.
  void finish() { close(); }

  void table(const Key& key, KeyPlaces& places, const Describe& describe) override;
  void tables(const Key& key, const TableList& list) override;
  void number(const Key& key, double& value) override;
  void numbers(const Key& key, std::size_t least, std::size_t most, std::vector<double>& values) override;
  void spans(const Key& key, std::vector<TimeSpan>& values) override;
  void integer(const Key& key, std::int64_t& value) override;
  void text(const Key& key, TextKind kind, std::string& value) override;
  void names(const Key& key, std::vector<std::string>& values) override;
  void texts(const Key& key, std::vector<std::string>& values) override;
  void flag(const Key& key, bool& value) override;
  void choice(const Key& key, const std::vector<Option>& options, int& index) override;
  void place(const Key& key, PlaceForms forms, std::optional<Place>& value) override;
  void places(const Key& key, std::size_t least, std::vector<Place>& values) override;
  void small_table(const Key& key, const SmallTable& table) override;
  void one_of(const std::vector<std::string_view>& keys, bool required, std::string_view why) override;
  bool wants(const Key& key, bool has_value) override;

 private:
  struct Known {
    std::string name;
    const Unit* unit = &unit_none;
    std::string stem = {};  ///< of places: `position` for `position_xy_km`
  };
  struct Missing {
    std::vector<std::string> names;
    Problem problem;
  };
  // A table that is being read.
  struct Scope {
    std::string label;
    const Node* node = nullptr;
    KeyPlaces* at = nullptr;
    bool stands_for_key = false;  ///< a bare number in place of a small table: its key is not named
    std::vector<Known> known = {};
    std::vector<Missing> missing = {};
    std::vector<std::string> excused = {};  ///< keys that `one_of` has dealt with
  };

  const Node* take(std::string_view name, const Unit& unit, std::string_view stem = {});
  void open(std::string label, const Node& node, KeyPlaces* at);
  void close();
  void report_unknown(const Scope& scope, const Node& item, std::vector<std::string>& meant);
  static std::vector<std::string> forms_of(const Scope& scope, const std::string& stem);
  void report_missing(const Key& key, const std::vector<std::string>& names);
  std::string suggestion(const Scope& scope, const Node& item, std::string& reason, std::string& right) const;

  SourcePlace place_of(const Node& node) const;
  SourcePlace place_of_key(const Node& node) const;
  std::string subject(std::string_view key) const;
  void report(const Node& node, std::string_view key, std::string reason, std::string remedy);
  void report_type(const Node& node, std::string_view key, std::string_view wanted, std::string remedy);

  bool read_number(const Node& node, const Key& key, std::string_view shown, double& si);
  bool read_place(const Node& node, std::string_view shown, Place::Kind kind, Place& place);
  bool read_name(const Node& node, std::string_view shown);
  void read_kind(const Node& node, const Key& key, const SmallTable& table);
  void read_bare_string(const Node& node, const Key& key, const SmallTable& table);
  void read_alternative(const Alternative& alternative, const Node& node, const Key& key);
  std::string absolute_path(const Node& node) const;

  ReaderSource source_;
  Problems& problems_;
  std::vector<Scope> scopes_;
};

}  // namespace panj
