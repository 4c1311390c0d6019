#include "app/stop_signal.h"

#include <unistd.h>

#include <csignal>

namespace panj {

namespace {

// A signal handler can reach nothing but what is global: the one exception to "no mutable globals".
std::atomic<int> caught_signal{0};
static_assert(std::atomic<int>::is_always_lock_free);

void on_signal(int signal) {
  if (caught_signal.exchange(signal) != 0) _exit(128 + signal);
}

}  // namespace

const std::atomic<int>& catch_stop_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return caught_signal;
}

}  // namespace panj
