#include "fuzz/mutators.h"
#include "fuzz/targets.h"

// libFuzzer's names.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  panj::fuzz::try_result_file({reinterpret_cast<const std::byte*>(data), size});
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most,
                                               unsigned seed) {
  return panj::fuzz::mutate_sealed(data, size, most, seed, LLVMFuzzerMutate, panj::result_seal);
}
