#include "stats/estimate.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace panj {
namespace {

TEST(Estimate, EveryMethodHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const auto method : {IntervalMethod::none, IntervalMethod::t_ratio, IntervalMethod::clopper_pearson,
                            IntervalMethod::wilson, IntervalMethod::t_mean, IntervalMethod::gamma,
                            IntervalMethod::order_statistics, IntervalMethod::score})
    names.insert(name_of(method));
  EXPECT_EQ(names, (std::set<std::string_view>{"none", "t_ratio", "clopper_pearson", "wilson", "t_mean",
                                               "gamma", "order_statistics", "score"}));
}

TEST(Estimate, NothingToEstimateFromIsNotANumber) {
  const Estimate nothing = no_estimate();
  EXPECT_EQ(nothing.method, IntervalMethod::none);
  for (const double x :
       {nothing.value, nothing.standard_error, nothing.low, nothing.high, nothing.half_width()})
    EXPECT_TRUE(std::isnan(x));
}

}  // namespace
}  // namespace panj
