#include "rng/whole_number.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

bool is_whole(double value) {
  return std::isfinite(value) && value == std::floor(value);
}

}  // namespace

bool gives_whole_numbers(const Distribution& distribution) {
  if (const auto* fixed = std::get_if<Fixed>(&distribution)) return is_whole(fixed->value);
  if (const auto* uniform = std::get_if<Uniform>(&distribution))
    return is_whole(uniform->min) && is_whole(uniform->max);
  if (const auto* table = std::get_if<Empirical>(&distribution))
    return std::all_of(table->values.begin(), table->values.end(), is_whole);
  return std::holds_alternative<Geometric>(distribution);
}

std::int64_t whole_quantile(const Distribution& distribution, double u) {
  if (const auto* uniform = std::get_if<Uniform>(&distribution)) {
    const double numbers = uniform->max - uniform->min + 1.0;
    return std::llround(uniform->min + std::min(std::floor(u * numbers), numbers - 1.0));
  }
  return std::llround(quantile(distribution, u));
}

}  // namespace panj
