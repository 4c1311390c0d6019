#include <gmock/gmock.h>

#include "cli/json.h"
#include "results/json_text.h"
#include "results/results.h"
#include "results/small_run.h"
#include "results/summary_table.h"

namespace panj {
namespace {

using ::testing::HasSubstr;

TEST(SummaryJson, TellsWhatTheTableTells) {
  const World world = test::small_world();
  const SummaryTable table = summary_of(world, test::small_result(world));
  const std::string json = to_json(table);
  EXPECT_TRUE(cli::is_json(json)) << json;
  const Estimate& intercepted = table.rows[1].estimates[1];
  EXPECT_THAT(json, HasSubstr("\"" + table.measures[1] + "\": {\"value\": "));
  EXPECT_THAT(json, HasSubstr("\"configuration\": \"" + table.rows[1].configuration + "\""));
  EXPECT_THAT(json, HasSubstr(json_of(intercepted)));
  EXPECT_THAT(json, HasSubstr("\"replications\": " + std::to_string(table.replications)));
  EXPECT_EQ(json.back(), '\n');
}

TEST(SummaryJson, OfNothingIsJsonToo) {
  const SummaryTable nothing;
  EXPECT_TRUE(cli::is_json(to_json(nothing)));
}

}  // namespace
}  // namespace panj
