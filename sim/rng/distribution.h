#pragma once

#include <string>
#include <variant>
#include <vector>

namespace panj {

// Distributions of a quantity >= 0 that a scenario may state; parameters in the SI unit of the quantity.

struct Fixed {
  double value = 0.0;
};
struct Uniform {
  double min = 0.0;
  double max = 0.0;
};
/// Normal, cut at 0: what would be negative is 0.
struct Normal {
  double mean = 0.0;
  double sd = 0.0;
};
/// exp(N(log median, sigma^2)).
struct Lognormal {
  double median = 1.0;
  double sigma = 0.0;
};
struct Exponential {
  double mean = 1.0;
};
/// Mean shape * scale.
struct Gamma {
  double shape = 1.0;
  double scale = 1.0;
};
/// Whole numbers from 1: P(n) = (1 - p)^(n - 1) p, mean 1 / p.
struct Geometric {
  double mean = 1.0;
};
/// Values with weights (they need not add up to 1).
struct Empirical {
  std::vector<double> values;
  std::vector<double> weights;
};

using Distribution =
    std::variant<Fixed, Uniform, Normal, Lognormal, Exponential, Gamma, Geometric, Empirical>;

/// The value below which a share `u` of the draws lies, 0 < u < 1: a draw is quantile(d, uniform).
double quantile(const Distribution& distribution, double u);

/// The same for the length-biased distribution, whose density is x f(x) / E X: of the interval of a renewal
/// process that a fixed time falls into (Cox 1962, Renewal Theory, section 5.4).
/// Needs a mean greater than 0.
double length_biased_quantile(const Distribution& distribution, double u);

/// Mean of the distribution (of the cut one for Normal).
double mean(const Distribution& distribution);

/// A constant draws nothing.
bool is_constant(const Distribution& distribution);

}  // namespace panj
