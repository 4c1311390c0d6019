// Every mistake of mistakes/ and the exact words that the program answers it with. A transcript NAME.txt
// holds the command, what stderr says (and stdout, where it says anything), and the exit code; folders are
// left out of paths. New words are looked at, then taken with
//     PANJ_RENEW_TRANSCRIPTS=1 build/.../tests/cli/cli_mistakes_tests --gtest_filter='*Mistakes*'
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "cli/program.h"

namespace panj::cli {
namespace {

namespace fs = std::filesystem;

fs::path folder() {
  return fs::path(PANJ_SOURCE_DIR) / "tests/cli/mistakes";
}

std::vector<std::string> names_with(const std::string& extension) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// Words of a command line; double quotes hold blanks together.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  bool quoted = false;
  bool begins = true;
  for (const char letter : line) {
    if (letter == ' ' && !quoted) {
      begins = true;
      continue;
    }
    if (begins) words.emplace_back();
    begins = false;
    if (letter == '"')
      quoted = !quoted;
    else
      words.back() += letter;
  }
  return words;
}

std::string transcript_of(const std::string& command) {
  std::vector<std::string> words = words_of(command);
  words.erase(words.begin(), words.begin() + 2);  // "$ panj"
  const Outcome outcome = panj(words, {.folder = folder(), .stdout_path = {}, .deaf_reader = false});
  std::string said = outcome.out + outcome.err;
  replace_all(said, folder().string() + '/', "");
  return command + '\n' + said + "exit code " + std::to_string(outcome.exit_code) + '\n';
}

class Mistakes : public ::testing::TestWithParam<std::string> {};

TEST_P(Mistakes, AreToldInTheseWords) {
  const fs::path path = folder() / (GetParam() + ".txt");
  const std::string expected = text_of(path);
  const std::string command = expected.substr(0, expected.find('\n'));
  ASSERT_TRUE(command.starts_with("$ panj")) << path << " must begin with a command: $ panj ...";
  const std::string transcript = transcript_of(command);
  if (std::getenv("PANJ_RENEW_TRANSCRIPTS") != nullptr)
    std::ofstream(path, std::ios::binary) << transcript;
  else
    EXPECT_EQ(transcript, expected) << "to take the new words: PANJ_RENEW_TRANSCRIPTS=1";
}

INSTANTIATE_TEST_SUITE_P(All, Mistakes, ::testing::ValuesIn(names_with(".txt")),
                         [](const auto& given) { return given.param; });

TEST(MistakesFolder, EveryScenarioHasItsTranscript) {
  const std::vector<std::string> transcripts = names_with(".txt");
  for (const std::string& name : names_with(".toml"))
    EXPECT_TRUE(std::binary_search(transcripts.begin(), transcripts.end(), name)) << name;
}

}  // namespace
}  // namespace panj::cli
