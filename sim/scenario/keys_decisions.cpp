#include "scenario/keys.h"

// What crossers decide by themselves: which way looks best, what to shun, when to go, when to turn back.
namespace panj {

namespace {

void describe_risk(KeyVisitor& keys, RiskSpec& risk) {
  keys.number(
      {.name = "beta_s",
       .text = "a step of time tau costs tau (1 + beta gamma), gamma the rate of detection per second "
               "that the class knows of",
       .unit = &unit_s,
       .min = 0.0,
       .max = 1e7,
       .why = "0 looks at time alone; at 3600 one detection to be expected weighs as much as an hour",
       .typical_min = 60.0,
       .typical_max = 100000.0,
       .required = true},
      risk.beta_s);
  keys.number({.name = "certain_rate_per_h",
               .text = "gamma where a detection is certain, times the share of time in range",
               .unit = &unit_per_h,
               .min = 0.001,
               .max = 1e6},
              risk.certain_rate_per_s);
}

void describe_watch(KeyVisitor& keys, WatchSpec& watch) {
  keys.number({.name = "range_m",
               .text = "patrols are watched within this range of the origin, where they are in sight",
               .unit = &unit_m,
               .min = 0.001,
               .max = 100000.0,
               .required = true},
              watch.range_m);
  keys.number({.name = "patience_min",
               .text = "the group goes after that in any case",
               .unit = &unit_min,
               .min = 0.0,
               .max = 10080.0,
               .why = "a week at the most",
               .required = true},
              watch.patience_s);
}

void describe_turn_back(KeyVisitor& keys, TurnBackSpec& turn_back) {
  keys.number({.name = "probability",
               .text = "of turning back, drawn once for each attempt and patrol team",
               .min = 0.0,
               .max = 1.0,
               .why = "a probability"},
              turn_back.probability);
  keys.number({.name = "notice_range_m",
               .text = "a patrol is noticed within this range, where it is in sight",
               .unit = &unit_m,
               .min = 0.001,
               .max = 100000.0,
               .required = true},
              turn_back.notice_range_m);
}

}  // namespace

void describe_perceived(KeyVisitor& keys, PerceivedRoute& perceived) {
  keys.number({.name = "sigma",
               .text = "standard deviation of the logarithm of perceived over true cost",
               .min = 0.0,
               .max = 2.0,
               .why = "of the natural logarithm: 0.2 is about 20 %",
               .required = true},
              perceived.sigma);
  keys.number({.name = "correlation_km",
               .text = "distance at which errors of perception correlate by 1/e",
               .unit = &unit_km,
               .min = 0.001,
               .max = 1000.0,
               .required = true},
              perceived.correlation_m);
  keys.small_integer({.name = "draws",
                      .text = "views of the ground that are drawn; each attempt has one of them",
                      .min = 1,
                      .max = 1000},
                     perceived.draws);
}

void describe_decisions(KeyVisitor& keys, CrosserSpec& crosser) {
  keys.optional_table<RiskSpec>({.name = "risk",
                                 .text = "how it shuns the posts and patrols that it knows of",
                                 .otherwise = "it knows of none"},
                                "beta_s", crosser.risk, describe_risk);
  keys.optional_table<WatchSpec>({.name = "after_patrol",
                                  .text = "waits at its origin (after `wait_min`) until a patrol has gone by",
                                  .otherwise = "it does not watch patrols"},
                                 "range_m", crosser.after_patrol, describe_watch);
  keys.optional_table<TurnBackSpec>({.name = "turn_back",
                                     .text = "turns back on noticing a patrol, along the way it came",
                                     .otherwise = "it goes on"},
                                    "notice_range_m", crosser.turn_back, describe_turn_back);
}

}  // namespace panj
