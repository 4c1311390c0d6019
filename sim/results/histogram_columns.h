#pragma once

#include <string>
#include <vector>

#include "results/hdf5_group.h"
#include "stats/histogram.h"

namespace panj {

/// A distribution over attempts, one histogram for each place along some dimensions, as a group shows it.
struct Distributed {
  std::string name;      ///< of the coordinate, and what the variables begin with
  std::string what;      ///< "time from departure to first detection"
  std::string happened;  ///< "detected"
  std::string units;
  double per_unit = 1.0;  ///< how many of the histogram's units make one of `units`
  std::vector<std::string> dimensions = {"configuration"};
};

/// Edges, counts, and the share of all attempts up to each edge (a defective distribution).
/// \param histograms in row-major order of the dimensions, all with the same edges.
/// \param attempts that each is taken from.
void write_histograms(Hdf5Group& group, const std::vector<Histogram>& histograms, const Distributed& what,
                      const std::vector<std::int64_t>& attempts);

/// The dimension of quantiles: their levels.
void write_quantile_levels(Hdf5Group& group);

/// Quantiles and their intervals. \param design_effects of the attempts in each histogram. \param
/// at_first_edge how many of each histogram's values are its first edge itself; empty: none.
void write_quantiles(Hdf5Group& group, const std::vector<Histogram>& histograms, const Distributed& what,
                     const std::vector<double>& design_effects, double confidence,
                     const std::vector<std::int64_t>& at_first_edge = {});

}  // namespace panj
