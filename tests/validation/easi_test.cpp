// Known answer C1: EASI (Garcia 2007, The Design and Evaluation of Physical Protection Systems, chapter 14):
// an adversary works through six tasks, two of them begin with a sensor, and a response force comes if it is
// told.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "support/known_answer.h"

namespace panj::test {
namespace {

struct Task {
  double p_detect;  ///< of the sensor at its start
  double mean_s;
  double sd_s;
};
constexpr std::array<Task, 6> tasks{{{0.0, 10.0, 3.0},
                                     {0.0, 12.0, 3.6},
                                     {0.9, 90.0, 27.0},
                                     {0.0, 10.0, 3.0},
                                     {0.9, 90.0, 27.0},
                                     {0.0, 120.0, 36.0}}};
constexpr double p_communication = 0.95;
const std::string garcia = "Garcia 2007, ch. 14";

struct Force {
  double mean_s;
  double sd_s;
};

std::string normal_min(double mean_s, double sd_s) {
  return "{ normal = { mean = " + toml(mean_s / 60.0) + ", sd = " + toml(sd_s / 60.0) + " } }";
}

/// The tasks are obstacles a decimetre apart, just behind the border, crossed at 120 km/h: walking takes 0.03
/// s in all, which moves the answer by 1e-4.
std::string force_scenario(const Force& force) {
  std::string text = "schema = 1\n[scenario]\nseed = 14\nperiod_h = 1.0\n" +
                     level_frontier(20.0, 10.0, 5.0, 250.0) +
                     "[[crosser]]\nname = \"adversary\"\nattempts = { fixed = 1 }\ndeparture_h = 0.0\n"
                     "origin = { line_xy_km = [[8.0, 5.0], [12.0, 5.0]] }\n"
                     "route = { straight = { heading_deg = 0.0, length_km = 0.001 } }\n"
                     "movement = { constant = { speed_km_h = 120.0 } }\n";
  std::string assets;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const auto line_at = [](double metres) {
      const std::string y = toml(5.0 + metres / 1000.0);
      return "_xy_km = [[0.0, " + y + "], [20.0, " + y + "]]\n";
    };
    const double at_m = 0.1 * static_cast<double>(i + 1);
    const std::string number = std::to_string(i + 1);
    text += "[[obstacle]]\nname = \"task_" + number + "\"\nline" + line_at(at_m) +
            "delay_min = " + normal_min(tasks[i].mean_s, tasks[i].sd_s) + "\n";
    if (tasks[i].p_detect == 0.0) continue;
    text += "[[sensor]]\nname = \"sensor_" + number +
            "\"\nlaw = { trip_line = { probability = " + toml(tasks[i].p_detect) +
            " } }\n[[line_sensor]]\nname = \"at_" + number + "\"\nsensor = \"sensor_" + number +
            "\"\nvertices" + line_at(at_m - 0.05);
    assets += "\"at_" + number + "\", ";
  }
  return text + "[[team]]\nname = \"force\"\nbase_xy_km = [10.0, 7.0]\nresponse_time_min = " +
         normal_min(force.mean_s, force.sd_s) + "\n[response]\nlink_probability = " + toml(p_communication) +
         "\n[[configuration]]\nname = \"site\"\nassets = [" + assets +
         "\"force\"]\n[sampling]\nbatch = 1000\n[output]\nmaps = false\n";
}

/// The force must come before what is left of the tasks is done; times are normal.
double easi(const Force& force) {
  double sum = 0.0;
  double unseen = 1.0;
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    double mean_s = -force.mean_s;
    double variance = force.sd_s * force.sd_s;
    for (std::size_t j = i; j < tasks.size(); ++j) {
      mean_s += tasks[j].mean_s;
      variance += tasks[j].sd_s * tasks[j].sd_s;
    }
    sum += unseen * tasks[i].p_detect * 0.5 * std::erfc(-mean_s / std::sqrt(2.0 * variance));
    unseen *= 1.0 - tasks[i].p_detect;
  }
  return p_communication * sum;
}

TEST(Easi, TheForceComesInTimeAsOftenAsTheFormulaSays) {
  for (const auto& [force, printed] :
       {std::pair{Force{300.0, 90.0}, 0.476041}, std::pair{Force{200.0, 60.0}, 0.830508}}) {
    const double truth = easi(force);
    EXPECT_NEAR(truth, printed, 5e-7);
    const std::int64_t attempts = full_or_fewer_attempts();
    const double widest = 0.001 * std::sqrt(static_cast<double>(full_attempts / attempts));
    const RunResult result = run_full(force_scenario(force), 1, attempts);
    const std::string comes = "a force that takes " + std::to_string(std::lround(force.mean_s)) + " s";
    expect_share({"C1", "interrupted by " + comes, garcia}, share_of(result, "p_intercept"), truth, widest, 1,
                 attempts);
    expect_share(share_of(result, "p_detect"), 1.0 - 0.1 * 0.1, widest, 1, attempts);
  }
}

}  // namespace
}  // namespace panj::test
