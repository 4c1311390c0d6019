#include "scenario/schema.h"

#include <gtest/gtest.h>

#include <string>

namespace panj {
namespace {

// Reads JSON (RFC 8259) far enough to know that it is well formed.
class JsonCheck {
 public:
  explicit JsonCheck(const std::string& text) : text_(text) {}

  bool well_formed() { return value() && (space(), at_ == text_.size()); }

 private:
  void space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }
  bool take(char letter) {
    space();
    if (at_ >= text_.size() || text_[at_] != letter) return false;
    ++at_;
    return true;
  }
  bool string() {
    if (!take('"')) return false;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    return at_++ < text_.size();
  }
  bool list(char end, bool named) {
    if (take(end)) return true;
    do {
      if (named && !(string() && take(':'))) return false;
      if (!value()) return false;
    } while (take(','));
    return take(end);
  }
  bool value() {
    if (take('{')) return list('}', true);
    if (take('[')) return list(']', false);
    if (at_ < text_.size() && text_[at_] == '"') return string();
    const std::size_t begin = at_;
    at_ = text_.find_first_not_of("0123456789+-.eltrufas", at_);
    const std::string word = text_.substr(begin, at_ - begin);
    if (word == "true" || word == "false") return true;
    std::size_t used = 0;
    try {
      static_cast<void>(std::stod(word, &used));
    } catch (const std::exception&) {
      return false;
    }
    return used == word.size();
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

TEST(JsonSchema, is_json) {
  const std::string schema = json_schema();
  EXPECT_TRUE(JsonCheck(schema).well_formed());
  EXPECT_FALSE(JsonCheck(schema.substr(0, schema.size() / 2)).well_formed());
}

TEST(JsonSchema, refuses_unknown_keys_and_knows_ranges) {
  const std::string schema = json_schema();
  for (const char* part :
       {"\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"", "\"additionalProperties\": false",
        "\"range_m\": {\n", "\"maximum\": 100000,", "\"enum\": [\n", "\"back_and_forth\"",
        "\"speed_km_h\": {",
        "\"required\": [\n    \"schema\",\n    \"frontier\",\n    \"crosser\",\n    \"configuration\"\n  ]"})
    EXPECT_NE(schema.find(part), std::string::npos) << part;
}

}  // namespace
}  // namespace panj
