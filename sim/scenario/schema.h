#pragma once

#include <string>

namespace panj {

/// JSON Schema (draft 2020-12) of scenario files, for editors.
std::string json_schema();

/// The tables of keys of scenarios/README.md, as Markdown: one section per table of the file; key, type,
/// unit, default, range, meaning.
std::string key_reference();

}  // namespace panj
