#include "results/replaced_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"
#include "parallel/aside.h"

namespace panj {

namespace fs = std::filesystem;

namespace {

/// Why a system call failed, and what to do about it.
std::string reason_and_remedy(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "no room is left on its device); free some room, or give another path with -o";
    case EFBIG:
      return "it grows over the limit on the size of files); raise the limit (`ulimit -f`), or give another "
             "path with -o";
    case EACCES:
    case EPERM:
      return "permission denied); give a path that you may write to with -o, or change the permissions";
    case EROFS:
      return "its file system is read-only); give a path on another one with -o";
    case ENOENT:
      return "there is no such folder); make the folder, or give another path with -o";
    case ENOTDIR:
      return "a part of its path is no folder); give another path with -o";
    case ENAMETOOLONG:
      return "its name is too long); give a shorter one with -o";
    default:
      return fmt::format("{}); give another path with -o", std::strerror(error));
  }
}

[[noreturn]] void refuse_write(const fs::path& path, int error) {
  throw FileError(fmt::format("{}: can't be written ({}", path.string(), reason_and_remedy(error)));
}

/// How the names of temporary files begin: after the target, so that what a killed program leaves behind
/// tells what it was to be, and can be found.
std::string beginning_of_temporaries(const fs::path& target) {
  return fmt::format(".{}.part-", target.filename().string());
}

/// Is the file that is open the one that stands at a path?
bool stands_at(int descriptor, const fs::path& path) {
  struct stat opened {};
  struct stat found {};
  return ::fstat(descriptor, &opened) == 0 && ::lstat(path.c_str(), &found) == 0 &&
         opened.st_dev == found.st_dev && opened.st_ino == found.st_ino;
}

/// A file beside the target that is removed again unless it is renamed into place. A writer holds a lock on
/// its file from before the first byte until it has its name, and the kernel lets go of it with the writer's
/// end, however it comes: that tells files of dead writers from those of living ones, of other machines and
/// containers too, which the number of a process does not.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target) : target_(target) {
    for (int number = 0; number < most_attempts; ++number) {
      path_ = target;
      path_.replace_filename(fmt::format("{}{}-{}", beginning_of_temporaries(target), ::getpid(), number));
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ < 0 && errno == EEXIST) continue;
      if (descriptor_ < 0) break;
      // On a file system without locks nobody else gets one either, and the file is safe.
      static_cast<void>(::flock(descriptor_, LOCK_EX | LOCK_NB));
      if (stands_at(descriptor_, path_)) return;
      // Taken for a dead writer's in the moment before it was locked.
      ::close(std::exchange(descriptor_, -1));
    }
    const int error = errno;
    path_.clear();
    refuse_write(target_, error);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  void write(std::span<const std::byte> bytes, std::size_t at = 0) {
    while (!bytes.empty()) {
      const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at));
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) refuse_write(target_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
      at += static_cast<std::size_t>(written);
    }
  }

  /// Only a file that is on disk may take the target's place: a crash then leaves the old one or the new one.
  void rename_into_place() {
    if (::fsync(descriptor_) != 0) refuse_write(target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) refuse_write(target_, errno);
    path_.clear();
    ::close(std::exchange(descriptor_, -1));  // all is on disk already: nothing is left to go wrong
    sync_folder();
  }

 private:
  /// The new name reaches the disk too. Some file systems can't sync folders: the file is whole all the same.
  void sync_folder() const {
    const fs::path folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    static_cast<void>(::fsync(descriptor));
    ::close(descriptor);
  }

  static constexpr int most_attempts = 100;
  fs::path target_;
  fs::path path_;
  int descriptor_ = -1;
};

/// Removes a temporary file if its writer is dead.
void remove_if_left_behind(const fs::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (descriptor < 0) return;
  // Under the lock nobody else removes it, nor does its writer rename it: it is still what was opened.
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && stands_at(descriptor, path)) ::unlink(path.c_str());
  ::close(descriptor);
}

/// A link stays a link: the file it names is replaced.
fs::path target_of(const fs::path& path) {
  std::error_code unresolved;
  if (!fs::is_symlink(path, unresolved)) return path;
  const fs::path target = fs::weakly_canonical(path, unresolved);
  return unresolved ? path : target;
}

}  // namespace

void replace_file(const fs::path& path, std::span<const std::byte> content) {
  TemporaryFile file(target_of(path));
  file.write(content);
  file.rename_into_place();
}

void replace_file(const fs::path& path, std::span<const std::byte> content, std::size_t front_bytes,
                  const std::function<void()>& make_front, int threads) {
  TemporaryFile file(target_of(path));
  Aside front(threads);
  front.start(make_front);
  file.write(content.subspan(front_bytes), front_bytes);
  front.wait();
  file.write(content.first(front_bytes));
  file.rename_into_place();
}

void remove_leftovers(const fs::path& path) {
  const fs::path target = target_of(path);
  const std::string beginning = beginning_of_temporaries(target);
  std::error_code unreadable;  // then they stay: nothing depends on it
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  for (fs::directory_iterator entry(folder, unreadable), end; !unreadable && entry != end;
       entry.increment(unreadable))
    if (entry->path().filename().string().starts_with(beginning)) remove_if_left_behind(entry->path());
}

void check_writable(const fs::path& path) {
  remove_leftovers(path);
  const TemporaryFile file(target_of(path));
}

}  // namespace panj
