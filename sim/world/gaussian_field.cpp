#include "world/gaussian_field.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace panj {

namespace {

/// Samples of exp(-2 (x / l)^2) at whole cells, -reach..reach, of which the squares add up to 1.
std::vector<float> kernel_of(double correlation_cells, std::int32_t reach) {
  std::vector<double> weights;
  double sum2 = 0.0;
  for (std::int32_t k = -reach; k <= reach; ++k) {
    const double x = k / correlation_cells;
    weights.push_back(std::exp(-2.0 * x * x));
    sum2 += weights.back() * weights.back();
  }
  std::vector<float> kernel;
  for (const double weight : weights) kernel.push_back(static_cast<float>(weight / std::sqrt(sum2)));
  return kernel;
}

/// A row of standard normals (Box and Muller 1958, two from two uniforms).
void fill_noise(Address address, std::uint64_t row, Eigen::ArrayXf& noise) {
  address.replication = row;
  for (Eigen::Index k = 0; k < noise.size(); k += 2) {
    const auto [radius, angle] = uniform_pair(address, static_cast<std::uint32_t>(k / 2));
    const double length = std::sqrt(-2.0 * std::log(radius));
    noise[k] = static_cast<float>(length * std::cos(2.0 * std::numbers::pi * angle));
    if (k + 1 < noise.size())
      noise[k + 1] = static_cast<float>(length * std::sin(2.0 * std::numbers::pi * angle));
  }
}

}  // namespace

Layer<float> gaussian_field(const Grid& grid, double correlation_m, const Address& noise) {
  const double correlation_cells = correlation_m / grid.cell_size_m;
  const auto reach = static_cast<std::int32_t>(std::ceil(2.0 * correlation_cells));
  const std::vector<float> kernel = kernel_of(correlation_cells, reach);
  Layer<float> field = Layer<float>::Zero(grid.rows, grid.columns);
  Eigen::ArrayXf white(grid.columns + 2 * reach);
  Eigen::ArrayXf along(grid.columns);
  for (std::int32_t row = 0; row < grid.rows + 2 * reach; ++row) {
    fill_noise(noise, static_cast<std::uint64_t>(row), white);
    along.setZero();
    for (std::size_t k = 0; k < kernel.size(); ++k)
      along += kernel[k] * white.segment(static_cast<Eigen::Index>(k), grid.columns);
    // This row of noise, smoothed along it, enters every row of the field within reach.
    const std::int32_t first = std::max(0, row - 2 * reach);
    const std::int32_t last = std::min(grid.rows - 1, row);
    for (std::int32_t to = first; to <= last; ++to)
      field.row(to) += kernel[static_cast<std::size_t>(row - to)] * along.transpose();
  }
  return field;
}

}  // namespace panj
