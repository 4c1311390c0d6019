// How often the intervals that panj prints hold the truth: independent runs of a case with a known answer
// (tests/support/coverage_experiment.h), ended after a fixed number of replications or as soon as an interval
// is narrow; and all that /best says at once. Prints a table.
//     ./panj bench interval_coverage -- [RUNS] [P...]     1,000 runs; P(detect) of .001 .01 .1 .5 .9
// P 0.001 takes most of the time.

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

#include "parallel/for_each_batch.h"
#include "stats/proportion.h"
#include "support/coverage_experiment.h"

namespace {

using namespace panj;
using namespace panj::coverage;

struct Plan {
  std::vector<Ending> endings;
  std::int64_t most_replications = 0;
};

/// Fixed sizes, and bounds that suit p: parts of p, absolute and relative.
Plan plan_of(double p) {
  const auto absolute = [p](double part) {
    std::ostringstream text;
    text << '<' << part * p;
    return Ending{0, text.str()};
  };
  if (p < 0.005) return {{{64, ""}, {2048, ""}, absolute(0.5), {0, "<50%"}}, 98304};
  if (p < 0.05) return {{{64, ""}, {512, ""}, absolute(0.5), absolute(0.3), {0, "<50%"}}, 24576};
  return {{{64, ""}, {256, ""}, absolute(p > 0.6 ? 0.01 : 0.2), {0, "<20%"}}, 12288};
}

std::string name_of(const Ending& ending) {
  return ending.bound.empty() ? "fixed" : ending.bound;
}

void print(const Case& experiment, const Plan& plan, const Table& table) {
  std::vector<std::string> names;
  for (const Quantity& quantity : quantities_of(experiment)) names.push_back(quantity.name);
  names.insert(names.end(), {"detection time, median", "detection time, 90 %", "all that /best says"});
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t e = 0; e < plan.endings.size(); ++e) {
      const Record& record = table[i][e];
      if (record.runs == 0) continue;
      const auto runs = static_cast<double>(record.runs);
      const Estimate covered = clopper_pearson(static_cast<double>(record.covered), runs, 0.95);
      std::cout << std::left << std::setw(8) << experiment.p << std::setw(26) << names[i] << std::setw(10)
                << name_of(plan.endings[e]) << std::right << std::setw(6) << record.runs << std::setw(10)
                << std::fixed << std::setprecision(0) << record.replications / runs << std::setprecision(1)
                << std::setw(9) << 100.0 * covered.value << " [" << 100.0 * covered.low << ", "
                << 100.0 * covered.high << "]" << std::setw(8)
                << 100.0 * static_cast<double>(record.too_low) / runs << std::defaultfloat
                << std::setprecision(3) << std::setw(12) << record.half_width / runs << std::setprecision(6)
                << '\n';
    }
  std::cout << std::flush;
}

void experiment_with(double p, std::int64_t runs) {
  // Rare events take many replications: fewer attempts in each.
  const Case experiment = p < 0.05 ? Case{p, 0.001, 5.0} : Case{p, 0.01 / (1.0 - p), 20.0};
  const Plan plan = plan_of(p);
  const int threads = available_threads();
  std::vector<Table> tables(static_cast<std::size_t>(threads));
  std::atomic<std::int64_t> next = 1;
  std::vector<std::thread> workers;  // each runs worlds of its own, on one thread
  for (Table& table : tables)
    workers.emplace_back([&] {
      for (std::int64_t run = next++; run <= runs; run = next++)
        add_run(experiment, plan.endings, plan.most_replications, static_cast<std::uint64_t>(run), table);
    });
  for (std::thread& worker : workers) worker.join();
  Table sum;
  for (const Table& table : tables) {
    if (table.empty()) continue;
    if (sum.empty()) {
      sum = table;
      continue;
    }
    for (std::size_t i = 0; i < sum.size(); ++i)
      for (std::size_t e = 0; e < sum[i].size(); ++e) sum[i][e] += table[i][e];
  }
  print(experiment, plan, sum);
}

}  // namespace

int main(int argc, char** argv) {
  const std::int64_t runs = argc > 1 ? std::strtoll(argv[1], nullptr, 10) : 1000;
  std::vector<double> shares;
  for (int i = 2; i < argc; ++i) shares.push_back(std::strtod(argv[i], nullptr));
  if (runs < 1 ||
      std::any_of(shares.begin(), shares.end(), [](double p) { return !(p > 0.0 && p <= 0.9); })) {
    std::cerr << "interval_coverage [RUNS [P...]]: runs of 1 or more, each P above 0 and up to 0.9\n";
    return 2;
  }
  if (shares.empty()) shares = {0.9, 0.5, 0.1, 0.01, 0.001};
  std::cout
      << "p       quantity                  ending      runs   repl.    cover %  [95 % interval]  low %  "
         "half width\n";
  for (const double p : shares) experiment_with(p, runs);
  return 0;
}
