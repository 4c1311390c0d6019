#include "fuzz/mutators.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "fuzz/memory_file.h"
#include "results/saved_run.h"

namespace panj::fuzz {

namespace {

using Random = std::minstd_rand;

std::size_t below(std::size_t end, Random& random) {
  return end == 0 ? 0 : random() % end;
}

/// Puts `bytes` into the fuzzer's buffer where they fit.
bool place(const void* bytes, std::size_t size, std::uint8_t* data, std::size_t most) {
  if (size > most) return false;
  std::memcpy(data, bytes, size);
  return true;
}

/// A plain change of bytes that stand elsewhere.
template <class Container>
void change(Container& bytes, Mutate plain) {
  constexpr std::size_t room = 256;
  const std::size_t size = bytes.size();
  bytes.resize(size + room);
  bytes.resize(plain(reinterpret_cast<std::uint8_t*>(bytes.data()), size, size + room));
}

// --- scenarios

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines(1);
  for (const char letter : text) {
    if (letter == '\n')
      lines.emplace_back();
    else
      lines.back() += letter;
  }
  return lines;
}

/// Puts a number that readers may stumble over, or nearly the same one, where one stands in a line.
void change_number(std::string& line, Random& random) {
  constexpr std::array numbers{"0",      "-0.0",  "1",   "-1",   "nan",  "inf",
                               "-inf",   "1e308", "0.5", "1e-9", "1e18", "9223372036854775807",
                               "64",     "1e6",   "90",  "360",  "1.0",  "4294967296",
                               "-1e300", "[]",    "{}"};
  constexpr std::string_view digits = "0123456789";
  const std::size_t equals = line.find('=');
  if (equals == std::string::npos) return;
  std::vector<std::size_t> begins;
  for (std::size_t i = equals; i < line.size(); ++i)
    if (digits.find(line[i]) != std::string_view::npos && digits.find(line[i - 1]) == std::string_view::npos)
      begins.push_back(i);
  if (begins.empty()) return;
  const std::size_t begin = begins[below(begins.size(), random)];
  std::size_t end = line.find_first_not_of("0123456789.e_", begin);
  end = std::min(end, line.size());
  line.replace(begin, end - begin, numbers[below(numbers.size(), random)]);
}

void change_lines(std::vector<std::string>& lines, Random& random) {
  const std::size_t at = below(lines.size(), random);
  const std::size_t other = below(lines.size(), random);
  const auto place_of = [&lines](std::size_t line) {
    return lines.begin() + static_cast<std::ptrdiff_t>(line);
  };
  switch (random() % 5) {
    case 0:
      lines.erase(place_of(at));
      break;
    case 1:
      lines.insert(place_of(at), lines[other]);
      break;
    case 2:
      std::swap(lines[at], lines[other]);
      break;
    case 3: {  // the value of one key for another
      const std::size_t from = lines[other].find('=');
      const std::size_t to = lines[at].find('=');
      if (from != std::string::npos && to != std::string::npos)
        lines[at] = lines[at].substr(0, to) + lines[other].substr(from);
      break;
    }
    default:
      change_number(lines[at], random);
  }
}

// --- checkpoints

/// The sums are numbers and nothing else: one of them becomes another one.
void change_number(std::vector<std::byte>& state, Random& random) {
  constexpr std::array<std::int64_t, 9> numbers{0,
                                                1,
                                                -1,
                                                2,
                                                127,
                                                1'000'000,
                                                256,
                                                std::numeric_limits<std::int64_t>::max(),
                                                std::numeric_limits<std::int64_t>::min()};
  constexpr auto more = std::byte{0x80};
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < state.size(); ++i)
    if (i == 0 || (state[i - 1] & more) == std::byte{0}) begins.push_back(i);
  if (begins.empty()) return;
  const std::size_t number = below(begins.size(), random);
  const std::size_t begin = begins[number];
  const std::size_t end = number + 1 < begins.size() ? begins[number + 1] : state.size();
  ByteWriter writer;
  if (random() % 8 == 0)
    writer.number(static_cast<WideNumber>(numbers[below(numbers.size(), random)]) * numbers[7]);
  else
    writer.number(numbers[below(numbers.size(), random)]);
  const std::vector<std::byte> written = writer.take();
  const auto at = state.erase(state.begin() + static_cast<std::ptrdiff_t>(begin),
                              state.begin() + static_cast<std::ptrdiff_t>(end));
  state.insert(at, written.begin(), written.end());
}

void change_part(SavedRun& saved, Random& random, Mutate plain) {
  switch (random() % 16) {
    case 0:
      return change(saved.identity.resolved_text, plain);
    case 1:
      return change(saved.identity.source_text, plain);
    case 2:
      return change(saved.scenario_folder, plain);
    case 3:
      saved.elapsed_s.resize(below(8, random));
      return;
    case 4:
      saved.completed_replications = static_cast<std::int64_t>(below(20, random));
      return;
    case 5:
      saved.overrides.resize(below(4, random));
      return;
    case 6:
      saved.identity.inputs.resize(below(4, random));
      return;
    case 7:
    case 8:
      return change(saved.state, plain);
    default:
      change_number(saved.state, random);
  }
}

}  // namespace

std::size_t mutate_scenario(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed,
                            Mutate plain) {
  Random random(seed);
  if (random() % 2 == 0) return plain(data, size, most);
  std::vector<std::string> lines = lines_of({reinterpret_cast<const char*>(data), size});
  for (std::size_t changes = 1 + below(4, random); changes > 0 && !lines.empty(); --changes)
    change_lines(lines, random);
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  if (!place(text.data(), text.size(), data, most)) return plain(data, size, most);
  return text.size();
}

std::size_t mutate_sealed(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed, Mutate plain,
                          const SealKind& kind) {
  Random random(seed);
  if (random() % 4 == 0 || size <= user_block_bytes || most <= user_block_bytes)
    return plain(data, size, most);
  const std::size_t body = plain(data + user_block_bytes, size - user_block_bytes, most - user_block_bytes);
  SealKind as = kind;
  if (random() % 32 == 0) as.version = static_cast<int>(random() % 4) - 1;
  seal({reinterpret_cast<std::byte*>(data), user_block_bytes + body}, as);
  return user_block_bytes + body;
}

std::size_t mutate_checkpoint(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed,
                              Mutate plain) {
  static MemoryFile file;
  Random random(seed);
  if (random() % 4 == 0) return mutate_sealed(data, size, most, seed, plain, checkpoint_seal);
  try {
    SavedRun saved = read_checkpoint(file.holding({reinterpret_cast<const std::byte*>(data), size}));
    for (std::size_t changes = 1 + below(3, random); changes > 0; --changes)
      change_part(saved, random, plain);
    const std::vector<std::byte> bytes = checkpoint_bytes(saved);
    if (place(bytes.data(), bytes.size(), data, most)) return bytes.size();
  } catch (const FileError&) {  // it is none: it may become one
  }
  return mutate_sealed(data, size, most, seed, plain, checkpoint_seal);
}

}  // namespace panj::fuzz
