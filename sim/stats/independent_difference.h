#pragma once

#include "stats/estimate.h"

namespace panj {

/// Difference of two independent shares, a less b, from their own intervals at the confidence that is wanted:
/// arms add in quadrature, each bound of the difference with the arms that lead there (Newcombe 1998,
/// Statistics in Medicine 17, 873, method 10, with any interval of a share: Zou and Donner 2008,
/// doi:10.1002/sim.3095). Unlike Welch's it holds for rare events too. Method: that of a; NaN and `none`
/// where either is.
Estimate independent_difference(const Estimate& a, const Estimate& b);

}  // namespace panj
