#include "app/streams.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/error.h"

namespace panj {

namespace {

void told_of(int error) {
  std::clearerr(stdout);
  if (error == EPIPE) return;  // readers may leave early
  throw FileError(std::string("what belongs on stdout can't be written (") + std::strerror(error) +
                  "); give it room, or another place");
}

}  // namespace

void guard_streams() {
  int number = 0;
  do number = open("/dev/null", O_RDONLY);
  while (number >= 0 && number <= STDERR_FILENO);
  if (number > STDERR_FILENO) close(number);
}

void print_result(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) < text.size()) told_of(errno);
}

void print_notice(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

void flush_results() {
  if (std::fflush(stdout) != 0) told_of(errno);
}

Page page() {
  if (isatty(STDOUT_FILENO) == 0) return {};
  winsize size{};
  const bool is_known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return {is_known ? size.ws_col : std::size_t{80}, true};
}

}  // namespace panj
