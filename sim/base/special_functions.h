#pragma once

namespace panj {

// The one door to Boost.Math (which takes seconds to compile). Outside the domain: NaN. At the ends p = 0 and
// p = 1: the ends of the distribution's support, infinite ones included. Accuracy: about 1e-14 relative.

/// Standard normal quantile, 0 <= p <= 1.
double normal_quantile(double p);
/// Standard normal distribution function.
double normal_cdf(double x);
/// Quantile of Student's t with `degrees` > 0 degrees of freedom.
double student_t_quantile(double p, double degrees);
/// Quantile of the beta distribution, a, b > 0.
double beta_quantile(double p, double a, double b);
/// Quantile of the gamma distribution with unit scale.
double gamma_quantile(double p, double shape);

}  // namespace panj
