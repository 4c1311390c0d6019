#include <algorithm>

#include "base/error.h"
#include "fuzz/memory_file.h"
#include "fuzz/targets.h"
#include "results/sealed_file.h"

namespace panj::fuzz {

void try_result_file(Bytes bytes) {
  static MemoryFile file;
  try {
    check_seal(file.holding(bytes));
  } catch (const FileError&) {
    return;
  }
  std::vector<std::byte> image(bytes.begin(), bytes.end());
  SealKind as = result_seal;
  for (as.version = 1; as.version <= result_seal.version; ++as.version) {
    seal(image, as);
    if (std::equal(image.begin(), image.end(), bytes.begin(), bytes.end())) return;
  }
  throw Broken("what is not sealed passes as sealed");
}

}  // namespace panj::fuzz
