#pragma once

#include "base/grid.h"
#include "rng/stream.h"

namespace panj {

/// A Gaussian random field on a grid: mean 0, variance 1, correlation exp(-(r / l)^2) at distance r, which is
/// 1/e at l.
///
/// White noise, a standard normal for each cell and for a margin around the grid, is convolved with the
/// separable kernel exp(-2 (r / l)^2), whose self-convolution is the correlation. The field is exactly
/// Gaussian. The kernel is normalised on the grid and cut at 2 l (four of its standard deviations): the
/// variance is exact, and for l of two cells and more the correlation is within 2e-4 of the stated one.
/// \param noise where the noise is drawn: block = column / 2, Address::replication = row (both with margin).
Layer<float> gaussian_field(const Grid& grid, double correlation_m, const Address& noise);

}  // namespace panj
