#include "results/same_bits.h"

#include <map>
#include <string_view>

#include "results/hdf5_file.h"
#include "results/sealed_file.h"

namespace panj {

namespace {

using Contents = std::map<std::string, std::string>;

bool may_differ(const std::string& path) {
  for (const std::string_view part : {"/provenance/run", "/convergence/elapsed"})
    if (path.starts_with(part) &&
        (path.size() == part.size() || path[part.size()] == '/' || path[part.size()] == '@'))
      return true;
  return false;
}

Contents contents_of(const std::filesystem::path& path) {
  check_seal(path);
  return Hdf5File::open(path).root().contents();
}

}  // namespace

std::vector<std::string> unlike_parts(const std::filesystem::path& a, const std::filesystem::path& b) {
  const Contents in_a = contents_of(a);
  const Contents in_b = contents_of(b);
  std::map<std::string, int> unlike;  // sorted, each once
  for (const auto& [path, digest] : in_a) {
    const auto found = in_b.find(path);
    if (found == in_b.end() || found->second != digest) ++unlike[path];
  }
  for (const auto& [path, digest] : in_b)
    if (in_a.find(path) == in_a.end()) ++unlike[path];
  std::vector<std::string> paths;
  for (const auto& [path, times] : unlike)
    if (!may_differ(path)) paths.push_back(path);
  return paths;
}

}  // namespace panj
