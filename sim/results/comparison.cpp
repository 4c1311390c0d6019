#include "results/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.h"
#include "results/missing.h"
#include "results/words.h"
#include "stats/independent_difference.h"
#include "stats/proportion.h"

namespace panj {

namespace {

/// Below as many units, Student's t is far from normal and the interval wide for want of batches.
constexpr std::size_t few_units = 10;

/// Batches of both files that hold the same replications: those up to the ends given, less the ones before.
struct ComparedUnit {
  std::size_t end_a = 0;
  std::size_t end_b = 0;
};

bool begins_at_zero(const ResultBatches& file) {
  for (std::size_t i = 0; i < file.numbers.size(); ++i)
    if (file.numbers[i] != static_cast<std::int64_t>(i)) return false;
  return true;
}

/// Cuts both files where both begin a batch.
std::vector<ComparedUnit> common_units(const ResultBatches& a, const ResultBatches& b) {
  std::vector<ComparedUnit> units;
  ComparedUnit at;
  std::int64_t in_a = 0;
  std::int64_t in_b = 0;
  while (true) {
    if (in_a <= in_b && at.end_a == a.batches()) break;
    if (in_b < in_a && at.end_b == b.batches()) break;
    if (in_a <= in_b)
      in_a += a.replications[at.end_a++];
    else
      in_b += b.replications[at.end_b++];
    if (in_a == in_b) units.push_back(at);
  }
  return units;
}

double sum_between(const std::vector<double>& values, std::size_t begin, std::size_t end,
                   std::size_t offset = 0) {
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(offset);
  return std::accumulate(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end),
                         0.0);
}

/// \throws FileError where a unit holds other numbers of attempts: the files did not meet the same ones.
void check_attempts(const ResultBatches& a, const ResultBatches& b, const std::vector<ComparedUnit>& units) {
  ComparedUnit begin;
  for (const ComparedUnit& end : units) {
    if (sum_between(a.n, begin.end_a, end.end_a) != sum_between(b.n, begin.end_b, end.end_b) ||
        sum_between(a.nn, begin.end_a, end.end_a) != sum_between(b.nn, begin.end_b, end.end_b))
      throw FileError(fmt::format(
          "{} and {}: can't be paired (attempts_sha256 agrees, but batch {} does not hold the same "
          "number of attempts in both: other versions of panj made them); run both again",
          a.path, b.path, begin.end_a));
    begin = end;
  }
}

/// Where a measure and a configuration stand in a file.
struct PlaceInFile {
  std::size_t measure = 0;
  std::size_t configuration = 0;
};

/// Sums over the units of the difference of a less b.
struct DifferenceSums {
  RatioSums sums;
  double apart = 0.0;  ///< of what units differ by, whichever way
};

DifferenceSums difference_sums(const ResultBatches& a, const ResultBatches& b,
                               const std::vector<ComparedUnit>& units, const PlaceInFile& in_a,
                               const PlaceInFile& in_b) {
  DifferenceSums between;
  RatioSums& sums = between.sums;
  ComparedUnit begin;
  for (const ComparedUnit& end : units) {
    const double n = sum_between(a.n, begin.end_a, end.end_a);
    const double y =
        sum_between(a.scores[in_a.measure].y, begin.end_a, end.end_a, in_a.configuration * a.batches()) -
        sum_between(b.scores[in_b.measure].y, begin.end_b, end.end_b, in_b.configuration * b.batches());
    sums.replications += 1.0;
    sums.n += n;
    sums.nn += n * n;
    sums.y += y;
    sums.yy += y * y;
    sums.ny += n * y;
    between.apart += std::abs(y);
    begin = end;
  }
  return between;
}

double variance_of(const RatioSums& sums) {
  const double units = informative_replications(sums);
  return units > 1.0 ? units / (units - 1.0) * residual_sum(sums) / (sums.n * sums.n) : missing;
}

/// Paired difference over units. Where none differs from another, the bound is that of no event in all the
/// replications: more than so many units would tell.
Estimate unit_difference(const DifferenceSums& between, double replications, double confidence) {
  const RatioSums& sums = between.sums;
  if (!(sums.n > 0.0) || residual_sum(sums) > 0.0) return paired_difference(sums, between.apart, confidence);
  const double value = sums.y / sums.n;
  const double half = clopper_pearson(0.0, replications, confidence).high;
  return {value, 0.0, std::max(-1.0, value - half), std::min(1.0, value + half),
          IntervalMethod::clopper_pearson};
}

/// Two files and how they are paired.
struct Files {
  const ResultBatches* a = nullptr;
  const ResultBatches* b = nullptr;
  std::vector<ComparedUnit> units;  ///< none: independent
  double confidence = 0.95;
};

Comparison::Line line_of(const Files& files, const std::string& measure, const PlaceInFile& in_a,
                         const PlaceInFile& in_b) {
  const bool is_paired = !files.units.empty();
  const ComparedUnit whole{files.a->batches(), files.b->batches()};
  const ComparedUnit& end = is_paired ? files.units.back() : whole;
  const RatioSums of_a = files.a->sums(in_a.measure, in_a.configuration, end.end_a);
  const RatioSums of_b = files.b->sums(in_b.measure, in_b.configuration, end.end_b);
  Comparison::Line line{measure, share(of_a, files.confidence), share(of_b, files.confidence), {}, missing};
  if (!is_paired) {
    line.difference = independent_difference(line.a, line.b);
    return line;
  }
  const DifferenceSums between = difference_sums(*files.a, *files.b, files.units, in_a, in_b);
  line.difference = unit_difference(between, of_a.replications * of_a.per_unit, files.confidence);
  const double paired_variance = variance_of(between.sums);
  if (paired_variance > 0.0) line.variance_ratio = (variance_of(of_a) + variance_of(of_b)) / paired_variance;
  return line;
}

std::size_t configuration_in(const ResultBatches& file, const std::string& name) {
  const std::size_t index = index_in(file.configurations, name);
  if (index == file.configurations.size())
    throw UsageError(fmt::format("{}: has no configuration {}; there are {}", file.path, name,
                                 fmt::join(file.configurations, ", ")));
  return index;
}

void check_comparable(const ResultBatches& a, const ResultBatches& b) {
  if (a.period_h != b.period_h)
    throw FileError(fmt::format(
        "{} and {}: can't be compared (periods of {:g} h and {:g} h: shares of what happens in one do not "
        "stand beside those of the other); run both with the same period_h",
        a.path, b.path, a.period_h, b.period_h));
  const bool shares_one = std::any_of(a.measures.begin(), a.measures.end(), [&b](const std::string& name) {
    return index_in(b.measures, name) < b.measures.size();
  });
  if (!shares_one)
    throw FileError(
        fmt::format("{} and {}: can't be compared (they have no measure in common); run both with "
                    "the same version of panj",
                    a.path, b.path));
}

/// The units by which the files pair; none, and a notice why, where they don't.
std::vector<ComparedUnit> units_of(const ResultBatches& a, const ResultBatches& b,
                                   std::vector<std::string>& notices) {
  const std::string apart = "compared as independent runs";
  if (a.attempts_sha256.empty() || b.attempts_sha256.empty()) {
    notices.push_back("not known whether the same attempts met both (attempts_sha256 is empty): " + apart);
    return {};
  }
  if (a.attempts_sha256 != b.attempts_sha256) {
    notices.push_back("other attempts met A than B (attempts_sha256): " + apart +
                      "; with the same seed they may share much, and the true error is then mostly smaller");
    return {};
  }
  if (!begins_at_zero(a) || !begins_at_zero(b)) {
    notices.push_back("a file holds a part of a run (its batches do not begin at 0): " + apart);
    return {};
  }
  std::vector<ComparedUnit> units = common_units(a, b);
  if (units.size() < 2) {
    notices.push_back("the files have fewer than 2 batches in common: " + apart);
    return {};
  }
  check_attempts(a, b, units);
  if (units.size() < few_units)
    notices.push_back(
        fmt::format("only {} batches to pair by: intervals are wide; smaller ones (sampling.batch) or more "
                    "replications narrow them",
                    units.size()));
  if (units.back().end_a < a.batches() || units.back().end_b < b.batches())
    notices.emplace_back("one file goes on where the other ends: only what both hold is compared");
  return units;
}

Comparison::File file_of(const ResultBatches& held) {
  return {held.path, held.title, held.status, held.seed,
          std::accumulate(held.replications.begin(), held.replications.end(), std::int64_t{0})};
}

}  // namespace

ConfigurationPairs pairs_by_name(const ResultBatches& a, const ResultBatches& b) {
  ConfigurationPairs pairs;
  for (const std::string& name : a.configurations)
    if (index_in(b.configurations, name) < b.configurations.size()) pairs.emplace_back(name, name);
  if (!pairs.empty()) return pairs;
  if (a.configurations.size() == 1 && b.configurations.size() == 1)
    return {{a.configurations.front(), b.configurations.front()}};
  throw UsageError(fmt::format(
      "{} has {}, {} has {}: no configuration has the same name; say which with --of and --against", a.path,
      fmt::join(a.configurations, ", "), b.path, fmt::join(b.configurations, ", ")));
}

Comparison compare(const ResultBatches& a, const ResultBatches& b, const ConfigurationPairs& pairs) {
  check_comparable(a, b);
  Comparison comparison;
  comparison.a = file_of(a);
  comparison.b = file_of(b);
  comparison.confidence = a.confidence;
  const Files files{&a, &b, units_of(a, b, comparison.notices), a.confidence};
  if (!files.units.empty()) {
    comparison.pairing = Comparison::Pairing::batches;
    comparison.units = files.units.size();
    comparison.replications = std::accumulate(
        a.replications.begin(),
        a.replications.begin() + static_cast<std::ptrdiff_t>(files.units.back().end_a), std::int64_t{0});
  }
  for (const auto& [of, against] : pairs) {
    const std::size_t in_a = configuration_in(a, of);
    const std::size_t in_b = configuration_in(b, against);
    Comparison::Block block{of, against, {}};
    for (std::size_t m = 0; m < a.measures.size(); ++m) {
      const std::size_t other = index_in(b.measures, a.measures[m]);
      if (other < b.measures.size())
        block.lines.push_back(line_of(files, a.measures[m], {m, in_a}, {other, in_b}));
    }
    comparison.blocks.push_back(std::move(block));
  }
  return comparison;
}

}  // namespace panj
