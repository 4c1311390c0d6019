#pragma once

#include <cerrno>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace panj::test {

/// A row of the validation table (analysis/notebooks/validation.md): how a known answer is called there.
struct KnownAnswer {
  std::string id;      ///< letter and number of the case
  std::string what;    ///< in a few words; together with the id there is no other
  std::string source;  ///< author and year, or what it follows from
};

/// What was found by sampling.
struct Measured {
  double value = 0.0;
  double standard_error = 0.0;
  double half_width = 0.0;   ///< of the 95 % interval
  std::int64_t samples = 0;  ///< attempts, or what else was sampled
  Measured times(double factor) const {
    return {factor * value, factor * standard_error, factor * half_width, samples};
  }
};

inline std::string json_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// To the bit; what JSON has no number for is null.
inline std::string json_number(double value) {
  if (!std::isfinite(value)) return "null";
  std::string text(40, '\0');
  text.resize(static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.17g", value)));
  return text;
}

/// Adds a row to the file of the running test in the folder that PANJ_KNOWN_ANSWERS names: a line of JSON.
/// Without that variable nothing is written. Each test has a file of its own, which it begins anew: tests may
/// run side by side and again.
inline void record_row(const KnownAnswer& known, const std::string& numbers) {
  const char* folder = std::getenv("PANJ_KNOWN_ANSWERS");
  if (folder == nullptr || *folder == '\0') return;
  const ::testing::TestInfo& test = *::testing::UnitTest::GetInstance()->current_test_info();
  const std::string name = std::string(test.test_suite_name()) + "." + test.name();
  std::string file = std::string(program_invocation_short_name) + "." + name + ".jsonl";
  for (char& c : file) c = c == '/' ? '_' : c;
  static std::set<std::string> begun;
  std::filesystem::create_directories(folder);
  std::ofstream out(std::filesystem::path(folder) / file,
                    begun.insert(file).second ? std::ios::trunc : std::ios::app);
  out << "{\"id\": " << json_text(known.id) << ", \"case\": " << json_text(known.what)
      << ", \"source\": " << json_text(known.source) << ", " << numbers << ", \"test\": " << json_text(name)
      << "}\n";
  out.flush();
  EXPECT_TRUE(out) << "can't write " << file << " in PANJ_KNOWN_ANSWERS=" << folder;
}

/// |z| <= 4, and the 95 % interval's half-width between nothing and `widest`, so that a wide interval can't
/// hide a fault; nor can a sample in which nothing varies.
inline void expect_agreement(const Measured& found, double truth, double widest) {
  EXPECT_LE(std::abs(found.value - truth), 4.0 * found.standard_error)
      << "found " << found.value << ", true " << truth << ", z "
      << (found.value - truth) / found.standard_error;
  EXPECT_GT(found.standard_error, 0.0);
  EXPECT_GT(found.half_width, 0.0);
  EXPECT_LE(found.half_width, widest);
}

/// A known answer found by sampling: agreement as above is expected, and the row goes into the table.
inline void expect_known(const KnownAnswer& known, const Measured& found, double truth, double widest) {
  SCOPED_TRACE(known.id + " " + known.what);
  expect_agreement(found, truth, widest);
  record_row(known, "\"expected\": " + json_number(truth) + ", \"found\": " + json_number(found.value) +
                        ", \"stderr\": " + json_number(found.standard_error) + ", \"half_width\": " +
                        json_number(found.half_width) + ", \"samples\": " + std::to_string(found.samples));
}

/// A known answer that is computed without sampling.
inline void expect_exactly(const KnownAnswer& known, double found, double truth, double tolerance) {
  SCOPED_TRACE(known.id + " " + known.what);
  EXPECT_NEAR(found, truth, tolerance);
  record_row(known, "\"expected\": " + json_number(truth) + ", \"found\": " + json_number(found) +
                        ", \"tolerance\": " + json_number(tolerance));
}

/// Half the width of a 95 % interval, in standard errors, of what is sampled often.
constexpr double normal_95 = 1.959963984540054;

}  // namespace panj::test
