#include "scenario/toml_text.h"

#include <array>
#include <cstdint>

#include "scenario/toml_document.h"

namespace panj {

namespace {

// Walks over a TOML text without understanding more of it than where strings and comments begin and end.
class TextScan {
 public:
  explicit TextScan(std::string_view text) : text_(text) {}

  TextFault run() {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;  // the mark that some Windows editors begin files with
    while (at_ < text_.size() && fault_.reason.empty()) step();
    return fault_;
  }

 private:
  enum class State { plain, comment, basic, literal, long_basic, long_literal };

  void fail(std::string reason, std::string remedy) {
    fault_ = {std::move(reason), std::move(remedy), line_, column_};
  }

  void step() {
    const std::size_t length = utf8_length(text_, at_);
    if (length == 0) return fail("not UTF-8", "save the file as UTF-8");
    const char letter = text_[at_];
    const auto code = static_cast<unsigned char>(letter);
    const bool line_end = letter == '\n';
    if ((code < 0x20 && letter != '\t' && !line_end && letter != '\r') || code == 0x7F)
      return fail("a control character", "remove it");
    if (letter == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n'))
      return fail("a carriage return without a line feed", "remove it");
    if (state_ == State::plain && length > 1)
      return fail("a character outside ASCII that is neither in a string nor in a comment",
                  "put it in quotes, or type its plain form");
    advance(length, state_ == State::plain ? plain(letter) : inside(letter));
  }

  // Goes on by `bytes` or, where a quote or an escape took more than one character, by `taken` of them.
  void advance(std::size_t bytes, std::size_t taken) {
    const bool line_end = text_[at_] == '\n';
    at_ += taken > 1 ? taken : bytes;
    column_ += static_cast<int>(taken);
    if (!line_end) return;
    ++line_;
    column_ = 1;
  }

  bool triple(char quote) const {
    return at_ + 2 < text_.size() && text_[at_ + 1] == quote && text_[at_ + 2] == quote;
  }

  std::size_t plain(char letter) {
    switch (letter) {
      case '#':
        state_ = State::comment;
        break;
      case '"':
        state_ = triple('"') ? State::long_basic : State::basic;
        return state_ == State::long_basic ? 3 : 1;
      case '\'':
        state_ = triple('\'') ? State::long_literal : State::literal;
        return state_ == State::long_literal ? 3 : 1;
      case '[':
      case '{':
        deepen(++depth_);
        break;
      case ']':
      case '}':
        --depth_;
        break;
      case '.':
        deepen(++dots_);
        break;
      default:
        break;
    }
    // Dotted keys nest as well; numbers have one dot each.
    if (letter == ',' || letter == '=' || letter == '\n' || letter == '[' || letter == '{') dots_ = 0;
    return 1;
  }

  void deepen(int level) {
    if (level <= deepest_nesting) return;
    fail("tables nested more than " + std::to_string(deepest_nesting) + " deep",
         "no scenario needs that: check the brackets");
  }

  std::size_t inside(char letter) {
    const bool escaped = letter == '\\' && (state_ == State::basic || state_ == State::long_basic);
    if (escaped && at_ + 1 < text_.size() && (text_[at_ + 1] == '"' || text_[at_ + 1] == '\\')) return 2;
    const bool line_end = letter == '\n';
    if (line_end && (state_ == State::comment || state_ == State::basic || state_ == State::literal))
      state_ = State::plain;  // an unclosed string: the TOML library says so
    if ((letter == '"' && state_ == State::basic) || (letter == '\'' && state_ == State::literal))
      state_ = State::plain;
    const bool closes = (letter == '"' && state_ == State::long_basic && triple('"')) ||
                        (letter == '\'' && state_ == State::long_literal && triple('\''));
    if (!closes) return 1;
    state_ = State::plain;
    // Up to two quotes more belong to the string: """a"""""
    std::size_t quotes = 3;
    while (quotes < 5 && at_ + quotes < text_.size() && text_[at_ + quotes] == letter) ++quotes;
    return quotes;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  State state_ = State::plain;
  int depth_ = 0;
  int dots_ = 0;
  int line_ = 1;
  int column_ = 1;
  TextFault fault_;
};

}  // namespace

std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&text](std::size_t index) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[index]));
  };
  const std::uint32_t first = byte(at);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 && first < 0xF5   ? 4
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xC2 && first < 0xE0 ? 2
                                                             : 0;
  if (length == 0 || at + length > text.size()) return 0;
  std::uint32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return 0;
    code = (code << 6U) | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code < least[length] || code > 0x10FFFF || surrogate ? 0 : length;
}

TextFault text_fault(std::string_view text) {
  if (text.size() > longest_scenario_bytes)
    return {"longer than 1 MiB", "keep long lines in a vector file, as in line = \"border.geojson\"", 0, 0};
  return TextScan(text).run();
}

}  // namespace panj
