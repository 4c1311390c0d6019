#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/replication.h"
#include "stats/controlled_share.h"
#include "stats/fixed_point.h"
#include "tally/summary_sums.h"

namespace panj {

/// What control variates need beside the sums of /summary: sums over units (those of SummarySums) of controls
/// (model/controls.h), of their products with each other and with what the measures count, in folds by the
/// number of the batch. Integers all (controls rounded to 2^-32): they add up in any order to the same bits.
/// Each configuration has two controls, `way` and `origin`.
class ControlTally {
 public:
  /// Coefficients for the batches whose number leaves one rest by this come from all others.
  static constexpr std::size_t folds = 8;

  ControlTally() = default;
  /// \param batch replications of a batch.
  ControlTally(std::size_t configurations, std::int64_t batch);

  /// Nobody asked for control variates.
  bool empty() const { return folds_.empty(); }
  /// What is added next, up to the end of the unit, is of this replication's batch.
  void enter(std::int64_t replication) {
    fold_ = static_cast<std::size_t>(replication / batch_ % static_cast<std::int64_t>(folds));
  }
  /// Adds an attempt of ordinary traffic.
  void add(const Replication& replication, std::size_t attempt);
  /// Ends the current unit; to be called before it ends in `shares`, which holds what it counts.
  void end_unit(ShareTable& shares);
  /// \throws std::invalid_argument for the tally of other configurations.
  ControlTally& operator+=(const ControlTally& other);

  /// A share and a paired difference (a less b) of those in `sums`, which hold the same units. The
  /// coefficients of a share are those of `way` and `origin`.
  ControlledEstimate share(const SummarySums& sums, std::size_t configuration, std::size_t measure,
                           double confidence) const;
  ControlledEstimate difference(const SummarySums& sums, std::size_t a, std::size_t b, std::size_t measure,
                                double confidence) const;
  /// Mean of a control over all attempts, which is 0 but for chance: 0 `way`, 1 `origin`.
  Estimate mean_control(const SummarySums& sums, std::size_t configuration, std::size_t which,
                        double confidence) const;

  /// Of all sums.
  bool operator==(const ControlTally& other) const { return folds_ == other.folds_; }
  /// Hands every sum to `visit`, always in the same order (tally/state.h writes and reads them so).
  template <class Self, class Visit>
  static void each_sum(Self& self, Visit& visit) {
    visit(self.folds_);
  }

 private:
  struct Fold {
    std::int64_t units = 0;
    std::int64_t n = 0;
    std::vector<Int128> y;   ///< [configuration][measure]
    std::vector<Int128> x;   ///< [control]: two for each configuration
    std::vector<Int128> nx;  ///< [control]
    std::vector<Int128> xx;  ///< [control][earlier control or itself]
    std::vector<Int128> yx;  ///< [configuration][measure][control]
    bool operator==(const Fold&) const = default;

    template <class Self, class Visit>
    static void each_sum(Self& self, Visit& visit) {
      visit(self.units);
      visit(self.n);
      visit(self.y);
      visit(self.x);
      visit(self.nx);
      visit(self.xx);
      visit(self.yx);
    }
  };

  std::size_t controls() const { return 2 * configurations_; }
  Int128 product(const Fold& fold, std::size_t a, std::size_t b) const;
  /// Sums of some controls, and of a measure under `a` less that under `b`, where there is a b.
  std::vector<ControlFold> fold_sums(const std::vector<std::size_t>& which, std::size_t measure,
                                     std::size_t a, const std::size_t* b) const;

  std::size_t configurations_ = 0;
  std::int64_t batch_ = 1;
  std::size_t fold_ = 0;
  std::vector<std::int64_t> current_;  ///< [control], in the current unit
  std::vector<Fold> folds_;
};

}  // namespace panj
