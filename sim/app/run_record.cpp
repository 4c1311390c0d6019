#include "app/run_record.h"

#include <unistd.h>

#include <array>
#include <ctime>
#include <filesystem>

namespace panj {

namespace {

std::string now_utc() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

}  // namespace

RunRecord record_of(const std::string& command_line) {
  return {command_line, now_utc(), host_name(), 0.0};
}

std::string folder_of(const std::string& path) {
  std::error_code ignored;  // without a current directory paths stay relative
  return std::filesystem::absolute(path, ignored).parent_path().lexically_normal().string();
}

}  // namespace panj
