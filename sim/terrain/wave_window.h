#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "terrain/movement.h"

/// What a cell of a wave may lower, for many cells at once: the kernel of least_time.cpp.
namespace panj {

/// The moves of a neighbourhood as rows of four lanes side by side in memory, of which some are no moves:
/// plain loads serve them all.
struct WaveWindow {
  static constexpr std::size_t most_lanes = 28;
  std::size_t lanes = 0;                                    ///< 28 (16 neighbours) or 12 (8 neighbours)
  std::array<std::int32_t, most_lanes / 4> row{};           ///< step to the first lane of each four
  std::array<std::int8_t, 16> lane{};                       ///< of each direction
  std::array<std::int32_t, 16> to{};                        ///< step along each direction
  alignas(64) std::array<double, most_lanes> distance_m{};  ///< +infinity where there is no move
  alignas(64) std::array<std::uint64_t, most_lanes> bit{};  ///< 1 << direction; 0 where there is no move

  /// \param width cells in a row of the memory, rim and all.
  WaveWindow(Neighbourhood neighbourhood, std::int32_t width, double cell_size_m);
};

/// What a wave knows of every place of its memory, and of its steps.
struct WaveState {
  const double* height_m = nullptr;
  const double* time_s = nullptr;  ///< +infinity: not reached; -infinity: closed
  double sign = 1.0;               ///< of rises as they are walked: 1 away from the seeds, -1 towards them
  double least_friction = 1.0;
};

/// Which neighbours a place may lower, and how long each step takes at friction 1.
struct WaveReach {
  std::int32_t at = 0;
  /// Bits: directions where the time here and the step together are less than the time there.
  std::uint32_t directions = 0;
  double now_s = 0.0;
  alignas(64) std::array<double, WaveWindow::most_lanes> step_s{};  ///< by lane
};

/// Fills in all of `reaches` but `at`, which says where.
void find_reaches(const MovementLaw& law, const WaveWindow& window, const WaveState& state,
                  std::span<WaveReach> reaches);

/// Its plain twin, one move at a time: serves laws that are no simple formula, and the tests.
void find_reaches_plainly(const MovementLaw& law, const WaveWindow& window, const WaveState& state,
                          std::span<WaveReach> reaches);

}  // namespace panj
