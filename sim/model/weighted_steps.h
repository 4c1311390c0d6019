#pragma once

#include <cstdint>

#include "world/route_field.h"

namespace panj {

/// Draws the steps of a walk from one of two tables with the same moves, and weighs it by what a walk of the
/// class's own table is to one of the mixture (importance sampling by the balance heuristic; Veach and Guibas
/// 1995, Hesterberg 1995): w = 1 / (a + (1 - a) Q / P), P and Q the probabilities of the steps really taken
/// by the plain and the tilted table as they are rounded, a the share of walks by the plain one. The mean
/// weight is 1 and sums of w times anything are unbiased, whatever the tilt; no weight is above 1 / a.
class WeightedSteps {
 public:
  /// Both fields are views, of kind logit. \param plain_share a, in (0, 1].
  WeightedSteps(const RouteField& plain, const RouteField& tilted, double plain_share, bool by_plain)
      : plain_(plain), tilted_(tilted), plain_share_(plain_share), by_plain_(by_plain) {}

  /// \param bits 16 uniform random bits. The walk does not end in `here`.
  Step next(CellId here, std::uint16_t bits);
  /// Of the steps up to now.
  double weight() const { return 1.0 / (plain_share_ + (1.0 - plain_share_) * ratio_); }

 private:
  const RouteField& plain_;
  const RouteField& tilted_;
  double plain_share_;
  bool by_plain_;
  double ratio_ = 1.0;  ///< Q / P
};

}  // namespace panj
