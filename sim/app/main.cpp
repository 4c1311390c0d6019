#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <new>

#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/streams.h"
#include "base/error.h"

namespace {

int report(int code, const std::string& text) {
  panj::print_notice(text + '\n');
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace panj;
  try {
    guard_streams();
    // A reader that leaves early (`| head`) must not end a run before its results are saved.
    std::signal(SIGPIPE, SIG_IGN);
    // A file that grows over a limit (`ulimit -f`) is a fault to be told, with what is saved left whole.
    std::signal(SIGXFSZ, SIG_IGN);
    const int code = dispatch(argc, argv);
    flush_results();
    return code;
  } catch (const ScenarioError& error) {
    const std::size_t count = error.problems().size();
    return report(exit_scenario, fmt::format("{}\npanj: {} problem{}; nothing was run", error.what(), count,
                                             count == 1 ? "" : "s"));
  } catch (const FileError& error) {
    return report(exit_file, fmt::format("panj: {}", error.what()));
  } catch (const UsageError& error) {
    return report(exit_usage, fmt::format("panj: {}", error.what()));
  } catch (const std::bad_alloc&) {
    return report(exit_internal,
                  "panj: out of memory; take larger cells, a smaller extent or fewer threads (-j)");
  } catch (const std::exception& error) {
    return report(exit_internal,
                  fmt::format("panj: internal fault: {}; please report it with the scenario", error.what()));
  }
}
