#include "terrain/ridge_noise.h"

#include <algorithm>
#include <cmath>

namespace panj {

namespace {

constexpr double longest_m = 11000.0;  // spacing of the main ridges of the western Pamir, about 10 km
constexpr double lacunarity = 1.93;    // near 2 but not a fraction of small numbers: octaves never line up
constexpr double height_per_wavelength = 0.121;  // fitted to the slopes of real mountains
constexpr double quiet = 0.5;                    // share of detail that is left in valleys; fitted likewise
constexpr double warp_wavelength_m = 9000.0;
constexpr double warp_m = 1500.0;  // under a quarter of its wavelength: bends ridges, never folds the plane
// Noise of gradients of unit variance has standard deviation 0.30; scaled by this, |n| exceeds 1 at under 1 %
// of all places. Mean of ridge(n) then (both measured over 10^6 places).
constexpr double noise_scale = 1.2;
constexpr double mean_ridge = 0.558;

constexpr double rock_wavelength_m = 2500.0;  // beds and faults: hardness changes within a valley's length
// Blocks of an address: octaves have 0, 1, ...; the rest does not move with the number of octaves.
constexpr std::size_t first_other_block = 1024;
constexpr std::uint32_t cell_block = 2048;

// Perlin's (2002) quintic: first and second derivatives vanish at lattice lines.
double quintic(double t) {
  return t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
}

double ridge(double n) {
  // A crest rounded over a few hundredths of its wavelength: |n| alone has a crease.
  constexpr double rounding = 0.03;
  const double s = std::max(0.0, 1.0 - std::sqrt(n * n + rounding * rounding));
  return s * s;
}

double fade_of(double wavelength_m, double cell_size_m) {
  const double t = std::clamp((wavelength_m / cell_size_m - 2.0) / 2.0, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

// Near-normal with mean 0 and variance 1 from four 16-bit uniforms (their sum has variance 4/12).
double near_normal(std::uint32_t a, std::uint32_t b) {
  const double sum = static_cast<double>(a >> 16) + static_cast<double>(a & 0xffffU) +
                     static_cast<double>(b >> 16) + static_cast<double>(b & 0xffffU);
  constexpr double root_three = 1.7320508075688772;
  return (sum / 65535.0 - 2.0) * root_three;
}

}  // namespace

RidgeNoise::RidgeNoise(std::uint64_t seed, double cell_size_m)
    : key_(entity_key(seed, "terrain", "ridges")), cell_size_m_(cell_size_m) {
  Octave octave{longest_m, 1.0, 0.0, 1.0};
  while (octave.wavelength_m > 2.0 * cell_size_m) {
    octave.fade = fade_of(octave.wavelength_m, cell_size_m);
    octaves_.push_back(octave);
    octave = {octave.wavelength_m / lacunarity, 0.6 * octave.cosine - 0.8 * octave.sine,
              0.8 * octave.cosine + 0.6 * octave.sine, 1.0};
  }
}

std::array<double, 2> RidgeNoise::gradient(std::size_t slot, std::int64_t column, std::int64_t row) const {
  const std::size_t block = slot < octaves_.size() ? slot : first_other_block + slot - octaves_.size();
  const Address address{key_, Purpose::ridges, static_cast<std::uint32_t>(column),
                        static_cast<std::uint64_t>(row)};
  const auto words = philox_block(address, static_cast<std::uint32_t>(block));
  return {near_normal(words[0], words[1]), near_normal(words[2], words[3])};
}

double RidgeNoise::Walker::gradient_noise(std::size_t slot, double x, double y) {
  const double floor_x = std::floor(x);
  const double floor_y = std::floor(y);
  const auto column = static_cast<std::int64_t>(floor_x);
  const auto row = static_cast<std::int64_t>(floor_y);
  LatticeCell& cell = cells_[slot];
  if (!cell.known || cell.column != column || cell.row != row) {
    cell = {column, row, true, {}};
    for (std::int64_t corner = 0; corner < 4; ++corner) {
      cell.gradient[static_cast<std::size_t>(corner)] =
          noise_.gradient(slot, column + corner % 2, row + corner / 2);
    }
  }
  const double u = x - floor_x;
  const double v = y - floor_y;
  const auto& g = cell.gradient;
  const double south = std::lerp(g[0][0] * u + g[0][1] * v, g[1][0] * (u - 1.0) + g[1][1] * v, quintic(u));
  const double north =
      std::lerp(g[2][0] * u + g[2][1] * (v - 1.0), g[3][0] * (u - 1.0) + g[3][1] * (v - 1.0), quintic(u));
  return noise_scale * std::lerp(south, north, quintic(v));
}

Point RidgeNoise::Walker::warped(const Point& place) {
  // The two slots after the octaves'; their lattices are turned against each other.
  constexpr double turn_cosine = 0.8;
  constexpr double turn_sine = 0.6;
  const double x = place.x() / warp_wavelength_m;
  const double y = place.y() / warp_wavelength_m;
  const double tx = turn_cosine * x - turn_sine * y;
  const double ty = turn_sine * x + turn_cosine * y;
  const std::size_t slot = noise_.octaves_.size();
  const double east = gradient_noise(slot, tx, ty);
  const double north = gradient_noise(slot + 1, -ty, tx);
  return place + warp_m * Point(east, north);
}

double RidgeNoise::Walker::hardness(const Point& place) {
  const Point scaled = place / rock_wavelength_m;
  const double n = gradient_noise(noise_.octaves_.size() + 2, 0.8 * scaled.x() - 0.6 * scaled.y(),
                                  0.6 * scaled.x() + 0.8 * scaled.y());
  return std::clamp(0.5 + 0.6 * n, 0.0, 1.0);
}

double RidgeNoise::cell_uniform(const Point& place) const {
  const auto column = static_cast<std::int64_t>(std::floor(place.x() / cell_size_m_));
  const auto row = static_cast<std::int64_t>(std::floor(place.y() / cell_size_m_));
  const Address address{key_, Purpose::ridges, static_cast<std::uint32_t>(column),
                        static_cast<std::uint64_t>(row)};
  return uniform_pair(address, cell_block).first;
}

double RidgeNoise::Walker::height_m(const Point& place) {
  const Point bent = warped(place);
  double height = 0.0;
  double weight = 1.0;
  for (std::size_t k = 0; k < noise_.octaves_.size(); ++k) {
    const Octave& octave = noise_.octaves_[k];
    const double x = (octave.cosine * bent.x() - octave.sine * bent.y()) / octave.wavelength_m;
    const double y = (octave.sine * bent.x() + octave.cosine * bent.y()) / octave.wavelength_m;
    const double signal = ridge(gradient_noise(k, x, y));
    height += octave.fade * weight * height_per_wavelength * octave.wavelength_m * (signal - mean_ridge);
    weight = std::clamp(weight * (quiet + 2.0 * (1.0 - quiet) * signal), 0.0, 1.0);
  }
  return height;
}

}  // namespace panj
