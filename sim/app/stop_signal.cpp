#include "app/stop_signal.h"

#include <unistd.h>

#include <csignal>
#include <string_view>

namespace panj {

namespace {

// A signal handler can reach nothing but what is global: the one exception to "no mutable globals".
std::atomic<int> caught_signal{0};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

// On a terminal the notice begins below the progress bar.
std::atomic<bool> below_a_bar{false};
constexpr std::string_view notice =
    "\npanj: finishing the batches begun, then saving; stop again to leave at once without saving\n";

void on_signal(int signal) {
  if (caught_signal.exchange(signal) != 0) _exit(128 + signal);
  const std::string_view text = below_a_bar ? notice : notice.substr(1);
  // Nothing is lost with a notice that nobody can read.
  [[maybe_unused]] const auto written = write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

const std::atomic<int>& catch_stop_signals() {
  below_a_bar = isatty(STDERR_FILENO) != 0;
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return caught_signal;
}

}  // namespace panj
