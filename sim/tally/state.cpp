#include "tally/state.h"

#include <limits>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace panj {

namespace {

template <class T>
constexpr bool is_number = std::is_integral_v<T> || std::is_same_v<T, Int128>;

/// Visits sums (each_sum of every tally) to write them.
struct SumWriter {
  ByteWriter bytes;

  template <class T>
  void operator()(const T& sum) {
    if constexpr (std::is_same_v<T, Int128>)
      bytes.number(sum);
    else if constexpr (is_number<T>)
      bytes.number(static_cast<std::int64_t>(sum));
    else
      T::each_sum(sum, *this);
  }
  template <class T>
  void operator()(const std::vector<T>& sums) {
    if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, Int128>) {
      bytes.numbers(std::span<const T>(sums));
    } else {
      bytes.number(static_cast<std::int64_t>(sums.size()));
      for (const T& sum : sums) (*this)(sum);
    }
  }
  template <class T>
  void grown(const std::vector<T>& sums, std::size_t) {
    (*this)(sums);
  }
};

/// Visits sums to read them into tallies that have their shape already.
struct SumReader {
  ByteReader bytes;

  void operator()(Int128& sum) { sum = bytes.wide_number(); }
  void operator()(std::int64_t& sum) { sum = bytes.number(); }
  void operator()(bool& flag) { flag = bytes.number(0, 1) == 1; }
  template <class T>
  void operator()(T& tally) {
    T::each_sum(tally, *this);
  }
  template <class T>
  void operator()(std::vector<T>& sums) {
    if (bytes.count() != sums.size()) throw BytesError("its tables have another shape");
    for (T& sum : sums) (*this)(sum);
  }
  /// A table that grows as it needs.
  template <class T>
  void grown(std::vector<T>& sums, std::size_t most) {
    const std::size_t size = bytes.count();
    if (size > most) throw BytesError("a table is too large");
    sums.resize(size);
    for (T& sum : sums) (*this)(sum);
  }
};

}  // namespace

std::vector<std::byte> state_of(const RunResult& result) {
  SumWriter write;
  write.bytes.number(state_layout);
  write.bytes.number(result.completed_replications);
  write.bytes.number(static_cast<std::int64_t>(result.batches.size()));
  for (const BatchRecord& batch : result.batches) write(batch.sums);
  write(result.tally);
  return write.bytes.take();
}

namespace {

RunResult sums_in(std::span<const std::byte> state, const World& world) {
  SumReader read{ByteReader(state)};
  if (read.bytes.number() != state_layout) throw BytesError("its sums have the layout of another version");
  RunResult result;
  result.completed_replications = read.bytes.number(0, std::numeric_limits<std::int64_t>::max());
  const std::size_t batches = read.bytes.count();
  std::int64_t replications = 0;
  for (std::size_t i = 0; i < batches; ++i) {
    result.batches.push_back({SummarySums(world.configurations.size()), 0.0});
    read(result.batches.back().sums);
    const std::int64_t in_batch = result.batches.back().sums.shares.replications();
    if (in_batch < 0 || in_batch > result.completed_replications - replications)
      throw BytesError("its numbers of replications don't add up");
    replications += in_batch;
  }
  result.tally = Tally(world);
  read(result.tally);
  read.bytes.finish();
  if (replications != result.completed_replications ||
      result.tally.summary.shares.replications() != replications)
    throw BytesError("its numbers of replications don't add up");
  return result;
}

}  // namespace

RunResult read_state(std::span<const std::byte> state, const World& world) {
  try {
    return sums_in(state, world);
  } catch (const std::out_of_range&) {  // tables look up places that they have read
    throw BytesError("a place or a sum lies outside of its table");
  }
}

}  // namespace panj
