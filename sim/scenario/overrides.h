#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/scenario_toml.h"
#include "scenario/toml_document.h"

namespace panj {

/// Puts the values of `--set` into a document: `table.key`, or `table.name.key` for arrays of tables, and on
/// into small tables. Nothing is removed: setting one of two alternatives leaves the other, and the reader
/// says so.
void apply(const std::vector<Override>& overrides, Node& root, Problems& problems);

}  // namespace panj
