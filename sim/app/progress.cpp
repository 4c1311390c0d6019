#include "app/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace panj {

namespace {

constexpr double plain_every_s = 5.0;

std::string clock_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::string rate_text(double per_second) {
  if (per_second >= 1e6) return fmt::format("{:.1f}M", per_second / 1e6);
  if (per_second >= 1e3) return fmt::format("{:.0f}k", per_second / 1e3);
  return fmt::format("{:.0f}", per_second);
}

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

struct Figures {
  double share = 0.0;
  double left_s = 0.0;
  double attempts_per_s = 0.0;
  Estimate intercept;
};

Figures figures_of(const RunProgress& progress, double confidence) {
  Figures figures;
  figures.share =
      static_cast<double>(progress.completed_replications) / static_cast<double>(progress.replications);
  figures.left_s = progress.elapsed_s * (1.0 - figures.share) / std::max(figures.share, 1e-9);
  figures.attempts_per_s = static_cast<double>(progress.attempts) / std::max(progress.elapsed_s, 1e-9);
  figures.intercept = progress.so_far->shares.estimate(0, 0, find_measure("p_intercept"), confidence);
  return figures;
}

}  // namespace

ProgressReporter::ProgressReporter(ProgressStyle style, const World& world)
    : style_(style),
      name_(world.scenario.name),
      configuration_(world.configurations.front()),
      confidence_(world.scenario.sampling.confidence) {
  if (style_ == ProgressStyle::automatic) {
    style_ = isatty(STDERR_FILENO) != 0 ? ProgressStyle::bar : ProgressStyle::plain;
  }
}

void ProgressReporter::report(const RunProgress& progress) {
  if (style_ == ProgressStyle::none) return;
  if (style_ != ProgressStyle::bar && progress.elapsed_s - last_line_s_ < plain_every_s) return;
  last_line_s_ = progress.elapsed_s;
  const Figures figures = figures_of(progress, confidence_);
  if (style_ == ProgressStyle::json) {
    fmt::print(
        stderr,
        "{{\"replications\": {}, \"of\": {}, \"attempts\": {}, \"elapsed_s\": {:.3f}, \"left_s\": {:.3f}, "
        "\"p_intercept\": {:.6g}, \"half_width\": {:.6g}}}\n",
        progress.completed_replications, progress.replications, progress.attempts, progress.elapsed_s,
        figures.left_s, figures.intercept.value, figures.intercept.half_width());
    return;
  }
  const std::string text =
      fmt::format("{:3.0f} %  {}/{} replications  {} attempts/s  {} left  P(intercept) {} {:.3f} ± {:.3f}",
                  100.0 * figures.share, progress.completed_replications, progress.replications,
                  rate_text(figures.attempts_per_s), clock_text(figures.left_s), configuration_,
                  figures.intercept.value, figures.intercept.half_width());
  if (style_ == ProgressStyle::plain) {
    fmt::print(stderr, "{} {}\n", name_, text);
    return;
  }
  // The bar takes what the figures leave of the line ("±" is one column in two bytes).
  const std::size_t width = terminal_width();
  const std::size_t columns = text.size() - 1;
  const std::size_t cells = width > columns + 6 ? std::min<std::size_t>(30, width - columns - 5) : 0;
  const auto full = static_cast<std::size_t>(std::lround(figures.share * static_cast<double>(cells)));
  std::string line = cells == 0 ? "" : "[" + std::string(full, '#') + std::string(cells - full, '.') + "] ";
  line += text;
  if (cells == 0 && columns >= width)
    line = fmt::format("{:3.0f} %  {} left", 100.0 * figures.share, clock_text(figures.left_s));
  fmt::print(stderr, "\r\033[K{}", line);
  std::fflush(stderr);
  bar_shown_ = true;
}

void ProgressReporter::finish() {
  if (bar_shown_) fmt::print(stderr, "\r\033[K");
  bar_shown_ = false;
}

}  // namespace panj
