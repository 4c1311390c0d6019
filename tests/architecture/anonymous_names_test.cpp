#include "architecture/anonymous_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace panj::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* source = R"source(#include <vector>
namespace panj {

int public_one();

namespace {

using ::testing::Not;
using Count = std::vector<int>;

constexpr double least_m = 1.0;
const Grid small{{0.0, 0.0}, 1.0, 2, 3};
constexpr std::array<double, 3> all{1.0, 2.0, 3.0};
const std::vector<Case> cases = {
    {1, 2},
};
[[maybe_unused]] int left_out = 0;

class Declared;
struct Held {
  int number = 0;
  int member() const { return number; }
};
class Finder final : public Base {
 public:
  Finder();
};
enum class Kind { one, two };

template <class T>
void add(std::vector<T>& sums) {
  inner(sums);
}
std::function<void(int)> visitor(const std::map<int, Held>& held,
                                 int second) {
  return {};
}
Finder::Finder() = default;
bool operator==(const Held& a, const Held& b) { return true; }
const char* const text = R"(
looks(like)
another = "name"
)";

TEST(Suite, Name) {
  const int local = 1;
}

}  // namespace

void public_two() {}

}  // namespace panj
)source";

TEST(AnonymousNames, AreThoseOfTypesConstantsAndFunctions) {
  std::vector<std::string> names;
  for (const auto& [name, meaning] : anonymous_names(source)) {
    names.push_back(name);
    EXPECT_EQ(meaning, name == "Count" ? "std::vector<int>;" : "");
  }
  EXPECT_THAT(names, UnorderedElementsAre("Count", "least_m", "small", "all", "cases", "left_out", "Held",
                                          "Finder", "Kind", "add", "visitor", "text"));
}

TEST(AnonymousNames, ClashInOneRoomAlone) {
  const std::string twice = "namespace {\nint twice(int number) {\n}\nusing Same = int;\n}  // namespace\n";
  EXPECT_THAT(faults_of_anonymous_names(
                  {{"sim/base/a.cpp", twice}, {"sim/rng/a.cpp", twice}, {"sim/base/b.h", twice}}),
              IsEmpty());
  EXPECT_THAT(faults_of_anonymous_names({{"sim/base/a.cpp", twice}, {"sim/base/b.cpp", twice}}),
              ElementsAre("sim/base/b.cpp: has a twice in its anonymous namespace, as sim/base/a.cpp has"));
}

TEST(AnonymousNames, AreAliasesOfOneThing) {
  EXPECT_THAT(faults_of_anonymous_names({{"sim/base/a.cpp", "namespace {\nusing Same = int;\n"},
                                         {"sim/base/b.cpp", "namespace {\nusing Same = long;\n"}}),
              ElementsAre("sim/base/b.cpp: has a Same in its anonymous namespace, as sim/base/a.cpp has"));
}

TEST(AnonymousNames, DifferWithinEveryRoom) {
  const std::vector<std::string> faults = faults_of_anonymous_names(read_source_tree(PANJ_SOURCE_DIR));
  std::string lines;
  for (const std::string& fault : faults) lines += "\n" + fault;
  EXPECT_THAT(faults, IsEmpty()) << lines;
}

}  // namespace
}  // namespace panj::test
