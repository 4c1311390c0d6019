#include "base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace panj {
namespace {

KeyPlaces night_places() {
  KeyPlaces at;
  at.label = "patrol \"night\"";
  at.table = {"khatlon.toml", 12, 1};
  at.keys["speed_km_h"] = {"khatlon.toml", 14, 9};
  return at;
}

const KeyPlaces places = night_places();

TEST(Problem, ReadsAsPlaceSubjectReasonRemedy) {
  const Problem problem =
      places.problem("speed_km_h", "400", "a foot patrol walks 0-8 km/h", "did you mean 4.0?");
  EXPECT_EQ(to_string(problem),
            "khatlon.toml:14:9: patrol \"night\".speed_km_h = 400 (a foot patrol walks 0-8 km/h); did you "
            "mean 4.0?");
}

TEST(Problem, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(to_string({{"a.toml", 0, 0}, "no frontier", "", ""}), "a.toml: no frontier");
  EXPECT_EQ(to_string({{"a.toml", 3, 0}, "x", "y", ""}), "a.toml:3: x (y)");
  EXPECT_EQ(to_string({{}, "x", "", "z"}), "x; z");
}

TEST(KeyPlaces, AKeyLeftOutStandsWhereItsTableStands) {
  EXPECT_EQ(places.of("speed_km_h").line, 14);
  EXPECT_EQ(places.of("range_m").line, 12);
  EXPECT_EQ(places.problem("range_m", "", "", "").subject, "patrol \"night\".range_m");
  EXPECT_EQ(places.problem("", "", "", "").subject, "patrol \"night\"");
}

TEST(Problems, NothingFoundThrowsNothing) {
  EXPECT_NO_THROW(Problems().throw_if_any());
}

TEST(Problems, AreThrownAllAtOnceInTheOrderOfTheFile) {
  Problems problems;
  problems.add({{"b.toml", 1, 1}, "fourth", "", ""});
  problems.add({{"a.toml", 10, 2}, "third", "", ""});
  problems.add({{"a.toml", 2, 7}, "second", "", ""});
  problems.add({{"a.toml", 2, 3}, "first", "", ""});
  EXPECT_EQ(problems.size(), 4U);
  try {
    problems.throw_if_any();
    FAIL() << "nothing was thrown";
  } catch (const ScenarioError& error) {
    EXPECT_STREQ(error.what(),
                 "a.toml:2:3: first\na.toml:2:7: second\na.toml:10:2: third\nb.toml:1:1: fourth");
    EXPECT_EQ(error.problems().size(), 4U);
    EXPECT_EQ(error.problems().list().front().subject, "first");
  }
  EXPECT_EQ(problems.list().front().subject, "fourth");
}

}  // namespace
}  // namespace panj
