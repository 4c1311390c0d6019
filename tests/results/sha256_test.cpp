#include "results/sha256.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "results/sha256_blocks.h"

namespace panj {
namespace {

// Examples of NIST FIPS 180-4's companion documents ("SHA_All", CSRC examples with intermediate values).
TEST(Sha256, HasTheValuesOfTheStandard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnThePiecesThatComeIn) {
  // Lengths around the block of 64 bytes and the padding's edge at 56.
  for (const std::size_t length : {1U, 55U, 56U, 63U, 64U, 65U, 119U, 120U, 128U, 200U}) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) text += static_cast<char>('a' + i % 26);
    const std::string whole = sha256_hex(text);
    for (std::size_t cut = 0; cut <= length; ++cut) {
      Sha256 hash;
      hash.update(std::string_view(text).substr(0, cut));
      hash.update(std::string_view(text).substr(cut));
      ASSERT_EQ(hash.hex(), whole) << length << " cut at " << cut;
    }
  }
}

TEST(Sha256, IsTheSameByTheProcessorsInstructions) {
  std::vector<std::byte> blocks(64 * 100);
  std::uint32_t random = 1;
  for (std::byte& byte : blocks) {
    random = random * 1664525U + 1013904223U;
    byte = static_cast<std::byte>(random >> 24U);
  }
  for (const std::size_t count : {0U, 1U, 2U, 3U, 100U}) {
    Sha256State plain{1, 2, 3, 4, 5, 6, 7, 8};
    Sha256State quick = plain;
    sha256_blocks_plain(plain, blocks.data(), count);
    sha256_blocks(quick, blocks.data(), count);
    EXPECT_EQ(quick, plain) << count;
  }
}

}  // namespace
}  // namespace panj
