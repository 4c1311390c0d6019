#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

#include "engine/run.h"
#include "support/samples.h"
#include "support/world_of.h"

namespace panj::test {

/// Attempts that a statistical known answer is judged by.
constexpr std::int64_t full_attempts = 1'000'000;

/// A number as a scenario reads it back to the bit.
inline std::string toml(double value) {
  std::string text(40, '\0');
  text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.17g", value)));
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// Level ground of the given size, the border straight from west to east, the inner side north of it.
inline std::string level_frontier(double east_km, double north_km, double border_km, double cell_size_m) {
  return "[frontier]\nelevation = \"flat\"\nsize_km = [" + toml(east_km) + ", " + toml(north_km) +
         "]\ncell_size_m = " + toml(cell_size_m) + "\nline_xy_km = [[0.0, " + toml(border_km) + "], [" +
         toml(east_km) + ", " + toml(border_km) + "]]\ninner = \"left\"\n";
}

/// A run of the full number of attempts, of which every replication holds `attempts_each`.
inline RunResult run_full(const World& world, std::int64_t attempts_each) {
  RunOptions options;
  options.threads = 2;
  options.replications = samples(full_attempts / attempts_each);
  return run(world, options);
}

inline RunResult run_full(const std::string& text, std::int64_t attempts_each) {
  return run_full(world_of(text), attempts_each);
}

inline Estimate share_of(const RunResult& result, std::string_view measure, std::size_t configuration = 0) {
  const std::size_t number = find_measure(measure);
  EXPECT_LT(number, measure_count) << measure;
  return result.tally.summary.shares.estimate(0, configuration, number, 0.95);
}

/// |z| <= 4, and the 95 % interval's half-width between nothing and `widest` (at the full number of attempts;
/// `attempts_each` as in run_full), so that a wide interval can't hide a fault.
inline void expect_share(const Estimate& found, double truth, double widest, std::int64_t attempts_each = 1) {
  EXPECT_NE(found.method, IntervalMethod::none);
  EXPECT_LE(std::abs(found.value - truth), 4.0 * found.standard_error)
      << "found " << found.value << ", true " << truth << ", z "
      << (found.value - truth) / found.standard_error;
  EXPECT_GT(found.half_width(), 0.0);
  EXPECT_LE(found.half_width(), interval_width(widest, full_attempts / attempts_each));
}

/// Integral over [low, high] by Simpson's rule with `pieces` (even) pieces.
inline double integral(const std::function<double(double)>& f, double low, double high, int pieces = 4000) {
  const double step = (high - low) / pieces;
  double sum = f(low) + f(high);
  for (int i = 1; i < pieces; ++i) sum += (i % 2 == 0 ? 2.0 : 4.0) * f(low + i * step);
  return sum * step / 3.0;
}

}  // namespace panj::test
