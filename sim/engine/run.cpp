#include "engine/run.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <mutex>
#include <optional>

#include "model/story.h"
#include "model/workspace.h"
#include "parallel/for_each_batch.h"

namespace panj {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What one worker needs and fills.
struct Worker {
  explicit Worker(const World& world) : tally(world) {}
  Workspace workspace;
  Tally tally;
};

/// Keeps the sums of finished batches, and tells how far the run is.
class Progress {
 public:
  Progress(const World& world, const RunOptions& options, std::int64_t replications, std::int64_t batches)
      : options_(options), sums_(world.configurations.size()) {
    report_.replications = replications;
    records_.resize(static_cast<std::size_t>(batches));
  }

  void finish_batch(std::int64_t batch, SummarySums sums) {
    const std::lock_guard lock(mutex_);
    report_.elapsed_s = seconds_since(start_);
    sums_ += sums;
    records_[static_cast<std::size_t>(batch)] = {std::move(sums), report_.elapsed_s};
    if (!options_.progress || report_.elapsed_s - last_s_ < options_.progress_every_s) return;
    last_s_ = report_.elapsed_s;
    report_.completed_replications = sums_.shares.replications();
    report_.attempts = sums_.shares.attempts(0);
    report_.so_far = &sums_;
    options_.progress(report_);
  }

  std::vector<BatchRecord> take_records(std::int64_t completed) {
    records_.resize(static_cast<std::size_t>(completed));
    return std::move(records_);
  }
  double elapsed_s() const { return seconds_since(start_); }

 private:
  const RunOptions& options_;
  Clock::time_point start_ = Clock::now();
  std::mutex mutex_;
  SummarySums sums_;
  std::vector<BatchRecord> records_;
  RunProgress report_;
  double last_s_ = 0.0;
};

void run_batch(const World& world, std::int64_t first, std::int64_t last, const EventSink& events,
               Worker& worker, SummarySums& sums) {
  for (std::int64_t number = first; number < last; ++number) {
    try {
      const Replication& replication = worker.workspace.replication;
      if (events) {
        EventLog told = replay(world, number, worker.workspace);
        events(replication, std::move(told));
      } else {
        simulate(world, number, worker.workspace);
      }
      worker.tally.score(world, replication, sums);
    } catch (const std::exception& error) {
      throw ReplicationError(number, error.what());
    }
  }
}

StopReason reason_of(int signal) {
  return signal == SIGTERM ? StopReason::terminated : StopReason::interrupted;
}

}  // namespace

ReplicationError::ReplicationError(std::int64_t replication, const std::string& why)
    : std::runtime_error("replication " + std::to_string(replication) + " failed: " + why),
      replication_(replication) {}

RunResult run(const World& world, const RunOptions& options) {
  const SamplingSpec& sampling = world.scenario.sampling;
  const std::int64_t replications = options.replications > 0 ? options.replications : sampling.replications;
  const std::int64_t batches = (replications + sampling.batch - 1) / sampling.batch;
  std::vector<std::optional<Worker>> workers(static_cast<std::size_t>(options.threads));
  Progress progress(world, options, replications, batches);

  int signal = 0;
  const auto stop = [&](std::int64_t) {
    if (options.stop_signal != nullptr) signal = options.stop_signal->load();
    return signal != 0;
  };
  const auto work = [&](int number, std::int64_t batch) {
    std::optional<Worker>& worker = workers[static_cast<std::size_t>(number)];
    if (!worker) worker.emplace(world);
    SummarySums sums(world.configurations.size());
    const std::int64_t first = batch * sampling.batch;
    run_batch(world, first, std::min(first + sampling.batch, replications), options.events, *worker, sums);
    progress.finish_batch(batch, std::move(sums));
  };
  const std::int64_t completed = for_each_batch(options.threads, 0, batches, stop, work);

  RunResult result;
  result.tally = Tally(world);
  for (const std::optional<Worker>& worker : workers) {
    if (worker) result.tally += worker->tally;
  }
  result.batches = progress.take_records(completed);
  for (const BatchRecord& record : result.batches) result.tally.summary += record.sums;
  result.completed_replications = std::min(completed * sampling.batch, replications);
  result.complete = completed == batches;
  result.stop_reason = result.complete ? StopReason::replications : reason_of(signal);
  result.wall_time_s = progress.elapsed_s();
  result.threads = options.threads;
  return result;
}

}  // namespace panj
