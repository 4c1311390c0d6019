#include "base/special_functions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

namespace panj {

namespace {

namespace policies = boost::math::policies;

// Limits of the domain are handled here; what the library still finds at the end of the range of doubles is 0
// or infinity, never an exception. Without promotion to long double: the same path on every machine, and
// faster.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>, policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>, policies::evaluation_error<policies::ignore_error>,
    policies::promote_double<false>>;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// What was last asked for, and found. A table of intervals asks for one quantile again and again.
struct Quantile {
  double p = nan;
  double degrees = nan;
  double value = nan;
};

bool is_share(double p) {
  return p >= 0.0 && p <= 1.0;
}

}  // namespace

double normal_quantile(double p) {
  if (!is_share(p)) return nan;
  if (p == 0.0) return -infinity;
  if (p == 1.0) return infinity;
  return boost::math::quantile(boost::math::normal_distribution<double, Quiet>(), p);
}

double normal_cdf(double x) {
  if (std::isnan(x)) return nan;
  return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double student_t_quantile(double p, double degrees) {
  if (!is_share(p) || !(degrees > 0.0)) return nan;
  if (p == 0.0) return -infinity;
  if (p == 1.0) return infinity;
  if (p == 0.5) return 0.0;
  if (std::isinf(degrees)) return normal_quantile(p);
  thread_local Quantile last;
  if (last.p != p || last.degrees != degrees)
    last = {p, degrees,
            boost::math::quantile(boost::math::students_t_distribution<double, Quiet>(degrees), p)};
  return last.value;
}

double beta_quantile(double p, double a, double b) {
  if (!is_share(p) || !(a > 0.0) || !(b > 0.0) || std::isinf(a) || std::isinf(b)) return nan;
  if (p == 0.0 || p == 1.0) return p;
  return boost::math::quantile(boost::math::beta_distribution<double, Quiet>(a, b), p);
}

double gamma_quantile(double p, double shape) {
  if (!is_share(p) || !(shape > 0.0) || std::isinf(shape)) return nan;
  if (p == 0.0) return 0.0;
  if (p == 1.0) return infinity;
  return boost::math::quantile(boost::math::gamma_distribution<double, Quiet>(shape, 1.0), p);
}

}  // namespace panj
