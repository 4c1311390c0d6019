#pragma once

#include <string>
#include <vector>

#include "app/commands.h"
#include "tally/run_result.h"
#include "world/world.h"

namespace panj {

/// Tells on stderr how far a run is: a bar that redraws itself on a terminal, a line every few seconds
/// elsewhere, or JSON lines for programs. With rate, time left and the first configuration's P(intercept) so
/// far.
class ProgressReporter {
 public:
  /// Tells what is about to run: name, replications, seed, threads.
  ProgressReporter(ProgressStyle style, const World& world, int threads);
  void report(const RunProgress& progress);
  /// Clears the bar.
  void finish();

 private:
  ProgressStyle style_;
  std::string name_;
  std::string configuration_;
  double confidence_;
  double last_line_s_ = 0.0;
  bool bar_shown_ = false;
};

}  // namespace panj
