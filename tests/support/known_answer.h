#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

#include "engine/run.h"
#include "support/samples.h"
#include "support/validation_table.h"
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

/// Replications that make at least so many attempts, of which each holds `attempts_each`.
constexpr std::int64_t replications_of(std::int64_t attempts, std::int64_t attempts_each) {
  return (attempts + attempts_each - 1) / attempts_each;
}

/// Attempts of tests that take longest: fewer where programs are slow.
inline std::int64_t full_or_fewer_attempts() {
  return programs_are_slow() ? full_attempts / 5 : full_attempts;
}

/// A run of so many attempts, of which every replication holds `attempts_each`.
inline RunResult run_full(const World& world, std::int64_t attempts_each,
                          std::int64_t attempts = full_attempts) {
  const std::int64_t unit = world.hypercube.size();
  RunOptions options;
  options.threads = 2;
  // Where the replications of a batch are drawn together, whole batches.
  options.replications =
      replications_of(samples(replications_of(attempts, attempts_each), attempts_each), unit) * unit;
  return run(world, options);
}

inline RunResult run_full(const std::string& text, std::int64_t attempts_each,
                          std::int64_t attempts = full_attempts) {
  return run_full(world_of(text), attempts_each, attempts);
}

inline Estimate share_of(const RunResult& result, std::string_view measure, std::size_t configuration = 0) {
  const std::size_t number = find_measure(measure);
  EXPECT_LT(number, measure_count) << measure;
  return result.tally.summary.shares.estimate(0, configuration, number, 0.95);
}

/// Of the share of all others.
inline Estimate complement(const Estimate& share) {
  return {1.0 - share.value, share.standard_error, 1.0 - share.high, 1.0 - share.low, share.method};
}

/// What `expect_known` needs of an estimate from so many attempts, as in `run_full`.
inline Measured measured(const Estimate& found, std::int64_t attempts_each, std::int64_t attempts) {
  EXPECT_NE(found.method, IntervalMethod::none);
  return {found.value, found.standard_error, found.half_width(),
          samples(replications_of(attempts, attempts_each), attempts_each) * attempts_each};
}

/// A known answer that is a share: agreement is expected and the row goes into the table.
/// \param widest half-width of the 95 % interval at the full number of attempts, which is as in `run_full`.
inline void expect_share(const KnownAnswer& known, const Estimate& found, double truth, double widest,
                         std::int64_t attempts_each = 1, std::int64_t attempts = full_attempts) {
  expect_known(known, measured(found, attempts_each, attempts), truth,
               interval_width(widest, replications_of(attempts, attempts_each), attempts_each));
}

/// The same of a share that is no row of the table.
inline void expect_share(const Estimate& found, double truth, double widest, std::int64_t attempts_each = 1,
                         std::int64_t attempts = full_attempts) {
  expect_agreement(measured(found, attempts_each, attempts), truth,
                   interval_width(widest, replications_of(attempts, attempts_each), attempts_each));
}

/// Integral over [low, high] by Simpson's rule with `pieces` (even) pieces.
inline double integral(const std::function<double(double)>& f, double low, double high, int pieces = 4000) {
  const double step = (high - low) / pieces;
  double sum = f(low) + f(high);
  for (int i = 1; i < pieces; ++i) sum += (i % 2 == 0 ? 2.0 : 4.0) * f(low + i * step);
  return sum * step / 3.0;
}

}  // namespace panj::test
