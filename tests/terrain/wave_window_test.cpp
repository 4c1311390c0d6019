#include "terrain/wave_window.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <vector>

namespace panj {
namespace {

using Kind = MovementLaw::Kind;

/// A small memory of a wave: heights at random, some places reached, some not, some closed.
struct Memory {
  static constexpr std::int32_t width = 40;
  std::vector<double> height_m;
  std::vector<double> time_s;
  std::vector<WaveReach> reaches;

  explicit Memory(double relief_m) : height_m(width * 12), time_s(width * 12) {
    std::mt19937 random(17);
    std::uniform_real_distribution<double> share(0.0, 1.0);
    for (std::size_t i = 0; i < height_m.size(); ++i) {
      height_m[i] = relief_m * share(random);
      const double chance = share(random);
      time_s[i] = chance < 0.2 ? never_s : chance < 0.3 ? -never_s : 500.0 * share(random);
    }
    for (std::int32_t at = 3 * width; at < 9 * width; ++at) {
      if (std::isfinite(time_s[static_cast<std::size_t>(at)])) reaches.emplace_back().at = at;
    }
  }
};

class AgainstPlain : public ::testing::TestWithParam<std::tuple<Kind, Neighbourhood, double>> {};

TEST_P(AgainstPlain, TheSameBits) {
  const auto [kind, neighbourhood, sign] = GetParam();
  const MovementLaw law{.kind = kind, .speed_m_s = 1.3, .by_slope = {{0.0, 12.0, 35.0}, {9.0, 4.0, 0.5}}};
  for (const double relief_m : {0.0, 30.0, 900.0}) {
    Memory memory(relief_m);
    const WaveWindow window(neighbourhood, Memory::width, 60.0);
    const WaveState state{memory.height_m.data(), memory.time_s.data(), sign, 0.8};
    std::vector<WaveReach> plain = memory.reaches;
    find_reaches_plainly(law, window, state, plain);
    find_reaches(law, window, state, memory.reaches);
    std::size_t falling = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      ASSERT_EQ(memory.reaches[i].now_s, plain[i].now_s);
      ASSERT_EQ(memory.reaches[i].directions, plain[i].directions);
      for (std::size_t d = 0; d < static_cast<std::size_t>(neighbourhood); ++d) {
        const auto lane = static_cast<std::size_t>(window.lane[d]);
        ASSERT_EQ(memory.reaches[i].step_s[lane], plain[i].step_s[lane]) << "direction " << d;
      }
      falling += plain[i].directions != 0 ? 1U : 0U;
    }
    EXPECT_GT(falling, plain.size() / 3);
  }
}

INSTANTIATE_TEST_SUITE_P(WaveWindow, AgainstPlain,
                         ::testing::Combine(::testing::Values(Kind::tobler, Kind::naismith_langmuir,
                                                              Kind::constant, Kind::vehicle),
                                            ::testing::Values(Neighbourhood::eight, Neighbourhood::sixteen),
                                            ::testing::Values(1.0, -1.0)));

}  // namespace
}  // namespace panj
