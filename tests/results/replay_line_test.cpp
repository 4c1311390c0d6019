#include "results/replay_line.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(ReplayLine, IsWhatAShellTakes) {
  EXPECT_EQ(replay_line("scenarios/khatlon.toml", {}, std::nullopt, 17),
            "panj replay scenarios/khatlon.toml --replication 17");
  EXPECT_EQ(replay_line("my night.toml",
                        {{"post.north.range_m", "3000"}, {"scenario.title", "\"it's dark\""}}, 5, 0),
            "panj replay 'my night.toml' --replication 0 --seed 5 --set post.north.range_m=3000 --set "
            "'scenario.title=\"it'\\''s dark\"'");
}

}  // namespace
}  // namespace panj
