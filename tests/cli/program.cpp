#include "cli/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace panj::cli {

namespace fs = std::filesystem;

namespace {

/// In the child: becomes the program. `err` and `out` are where its streams go.
[[noreturn]] void become(std::vector<char*>& words, const fs::path& folder, int out, int err) {
  const int nothing = open("/dev/null", O_RDONLY);
  const bool ready = nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
                     dup2(err, STDERR_FILENO) >= 0 && chdir(folder.c_str()) == 0;
  if (ready) execv(words.front(), words.data());
  _exit(127);
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const Setting& setting) {
  std::vector<std::string> texts{PANJ_PROGRAM};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> words;
  for (std::string& text : texts) words.push_back(text.data());
  words.push_back(nullptr);

  std::array<int, 2> errors{};
  if (pipe2(errors.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  out_ = std::tmpfile();
  int out = fileno(out_);
  if (!setting.stdout_path.empty()) out = open(setting.stdout_path.c_str(), O_WRONLY | O_CLOEXEC);
  if (setting.deaf_reader) {
    std::array<int, 2> deaf{};
    if (pipe2(deaf.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    close(deaf[0]);
    out = deaf[1];
  }
  process_ = fork();
  if (process_ == 0) become(words, setting.folder, out, errors[1]);
  close(errors[1]);
  if (out != fileno(out_)) close(out);
  err_ = errors[0];
}

Program::~Program() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  close(err_);
  std::fclose(out_);
}

bool Program::says(const std::string& text) {
  std::array<char, 4096> piece{};
  while (said_.find(text) == std::string::npos) {
    const ssize_t size = read(err_, piece.data(), piece.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return false;
    said_.append(piece.data(), static_cast<std::size_t>(size));
  }
  return true;
}

bool Program::is_running() const {
  siginfo_t state{};
  return waitid(P_PID, static_cast<id_t>(process_), &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         state.si_pid == 0;
}

void Program::send(int signal) const {
  kill(process_, signal);
}

Outcome Program::outcome() {
  says(std::string(1, '\0'));  // which never comes: reads all
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  Outcome outcome;
  outcome.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.err = said_;
  std::rewind(out_);
  std::array<char, 4096> piece{};
  for (std::size_t size = 0; (size = std::fread(piece.data(), 1, piece.size(), out_)) > 0;)
    outcome.out.append(piece.data(), size);
  return outcome;
}

Outcome panj(const std::vector<std::string>& arguments, const Setting& setting) {
  return Program(arguments, setting).outcome();
}

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "panj_cli_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::vector<std::string> Folder::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string Folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return (path_ / name).string();
}

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace panj::cli
