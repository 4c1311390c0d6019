#include <array>

#include "results/estimate_columns.h"
#include "results/result_groups.h"

// How rarely weighted classes come through.
namespace panj {

namespace {

/// The classes that have weights.
struct Weighted {
  std::vector<std::string> names;
  std::vector<const RareTally*> tallies;
  std::vector<double> plain_shares;
};

Weighted weighted_classes(const World& world, const RunResult& result) {
  Weighted weighted;
  for (std::size_t k = 0; k < world.crossers.size(); ++k) {
    if (result.tally.rare[k].empty()) continue;
    weighted.names.push_back(world.crossers[k].name);
    weighted.tallies.push_back(&result.tally.rare[k]);
    weighted.plain_shares.push_back(world.crossers[k].rare_leaks->plain_share);
  }
  return weighted;
}

const std::vector<std::string> by_class{"configuration", "crosser"};

/// One value for each configuration and class.
template <class Value>
auto for_each_class(const World& world, const Weighted& weighted, Value value) {
  std::vector<decltype(value(*weighted.tallies.front(), std::size_t{}))> values;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (const RareTally* tally : weighted.tallies) values.push_back(value(*tally, c));
  return values;
}

void write_estimates(Hdf5Group& group, const std::string& name, const std::string& text,
                     const std::vector<Estimate>& estimates, double confidence) {
  EstimateColumns columns;
  for (const Estimate& estimate : estimates) columns.add(estimate);
  columns.write(group, {name, name, text, by_class, confidence});
}

struct Rare {
  std::size_t quantity = 0;
  std::string name;
  std::string text;
};

void write_quantity(Hdf5Group& group, const World& world, const Weighted& weighted, const Rare& rare) {
  const double confidence = world.scenario.sampling.confidence;
  const auto shares = for_each_class(world, weighted, [&](const RareTally& tally, std::size_t c) {
    return tally.share(c, rare.quantity, confidence);
  });
  write_estimates(group, rare.name, rare.text, shares, confidence);
  std::vector<double> relative;
  std::vector<double> equivalent;
  for (const Estimate& share : shares) {
    relative.push_back(share.standard_error / share.value);
    equivalent.push_back(equivalent_attempts(share));
  }
  group.write({rare.name + "_relative_error", by_class, "1", rare.text + ": standard error over the value"},
              relative);
  group.write({rare.name + "_equivalent_attempts", by_class, "1",
               rare.text + ": unweighted attempts that would have the same standard error when counted"},
              equivalent);
  group.write({rare.name + "_effective_size", by_class, "1",
               rare.text + ": attempts that it rests on, by the spread of their weighted scores"},
              for_each_class(world, weighted, [&](const RareTally& tally, std::size_t c) {
                return tally.effective_size(c, rare.quantity);
              }));
}

}  // namespace

void write_rare(Hdf5Group& root, const World& world, const RunResult& result) {
  const Weighted weighted = weighted_classes(world, result);
  if (weighted.names.empty()) return;
  const double confidence = world.scenario.sampling.confidence;
  Hdf5Group group = root.make_group("rare");
  write_configurations(group, world);
  write_bound(group);
  group.set_attribute("measures", std::string("p_undetected p_leak mean_weight"));
  group.set_attribute("confidence_level", confidence);
  group.coordinate({"crosser", {}, "1", "class with weighted attempts"}, weighted.names);
  write_quantity(group, world, weighted,
                 {RareTally::undetected, "p_undetected",
                  "probability to come to the destination undetected, by exp(-H) of weighted attempts"});
  write_quantity(group, world, weighted,
                 {RareTally::leaks, "p_leak",
                  "probability to come to the destination: undetected, or detected and not intercepted"});
  write_estimates(
      group, "mean_weight", "mean weight of the attempts, 1 but for chance",
      for_each_class(world, weighted,
                     [&](const RareTally& tally, std::size_t c) { return tally.mean_weight(c, confidence); }),
      confidence);
  group.write({"path_steps", by_class, "1", "moves from cell to cell of all attempts"},
              for_each_class(world, weighted,
                             [](const RareTally& tally, std::size_t c) { return tally.path_steps(c); }));
  std::vector<std::int64_t> attempts;
  for (const RareTally* tally : weighted.tallies) attempts.push_back(tally->attempts());
  group.write({"n_attempts", {"crosser"}, "1", "attempts that were sampled"}, attempts);
  group.write({"plain_share", {"crosser"}, "1", "share of them whose way is drawn as it is taken"},
              weighted.plain_shares);
}

}  // namespace panj
