#include "parallel/aside.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <utility>

namespace panj {

struct Aside::Workers {
  explicit Workers(int threads)
      : allowance(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads)),
        arena(threads) {}

  tbb::global_control allowance;
  tbb::task_arena arena;
  tbb::task_group group;
};

Aside::Aside(int threads) : workers_(threads > 1 ? std::make_unique<Workers>(threads) : nullptr) {}

Aside::~Aside() {
  if (!workers_) return;
  try {
    wait();
  } catch (...) {  // who wanted to know has waited
  }
}

void Aside::start(std::function<void()> work) {
  if (!workers_) return work();
  workers_->arena.execute([&] { workers_->group.run(std::move(work)); });
}

void Aside::wait() {
  if (workers_) workers_->arena.execute([&] { workers_->group.wait(); });
}

}  // namespace panj
