#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "stats/fixed_point.h"
#include "stats/weighted_share.h"
#include "tally/measures.h"

namespace panj {

/// A class of weighted attempts (`rare_leaks`): sums over statistical units (as of a ShareTable), integers
/// all, so that they add up in any order to the same bits. Weighted scores enter rounded to 2^-64, squares
/// and products of a unit's sums to 2^-76: shares down to 1e-10 keep three digits. They hold while the
/// squares of the numbers of attempts of all units add up to less than 2e15: for 10,000 attempts in each of
/// 20 million. Quantities are the measures, in their order, and two that are known better than by counting.
class RareTally {
 public:
  /// Comes through unseen: exp(-H) of attempts that end in time.
  static constexpr std::size_t undetected = measure_count;
  /// Leaks: the same, and those that are detected and leak.
  static constexpr std::size_t leaks = measure_count + 1;
  static constexpr std::size_t quantities = measure_count + 2;

  RareTally() = default;
  /// \param plain_share of the attempts that are drawn as they come, in (0, 1].
  RareTally(std::size_t configurations, double plain_share)
      : plain_share_(plain_share), of_configurations_(configurations) {}

  /// The class is not weighted.
  bool empty() const { return of_configurations_.empty(); }
  /// Adds an attempt of the current unit, under every configuration.
  void add(const Replication& replication, std::size_t attempt);
  void end_unit(std::int64_t replications = 1);
  /// \throws std::invalid_argument for the tally of other configurations.
  RareTally& operator+=(const RareTally& other);

  std::int64_t attempts() const { return n_; }
  /// Of those, expected to be drawn as they come.
  double plain_attempts() const { return plain_share_ * static_cast<double>(n_); }
  /// Moves from cell to cell of all attempts.
  std::int64_t path_steps(std::size_t configuration) const { return of_configurations_[configuration].steps; }
  WeightedSums sums(std::size_t configuration, std::size_t quantity) const;
  Estimate share(std::size_t configuration, std::size_t quantity, double confidence) const;
  /// 1 but for chance, if the weights are right.
  Estimate mean_weight(std::size_t configuration, double confidence) const;
  /// Attempts that a quantity rests on: (sum of weighted scores)^2 over the sum of their squares (Kish 1965).
  double effective_size(std::size_t configuration, std::size_t quantity) const;
  bool operator==(const RareTally&) const = default;
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.units_);
    visit(self.replications_);
    visit(self.n_);
    visit(self.nn_);
    for (auto& sums : self.of_configurations_) {
      visit(sums.w);
      visit(sums.ww);
      visit(sums.nw);
      visit(sums.steps);
      for (auto& quantity : sums.of) {
        visit(quantity.y);
        visit(quantity.yy);
        visit(quantity.ny);
        visit(quantity.wy);
        visit(quantity.squares);
        visit(quantity.squares_of_rest);
      }
    }
  }

 private:
  struct OfQuantity {
    Int128 y = 0, yy = 0, ny = 0, wy = 0;
    Int128 squares = 0;          ///< of each attempt's weighted score
    Int128 squares_of_rest = 0;  ///< of each attempt's weight less that
    Int128 current_y = 0;
    bool operator==(const OfQuantity&) const = default;
  };
  struct OfConfiguration {
    Int128 w = 0, ww = 0, nw = 0;
    Int128 current_w = 0;
    std::int64_t steps = 0;
    std::array<OfQuantity, quantities> of{};
    bool operator==(const OfConfiguration&) const = default;
  };

  static void end(OfConfiguration& sums, std::int64_t n);

  double plain_share_ = 1.0;
  std::int64_t units_ = 0;
  std::int64_t replications_ = 0;  ///< in all units
  std::int64_t n_ = 0;
  Int128 nn_ = 0;
  std::int64_t current_n_ = 0;
  std::vector<OfConfiguration> of_configurations_;
};

}  // namespace panj
