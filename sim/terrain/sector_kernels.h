#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

/// The kernels of sector_horizons.cpp, on plain arrays, and their plain twins.
namespace panj {

/// What a line of the lattice looks like in sectors.
struct LineView {
  explicit LineView(std::size_t sectors = 0)
      : node(sectors + 1), height_m(sectors + 1), highest_m(sectors), lowest_m(sectors) {}

  std::vector<std::int32_t> node;  ///< before each ray between sectors
  std::vector<double> height_m;    ///< of the ground at each ray
  std::vector<double> highest_m;   ///< of the ground of each sector
  std::vector<double> lowest_m;
};

/// Sectors from `first` to `last`, ends included.
struct SectorRange {
  std::int32_t first = 0;
  std::int32_t last = -1;
};

/// Rays between sectors, on one line of the lattice: ray i meets it at eye_across + (step i - 1) along, held
/// to the nodes 0 ... last_node.
struct RaysOnLine {
  double eye_across = 0.0;
  double along = 0.0;
  double step = 0.0;
  double last_node = 0.0;
};

/// Finds the node before each ray of the sectors, and the height of the ground there. \param nodes_m of the
/// line, with one more behind the last.
void heights_at_rays(const RaysOnLine& rays, const SectorRange& sectors, const double* nodes_m,
                     LineView& view);

/// Finds the extremes of the ground of each sector: at its two rays, and at the nodes between them, one at
/// the most.
void extremes_of_narrow(const SectorRange& sectors, const double* nodes_m, LineView& view);
/// The same for sectors of any width.
void extremes_of_any(const SectorRange& sectors, const double* nodes_m, LineView& view);

/// What rising by `highest - eye + excess` at either end of the ground between two lines comes to.
struct RiseBetween {
  double eye_z_m = 0.0;
  double per_before = 0.0;  ///< one over the distance along of the line before
  double per_here = 0.0;
  double least_drop_m = 0.0;  ///< of a smooth Earth for each cell along, on the line before
  double most_drop_m = 0.0;   ///< on the line ahead
};

/// Of each sector.
struct SectorBounds {
  const double* least_square = nullptr;     ///< 1 + slope^2 at the least
  const double* greatest_square = nullptr;  ///< at the most
  double* above = nullptr;          ///< to be raised: apparent rise per cell along that nothing exceeds
  double* stretch_above = nullptr;  ///< ... the same from where the stretch began
  double* below = nullptr;          ///< to be raised: that something on every ray reaches
};

/// Raises the bounds by the ground between two lines, in sectors whose rays are a cell apart at the most.
/// \param excess_m of each square and the two after it: how far ground may rise above the chord.
void raise_narrow(const RiseBetween& rise, const SectorRange& sectors, const LineView& before,
                  const LineView& here, const double* excess_m, const SectorBounds& bounds);
/// The same for sectors of any width. \param excess_m of each square.
void raise_any(const RiseBetween& rise, const SectorRange& sectors, const LineView& before,
               const LineView& here, const double* excess_m, const SectorBounds& bounds);

}  // namespace panj
