#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <new>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "app/command_line.h"
#include "app/exit_code.h"
#include "app/streams.h"
#include "base/error.h"

namespace {

/// Memory that is freed on the way is wanted again at once, by the next batch or while results are written:
/// pages that went back to the system would have to be cleared anew.
void keep_freed_memory() {
#if defined(__GLIBC__)
  constexpr int all_of_it = 256 << 20;
  constexpr int tables = 32 << 20;
  mallopt(M_TRIM_THRESHOLD, all_of_it);
  mallopt(M_MMAP_THRESHOLD, tables);
#endif
}

int report(int code, const std::string& text) {
  panj::print_notice(text + '\n');
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace panj;
  keep_freed_memory();
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
