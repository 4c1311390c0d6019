#include "results/call_groups.h"

#include <limits>

#include "base/units.h"
#include "model/units.h"

namespace panj {

namespace {

using Names = std::vector<std::string>;

/// One number of every element.
template <class T, class Number>
std::vector<std::int64_t> each(const std::vector<T>& elements, Number number) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(elements.size());
  for (const T& element : elements) numbers.push_back(number(element));
  return numbers;
}

/// Share of the time on duty of the teams of each base, in each configuration, that they were away.
std::vector<double> busy_shares(const World& world, const RunResult& result) {
  std::vector<double> shares;
  const double period_s = world.scenario.period_s;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    for (std::size_t t = 0; t < world.teams.size(); ++t) {
      const TeamPlan& team = world.teams[t];
      const double duty_s = on_duty_s(team, 0.0, period_s, period_s) * team.number *
                            static_cast<double>(result.completed_replications);
      const bool held = (team.held_by >> c & 1U) != 0 && duty_s > 0.0;
      const double busy_s =
          static_cast<double>(result.tally.calls.bases[c * world.teams.size() + t].busy_ms) / ms_per_second;
      shares.push_back(held ? busy_s / duty_s : std::numeric_limits<double>::quiet_NaN());
    }
  return shares;
}

}  // namespace

void write_call_totals(Hdf5Group& summary, const World& world, const RunResult& result) {
  std::vector<CallTotals> totals;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    totals.push_back(totals_of(result.tally.calls, c, world.configurations.size()));
  const Names dimensions{"configuration"};
  summary.write({"n_calls", dimensions, "1", "confirmed calls, of attempts and of nuisance alarms"},
                each(totals, [](const CallTotals& all) { return all.confirmed(); }));
  summary.write({"n_calls_lost", dimensions, "1", "confirmed calls that ended before a team could be sent"},
                each(totals, [](const CallTotals& all) { return all.lost(); }));
}

void write_asset_calls(Hdf5Group& assets, const World&, const RunResult& result) {
  const std::vector<AssetCalls>& calls = result.tally.calls.assets;
  const Names dimensions{"configuration", "asset"};
  assets.write({"nuisance_alarms", dimensions, "1", "nuisance alarms of the asset in the period"},
               each(calls, [](const AssetCalls& of) { return of.nuisance_alarms; }));
  assets.write({"calls_opened", dimensions, "1", "calls that detections by the asset opened"},
               each(calls, [](const AssetCalls& of) { return of.opened; }));
  assets.write({"calls_dismissed", dimensions, "1", "its calls and nuisance alarms that were not confirmed"},
               each(calls, [](const AssetCalls& of) { return of.dismissed; }));
  assets.write({"calls_lost", dimensions, "1",
                "its confirmed calls and nuisance alarms that ended before a team could be sent"},
               each(calls, [](const AssetCalls& of) { return of.lost(); }));
  assets.write({"pursuits", dimensions, "1", "calls that a party of the patrol was sent to"},
               each(calls, [](const AssetCalls& of) { return of.pursuits; }));
  assets.write({"pursuit_interceptions", dimensions, "1", "attempts that such a party intercepted"},
               each(calls, [](const AssetCalls& of) { return of.caught; }));
}

void write_team_calls(Hdf5Group& teams, const World& world, const RunResult& result) {
  const std::vector<BaseCalls>& calls = result.tally.calls.bases;
  const Names dimensions{"configuration", "team"};
  teams.write({"calls_answered", dimensions, "1", "calls that a team was sent to, nuisance alarms included"},
              each(calls, [](const BaseCalls& of) { return of.answered; }));
  teams.write({"contacts_failed", dimensions, "1", "contacts after which the attempt went on"},
              each(calls, [](const BaseCalls& of) { return of.failed; }));
  teams.write({"busy_time", dimensions, "ms", "time away on calls in shifts and period, of all teams"},
              each(calls, [](const BaseCalls& of) { return of.busy_ms; }));
  teams.write({"busy_share", dimensions, "1",
               "share of the time on duty that teams were away on calls, missing where they are absent"},
              busy_shares(world, result));
  std::vector<CallTotals> totals;
  for (std::size_t c = 0; c < world.configurations.size(); ++c)
    totals.push_back(totals_of(result.tally.calls, c, world.configurations.size()));
  const Names configuration{"configuration"};
  teams.write({"calls_dismissed", configuration, "1", "calls and nuisance alarms that were not confirmed"},
              each(totals, [](const CallTotals& all) { return all.dismissed; }));
  teams.write({"calls_cleared", configuration, "1", "calls lost at once, as no team could be sent"},
              each(totals, [](const CallTotals& all) { return all.cleared; }));
  teams.write({"calls_unanswered", configuration, "1",
               "calls lost as the crosser was gone, or no way led to the alarm, before a team could be sent"},
              each(totals, [](const CallTotals& all) { return all.unanswered; }));
}

}  // namespace panj
