#include "stats/normal_points.h"

#include <algorithm>
#include <cmath>

#include "base/special_functions.h"

namespace panj {

namespace {

std::vector<double> roots_of_primes(std::size_t number) {
  std::vector<double> roots;
  for (int candidate = 2; roots.size() < number; ++candidate) {
    bool is_prime = true;
    for (int divisor = 2; divisor * divisor <= candidate && is_prime; ++divisor)
      is_prime = candidate % divisor != 0;
    if (is_prime) roots.push_back(std::sqrt(static_cast<double>(candidate)));
  }
  return roots;
}

}  // namespace

NormalPoints::NormalPoints(std::size_t dimensions, std::size_t number)
    : dimensions_(dimensions), number_(number) {
  // Farther out than 1 in 10^9 no point may lie: 0 and 1 are at infinity.
  constexpr double least = 1e-9;
  const std::vector<double> roots = roots_of_primes(dimensions);
  values_.reserve(number * dimensions);
  for (std::size_t d = 0; d < dimensions; ++d)
    for (std::size_t i = 0; i < number; ++i) {
      const double turned = (static_cast<double>(i) + 1.0) * roots[d];
      const double folded = std::abs(2.0 * (turned - std::floor(turned)) - 1.0);
      values_.push_back(normal_quantile(std::clamp(folded, least, 1.0 - least)));
    }
}

}  // namespace panj
