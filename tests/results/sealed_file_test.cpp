#include "results/sealed_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstring>

#include "base/error.h"
#include "results/replaced_file.h"
#include "results/sha256.h"
#include "results/small_run.h"

namespace panj {
namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::file_error_of;
using test::Folder;
using test::put_bytes;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::size_t body_bytes = 200'000;

std::vector<std::byte> image(char content = 'x') {
  return std::vector<std::byte>(user_block_bytes + body_bytes, static_cast<std::byte>(content));
}

void write(const fs::path& path, char content = 'x') {
  std::vector<std::byte> bytes = image(content);
  write_sealed(path, bytes);
}

std::string reading_seal(const fs::path& path) {
  return file_error_of([&] { check_seal(path); });
}
std::string writing(const fs::path& path) {
  return file_error_of([&] { write(path); });
}

TEST(SealedFile, CarriesTheHashOfAllBehindTheBlock) {
  const Folder folder;
  write(folder / "a.h5");
  check_seal(folder / "a.h5");
  const std::string bytes = bytes_of(folder / "a.h5");
  ASSERT_EQ(bytes.size(), user_block_bytes + body_bytes);
  EXPECT_THAT(bytes,
              testing::StartsWith("panj-results 1\nsha256 " + sha256_hex(std::string(body_bytes, 'x')) +
                                  "\nbytes 200000\nblock "));
  EXPECT_THAT(folder.names(), ElementsAre("a.h5"));
}

TEST(SealedFile, ReplacesAnOlderFileWhole) {
  const Folder folder;
  write(folder / "a.h5", 'a');
  write(folder / "a.h5", 'b');
  check_seal(folder / "a.h5");
  EXPECT_EQ(bytes_of(folder / "a.h5").back(), 'b');
}

TEST(SealedFile, KeepsALinkALink) {
  const Folder folder;
  write(folder / "a.h5", 'a');
  fs::create_symlink("a.h5", folder / "link.h5");
  write(folder / "link.h5", 'b');
  EXPECT_TRUE(fs::is_symlink(folder / "link.h5"));
  EXPECT_EQ(bytes_of(folder / "a.h5").back(), 'b');
}

TEST(SealedFile, FindsEveryChangedByteOfTheBlockAndAnyBehindIt) {
  const Folder folder;
  write(folder / "a.h5");
  const std::string whole = bytes_of(folder / "a.h5");
  std::vector<std::size_t> places{user_block_bytes, user_block_bytes + 77'777, whole.size() - 1};
  for (std::size_t i = 0; i < user_block_bytes; ++i) places.push_back(i);
  for (const std::size_t place : places) {
    std::string changed = whole;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    put_bytes(folder / "b.h5", changed);
    const std::string message = reading_seal(folder / "b.h5");
    // A change in the magic word makes it a stranger; anywhere else it is damage.
    constexpr std::size_t magic_bytes = 13;
    EXPECT_THAT(message, HasSubstr(place < magic_bytes ? "not a result file of panj" : "damaged")) << place;
  }
}

TEST(SealedFile, FindsMissingAndAddedBytes) {
  const Folder folder;
  write(folder / "a.h5");
  const std::string whole = bytes_of(folder / "a.h5");
  put_bytes(folder / "cut.h5", whole.substr(0, whole.size() - 1000));
  EXPECT_EQ(
      reading_seal(folder / "cut.h5"),
      (folder / "cut.h5").string() +
          ": can't be read (damaged: 1000 of its 200512 bytes are missing); restore it from a copy, or run "
          "the scenario again");
  put_bytes(folder / "cut.h5", whole.substr(0, 300));
  EXPECT_THAT(reading_seal(folder / "cut.h5"), HasSubstr("its first 512 bytes were changed or cut off"));
  put_bytes(folder / "longer.h5", whole + "tail");
  EXPECT_THAT(reading_seal(folder / "longer.h5"), HasSubstr("4 bytes were added"));
}

TEST(SealedFile, RefusesStrangers) {
  const Folder folder;
  put_bytes(folder / "text.h5", "hello");
  EXPECT_THAT(reading_seal(folder / "text.h5"), HasSubstr("not a result file of panj"));
  put_bytes(folder / "empty.h5", "");
  EXPECT_THAT(reading_seal(folder / "empty.h5"), HasSubstr("not a result file of panj"));
  put_bytes(folder / "other.h5", std::string("\x89HDF\r\n\x1a\n", 8) + std::string(1000, '\0'));
  EXPECT_THAT(reading_seal(folder / "other.h5"), HasSubstr("an HDF5 file, but not one that panj wrote"));
  EXPECT_THAT(reading_seal(folder / "absent.h5"), HasSubstr("there is no such file); check the path"));
  EXPECT_THAT(reading_seal(folder.path()), HasSubstr("it is a folder"));
}

TEST(SealedFile, RefusesANewerFormat) {
  const Folder folder;
  const std::string lines = "panj-results 2\nsha256 of a kind not known yet\nbytes 0\n";
  std::string block = lines + "block " + sha256_hex(lines) + "\n";
  block.resize(user_block_bytes, '\0');
  put_bytes(folder / "new.h5", block);
  EXPECT_EQ(reading_seal(folder / "new.h5"),
            (folder / "new.h5").string() +
                ": can't be read (its format_version is 2, this program reads up to 1); "
                "read it with a newer panj");
}

TEST(SealedFile, RefusesAFormatThatNeverWas) {
  const Folder folder;
  for (const int version : {0, -1}) {
    SealKind never = result_seal;
    never.version = version;
    std::vector<std::byte> image(user_block_bytes + 10);
    seal(image, never);
    put_bytes(folder / "never.h5", {reinterpret_cast<const char*>(image.data()), image.size()});
    EXPECT_THAT(reading_seal(folder / "never.h5"), HasSubstr("its first 512 bytes were changed")) << version;
  }
}

TEST(SealedFile, TellsOfAMissingFolder) {
  const Folder folder;
  EXPECT_EQ(
      writing(folder / "no/a.h5"),
      (folder / "no/a.h5").string() +
          ": can't be written (there is no such folder); make the folder, or give another path with -o");
  put_bytes(folder / "file", "");
  EXPECT_THAT(writing(folder / "file/a.h5"), HasSubstr("a part of its path is no folder"));
  EXPECT_THAT(writing(folder / (std::string(250, 'n') + ".h5")), HasSubstr("its name is too long"));
  EXPECT_THAT(folder.names(), ElementsAre("file"));
}

TEST(SealedFile, TellsOfAMissingRight) {
  const Folder folder;
  write(folder / "a.h5", 'a');
  fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_exec);
  // root may write everywhere: be somebody else for a moment.
  const bool is_root = ::geteuid() == 0;
  constexpr uid_t nobody = 65534;
  ASSERT_EQ(is_root ? ::seteuid(nobody) : 0, 0);
  const std::string message = writing(folder / "a.h5");
  ASSERT_EQ(is_root ? ::seteuid(0) : 0, 0);
  fs::permissions(folder.path(), fs::perms::owner_all);
  EXPECT_THAT(message, HasSubstr("permission denied); give a path that you may write to with -o"));
  EXPECT_THAT(folder.names(), ElementsAre("a.h5"));
  EXPECT_EQ(bytes_of(folder / "a.h5").back(), 'a');
}

TEST(SealedFile, LeavesTheOldFileWhereTheNewOneHasNoRoom) {
  const Folder folder;
  write(folder / "a.h5", 'a');
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  rlimit tight = usual;
  tight.rlim_cur = body_bytes / 2;
  auto* const handler = ::signal(SIGXFSZ, SIG_IGN);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
  const std::string message = writing(folder / "a.h5");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &usual), 0);
  ::signal(SIGXFSZ, handler);
  EXPECT_THAT(message,
              HasSubstr("it grows over the limit on the size of files); raise the limit (`ulimit -f`)"));
  EXPECT_THAT(folder.names(), ElementsAre("a.h5"));
  check_seal(folder / "a.h5");
  EXPECT_EQ(bytes_of(folder / "a.h5").back(), 'a');
}

TEST(SealedFile, LeavesNothingOnAFullDisk) {
  const Folder folder;
  // In a mount name space of this process alone, so that nobody else sees it.
  if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "no file system can be mounted here: " << std::strerror(errno);
  EXPECT_THAT(writing(folder / "a.h5"),
              HasSubstr("no room is left on its device); free some room, or give another path with -o"));
  EXPECT_THAT(folder.names(), IsEmpty());
  ::umount(folder.path().c_str());
}

}  // namespace
}  // namespace panj
