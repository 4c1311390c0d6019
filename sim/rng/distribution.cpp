#include "rng/distribution.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "base/special_functions.h"

namespace panj {

namespace {

/// Calls visit(number) for the values in ascending order, equal ones in theirs, until it returns false.
/// Tables are short, and draws must take no memory.
template <class Visit>
void visit_ascending(const std::vector<double>& values, const Visit& visit) {
  if (std::is_sorted(values.begin(), values.end())) {
    for (std::size_t i = 0; i < values.size(); ++i)
      if (!visit(i)) return;
    return;
  }
  const auto before = [&values](std::size_t a, std::size_t b) {
    return values[a] != values[b] ? values[a] < values[b] : a < b;
  };
  std::size_t last = values.size();
  for (std::size_t seen = 0; seen < values.size(); ++seen) {
    std::size_t next = values.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const bool is_left = last == values.size() || before(last, i);
      if (is_left && (next == values.size() || before(i, next))) next = i;
    }
    if (!visit(next)) return;
    last = next;
  }
}

double total_weight(const Empirical& table) {
  return std::accumulate(table.weights.begin(), table.weights.end(), 0.0);
}

/// The only value that an empirical table can give, or its first where there are several.
double first_possible(const Empirical& table) {
  for (std::size_t i = 0; i < table.values.size(); ++i)
    if (table.weights[i] > 0.0) return table.values[i];
  return 0.0;
}

struct QuantileAt {
  double u;

  double operator()(const Fixed& d) const { return d.value; }
  double operator()(const Uniform& d) const { return d.min + u * (d.max - d.min); }
  double operator()(const Normal& d) const { return std::max(0.0, d.mean + d.sd * normal_quantile(u)); }
  double operator()(const Lognormal& d) const { return d.median * std::exp(d.sigma * normal_quantile(u)); }
  double operator()(const Exponential& d) const { return -d.mean * std::log1p(-u); }
  double operator()(const Gamma& d) const { return d.scale * gamma_quantile(u, d.shape); }
  double operator()(const Geometric& d) const {
    if (d.mean <= 1.0) return 1.0;
    return std::max(1.0, std::ceil(std::log1p(-u) / std::log1p(-1.0 / d.mean)));
  }
  double operator()(const Empirical& d) const {
    const double sought = u * total_weight(d);
    double reached = 0.0;
    double value = first_possible(d);
    visit_ascending(d.values, [&](std::size_t i) {
      if (d.weights[i] <= 0.0) return true;
      value = d.values[i];
      reached += d.weights[i];
      return reached < sought;
    });
    return value;
  }
};

/// Where a rising function passes `sought`, to the last bits: by halving [low, high].
template <class Function>
double where_passing(const Function& rising, double sought, double low, double high) {
  for (int step = 0; step < 200; ++step) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    (rising(middle) < sought ? low : high) = middle;
  }
  return high;
}

struct LengthBiasedQuantileAt {
  double u;

  double operator()(const Fixed& d) const { return d.value; }
  double operator()(const Uniform& d) const {
    return std::sqrt(d.min * d.min + u * (d.max - d.min) * (d.max + d.min));
  }
  /// Share of the length below x > 0: [m (F(z) - F(z0)) - s (f(z) - f(z0))] over its value at infinity, with
  /// z = (x - m) / s, z0 = -m / s, F and f the standard normal's distribution and density.
  double operator()(const Normal& d) const {
    if (d.sd <= 0.0) return d.mean;
    const auto density = [](double z) { return std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi); };
    const double z0 = -d.mean / d.sd;
    const auto length_below = [&](double x) {
      const double z = (x - d.mean) / d.sd;
      return d.mean * (normal_cdf(z) - normal_cdf(z0)) - d.sd * (density(z) - density(z0));
    };
    const double highest = std::max(0.0, d.mean) + 40.0 * d.sd;
    return where_passing(length_below, u * length_below(highest), 0.0, highest);
  }
  double operator()(const Lognormal& d) const {
    return d.median * std::exp(d.sigma * d.sigma + d.sigma * normal_quantile(u));
  }
  double operator()(const Exponential& d) const { return d.mean * gamma_quantile(u, 2.0); }
  double operator()(const Gamma& d) const { return d.scale * gamma_quantile(u, d.shape + 1.0); }
  /// Share of the length up to n: 1 - q^n (1 + n p).
  double operator()(const Geometric& d) const {
    if (d.mean <= 1.0) return 1.0;
    const double p = 1.0 / d.mean;
    const auto length_up_to = [p](double n) { return -std::expm1(n * std::log1p(-p) + std::log1p(n * p)); };
    return std::max(1.0, std::ceil(where_passing(length_up_to, u, 0.0, 2000.0 * d.mean)));
  }
  double operator()(const Empirical& d) const {
    Empirical biased = d;
    for (std::size_t i = 0; i < d.values.size(); ++i) biased.weights[i] *= d.values[i];
    return QuantileAt{u}(biased);
  }
};

struct Mean {
  double operator()(const Fixed& d) const { return d.value; }
  double operator()(const Uniform& d) const { return 0.5 * (d.min + d.max); }
  /// E max(0, X) = m Phi(m/s) + s phi(m/s).
  double operator()(const Normal& d) const {
    if (d.sd <= 0.0) return std::max(0.0, d.mean);
    const double z = d.mean / d.sd;
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    return d.mean * normal_cdf(z) + d.sd * density;
  }
  double operator()(const Lognormal& d) const { return d.median * std::exp(0.5 * d.sigma * d.sigma); }
  double operator()(const Exponential& d) const { return d.mean; }
  double operator()(const Gamma& d) const { return d.shape * d.scale; }
  double operator()(const Geometric& d) const { return std::max(1.0, d.mean); }
  double operator()(const Empirical& d) const {
    // A constant's mean is the constant, to the last bit.
    if (is_constant(d)) return first_possible(d);
    return std::inner_product(d.values.begin(), d.values.end(), d.weights.begin(), 0.0) / total_weight(d);
  }
};

struct IsConstant {
  bool operator()(const Fixed&) const { return true; }
  bool operator()(const Uniform& d) const { return d.min == d.max; }
  bool operator()(const Normal& d) const { return d.sd == 0.0; }
  bool operator()(const Lognormal& d) const { return d.sigma == 0.0; }
  bool operator()(const Exponential& d) const { return d.mean == 0.0; }
  bool operator()(const Gamma& d) const { return d.scale == 0.0; }
  bool operator()(const Geometric& d) const { return d.mean <= 1.0; }
  bool operator()(const Empirical& d) const {
    const double first = first_possible(d);
    for (std::size_t i = 0; i < d.values.size(); ++i)
      if (d.weights[i] > 0.0 && d.values[i] != first) return false;
    return true;
  }
};

}  // namespace

double quantile(const Distribution& distribution, double u) {
  // The quickest to find are not held up by the choice among all.
  if (const auto* fixed = std::get_if<Fixed>(&distribution)) return fixed->value;
  if (const auto* even = std::get_if<Uniform>(&distribution)) return QuantileAt{u}(*even);
  return std::visit(QuantileAt{u}, distribution);
}

double length_biased_quantile(const Distribution& distribution, double u) {
  return std::visit(LengthBiasedQuantileAt{u}, distribution);
}

double mean(const Distribution& distribution) {
  return std::visit(Mean{}, distribution);
}

bool is_constant(const Distribution& distribution) {
  return std::holds_alternative<Fixed>(distribution) || std::visit(IsConstant{}, distribution);
}

}  // namespace panj
