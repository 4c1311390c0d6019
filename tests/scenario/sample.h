#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "scenario/scenario.h"
#include "scenario/scenario_toml.h"

/// What the tests of this room share.
namespace panj::test {

/// A faultless small scenario.
std::string sample_text();

/// A faultless scenario that uses as many kinds of every key as one scenario can.
std::string rich_text();

/// `text` with the first `from` replaced. \throws std::invalid_argument where there is none.
std::string with(std::string text, const std::string& from, const std::string& to);

/// Messages of all problems of a text, a line each, in the order of their places; "" where there are none.
std::string messages(const std::string& text, const std::vector<Override>& overrides = {});

/// A fault put into the sample, and what is said of it.
struct Mistake {
  const char* instead_of;
  const char* written;
  const char* message;
};
void expect_messages(const std::vector<Mistake>& mistakes);

/// Parses a text that must have no faults.
Scenario parsed(const std::string& text, const std::vector<Override>& overrides = {});

/// Every value of a scenario to the last bit, as text: two scenarios are equal where these are.
std::string recorded(Scenario scenario);

}  // namespace panj::test
