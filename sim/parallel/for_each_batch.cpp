#include "parallel/for_each_batch.h"

#include <tbb/global_control.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <mutex>

namespace panj {

namespace {

// More workers than cores need both: the arena's slots, and the allowance to start that many threads.
template <class Body>
void in_arena(int threads, const Body& body) {
  const tbb::global_control allowance(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute(body);
}

}  // namespace

std::int64_t for_each_batch(int threads, std::int64_t first, std::int64_t last,
                            const std::function<bool(std::int64_t next)>& stop,
                            const std::function<void(int worker, std::int64_t batch)>& work) {
  std::mutex handing_out;
  std::int64_t next = first;
  bool stopped = false;

  const auto take = [&]() -> std::int64_t {
    const std::lock_guard lock(handing_out);
    if (stopped || next >= last) return last;
    if (stop(next)) {
      stopped = true;
      return last;
    }
    return next++;
  };
  const auto worker_loop = [&](int worker) {
    try {
      for (std::int64_t batch = take(); batch < last; batch = take()) work(worker, batch);
    } catch (...) {
      const std::lock_guard lock(handing_out);
      stopped = true;
      throw;
    }
  };

  in_arena(threads, [&] {
    tbb::task_group group;
    for (int worker = 1; worker < threads; ++worker)
      group.run([&worker_loop, worker] { worker_loop(worker); });
    group.run_and_wait([&worker_loop] { worker_loop(0); });
  });
  return next;
}

void for_each_index(int threads, std::int64_t count, const std::function<void(std::int64_t)>& body) {
  in_arena(threads, [&] { tbb::parallel_for(std::int64_t{0}, count, body); });
}

int available_threads() {
  return tbb::info::default_concurrency();
}

}  // namespace panj
