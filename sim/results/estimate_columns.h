#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "results/hdf5_group.h"
#include "stats/estimate.h"
#include "world/world.h"

namespace panj {

/// Writes the dimension of an interval's ends, "low" and "high".
void write_bound(Hdf5Group& group);

/// Writes the names of the world's configurations as a coordinate.
void write_configurations(Hdf5Group& group, const World& world, const std::string& name = "configuration");

/// Estimates on their way into four variables: X, X_stderr, X_ci(..., bound) and X_method.
class EstimateColumns {
 public:
  void add(const Estimate& estimate);

  /// What the four variables are called, and over which dimensions the estimates were added.
  struct Naming {
    std::string name;    ///< of X
    std::string prefix;  ///< of the others: usually that of X
    std::string long_name;
    std::vector<std::string> dimensions;
    double confidence = 0.0;
    std::string units = "1";
    double per_unit = 1.0;  ///< how many units of the estimates make one of `units`
    bool has_error = true;  ///< X_stderr is written
  };
  /// The group has the dimensions and `bound`.
  void write(Hdf5Group& group, const Naming& naming) const;

 private:
  std::vector<double> values_;
  std::vector<double> standard_errors_;
  std::vector<double> bounds_;
  std::vector<std::int8_t> methods_;
};

}  // namespace panj
