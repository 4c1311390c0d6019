// Vectors of four doubles do not leave this file.
#pragma GCC diagnostic ignored "-Wpsabi"

#include "terrain/wave_window.h"

#include <cstring>
#include <limits>

#include "base/clones.h"
#include "terrain/step_law.h"

namespace panj {

namespace {

/// Rows of four lanes as (row, first column): together they hold all moves.
constexpr std::array<Move, 3> rows_of_8{{{-1, -1}, {0, -1}, {1, -1}}};
constexpr std::array<Move, 7> rows_of_16{{{-2, -1}, {-1, -2}, {-1, 2}, {0, -1}, {1, -2}, {1, 2}, {2, -1}}};

}  // namespace

WaveWindow::WaveWindow(Neighbourhood neighbourhood, std::int32_t width, double cell_size_m) {
  const bool is_16 = neighbourhood == Neighbourhood::sixteen;
  const std::span<const Move> rows = is_16 ? std::span<const Move>(rows_of_16) : rows_of_8;
  distance_m.fill(std::numeric_limits<double>::infinity());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    row[r] = rows[r].row * width + rows[r].column;
    for (std::size_t k = 0; k < 4; ++k, ++lanes) {
      for (std::size_t d = 0; d < (is_16 ? 16U : 8U); ++d) {
        if (moves[d].row != rows[r].row || moves[d].column != rows[r].column + static_cast<int>(k)) continue;
        lane[d] = static_cast<std::int8_t>(lanes);
        to[d] = row[r] + static_cast<std::int32_t>(k);
        distance_m[lanes] = length_in_cells(static_cast<int>(d)) * cell_size_m;
        bit[lanes] = std::uint64_t{1} << d;
      }
    }
  }
}

namespace {

using Kind = MovementLaw::Kind;

/// \param law_speed the law's factor on speed; of a constant speed the speed itself.
template <Kind kind>
[[gnu::always_inline]] inline FourDoubles steps_s(const FourDoubles& distance_m, const FourDoubles& rise_m,
                                                  double law_speed) {
  if constexpr (kind == Kind::constant) return distance_m / law_speed;
  if constexpr (kind == Kind::tobler) return 1.0 / law_speed * tobler_s(distance_m, rise_m);
  return 1.0 / law_speed * naismith_langmuir_s(distance_m, rise_m);
}

template <class Four, class Number>
[[gnu::always_inline]] inline Four four_at(const Number* first) {
  Four four;
  std::memcpy(&four, first, sizeof four);
  return four;
}

template <Kind kind>
[[gnu::always_inline]] inline void reach_over(const WaveWindow& window, const WaveState& state,
                                              double law_speed, WaveReach& reach) {
  const double* height_m = state.height_m + reach.at;
  const double* time_s = state.time_s + reach.at;
  const double here_m = *height_m;
  const double now_s = *time_s;
  const double sign = state.sign;
  const double least_friction = state.least_friction;
  const std::size_t count = window.lanes;
  FourWords bits{};
  for (std::size_t l = 0; l < count; l += 4) {
    const std::int32_t row = window.row[l / 4];
    const FourDoubles rise_m = sign * (four_at<FourDoubles>(height_m + row) - here_m);
    const FourDoubles step_s = steps_s<kind>(four_at<FourDoubles>(&window.distance_m[l]), rise_m, law_speed);
    std::memcpy(&reach.step_s[l], &step_s, sizeof step_s);
    const FourWords falls = now_s + least_friction * step_s < four_at<FourDoubles>(time_s + row);
    bits |= falls & four_at<FourWords>(&window.bit[l]);
  }
  reach.directions = static_cast<std::uint32_t>(bits[0] | bits[1] | bits[2] | bits[3]);
  reach.now_s = now_s;
}

PANJ_CLONES void tobler_reaches(const WaveWindow& window, const WaveState& state, double law_speed,
                                WaveReach* reaches, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) reach_over<Kind::tobler>(window, state, law_speed, reaches[i]);
}
PANJ_CLONES void naismith_reaches(const WaveWindow& window, const WaveState& state, double law_speed,
                                  WaveReach* reaches, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    reach_over<Kind::naismith_langmuir>(window, state, law_speed, reaches[i]);
  }
}

PANJ_CLONES void level_reaches(const WaveWindow& window, const WaveState& state, double law_speed,
                               WaveReach* reaches, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) reach_over<Kind::constant>(window, state, law_speed, reaches[i]);
}

}  // namespace

void find_reaches(const MovementLaw& law, const WaveWindow& window, const WaveState& state,
                  std::span<WaveReach> reaches) {
  switch (law.kind) {
    case Kind::tobler:
      return tobler_reaches(window, state, law.factor, reaches.data(), reaches.size());
    case Kind::naismith_langmuir:
      return naismith_reaches(window, state, law.factor, reaches.data(), reaches.size());
    case Kind::constant:
      return level_reaches(window, state, law.speed_m_s, reaches.data(), reaches.size());
    case Kind::vehicle:
      return find_reaches_plainly(law, window, state, reaches);
  }
}

void find_reaches_plainly(const MovementLaw& law, const WaveWindow& window, const WaveState& state,
                          std::span<WaveReach> reaches) {
  for (WaveReach& reach : reaches) {
    reach.now_s = state.time_s[reach.at];
    reach.directions = 0;
    for (std::size_t d = 0; d < moves.size(); ++d) {
      const auto l = static_cast<std::size_t>(window.lane[d]);
      if (window.bit[l] != std::uint64_t{1} << d) continue;  // no move of this neighbourhood
      const std::ptrdiff_t to = reach.at + window.to[d];
      const double rise_m = state.sign * (state.height_m[to] - state.height_m[reach.at]);
      reach.step_s[l] = step_time_s(law, window.distance_m[l], rise_m);
      if (reach.now_s + state.least_friction * reach.step_s[l] < state.time_s[to])
        reach.directions |= 1U << d;
    }
  }
}

}  // namespace panj
