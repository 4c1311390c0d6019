#pragma once

#include <sys/types.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace panj::cli {

/// How a process ended and what it said.
struct Outcome {
  int exit_code = -1;  ///< 128 + its number where a signal ended it, as shells say
  std::string out;
  std::string err;
};

/// Where a process runs and where its stdout goes.
struct Setting {
  std::filesystem::path folder = ".";  ///< its current directory
  std::string stdout_path;             ///< a file to write to; empty: it is read into `Outcome::out`
  bool deaf_reader = false;            ///< stdout is a pipe whose reader has gone, as in `| head -0`
};

/// The real program as a process of its own. The environment is the test's own.
class Program {
 public:
  explicit Program(const std::vector<std::string>& arguments, const Setting& setting = {});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// Reads its stderr until `text` has come. \return false where it ends without.
  bool says(const std::string& text);
  bool is_running() const;
  void send(int signal) const;
  pid_t id() const { return process_; }
  /// Waits for its end.
  Outcome outcome();

 private:
  pid_t process_ = -1;
  int err_ = -1;
  std::FILE* out_ = nullptr;
  std::string said_;
};

/// Runs the program to its end.
Outcome panj(const std::vector<std::string>& arguments, const Setting& setting = {});

/// An empty folder that is removed with all that is in it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Names of what is in it, in alphabetical order.
  std::vector<std::string> names() const;
  /// Writes a file into it. \return its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

std::string text_of(const std::filesystem::path& file);
void replace_all(std::string& text, const std::string& from, const std::string& to);

}  // namespace panj::cli
