#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace panj::test {

/// How many times fewer samples the statistical tests draw, at least: PANJ_TEST_SAMPLES_DIVISOR, 1 where it
/// is unset. For builds that run many times slower (sanitizers): a test that judges by z holds for any sample
/// size.
inline std::int64_t samples_divisor() {
  const char* text = std::getenv("PANJ_TEST_SAMPLES_DIVISOR");
  if (text == nullptr || *text == '\0') return 1;
  char* end = nullptr;
  const std::int64_t divisor = std::strtoll(text, &end, 10);
  if (*end != '\0' || divisor < 1) {
    throw std::invalid_argument("PANJ_TEST_SAMPLES_DIVISOR = \"" + std::string(text) +
                                "\" (a whole number of 1 or more is needed); unset it or set it to 1");
  }
  return divisor;
}

/// Are samples divided because programs are slow? Then tests also lay wider cells and smaller grounds, run
/// shorter periods, and take the smaller of two inputs.
inline bool programs_are_slow() {
  return samples_divisor() > 1;
}

/// The number of samples to draw where `full` are wanted. Never under 1,000 (or `full` where that is less):
/// below it the normal approximation behind |z| <= 4 wears thin. Where each sample is a replication of many
/// attempts (or a mean of many whatever they are), it is these that are counted; but never under 20 samples,
/// since their spread is estimated too.
inline std::int64_t samples(std::int64_t full, std::int64_t attempts_each = 1) {
  const std::int64_t fewest = std::max<std::int64_t>(20, 1000 / attempts_each);
  return std::max(std::min(full, fewest), full / samples_divisor());
}

/// The number of whole runs to make where `full` are wanted, of an experiment that counts in how many of them
/// something holds. Never under 20.
inline std::int64_t experiment_runs(std::int64_t full) {
  constexpr std::int64_t fewest = 20;
  return std::max(std::min(full, fewest), full / samples_divisor());
}

/// The number of trials to make where `full` are wanted, each of which must hold by itself. Never under a
/// tenth, and at least one.
inline int trials(int full) {
  return std::max((full + 9) / 10, static_cast<int>(full / samples_divisor()));
}

/// The length to give the sides of a ground where `full` is wanted and every cell of it is gone through.
/// Never under a third.
inline double side(double full) {
  return full / std::min(3.0, std::sqrt(static_cast<double>(samples_divisor())));
}

/// The width to allow an interval that may be `width` wide at `full` samples: intervals shrink with the
/// square root of the sample size. Of fewer samples a little more, as their spread is known less well.
inline double interval_width(double width, std::int64_t full, std::int64_t attempts_each = 1) {
  const std::int64_t drawn = samples(full, attempts_each);
  if (drawn >= full) return width;
  const auto number = static_cast<double>(drawn);
  return width * std::sqrt(static_cast<double>(full) / number) * (1.0 + 3.0 / std::sqrt(number));
}

}  // namespace panj::test
