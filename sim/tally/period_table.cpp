#include "tally/period_table.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "stats/proportion.h"
#include "stats/ratio.h"
#include "tally/adding.h"

namespace panj {

const std::array<PeriodMeasure, period_measure_count> period_measures{{
    {"leaks", "attempts that leak in a period", PeriodMeasure::Kind::count, PeriodTable::leaks},
    {"persons_through", "persons of the groups that leak in a period", PeriodMeasure::Kind::count,
     PeriodTable::leaks},
    {"p_no_leak", "probability that nothing leaks in a period", PeriodMeasure::Kind::chance,
     PeriodTable::p_no_leak},
    {"sites_reached", "attempts that reach a protected site in a period", PeriodMeasure::Kind::count,
     PeriodTable::sites_reached},
    {"p_no_site_reached", "probability that no protected site is reached in a period",
     PeriodMeasure::Kind::chance, PeriodTable::p_no_site_reached},
}};

std::size_t find_period_measure(std::string_view name) {
  std::size_t index = 0;
  while (index < period_measure_count && period_measures[index].name != name) ++index;
  return index;
}

PeriodTable::PeriodTable(std::size_t configurations)
    : configurations_(configurations),
      sums_(configurations * period_measure_count),
      products_(configurations * (configurations + 1) / 2 * period_measure_count),
      apart_(products_.size()),
      current_(configurations * period_measure_count),
      current_of_unit_(current_.size()) {}

void PeriodTable::end_replication() {
  for (std::size_t c = 0; c < configurations_; ++c) {
    std::int64_t* const row = current_.data() + c * period_measure_count;
    row[p_no_leak] = row[leaks] == 0 ? 1 : 0;
    row[p_no_site_reached] = row[sites_reached] == 0 ? 1 : 0;
  }
  for (std::size_t i = 0; i < current_.size(); ++i) current_of_unit_[i] += current_[i];
  std::fill(current_.begin(), current_.end(), 0);
}

void PeriodTable::end_unit(std::int64_t replications) {
  ++units_;
  replications_ += replications;
  const std::vector<std::int64_t>& y = current_of_unit_;
  for (std::size_t i = 0; i < y.size(); ++i) sums_[i] += y[i];
  Int128* product = products_.data();
  for (std::size_t a = 0; a < configurations_; ++a)
    for (std::size_t b = 0; b <= a; ++b)
      for (std::size_t m = 0; m < period_measure_count; ++m, ++product)
        *product += static_cast<Int128>(y[a * period_measure_count + m]) * y[b * period_measure_count + m];
  if (replications > 1) add_apart();
  std::fill(current_of_unit_.begin(), current_of_unit_.end(), 0);
}

void PeriodTable::add_apart() {
  const std::vector<std::int64_t>& y = current_of_unit_;
  for (std::size_t a = 0; a < configurations_; ++a)
    for (std::size_t b = 0; b <= a; ++b)
      for (std::size_t m = 0; m < period_measure_count; ++m)
        apart_[pair(a, b, m)] += std::abs(y[a * period_measure_count + m] - y[b * period_measure_count + m]);
}

PeriodTable& PeriodTable::operator+=(const PeriodTable& other) {
  if (configurations_ != other.configurations_)
    throw std::invalid_argument("period tables of different shapes don't add up");
  units_ += other.units_;
  replications_ += other.replications_;
  add_to(sums_, other.sums_);
  add_to(products_, other.products_);
  add_to(apart_, other.apart_);
  return *this;
}

Int128 PeriodTable::exact_sum(std::size_t configuration, std::size_t measure) const {
  return sums_[configuration * period_measure_count + measure];
}

std::size_t PeriodTable::pair(std::size_t a, std::size_t b, std::size_t measure) const {
  const std::size_t high = std::max(a, b);
  const std::size_t low = std::min(a, b);
  return (high * (high + 1) / 2 + low) * period_measure_count + measure;
}

Int128 PeriodTable::exact_product(std::size_t a, std::size_t b, std::size_t measure) const {
  return products_[pair(a, b, measure)];
}

double PeriodTable::per_unit() const {
  return units_ > 0 ? static_cast<double>(replications_) / static_cast<double>(units_) : 1.0;
}

Estimate PeriodTable::estimate(std::size_t configuration, std::size_t measure, double confidence) const {
  const auto r = static_cast<double>(replications_);
  const auto units = static_cast<double>(units_);
  const double each = per_unit();
  const auto y = static_cast<double>(exact_sum(configuration, measure));
  const auto yy = static_cast<double>(exact_product(configuration, configuration, measure));
  if (period_measures[measure].kind == PeriodMeasure::Kind::chance)
    return units_ == replications_ ? independent_share(y, r, confidence)
                                   : share({units, r, y, r * each, yy, y * each, each}, confidence);
  const auto events = static_cast<double>(exact_sum(configuration, period_measures[measure].events));
  return mean_of_counts({units, y / each, yy / each / each, each}, events, confidence);
}

Estimate PeriodTable::difference(std::size_t a, std::size_t b, std::size_t measure, double confidence) const {
  const auto r = static_cast<double>(replications_);
  const auto units = static_cast<double>(units_);
  const double each = per_unit();
  // In integers: what differs in one replication of a billion still differs by exactly that.
  const auto y = static_cast<double>(exact_sum(a, measure) - exact_sum(b, measure));
  const auto yy = static_cast<double>(exact_product(a, a, measure) + exact_product(b, b, measure) -
                                      2 * exact_product(a, b, measure));
  if (period_measures[measure].kind != PeriodMeasure::Kind::chance)
    return mean_difference({units, y / each, yy / each / each, each}, confidence);
  // Squares of -1, 0 and 1 are distances.
  const double apart = units_ == replications_ ? yy : static_cast<double>(apart_[pair(a, b, measure)]);
  return paired_difference({units, r, y, r * each, yy, y * each, each}, apart, confidence);
}

}  // namespace panj
