#include "tally/run_result.h"

#include <gtest/gtest.h>

namespace panj {
namespace {

TEST(StopReason, NamesAreThoseOfTheResultFile) {
  EXPECT_EQ(name_of(StopReason::replications), "replications");
  EXPECT_EQ(name_of(StopReason::interrupted), "interrupted");
  EXPECT_EQ(name_of(StopReason::terminated), "terminated");
}

}  // namespace
}  // namespace panj
