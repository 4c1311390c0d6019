#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "results/hdf5_file.h"

namespace panj::test {

/// What equal runs may differ in.
inline bool differs_from_run_to_run(const std::string& variable) {
  return variable.starts_with("/provenance/run/") || variable == "/convergence/elapsed";
}

/// Values of a variable, numbers as texts that tell every bit.
inline std::vector<std::string> values_of(const Hdf5Group& root, const std::string& variable) {
  try {
    return root.read<std::string>(variable.substr(1));
  } catch (const FileError&) {  // numbers are no texts
  }
  const std::vector<double> numbers = root.read<double>(variable.substr(1));
  std::vector<std::string> texts(numbers.size());
  std::transform(numbers.begin(), numbers.end(), texts.begin(), [](double number) {
    char text[40];
    std::snprintf(text, sizeof text, "%a", number);
    return std::string(text);
  });
  return texts;
}

/// Two result files hold the same, to the bit, but for what may differ from run to run.
inline void expect_same_files(const std::string& a, const std::string& b) {
  Hdf5File file_a = Hdf5File::open(a);
  Hdf5File file_b = Hdf5File::open(b);
  const Hdf5Group& root_a = file_a.root();
  const Hdf5Group& root_b = file_b.root();
  for (const char* name : {"scenario_name", "scenario_sha256", "resolved_sha256", "attempts_sha256", "status",
                           "stop_reason", "crs_wkt", "git_sha1"})
    EXPECT_EQ(root_a.text_attribute(name), root_b.text_attribute(name)) << name;
  EXPECT_EQ(root_a.number_attribute<std::int64_t>("completed_replications"),
            root_b.number_attribute<std::int64_t>("completed_replications"));
  const auto comparable = [](const Hdf5Group& root) {
    std::vector<std::string> names = root.variables();
    names.erase(std::remove_if(names.begin(), names.end(), differs_from_run_to_run), names.end());
    return names;
  };
  const std::vector<std::string> names = comparable(root_a);
  ASSERT_EQ(names, comparable(root_b));
  EXPECT_GT(names.size(), 150U);
  for (const std::string& name : names)
    EXPECT_TRUE(values_of(root_a, name) == values_of(root_b, name)) << name << " differs";
}

}  // namespace panj::test
