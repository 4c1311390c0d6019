#include "app/progress.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

#include "app/streams.h"

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

// JSON has no NaN: what can't be said yet is null.
std::string json_number(double number) {
  return std::isfinite(number) ? fmt::format("{:.6g}", number) : "null";
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

std::string json_line(const RunProgress& progress, const Figures& figures) {
  return fmt::format(
      "{{\"replications\": {}, \"of\": {}, \"attempts\": {}, \"elapsed_s\": {:.3f}, \"left_s\": {:.3f}, "
      "\"p_intercept\": {}, \"half_width\": {}}}\n",
      progress.completed_replications, progress.replications, progress.attempts, progress.elapsed_s,
      figures.left_s, json_number(figures.intercept.value), json_number(figures.intercept.half_width()));
}

/// How far a run is, from all that there is to say to the least.
std::vector<std::string> texts_of(const RunProgress& progress, const Figures& figures,
                                  const std::string& configuration) {
  const std::string share = fmt::format("{:3.0f} %", 100.0 * figures.share);
  const std::string count =
      fmt::format("  {}/{} replications", progress.completed_replications, progress.replications);
  const std::string rate = fmt::format("  {} attempts/s", rate_text(figures.attempts_per_s));
  const std::string left = fmt::format("  {} left", clock_text(figures.left_s));
  const std::string intercept = fmt::format("  P(intercept) {} {:.3f} ± {:.3f}", configuration,
                                            figures.intercept.value, figures.intercept.half_width());
  return {share + count + rate + left + intercept, share + rate + left + intercept, share + left + intercept,
          share + left};
}

/// The most that a line of `width` columns holds, behind a bar where there is room for one.
std::string bar_line(const std::vector<std::string>& texts, double share, std::size_t width) {
  constexpr std::size_t least_cells = 4;
  constexpr std::size_t most_cells = 30;
  for (const std::string& text : texts) {
    const std::size_t columns = text.size() - (text.find("±") != std::string::npos ? 1 : 0);  // in two bytes
    if (columns >= width) continue;
    const std::size_t room = width - columns - 1;
    if (room < least_cells + 3) return text;
    const std::size_t cells = std::min(most_cells, room - 3);
    const auto full = static_cast<std::size_t>(std::lround(share * static_cast<double>(cells)));
    return "[" + std::string(full, '#') + std::string(cells - full, '.') + "] " + text;
  }
  return "";
}

}  // namespace

ProgressReporter::ProgressReporter(ProgressStyle style, const World& world, int threads)
    : style_(style),
      name_(world.scenario.name),
      configuration_(world.configurations.front()),
      confidence_(world.scenario.sampling.confidence) {
  if (style_ == ProgressStyle::automatic) {
    style_ = isatty(STDERR_FILENO) != 0 ? ProgressStyle::bar : ProgressStyle::plain;
  }
  if (style_ == ProgressStyle::none) return;
  print_notice(fmt::format("panj: {}, {} replications, seed {}, {} thread{}\n", name_,
                           world.scenario.sampling.replications, world.scenario.seed, threads,
                           threads == 1 ? "" : "s"));
}

void ProgressReporter::report(const RunProgress& progress) {
  if (style_ == ProgressStyle::none) return;
  if (style_ == ProgressStyle::plain && progress.elapsed_s - last_line_s_ < plain_every_s) return;
  last_line_s_ = progress.elapsed_s;
  const Figures figures = figures_of(progress, confidence_);
  if (style_ == ProgressStyle::json) return print_notice(json_line(progress, figures));
  const std::vector<std::string> texts = texts_of(progress, figures, configuration_);
  if (style_ == ProgressStyle::plain) return print_notice(fmt::format("{} {}\n", name_, texts.front()));
  print_notice("\r\033[K" + bar_line(texts, figures.share, terminal_width()));
  bar_shown_ = true;
}

void ProgressReporter::finish() {
  if (bar_shown_) print_notice("\r\033[K");
  bar_shown_ = false;
}

}  // namespace panj
