#include <limits>

#include "results/estimate_columns.h"
#include "results/result_groups.h"

// How the estimates came about: batch by batch.
namespace panj {

namespace {

/// Convergence is shown at this many batches at the most: more can't be told apart in a picture, and each
/// costs an interval for every configuration and measure.
constexpr std::size_t most_looks = 500;

/// Every n-th batch, and the last.
std::vector<std::size_t> looks(std::size_t batches) {
  const std::size_t stride = (batches + most_looks - 1) / most_looks;
  std::vector<std::size_t> chosen;
  for (std::size_t batch = stride - 1; batch < batches; batch += stride) chosen.push_back(batch);
  if (chosen.back() != batches - 1) chosen.push_back(batches - 1);
  return chosen;
}

std::vector<std::int64_t> numbers_of(const std::vector<std::size_t>& batches, std::int64_t first) {
  std::vector<std::int64_t> numbers(batches.begin(), batches.end());
  for (std::int64_t& number : numbers) number += first;
  return numbers;
}

/// [measure][configuration][look] of what is known after each look.
struct Convergence {
  std::vector<std::vector<double>> values;
  std::vector<std::vector<double>> half_widths;
  std::vector<std::int64_t> replications;
  std::vector<double> elapsed_s;
};

Convergence converge(const RunResult& result, const std::vector<std::size_t>& at, std::size_t configurations,
                     double confidence) {
  const std::size_t size = configurations * at.size();
  Convergence found{std::vector(measure_count, std::vector<double>(size)),
                    std::vector(measure_count, std::vector<double>(size)),
                    {},
                    {}};
  ShareTable so_far(1, configurations);
  std::size_t batch = 0;
  for (std::size_t look = 0; look < at.size(); ++look) {
    for (; batch <= at[look]; ++batch) so_far += result.batches[batch].sums.shares;
    for (std::size_t m = 0; m < measure_count; ++m)
      for (std::size_t c = 0; c < configurations; ++c) {
        const Estimate estimate = so_far.estimate(0, c, m, confidence);
        found.values[m][c * at.size() + look] = estimate.value;
        found.half_widths[m][c * at.size() + look] = estimate.half_width();
      }
    found.replications.push_back(so_far.replications());
    found.elapsed_s.push_back(result.batches[at[look]].elapsed_s);
  }
  return found;
}

void write_measure_sums(Hdf5Group& group, const RunResult& result, std::size_t configurations,
                        std::size_t m) {
  const std::string name(measures[m].name);
  const std::string long_name(measures[m].long_name);
  const std::vector<std::string> dimensions{"configuration", "batch"};
  const std::size_t batches = result.batches.size();
  std::vector<double> y(configurations * batches);
  std::vector<double> yy(y.size());
  std::vector<double> ny(y.size());
  for (std::size_t batch = 0; batch < batches; ++batch)
    for (std::size_t c = 0; c < configurations; ++c) {
      const RatioSums sums = result.batches[batch].sums.shares.sums(0, c, m);
      const std::size_t at = c * batches + batch;
      y[at] = sums.y;
      yy[at] = sums.yy;
      ny[at] = sums.ny;
    }
  group.write({name + "_y", dimensions, "1", long_name + ": sum of y, the replication's score"}, y);
  group.write({name + "_yy", dimensions, "1", long_name + ": sum of y^2"}, yy);
  group.write({name + "_ny", dimensions, "1", long_name + ": sum of n y"}, ny);
}

struct Pair {
  std::size_t a = 0;
  std::size_t b = 0;
};

std::vector<Pair> pairs_of(std::size_t configurations) {
  std::vector<Pair> pairs;
  for (std::size_t a = 0; a < configurations; ++a)
    for (std::size_t b = a + 1; b < configurations; ++b) pairs.push_back({a, b});
  return pairs;
}

void write_pair_sums(Hdf5Group& group, const RunResult& result, const World& world) {
  const std::vector<Pair> pairs = pairs_of(world.configurations.size());
  if (pairs.empty()) return;
  std::vector<std::int32_t> numbers;
  std::vector<std::string> first;
  std::vector<std::string> second;
  for (const Pair& pair : pairs) {
    numbers.push_back(static_cast<std::int32_t>(numbers.size()));
    first.push_back(world.configurations[pair.a]);
    second.push_back(world.configurations[pair.b]);
  }
  group.coordinate({"pair", {}, "1", "number of a pair of configurations a and b"}, numbers);
  group.write({"pair_a", {"pair"}, "1", "configuration a of the pair"}, first);
  group.write({"pair_b", {"pair"}, "1", "configuration b of the pair"}, second);
  for (std::size_t m = 0; m < measure_count; ++m) {
    std::vector<double> products;
    std::vector<double> apart;
    products.reserve(pairs.size() * result.batches.size());
    apart.reserve(products.capacity());
    for (const Pair& pair : pairs)
      for (const BatchRecord& batch : result.batches) {
        products.push_back(batch.sums.pairs.product(pair.a, pair.b, m));
        apart.push_back(batch.sums.pairs.apart(pair.a, pair.b, m));
      }
    const std::string name(measures[m].name);
    const std::string long_name(measures[m].long_name);
    group.write({name + "_yy_ab", {"pair", "batch"}, "1", long_name + ": sum of y_a y_b"}, products);
    group.write({name + "_apart_ab", {"pair", "batch"}, "1", long_name + ": sum of |y_a - y_b|"}, apart);
  }
}

}  // namespace

void write_convergence(Hdf5Group& root, const World& world, const RunResult& result) {
  if (result.batches.empty()) return;
  const double confidence = world.scenario.sampling.confidence;
  const std::vector<std::size_t> at = looks(result.batches.size());
  const Convergence found = converge(result, at, world.configurations.size(), confidence);
  Hdf5Group group = root.make_group("convergence");
  write_configurations(group, world);
  group.coordinate({"batch", {}, "1", "number of the last batch counted in"},
                   numbers_of(at, result.first_batch));
  group.write({"replications", {"batch"}, "1", "replications so far"}, found.replications);
  group.write({"elapsed", {"batch"}, "s", "wall time since sampling began"}, found.elapsed_s);
  for (std::size_t m = 0; m < measure_count; ++m) {
    const std::string name(measures[m].name);
    const std::string long_name(measures[m].long_name);
    group.write({name, {"configuration", "batch"}, "1", long_name + ", so far"}, found.values[m]);
    group.write({name + "_half_width",
                 {"configuration", "batch"},
                 "1",
                 long_name + ": half the width of its interval",
                 {{"confidence_level", confidence}, {"method", "as in /summary"}}},
                found.half_widths[m]);
  }
}

void write_batches(Hdf5Group& root, const World& world, const RunResult& result) {
  if (result.batches.empty()) return;
  const std::size_t configurations = world.configurations.size();
  Hdf5Group group = root.make_group("batches");
  write_configurations(group, world);
  std::vector<std::int64_t> numbers;
  std::vector<std::int64_t> replications;
  std::vector<double> n;
  std::vector<double> nn;
  for (const BatchRecord& batch : result.batches) {
    // n is the same under every configuration and measure.
    const RatioSums sums = batch.sums.shares.sums(0, 0, 0);
    numbers.push_back(result.first_batch + static_cast<std::int64_t>(numbers.size()));
    replications.push_back(batch.sums.shares.replications());
    n.push_back(sums.n);
    nn.push_back(sums.nn);
  }
  group.coordinate({"batch", {}, "1", "number of the batch"}, numbers);
  group.write({"replications", {"batch"}, "1", "replications of the batch"}, replications);
  group.write({"n", {"batch"}, "1", "sum of n, the replication's attempts"}, n);
  group.write({"nn", {"batch"}, "1", "sum of n^2"}, nn);
  for (std::size_t m = 0; m < measure_count; ++m) write_measure_sums(group, result, configurations, m);
  write_pair_sums(group, result, world);
}

}  // namespace panj
