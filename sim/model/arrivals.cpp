#include "model/arrivals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <span>

#include "base/clones.h"
#include "base/units.h"
#include "model/attempt_list.h"
#include "model/open_walks.h"
#include "rng/quantiles.h"
#include "rng/uniform_run.h"
#include "rng/whole_number.h"
#include "world/draw_starts.h"

namespace panj {

namespace {

/// Start of a route on the grid: from where no way leads on, the nearest cell that has one.
Point moved_start(const CrosserPlan& crosser, const Grid& grid, const Point& start) {
  const CellId cell = grid.at(start);
  const auto found = std::lower_bound(crosser.moved_starts.begin(), crosser.moved_starts.end(), cell,
                                      [](const auto& pair, CellId wanted) { return pair.first < wanted; });
  const bool moves = found != crosser.moved_starts.end() && found->first == cell;
  return moves ? grid.centre(found->second) : start;
}

/// Uniforms of the attempts of one class, each of which has an address for each purpose: those of attempts
/// that are sure to come are found together, as that costs less.
class AttemptUniforms {
 public:
  AttemptUniforms(const LatinHypercube& hypercube, EntityKey key, std::uint64_t replication)
      : hypercube_(hypercube), key_(key), replication_(replication) {}

  /// Attempts from `number` to `end` - 1 come.
  void expect(std::uint32_t end) { end_ = end; }

  /// The two uniforms of an attempt, stratified over the replications of a batch where that is asked.
  std::pair<double, double> of(Purpose purpose, std::uint32_t number) {
    if (!hypercube_.none()) return hypercube_.uniform_pair({key_, purpose, number, replication_});
    Ahead& ahead = ahead_[static_cast<std::size_t>(purpose) - static_cast<std::size_t>(Purpose::origin)];
    if (number - ahead.begin >= ahead.count) look_ahead(purpose, number, ahead);
    return {ahead.run.first[number - ahead.begin], ahead.run.second[number - ahead.begin]};
  }

 private:
  /// Of attempts `begin` to `begin` + `count` - 1.
  struct Ahead {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    UniformRun run;
  };

  void look_ahead(Purpose purpose, std::uint32_t number, Ahead& ahead) const {
    ahead.begin = number;
    ahead.count = number < end_ ? std::min(end_ - number, UniformRun::length) : 1;
    fill_run({key_, purpose, number, replication_}, ahead.count, ahead.run);
  }

  const LatinHypercube& hypercube_;
  EntityKey key_;
  std::uint64_t replication_;
  std::uint32_t end_ = 0;
  /// By purpose: of those from Purpose::origin on that are drawn when an attempt is.
  static constexpr std::size_t purposes =
      static_cast<std::size_t>(Purpose::group_and_route) - static_cast<std::size_t>(Purpose::origin) + 1;
  std::array<Ahead, purposes> ahead_;
};

/// When attempts set out whose times in the period are drawn, and the last of them by lanes: a loop over
/// plain arrays, of which the compiler makes vectors.
PANJ_CLONES
void put_times(double begin_s, double wait_s, std::uint32_t count, const double* __restrict times_s,
               double* __restrict departs_s, double* __restrict moves_s, double* __restrict last_s) {
  for (std::uint32_t i = 0; i < count; ++i) {
    const double departs = begin_s + times_s[i];
    departs_s[i] = departs;
    moves_s[i] = departs + wait_s;
    last_s[i] = last_s[i] > departs ? last_s[i] : departs;
  }
}

/// Draws the attempts of one class in one replication.
class ClassArrivals {
 public:
  ClassArrivals(const World& world, std::size_t crosser, std::int64_t replication, AttemptList& attempts)
      : world_(world),
        index_(static_cast<std::int32_t>(crosser)),
        crosser_(world.crossers[crosser]),
        replication_(static_cast<std::uint64_t>(replication)),
        attempts_(attempts),
        uniforms_(world.hypercube, crosser_.key, replication_),
        departs_at_(constant_of(crosser_.departure_s)),
        waits_s_(constant_of(crosser_.wait_s)),
        persons_(constant_of(crosser_.group_size)),
        time_factor_(constant_of(crosser_.time_factor)),
        draws_(static_cast<std::int32_t>(crosser_.draws())) {
    if (crosser_.straight && crosser_.straight->heading_rad)
      direction_ = direction_of(*crosser_.straight->heading_rad);
  }

  void draw() {
    draw_period(0);
    const double warm_up_s = world_.scenario.warm_up_s;
    if (warm_up_s <= 0.0 || is_probe(crosser_)) return;
    next_ = first_of_warm_up;
    next_wave_ = first_of_warm_up;
    scored_ = false;
    earliest_s_ = -warm_up_s;
    const auto periods = static_cast<std::uint32_t>(std::ceil(warm_up_s / world_.scenario.period_s));
    for (std::uint32_t before = 1; before <= periods; ++before) draw_period(before);
  }

 private:
  /// The value of a distribution that has only one.
  static std::optional<double> constant_of(const Distribution& distribution) {
    if (!is_constant(distribution)) return std::nullopt;
    return quantile(distribution, 0.5);
  }
  static Point direction_of(double heading_rad) { return {std::sin(heading_rad), std::cos(heading_rad)}; }

  Address address(Purpose purpose, std::uint32_t number) const {
    return {crosser_.key, purpose, number, replication_};
  }
  /// \param before how many periods before the one that is scored; 0: that one.
  void draw_period(std::uint32_t before) {
    const double begin_s = -world_.scenario.period_s * before;
    const bool waves = crosser_.attempts.waves.has_value();
    const std::int64_t number = number_of(waves ? Purpose::waves : Purpose::arrivals, before);
    if (!waves && is_plain()) return draw_plain(static_cast<std::uint32_t>(number), begin_s);
    if (!waves) uniforms_.expect(next_ + static_cast<std::uint32_t>(number));
    for (std::int64_t k = 0; k < number; ++k) {
      if (waves) {
        draw_wave(begin_s);
      } else {
        draw_single(begin_s);
      }
    }
  }

  std::int64_t number_of(Purpose purpose, std::uint32_t before) const {
    using Kind = AttemptsPerPeriod::Kind;
    const AttemptsPerPeriod& attempts = crosser_.attempts;
    if (attempts.kind == Kind::fixed || attempts.kind == Kind::probes) return std::llround(attempts.number);
    return poisson_number(attempts.number, address(purpose, before));
  }

  void draw_single(double period_begin_s) {
    const std::uint32_t number = next_++;
    const bool clockwork = crosser_.hour_ends.empty() && departs_at_;
    const auto [departure, wait] = departure_and_wait(number, clockwork);
    add(number, period_begin_s + time_in_period(departure), wait);
  }

  void draw_wave(double period_begin_s) {
    const WaveSpec& wave = *crosser_.attempts.waves;
    const auto [begins, size] = world_.hypercube.uniform_pair(address(Purpose::wave_departure, next_wave_++));
    const double begin_s = period_begin_s + time_in_period(begins);
    const std::int64_t groups = whole_quantile(wave.groups, size);
    uniforms_.expect(next_ + static_cast<std::uint32_t>(groups));
    for (std::int64_t k = 0; k < groups; ++k) {
      const std::uint32_t number = next_++;
      const auto [departure, wait] = departure_and_wait(number, wave.window_s == 0.0);
      add(number, begin_s + wave.window_s * departure, wait);
    }
  }

  /// Two uniforms; `clockwork`: the departure needs none.
  std::pair<double, double> departure_and_wait(std::uint32_t number, bool clockwork) {
    if (clockwork && waits_s_) return {0.5, 0.5};
    return uniforms_.of(Purpose::departure_and_wait, number);
  }

  /// Need attempts be told only when they depart and where they start?
  bool is_plain() const {
    const bool any_way = crosser_.straight && !crosser_.straight->heading_rad;
    return world_.hypercube.none() && waits_s_ && persons_ && draws_ == 1 && time_factor_ && !any_way &&
           crosser_.moved_starts.empty();
  }

  /// Times and places of a run of attempts, each one after the other.
  struct Settings {
    double* departs_s;
    double* moves_s;
    double* east_m;
    double* north_m;
  };
  /// Where nobody is told of them.
  struct OwnSettings {
    std::array<double, UniformRun::length> departs_s, moves_s, east_m, north_m;
    Settings all() { return {departs_s.data(), moves_s.data(), east_m.data(), north_m.data()}; }
  };
  static Settings settings_in(DrawnStarts& starts, std::size_t from) {
    return {starts.departure_s.data() + from, starts.moving_s.data() + from, starts.east_m.data() + from,
            starts.north_m.data() + from};
  }

  /// Such attempts, as draw_single draws them, a run at once.
  void draw_plain(std::uint32_t number, double period_begin_s) {
    Attempt leader;  // what they have in common, and the number of the first
    leader.crosser = index_;
    leader.number = next_;
    leader.scored = scored_;
    leader.persons = static_cast<std::int32_t>(*persons_);
    leader.direction = direction_;
    leader.time_factor = *time_factor_;
    const double wait_s = std::min(*waits_s_, crosser_.max_duration_s);
    if (!scored_) attempts_.forget_starts();  // some may be left out
    const std::size_t begin = attempts_.size();
    DrawnStarts* const starts = attempts_.starts();
    if (starts != nullptr) starts->make_room(begin + number);
    const std::size_t standing = begin + attempts_.standing(leader);
    const RunKeys keys(crosser_.key);
    const UniformRuns origins(keys, Purpose::origin, replication_);
    const UniformRuns departures(keys, Purpose::departure_and_wait, replication_);
    UniformRun::Numbers last_departures_s;
    last_departures_s.fill(-std::numeric_limits<double>::infinity());
    OwnSettings own;
    for (const std::uint32_t end = next_ + number; next_ != end;) {
      const std::uint32_t count = std::min(end - next_, UniformRun::length);
      const Settings settings = starts == nullptr ? own.all() : settings_in(*starts, attempts_.size());
      put_origins(origins, count, settings);
      UniformRun::Numbers times_s;
      put_times_in_period(departures, count, times_s);
      put_times(period_begin_s, wait_s, count, times_s.data(), settings.departs_s, settings.moves_s,
                last_departures_s.data());
      if (starts == nullptr)
        add_some(leader, settings, count);
      else
        add_alike(leader, attempts_.size() + count <= standing, settings, count);
      next_ += count;
    }
    if (starts == nullptr || number == 0) return;
    const double last_s = *std::max_element(last_departures_s.begin(), last_departures_s.end());
    starts->alike.push_back({begin, attempts_.size(), last_s});
  }

  /// Adds those of a run that do not depart before the warm-up.
  void add_some(const Attempt& leader, const Settings& settings, std::uint32_t count) {
    Attempt* const first = attempts_.room_for(count);
    Attempt* added = first;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (settings.departs_s[i] < earliest_s_) continue;
      *added = leader;
      added->number = next_ + i;
      set(settings, i, *added++);
    }
    attempts_.take(static_cast<std::size_t>(added - first));
  }

  /// Adds all of a run. \param stand what they have in common stands there already, and their numbers
  void add_alike(const Attempt& leader, bool stand, const Settings& settings, std::uint32_t count) {
    Attempt* const added = attempts_.room_for(count);
    if (!stand) {
      for (std::uint32_t i = 0; i < count; ++i) {
        added[i] = leader;
        added[i].number = next_ + i;
      }
    }
    for (std::uint32_t i = 0; i < count; ++i) set(settings, i, added[i]);
    attempts_.take(count);
  }

  static void set(const Settings& settings, std::uint32_t i, Attempt& attempt) {
    attempt.departure_s = settings.departs_s[i];
    attempt.moving_s = settings.moves_s[i];
    attempt.origin_m = {settings.east_m[i], settings.north_m[i]};
  }

  /// Origins of attempts from `next_` on.
  void put_origins(const UniformRuns& origins, std::uint32_t count, const Settings& settings) const {
    UniformRun run;
    const bool both = asks_for_second(crosser_.start);
    both ? origins.fill(next_, count, run) : origins.fill_first(next_, count, run.first);
    draw_starts(crosser_.start, world_.grid, {run.first.data(), count}, {run.second.data(), both ? count : 0},
                {settings.east_m, count}, {settings.north_m, count});
  }

  /// time_in_period of attempts from `next_` on.
  void put_times_in_period(const UniformRuns& departures, std::uint32_t count,
                           UniformRun::Numbers& times_s) const {
    const bool hourly = !crosser_.hour_ends.empty();
    if (!hourly && departs_at_) return times_s.fill(*departs_at_);
    departures.fill_first(next_, count, times_s);
    const std::span<double> drawn_s(times_s.data(), count);
    if (hourly)
      for (double& time_s : drawn_s) time_s = time_in_period(time_s);
    else
      find_quantiles(crosser_.departure_s, drawn_s);
  }

  /// Adds an attempt, unless it departs before the warm-up. \param wait the uniform of its wait.
  void add(std::uint32_t number, double departure_s, double wait) {
    if (departure_s < earliest_s_) return;
    Attempt& attempt = attempts_.add();
    attempt.crosser = index_;
    attempt.number = number;
    attempt.scored = scored_;
    attempt.departure_s = departure_s;
    const double wait_s = waits_s_ ? *waits_s_ : quantile(crosser_.wait_s, wait);
    attempt.moving_s = departure_s + std::min(wait_s, crosser_.max_duration_s);
    if (persons_ && draws_ == 1) {
      attempt.persons = static_cast<std::int32_t>(*persons_);
    } else {
      const auto [size, draw] = uniforms_.of(Purpose::group_and_route, number);
      attempt.persons = static_cast<std::int32_t>(whole_quantile(crosser_.group_size, size));
      attempt.draw = std::min(draws_ - 1, static_cast<std::int32_t>(draw * draws_));
    }
    draw_way(attempt);
  }

  void draw_way(Attempt& attempt) {
    const auto [east, north] = uniforms_.of(Purpose::origin, attempt.number);
    attempt.origin_m = draw_start(crosser_.start, world_.grid, east, north);
    if (!crosser_.moved_starts.empty())
      attempt.origin_m = moved_start(crosser_, world_.grid, attempt.origin_m);

    const bool any_way = crosser_.straight && !crosser_.straight->heading_rad;
    attempt.direction = direction_;
    if (time_factor_ && !any_way) {
      attempt.time_factor = *time_factor_;
      return;
    }
    const auto [pace, heading] = uniforms_.of(Purpose::pace_and_heading, attempt.number);
    attempt.time_factor = time_factor_ ? *time_factor_ : quantile(crosser_.time_factor, pace);
    if (any_way) attempt.direction = direction_of(2.0 * std::numbers::pi * heading);
  }

  /// From the start of the period, of the attempt or wave that `u` stands for.
  double time_in_period(double u) const {
    const std::vector<double>& ends = crosser_.hour_ends;
    if (ends.empty()) return departs_at_ ? *departs_at_ : quantile(crosser_.departure_s, u);
    const auto hour = std::upper_bound(ends.begin(), ends.end() - 1, u);
    const double before = hour == ends.begin() ? 0.0 : *(hour - 1);
    const double begin_s = seconds_per_hour * static_cast<double>(hour - ends.begin());
    const double length_s = std::min(seconds_per_hour, world_.scenario.period_s - begin_s);
    return begin_s + length_s * (u - before) / (*hour - before);
  }

  const World& world_;
  std::int32_t index_;
  const CrosserPlan& crosser_;
  std::uint64_t replication_;
  AttemptList& attempts_;
  AttemptUniforms uniforms_;
  // What the class's distributions give in any case, where they are constant.
  std::optional<double> departs_at_;
  std::optional<double> waits_s_;
  std::optional<double> persons_;
  std::optional<double> time_factor_;
  std::int32_t draws_;         ///< ways in which it perceives the ground
  Point direction_{0.0, 0.0};  ///< of straight ways with one heading
  std::uint32_t next_ = 0;
  std::uint32_t next_wave_ = 0;
  bool scored_ = true;
  double earliest_s_ = -std::numeric_limits<double>::infinity();
};

void draw_all(const World& world, std::int64_t replication, std::vector<Attempt>& attempts,
              DrawnStarts* starts) {
  AttemptList list(attempts, starts);
  for (std::size_t crosser = 0; crosser < world.crossers.size(); ++crosser)
    ClassArrivals(world, crosser, replication, list).draw();
}

}  // namespace

void draw_attempts(const World& world, std::int64_t replication, std::vector<Attempt>& attempts) {
  draw_all(world, replication, attempts, nullptr);
}

void draw_attempts(const World& world, Replication& replication) {
  DrawnStarts& starts = replication.starts;
  const bool asked = all_go_in_the_open(world);
  if (!asked) starts.forget();
  draw_all(world, replication.number, replication.attempts, asked ? &starts : nullptr);
}

}  // namespace panj
