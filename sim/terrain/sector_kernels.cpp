#include "terrain/sector_kernels.h"

#include <algorithm>

#include "base/clones.h"

namespace panj {

namespace {

// std::min and std::max take addresses, which keeps loops from being vectorised.
inline double larger(double a, double b) {
  return a < b ? b : a;
}
inline double smaller(double a, double b) {
  return b < a ? b : a;
}

}  // namespace

PANJ_CLONES static void find_heights(const RaysOnLine rays, const std::int32_t first, const std::int32_t end,
                                     const double* __restrict nodes_m, std::int32_t* __restrict node,
                                     double* __restrict height_m) {
  for (std::int32_t i = first; i < end; ++i) {
    const double slope = -1.0 + rays.step * i;
    const double across = smaller(larger(rays.eye_across + slope * rays.along, 0.0), rays.last_node);
    const auto before = static_cast<std::int32_t>(across);
    const double south_m = nodes_m[before];
    const double north_m = nodes_m[before + 1];
    node[i] = before;
    height_m[i] = south_m + (across - before) * (north_m - south_m);
  }
}

PANJ_CLONES static void find_extremes(const std::int32_t first, const std::int32_t end,
                                      const double* __restrict nodes_m, const std::int32_t* __restrict node,
                                      const double* __restrict height_m, double* __restrict highest_m,
                                      double* __restrict lowest_m) {
  for (std::int32_t i = first; i < end; ++i) {
    const double node_m = nodes_m[node[i + 1]];
    const bool has_node = node[i + 1] > node[i];
    const double high_m = larger(height_m[i], height_m[i + 1]);
    const double low_m = smaller(height_m[i], height_m[i + 1]);
    highest_m[i] = has_node ? larger(high_m, node_m) : high_m;
    lowest_m[i] = has_node ? smaller(low_m, node_m) : low_m;
  }
}

PANJ_CLONES static void raise(const RiseBetween rise, const std::int32_t first, const std::int32_t end,
                              const std::int32_t* __restrict node_before,
                              const std::int32_t* __restrict node_here,
                              const double* __restrict highest_before_m,
                              const double* __restrict highest_here_m, const double* __restrict lowest_here_m,
                              const double* __restrict excess_m, const double* __restrict least_square,
                              const double* __restrict greatest_square, double* __restrict above,
                              double* __restrict stretch_above, double* __restrict below) {
  for (std::int32_t i = first; i < end; ++i) {
    const std::int32_t from = node_before[i] < node_here[i] ? node_before[i] : node_here[i];
    const double over_eye_m = excess_m[from] - rise.eye_z_m;
    const double highest = larger((highest_before_m[i] + over_eye_m) * rise.per_before,
                                  (highest_here_m[i] + over_eye_m) * rise.per_here);
    const double lowest = (lowest_here_m[i] - rise.eye_z_m) * rise.per_here;
    const double apparent = highest - rise.least_drop_m * least_square[i];
    above[i] = larger(above[i], apparent);
    stretch_above[i] = larger(stretch_above[i], apparent);
    below[i] = larger(below[i], lowest - rise.most_drop_m * greatest_square[i]);
  }
}

void heights_at_rays(const RaysOnLine& rays, const SectorRange& sectors, const double* nodes_m,
                     LineView& view) {
  find_heights(rays, sectors.first, sectors.last + 2, nodes_m, view.node.data(), view.height_m.data());
}

void extremes_of_narrow(const SectorRange& sectors, const double* nodes_m, LineView& view) {
  find_extremes(sectors.first, sectors.last + 1, nodes_m, view.node.data(), view.height_m.data(),
                view.highest_m.data(), view.lowest_m.data());
}

void extremes_of_any(const SectorRange& sectors, const double* nodes_m, LineView& view) {
  for (auto i = static_cast<std::size_t>(sectors.first); i <= static_cast<std::size_t>(sectors.last); ++i) {
    double high_m = std::max(view.height_m[i], view.height_m[i + 1]);
    double low_m = std::min(view.height_m[i], view.height_m[i + 1]);
    for (std::int32_t j = view.node[i] + 1; j <= view.node[i + 1]; ++j) {
      high_m = std::max(high_m, nodes_m[j]);
      low_m = std::min(low_m, nodes_m[j]);
    }
    view.highest_m[i] = high_m;
    view.lowest_m[i] = low_m;
  }
}

void raise_narrow(const RiseBetween& rise, const SectorRange& sectors, const LineView& before,
                  const LineView& here, const double* excess_m, const SectorBounds& bounds) {
  raise(rise, sectors.first, sectors.last + 1, before.node.data(), here.node.data(), before.highest_m.data(),
        here.highest_m.data(), here.lowest_m.data(), excess_m, bounds.least_square, bounds.greatest_square,
        bounds.above, bounds.stretch_above, bounds.below);
}

void raise_any(const RiseBetween& rise, const SectorRange& sectors, const LineView& before,
               const LineView& here, const double* excess_m, const SectorBounds& bounds) {
  for (auto i = static_cast<std::size_t>(sectors.first); i <= static_cast<std::size_t>(sectors.last); ++i) {
    double most_m = 0.0;
    for (std::int32_t j = std::min(before.node[i], here.node[i]);
         j <= std::max(before.node[i + 1], here.node[i + 1]); ++j)
      most_m = std::max(most_m, excess_m[j]);
    const double over_eye_m = most_m - rise.eye_z_m;
    const double highest = std::max((before.highest_m[i] + over_eye_m) * rise.per_before,
                                    (here.highest_m[i] + over_eye_m) * rise.per_here);
    const double lowest = (here.lowest_m[i] - rise.eye_z_m) * rise.per_here;
    const double apparent = highest - rise.least_drop_m * bounds.least_square[i];
    bounds.above[i] = std::max(bounds.above[i], apparent);
    bounds.stretch_above[i] = std::max(bounds.stretch_above[i], apparent);
    bounds.below[i] = std::max(bounds.below[i], lowest - rise.most_drop_m * bounds.greatest_square[i]);
  }
}

}  // namespace panj
