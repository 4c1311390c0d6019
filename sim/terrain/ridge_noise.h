#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/geometry.h"
#include "rng/stream.h"

namespace panj {

/// Seeded ridges in absolute coordinates: what stands at a place depends on the seed and the place alone, not
/// on the grid that asks.
///
/// Ridged multifractal (Musgrave, in Ebert et al. 2003, Texturing and Modeling, 3rd ed., ch. 16) of gradient
/// noise (Perlin 2002, doi:10.1145/566654.566636), gradients by Philox from the address of the lattice point:
///   h(x) = sum_k A lambda_k w_k (ridge(n_k(x')) - mean),   ridge(n) = (1 - |n|)^2,
///   w_0 = 1,  w_{k+1} = between quiet and 1 as the ridge signals above it: rough crests, smooth valleys.
/// Height in proportion to wavelength (Hurst exponent 1) gives each octave the same share of the slope: that
/// is how slopes of real mountains grow from cells of 250 m to cells of 90 m. x' is x bent by a coarse noise
/// (domain warping), so that ridges wind. Each octave is turned by atan(4/3), not a fraction of the circle,
/// so that the lattices show nowhere. Wavelengths under four cells fade out, under two cells are left out: a
/// coarse grid sees the same mountains, smoother.
/// Only +, -, *, / and square roots: the same bits on every machine with IEEE arithmetic.
class RidgeNoise {
 public:
  RidgeNoise(std::uint64_t seed, double cell_size_m);

  /// Walks over the plane; keeps the lattice cell of the last call, so that near places cost little. One per
  /// thread.
  class Walker {
   public:
    explicit Walker(const RidgeNoise& noise) : noise_(noise), cells_(noise.octaves_.size() + 3) {}
    /// Height of the ridges at a place [m]: mean about 0, for full mountain relief.
    double height_m(const Point& place);
    /// Hardness of the rock at a place, 0..1: varies over a few kilometres.
    double hardness(const Point& place);

   private:
    struct LatticeCell {
      std::int64_t column = 0;
      std::int64_t row = 0;
      bool known = false;
      std::array<std::array<double, 2>, 4> gradient{};
    };
    double gradient_noise(std::size_t slot, double x, double y);
    Point warped(const Point& place);

    const RidgeNoise& noise_;
    std::vector<LatticeCell> cells_;
  };

  /// A number on (0, 1) of its own for the cell of the lattice of cells that a place lies in.
  double cell_uniform(const Point& place) const;

 private:
  struct Octave {
    double wavelength_m = 0.0;
    double cosine = 1.0;  ///< of the turn of this octave's lattice
    double sine = 0.0;
    double fade = 1.0;  ///< 0..1: what the cell size lets through
  };
  std::array<double, 2> gradient(std::size_t slot, std::int64_t column, std::int64_t row) const;

  EntityKey key_;
  double cell_size_m_;
  std::vector<Octave> octaves_;
};

}  // namespace panj
