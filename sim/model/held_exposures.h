#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "model/exposures.h"
#include "world/world.h"

namespace panj {

/// The exposures that one configuration holds and by which H may rise, with H, the integral of their rates,
/// added up along them: what going through all of them would find is found by halving, to the same bits.
class HeldExposures {
 public:
  /// H passes a level.
  struct Passing {
    double at_s = 0.0;
    bool by_jump = false;
  };

  /// Forgets the last passing: other exposures are to come. Configurations that hold much the same pass a
  /// level at the same time, which is then found once.
  void forget() { solved_.level = 0.0; }
  /// Takes those that the configuration holds; they stay where they are. \param exposures in the order of
  /// begin_s
  /// \param enough what begins after H has surely come to this level is left out
  void hold(const World& world, std::span<const Exposure> exposures, std::size_t configuration,
            double enough = std::numeric_limits<double>::infinity());

  /// H(time_s).
  double gathered(double time_s) const;
  /// When H passes `level`, as it does by `until_s`.
  Passing when_passing(double level, double until_s);
  /// Puts the rates of assets at a time into `rates`, teams of a patrol added up. \return the asset by which
  /// H rose last before it; -1: by none.
  std::int32_t rates_at(double time_s, std::vector<std::pair<std::int32_t, double>>& rates) const;
  /// The same of the jumps at a time.
  void jumps_at(double time_s, std::vector<std::pair<std::int32_t, double>>& jumps) const;

 private:
  struct Held {
    const Exposure* exposure = nullptr;
    double begin_s = 0.0;
    double end_s = 0.0;
    double before = 0.0;        ///< what all before it gather
    double latest_end_s = 0.0;  ///< of it and all before it
    double finite() const { return exposure->hazard.finite; }
    double until(double time_s) const {
      return hazard_until(exposure->law, exposure->course, time_s - begin_s);
    }
  };

  /// Number of the first that lasts beyond a time; all before it are over by then.
  std::size_t first_beyond(double time_s) const;
  /// How many of the rising ones surely begin before H comes to a level.
  std::size_t surely_below(double level) const;
  /// What a passing follows from: between two times the same exposures are active.
  struct Stretch {
    double level = 0.0;
    double before = 0.0;  ///< gathered by those that are over
    double low_s = 0.0;
    double high_s = 0.0;
    bool may_jump = false;
    std::vector<const Exposure*> active;
    bool operator==(const Stretch&) const = default;
  };
  /// Notes in `stretch_` what is active between two times.
  void look_between(double low_s, double high_s);
  /// H passes the level of `stretch_` in it.
  Passing solve() const;

  std::vector<Held> held_;
  std::vector<std::size_t> rising_;  ///< numbers of those by which H rises
  double total_ = 0.0;
  bool any_jump_ = false;
  // Memory of when_passing.
  std::vector<double> breaks_s_;
  Stretch stretch_;
  Stretch solved_;
  Passing passing_;  ///< of `solved_`
};

}  // namespace panj
