#pragma once

#include <map>
#include <string>
#include <vector>

#include "architecture/floors.h"

namespace panj::test {

/// What a source declares at the top of its anonymous namespaces: constants, functions, types. With each name
/// what it is an alias of, else "". Read line by line, which the format of the sources allows: nothing else
/// begins a line there. Names of tests are left out: GoogleTest finds those.
std::map<std::string, std::string> anonymous_names(const std::string& source);

/// Names that two sources of a room (a folder of sim/ or tests/) both declare in anonymous namespaces: where
/// a build compiles them at once they clash, or, worse, one file calls the other's. The same alias may stand
/// twice.
std::vector<std::string> faults_of_anonymous_names(const SourceTree& tree);

}  // namespace panj::test
