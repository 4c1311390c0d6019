#pragma once

#include <string>
#include <string_view>

namespace panj {

/// Why a text must not be given to the TOML library, and where; `reason` is empty where it may.
struct TextFault {
  std::string reason;
  std::string remedy;
  int line = 0;
  int column = 0;
};

/// Checks length, UTF-8, characters outside strings and comments, and depth of nesting.
TextFault text_fault(std::string_view text);

/// Bytes of the UTF-8 sequence that begins at `at` (RFC 3629); 0 where none does.
std::size_t utf8_length(std::string_view text, std::size_t at);

}  // namespace panj
