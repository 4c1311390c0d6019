#pragma once

namespace panj {

/// Parses the command line and runs its verb. \return the exit code. \throws UsageError, ScenarioError,
/// FileError
int dispatch(int argc, char** argv);

}  // namespace panj
