#include "engine/run.h"

#include <algorithm>
#include <cassert>
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
  Workspace workspace;
  std::optional<Tally> tally;  ///< none before its first batch, and once it was added to the result
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
      worker.tally->add(world, replication, sums);
      if (world.hypercube.none()) worker.tally->end_unit(sums);
    } catch (const std::exception& error) {
      throw ReplicationError(number, error.what());
    }
  }
  if (!world.hypercube.none()) worker.tally->end_unit(sums);
}

bool is_look(std::int64_t batches, std::int64_t units_a_batch) {
  return batches > 0 && next_look(batches - 1, units_a_batch) == batches;
}

/// A run under way: what is done so far, and the workers who add to it.
class Sampling {
 public:
  Sampling(const World& world, const RunOptions& options, RunResult so_far)
      : world_(world),
        options_(options),
        batch_size_(world.scenario.sampling.batch),
        units_a_batch_(batch_size_ / world.hypercube.size()),
        all_replications_(options.replications > 0 ? options.replications
                                                   : world.scenario.sampling.replications),
        first_batch_(options.shard.first_batch(batches_of(all_replications_))),
        batches_(options.shard.end_batch(batches_of(all_replications_))),
        first_(first_batch_ * batch_size_),
        replications_(std::min(batches_ * batch_size_, all_replications_) - first_),
        before_s_(so_far.wall_time_s),
        workers_(static_cast<std::size_t>(options.threads)),
        result_(std::move(so_far)) {
    assert(all_replications_ % world.hypercube.size() == 0);
    if (result_.completed_replications == 0) result_.tally = Tally(world);
    result_.threads = options.threads;
    result_.shard = options.shard;
    result_.first_batch = first_batch_;
    sums_ = result_.tally.summary;
    report_.replications = replications_;
  }

  RunResult finish() {
    while (const std::optional<std::int64_t> until = next_stop()) {
      pause_ = Pause::none;
      sample(*until);
      if (pause_ == Pause::signal || pause_ == Pause::time) break;
      if (pause_ == Pause::checkpoint) save();
    }
    result_.wall_time_s = elapsed_s();
    return std::move(result_);
  }

 private:
  /// Why no batch is begun for now.
  enum class Pause { none, signal, time, checkpoint };

  std::int64_t batches_of(std::int64_t replications) const {
    return (replications + batch_size_ - 1) / batch_size_;
  }

  /// The batch up to which all are done whole, the run's last one included.
  std::int64_t done() const {
    return result_.completed_replications >= replications_
               ? batches_
               : first_batch_ + result_.completed_replications / batch_size_;
  }

  /// Sample up to which batch now? Nothing where all is done, or known precisely enough.
  std::optional<std::int64_t> next_stop() {
    const bool at_end = done() >= batches_;
    result_.complete = at_end;
    if (at_end) result_.stop_reason = StopReason::replications;
    // Inside a batch, where a run that was meant to be shorter ended, there is no look.
    const bool at_look = result_.completed_replications % batch_size_ == 0 && is_look(done(), units_a_batch_);
    if (options_.precise_enough && (at_end || at_look) && options_.precise_enough(result_.tally)) {
      result_.complete = true;
      result_.stop_reason = StopReason::precision;
    }
    if (result_.complete) return std::nullopt;
    const std::int64_t next = options_.precise_enough ? next_look(done(), units_a_batch_) : batches_;
    return std::min({next, done() + batches_a_piece, batches_});
  }

  void sample(std::int64_t until) {
    // A run may be longer than what it goes on from was meant to be: then that ends inside a batch.
    const std::int64_t first = done();
    const auto begun = static_cast<std::int64_t>(result_.batches.size());
    result_.batches.resize(static_cast<std::size_t>(until - first_batch_),
                           BatchRecord{SummarySums(world_.configurations.size()), 0.0});
    const std::int64_t after = for_each_batch(
        options_.threads, first, until, [this, first](std::int64_t next) { return must_pause(next > first); },
        [this](int worker, std::int64_t batch) { work(worker, batch); });
    result_.batches.resize(static_cast<std::size_t>(std::max(after - first_batch_, begun)));
    if (after > first)
      result_.completed_replications = std::min((after - first_batch_) * batch_size_, replications_);
    for (std::optional<Worker>& worker : workers_) {
      if (!worker || !worker->tally) continue;
      result_.tally += *worker->tally;
      worker->tally.reset();  // a new one takes long to clear: after the last batch nobody wants it
    }
    result_.tally.summary = sums_;
  }

  void work(int number, std::int64_t batch) {
    std::optional<Worker>& worker = workers_[static_cast<std::size_t>(number)];
    if (!worker) worker.emplace();
    if (!worker->tally) worker->tally.emplace(world_);
    SummarySums sums(world_.configurations.size());
    const std::int64_t first = std::max(batch * batch_size_, first_ + result_.completed_replications);
    run_batch(world_, first, std::min((batch + 1) * batch_size_, all_replications_), options_.events, *worker,
              sums);
    finish_batch(batch, sums);
  }

  void finish_batch(std::int64_t batch, const SummarySums& sums) {
    const std::lock_guard lock(mutex_);
    report_.elapsed_s = elapsed_s();
    sums_ += sums;
    BatchRecord& record = result_.batches[static_cast<std::size_t>(batch - first_batch_)];
    record.sums += sums;
    record.elapsed_s = report_.elapsed_s;
    if (!options_.progress || report_.elapsed_s - last_report_s_ < options_.progress_every_s) return;
    last_report_s_ = report_.elapsed_s;
    report_.completed_replications = sums_.shares.replications();
    report_.attempts = sums_.shares.attempts(0);
    report_.so_far = &sums_;
    options_.progress(report_);
  }

  bool must_pause(bool begun) {
    const int signal = options_.stop_signal != nullptr ? options_.stop_signal->load() : 0;
    if (signal != 0) {
      pause_ = Pause::signal;
      result_.stop_reason = signal == SIGTERM ? StopReason::terminated : StopReason::interrupted;
    } else if (seconds_since(start_) >= options_.max_time_s) {
      pause_ = Pause::time;
      result_.stop_reason = StopReason::max_time;
    } else if (begun && options_.checkpoint &&
               seconds_since(last_save_) >=
                   std::max(options_.checkpoint_every_s, save_took_s_ / options_.checkpoint_share)) {
      pause_ = Pause::checkpoint;
    }
    return pause_ != Pause::none;
  }

  void save() {
    result_.wall_time_s = elapsed_s();
    const Clock::time_point begun = Clock::now();
    options_.checkpoint(result_);
    last_save_ = Clock::now();
    save_took_s_ = std::chrono::duration<double>(last_save_ - begun).count();
  }

  double elapsed_s() const { return before_s_ + seconds_since(start_); }

  const World& world_;
  const RunOptions& options_;
  const std::int64_t batch_size_;
  const std::int64_t units_a_batch_;
  const std::int64_t all_replications_;
  const std::int64_t first_batch_;   ///< of the shard
  const std::int64_t batches_;       ///< the batch behind its last one
  const std::int64_t first_;         ///< replication of the shard
  const std::int64_t replications_;  ///< that the shard has
  const Clock::time_point start_ = Clock::now();
  const double before_s_;  ///< wall time of earlier sittings
  Clock::time_point last_save_ = start_;
  double save_took_s_ = 0.0;
  Pause pause_ = Pause::none;
  std::vector<std::optional<Worker>> workers_;
  RunResult result_;
  std::mutex mutex_;
  SummarySums sums_;  ///< of all finished batches
  RunProgress report_;
  double last_report_s_ = 0.0;
};

}  // namespace

ReplicationError::ReplicationError(std::int64_t replication, const std::string& why)
    : std::runtime_error("replication " + std::to_string(replication) + " failed: " + why),
      replication_(replication) {}

std::int64_t next_look(std::int64_t batches, std::int64_t units_a_batch) {
  constexpr std::int64_t first = 8;
  constexpr std::int64_t least_units = 30;
  // 8, 12, 16, 24, 32, ...: powers of two and, between each two, the one halfway.
  std::int64_t look = first;
  for (bool power = true; look <= batches || look * units_a_batch < least_units; power = !power)
    look = power ? look + look / 2 : look + look / 3;
  return look;
}

RunResult run(const World& world, const RunOptions& options, RunResult so_far) {
  return Sampling(world, options, std::move(so_far)).finish();
}

}  // namespace panj
