#pragma once

#include <cstddef>
#include <span>
#include <stdexcept>

namespace panj::fuzz {

using Bytes = std::span<const std::byte>;

/// Something that must hold of every input does not. Nobody catches it.
class Broken : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

// What the readers are given by a fuzzer, or again by replay_test. Whatever the bytes are, they are read, or
// refused by the readers' own errors.

/// A scenario file. Lines of `#set KEY=VALUE` (comments to TOML) are settings of the command line as well.
/// No file is opened. Told faults are whole and of one line; a scenario without faults written out with all
/// defaults reads back to the same.
void try_scenario(Bytes bytes);

/// A checkpoint, and the sums in it for a small world. Both, written again, read back to the same.
void try_checkpoint(Bytes bytes);

/// The check in front of a result file: what it lets pass is sealed byte for byte.
void try_result_file(Bytes bytes);

}  // namespace panj::fuzz
