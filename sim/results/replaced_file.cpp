#include "results/replaced_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"

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

/// A file beside the target that is removed again unless it is renamed into place.
class TemporaryFile {
 public:
  /// Named after the target, so that what a killed program leaves behind tells what it was to be.
  explicit TemporaryFile(const fs::path& target) : target_(target) {
    for (int number = 0; number < most_attempts; ++number) {
      path_ = target;
      path_.replace_filename(fmt::format(".{}.part-{}-{}", target.filename().string(), ::getpid(), number));
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (descriptor_ >= 0 || errno != EEXIST) break;
    }
    if (descriptor_ < 0) refuse_write(target_, errno);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) refuse_write(target_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
  }

  /// Only a file that is on disk may take the target's place: a crash then leaves the old one or the new one.
  void rename_into_place() {
    if (::fsync(descriptor_) != 0) refuse_write(target_, errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) refuse_write(target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) refuse_write(target_, errno);
    path_.clear();
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

void check_writable(const fs::path& path) {
  const TemporaryFile file(target_of(path));
}

}  // namespace panj
