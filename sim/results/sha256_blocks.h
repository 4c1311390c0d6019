#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// The kernel of sha256.cpp.
namespace panj {

/// The hash value between two blocks (FIPS 180-4, section 6.2).
using Sha256State = std::array<std::uint32_t, 8>;

/// Of a block.
constexpr std::size_t block_bytes = 64;

/// Takes in `count` whole blocks of 64 bytes: by the processor's own instructions for it, where it has them.
void sha256_blocks(Sha256State& state, const std::byte* blocks, std::size_t count);

/// The same as the standard writes it, on any machine.
void sha256_blocks_plain(Sha256State& state, const std::byte* blocks, std::size_t count);

}  // namespace panj
