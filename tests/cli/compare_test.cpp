// Two result files side by side, and which configuration of one is the best.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <regex>

#include "cli/json.h"
#include "cli/program.h"
#include "cli/sound_scenario.h"

namespace panj::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A number of a JSON object, by the measure and the key within.
double number_in(const std::string& json, const std::string& measure, const std::string& key) {
  const std::regex pattern("\"" + measure + "\": \\{[^}]*\"" + key + "\": ([-+.e0-9]+)");
  std::smatch found;
  EXPECT_TRUE(std::regex_search(json, found, pattern)) << measure << ' ' << key << " in " << json;
  return found.empty() ? 0.0 : std::stod(found[1]);
}

/// The row of one measure and pair in a block of `panj info --pairs`: difference, low, high in points.
std::vector<double> pair_in(const std::string& text, const std::string& heading, const std::string& pair) {
  const std::size_t block = text.find("\n" + heading);
  const std::size_t row = text.find("\n" + pair, block);
  EXPECT_NE(block, std::string::npos) << text;
  EXPECT_NE(row, std::string::npos) << text;
  const std::string line = text.substr(row + 1, text.find('\n', row + 1) - row - 1).substr(pair.size());
  const std::regex number("[-+]?[0-9.]+");
  std::vector<double> numbers;
  for (std::sregex_iterator at(line.begin(), line.end(), number), end; at != end; ++at)
    numbers.push_back(std::stod(at->str()));
  return numbers;
}

/// The sound scenario with a second configuration, in one file and in two.
class Compare : public ::testing::Test {
 protected:
  /// A scenario of the one configuration, the other, or "both".
  static std::string text_with(const std::string& configurations) {
    std::string text = text_of(sound);
    replace_all(text, "attempts = { fixed = 5 }", "attempts = { poisson = 20.0 }");
    // Slow enough to be caught.
    replace_all(text, "\"least_cost\"\nmovement = \"tobler\"",
                "\"least_cost\"\nmovement = { constant = { speed_km_h = 1.5 } }");
    const std::string alone = text.substr(0, text.find("[[configuration]]"));
    const std::string sampling = text.substr(text.find("[sampling]"));
    const auto with = [](const std::string& name, const std::string& assets) {
      return "[[configuration]]\nname = \"" + name + "\"\nassets = [" + assets + "]\n";
    };
    const std::string posts = with("posts", R"("west", "reserve")");
    const std::string patrol = with("patrol", R"("west", "path", "reserve")");
    return alone + (configurations == "patrol" ? "" : posts) + (configurations == "posts" ? "" : patrol) +
           sampling;
  }

  /// Runs a scenario in a hundred batches. \return its result file
  std::string run(const std::string& name, const std::string& text,
                  const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"run",   folder.write("compared.toml", text),
                                   "-o",    in(folder, name + ".h5"),
                                   "-n",    std::to_string(n),
                                   "--set", "sampling.batch=" + std::to_string(batch),
                                   "--set", "scenario.title=the same"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = panj(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return in(folder, name + ".h5");
  }

  /// The results of `text_with(name)`, made when they are first asked for.
  std::string file(const std::string& name) const {
    const std::string made = in(folder, name + ".h5");
    return std::filesystem::exists(made) ? made : run(name, text_with(name));
  }

  Folder folder;
  const std::int64_t batch = std::max<std::int64_t>(2, 20 / test::samples_divisor());
  const std::int64_t n = 100 * batch;
};

TEST_F(Compare, TwoFilesGiveTheDifferenceThatOneGives) {
  const Outcome outcome = panj({"compare", file("patrol"), file("posts"), "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_TRUE(is_json(outcome.out)) << outcome.out;
  EXPECT_THAT(outcome.out,
              HasSubstr(R"("pairing": "batches", "batches": 100, "replications": )" + std::to_string(n)));
  const Outcome info = panj({"info", file("both"), "--pairs"});
  ASSERT_EQ(info.exit_code, 0) << info.err;
  for (const auto& [measure, heading] :
       {std::pair("p_detect", "P(detect)"), std::pair("p_leak", "P(leak)")}) {
    const std::vector<double> row = pair_in(info.out, heading, "patrol less posts");
    ASSERT_GE(row.size(), 3U);
    EXPECT_NE(row[0], 0.0);
    EXPECT_NEAR(100.0 * number_in(outcome.out, measure, "difference"), row[0], 0.051);
    // 100 units know the standard error to 7 %, and t is 1 % larger: within 4 of these.
    const double half =
        50.0 * (number_in(outcome.out, measure, "high") - number_in(outcome.out, measure, "low"));
    EXPECT_NEAR(half / (0.5 * (row[2] - row[1])), 1.0, 0.35) << measure;
    EXPECT_GT(number_in(outcome.out, measure, "variance_ratio"), 1.0);
  }
}

TEST_F(Compare, ConfigurationsAreChosenByName) {
  const Outcome across =
      panj({"compare", file("both"), file("both"), "--of", "patrol", "--against", "posts", "--json"});
  const Outcome two = panj({"compare", file("patrol"), file("posts"), "--json"});
  EXPECT_EQ(number_in(across.out, "p_detect", "difference"), number_in(two.out, "p_detect", "difference"));
  EXPECT_EQ(number_in(across.out, "p_detect", "high"), number_in(two.out, "p_detect", "high"));
  const Outcome unknown = panj({"compare", file("both"), file("posts"), "--of", "patrol"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("has no configuration patrol; there are posts"));
}

TEST_F(Compare, ByNameWhatIsTheSameDoesNotDiffer) {
  const Outcome outcome = panj({"compare", file("both"), file("posts")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("\nposts\n"));
  EXPECT_THAT(outcome.out, HasSubstr("0.0   ["));
  EXPECT_THAT(outcome.out, Not(HasSubstr("NOTE")));
}

TEST_F(Compare, OtherAttemptsAreIndependent) {
  const std::string seed = run("seed", text_with("posts"), {"--seed", "8"});
  const Outcome outcome = panj({"compare", file("posts"), seed});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("NOTE: other attempts met A than B"));
  const std::string longer = run("long", text_with("posts"), {"--set", "scenario.period_h=6.0"});
  const Outcome refused = panj({"compare", file("posts"), longer});
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr("can't be compared (periods of 4 h and 6 h"));
}

TEST_F(Compare, ExactlyTellsWhatIsNotTheSame) {
  const std::string again = run("again", text_with("posts"), {"-j", "1"});
  const Outcome same = panj({"compare", "--exact", file("posts"), again});
  EXPECT_EQ(same.exit_code, 0) << same.out;
  EXPECT_THAT(same.out, StartsWith("the same to the bit"));
  EXPECT_EQ(panj({"compare", "--exact", "--json", file("posts"), again}).out,
            "{\"same\": true, \"unlike\": []}\n");
  const Outcome unlike = panj({"compare", "--exact", file("posts"), file("patrol")});
  EXPECT_EQ(unlike.exit_code, 1);
  EXPECT_THAT(unlike.out, HasSubstr("/summary/p_detect\n"));
  EXPECT_THAT(unlike.out, Not(HasSubstr("/provenance/run")));
  const Outcome json = panj({"compare", "--exact", "--json", file("posts"), file("patrol")});
  EXPECT_EQ(json.exit_code, 1);
  EXPECT_TRUE(is_json(json.out)) << json.out;
  EXPECT_EQ(panj({"compare", "--exact", file("posts"), file("patrol"), "--of", "posts"}).exit_code, 2);
}

TEST_F(Compare, TheBestIsNamed) {
  const std::string expected = "patrol intercepts most: +";
  const Outcome info = panj({"info", file("both"), "--best", "p_leak"});
  EXPECT_EQ(info.exit_code, 0) << info.err;
  EXPECT_THAT(info.out, HasSubstr(expected));
  EXPECT_THAT(info.out, HasSubstr("patrol lets fewest through: -"));
  const Outcome unknown = panj({"info", file("both"), "--best", "p_lost"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("--best p_lost: there is no such measure; there are p_detect"));
  EXPECT_EQ(panj({"info", sound, "--pairs"}).exit_code, 2);
  const Outcome alone = panj({"info", file("posts"), "--best", "p_leak"});
  EXPECT_EQ(alone.exit_code, 4);
  EXPECT_THAT(alone.err, HasSubstr("does not say which configuration is the best"));
  EXPECT_THAT(panj({"info", file("posts")}).out, Not(HasSubstr("next best")));
}

TEST_F(Compare, EqualConfigurationsAreToldToBeEqual) {
  std::string text = text_with("patrol");
  const std::string twin = "[[configuration]]\nname = \"twin\"\nextends = \"patrol\"\n";
  text.insert(text.find("[sampling]"), twin);
  const Outcome twins = panj({"info", run("twins", text)});
  EXPECT_THAT(twins.out, HasSubstr("\nno replication tells the configurations apart by P(intercept)\n"));
  text.insert(text.find("[sampling]"),
              "[[configuration]]\nname = \"posts\"\nassets = [\"west\", \"reserve\"]\n");
  const Outcome three = panj({"info", run("three", text)});
  EXPECT_THAT(three.out,
              HasSubstr("best by P(intercept) are patrol and twin, which no replication tells apart"));
}

TEST_F(Compare, FilesThatAreNoResultsAreRefused) {
  const Outcome outcome = panj({"compare", file("posts"), sound});
  EXPECT_EQ(outcome.exit_code, 4);
  EXPECT_THAT(outcome.err, StartsWith("panj: " + sound + ": can't be read"));
  EXPECT_EQ(panj({"compare", file("posts")}).exit_code, 2);
}

}  // namespace
}  // namespace panj::cli
