#include "results/replaced_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.h"
#include "results/small_run.h"

namespace panj {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::Folder;
using test::put_bytes;
using testing::ElementsAre;

/// A process that replaces a file over and over again, until it is killed.
class Writer {
 public:
  explicit Writer(const fs::path& path) : process_(::fork()) {
    if (process_ != 0) return;
    try {
      const std::vector<std::byte> content(1U << 20U);
      for (;;) replace_file(path, content);
    } catch (...) {  // it must never go on as the test
    }
    ::_exit(1);
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() { kill(); }

  /// Stops it as it writes, so that its temporary file stands in the folder. \return its path
  fs::path stop_in_the_middle(const Folder& folder) const {
    for (;;) {
      ::kill(process_, SIGSTOP);
      int status = 0;
      ::waitpid(process_, &status, WUNTRACED);
      if (!WIFSTOPPED(status)) throw std::runtime_error("the writer has ended");
      for (const std::string& name : folder.names()) {
        std::error_code gone;
        if (name.starts_with(".a.h5.part-") && fs::file_size(folder / name, gone) > 0 && !gone)
          return folder / name;
      }
      ::kill(process_, SIGCONT);
      ::usleep(500);
    }
  }
  void kill() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
  }

 private:
  pid_t process_ = -1;
};

TEST(ReplacedFile, LeftoversOfADeadWriterGoAndThoseOfALivingOneStay) {
  const Folder folder;
  Writer writer(folder / "a.h5");
  const fs::path part = writer.stop_in_the_middle(folder);
  check_writable(folder / "a.h5");
  EXPECT_TRUE(fs::exists(part));
  writer.kill();
  EXPECT_TRUE(fs::exists(part));
  check_writable(folder / "b.h5");
  EXPECT_TRUE(fs::exists(part));
  check_writable(folder / "a.h5");
  EXPECT_FALSE(fs::exists(part));
  for (const std::string& name : folder.names()) EXPECT_EQ(name, "a.h5");
}

TEST(ReplacedFile, OnlyLeftoversOfItsOwnNameAreRemoved) {
  const Folder folder;
  for (const char* name : {".a.h5.part-77-0", ".a.h5.part-78-1", ".b.h5.part-77-0", "a.h5.part-77-0", "a.h5"})
    put_bytes(folder / name, "x");
  fs::create_directory(folder / ".a.h5.part-folder");
  fs::create_symlink("a.h5", folder / ".a.h5.part-link");
  remove_leftovers(folder / "a.h5");
  EXPECT_THAT(folder.names(), ElementsAre(".a.h5.part-folder", ".a.h5.part-link", ".b.h5.part-77-0", "a.h5",
                                          "a.h5.part-77-0"));
}

TEST(ReplacedFile, ALeftoverWithTheSameNumberOfAProcessIsNoHindrance) {
  const Folder folder;
  put_bytes(folder / (".a.h5.part-" + std::to_string(::getpid()) + "-0"), "x");
  const std::vector<std::byte> content(3, std::byte{'y'});
  replace_file(folder / "a.h5", content);
  EXPECT_EQ(bytes_of(folder / "a.h5"), "yyy");
  remove_leftovers(folder / "no folder/a.h5");
  remove_leftovers(folder / "a.h5");
  EXPECT_THAT(folder.names(), ElementsAre("a.h5"));
}

TEST(ReplacedFile, TakesAFrontThatIsMadeWhileTheRestIsWritten) {
  const Folder folder;
  for (const int threads : {1, 2}) {
    std::vector<std::byte> content(5000, std::byte{'y'});
    const auto make_front = [&content] { std::fill_n(content.begin(), 3, std::byte{'x'}); };
    replace_file(folder / "a.h5", content, 3, make_front, threads);
    EXPECT_EQ(bytes_of(folder / "a.h5"), "xxx" + std::string(4997, 'y')) << threads;
    EXPECT_THAT(folder.names(), ElementsAre("a.h5"));
  }
}

}  // namespace
}  // namespace panj
