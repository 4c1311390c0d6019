#pragma once

#include <functional>
#include <memory>

namespace panj {

/// Work done by other threads while the caller goes on with its own, which must not depend on it.
class Aside {
 public:
  /// \param threads the caller's included. With one, work is done as it is started.
  explicit Aside(int threads);
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  /// Waits for what was started.
  ~Aside();

  /// Work may start further work.
  void start(std::function<void()> work);
  /// Helps until all that was started is done. An exception of a piece of work is thrown here.
  void wait();

 private:
  struct Workers;
  std::unique_ptr<Workers> workers_;  ///< null: the caller is alone
};

}  // namespace panj
