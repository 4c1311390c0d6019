#pragma once

#include <cstddef>
#include <cstdint>

#include "results/sealed_file.h"

namespace panj::fuzz {

/// Changes `size` bytes at `data` somehow, in a buffer of `most` bytes. \return how many they are then.
using Mutate = std::size_t (*)(std::uint8_t* data, std::size_t size, std::size_t most);

// Mutators that know what they change: the same bytes and seed and `plain` give the same change.

/// Of a scenario: plain changes, or lines taken out, doubled or moved, numbers put in another's place.
std::size_t mutate_scenario(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed,
                            Mutate plain);

/// Of a sealed file: changes what stands behind the block and seals it anew, as changes of single bytes never
/// come past the seal. Seldom the block itself.
std::size_t mutate_sealed(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed, Mutate plain,
                          const SealKind& kind);

/// Of a checkpoint: the same, or a part of the run that it holds, its sums above all, number by number.
std::size_t mutate_checkpoint(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed,
                              Mutate plain);

}  // namespace panj::fuzz
