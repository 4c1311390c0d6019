#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/replication.h"

namespace panj {

/// How a measure counts an attempt.
enum class MeasureScale : std::uint8_t {
  count,        ///< 0 or 1
  fixed_point,  ///< a probability, rounded to 2^-32
};

/// One share of attempts that panj estimates: a line of the one table of measures. Summary, segments, hours,
/// classes, paired differences, convergence and batches all run over this table: a new measure is a new line.
struct Measure {
  std::string_view name;  ///< of the variable in the results: "p_detect"
  std::string_view long_name;
  MeasureScale scale = MeasureScale::count;
  std::int64_t (*score)(const Attempt&,
                        const Verdict&) = nullptr;  ///< what the attempt adds to the numerator
  bool more_is_better = true;  ///< for whoever guards the border; decides nothing but how tables are worded
};

inline constexpr std::size_t measure_count = 9;
/// Each is a share of all attempts, between 0 and 1; p_detect_conditional has the expectation of p_detect and
/// less variance.
extern const std::array<Measure, measure_count> measures;

/// What an attempt adds to the numerators of all measures under one configuration. Counts, which are 0 or 1,
/// have a byte each, so that one addition adds them all, up to `most_packed` times.
struct PackedScores {
  std::uint64_t counts;
  std::int64_t fixed;  ///< of the measure that is no count

  PackedScores& operator+=(const PackedScores& other) {
    counts += other.counts;
    fixed += other.fixed;
    return *this;
  }
};
inline constexpr std::int64_t most_packed = 255;
inline constexpr std::size_t packed_counts = sizeof(PackedScores::counts);
/// The byte of PackedScores::counts that counts a measure, from the lowest; of the one that is no count,
/// `packed_counts`.
extern const std::array<std::size_t, measure_count> byte_of_measure;

/// Scores of an attempt, by configuration, written to `scores`.
void score(const Attempt& attempt, std::span<const Verdict> verdicts, PackedScores* scores);

/// Index of a measure by name; measure_count where there is none.
std::size_t find_measure(std::string_view name);

}  // namespace panj
