#include "model/nuisance.h"

#include <algorithm>
#include <cmath>

#include "model/patrol_place.h"
#include "model/traffic.h"
#include "model/turns.h"

namespace panj {

namespace {

/// Cell of a uniform `u`.
CellId chosen_cell(const std::vector<CellId>& cells, double u) {
  if (cells.empty()) return no_cell;
  const auto number = static_cast<std::size_t>(u * static_cast<double>(cells.size()));
  return cells[std::min(number, cells.size() - 1)];
}

/// Of what is drawn for an alarm.
Address address_of(const Asset& asset, std::uint32_t alarm, const Replication& replication) {
  return {asset.key, Purpose::nuisance_call, alarm, static_cast<std::uint64_t>(replication.number)};
}

/// Draws the alarms of one asset.
class AlarmSource {
 public:
  AlarmSource(const World& world, const Replication& replication, const PatrolTeams& teams,
              const Conditions& conditions, std::size_t number)
      : world_(world),
        teams_(teams),
        conditions_(conditions),
        asset_(world.assets[number]),
        number_(static_cast<std::int32_t>(number)),
        rate_per_s_(nuisance_rate_per_s(replication, asset_)),
        replication_(replication) {}

  void draw(double until_s, std::vector<Alarm>& alarms) const {
    if (rate_per_s_ <= 0.0) return;
    Uniforms gaps({asset_.key, Purpose::nuisance, 0, static_cast<std::uint64_t>(replication_.number)},
                  Purpose::nuisance);
    double at_s = alarms_begin_s(world_);
    for (std::uint32_t alarm = 0;; ++alarm) {
      at_s -= std::log(gaps.next()) / rate_per_s_;
      if (at_s >= until_s) return;
      add(at_s, alarm, alarms);
    }
  }

 private:
  void add(double at_s, std::uint32_t number, std::vector<Alarm>& alarms) const {
    const ResponseSpec& response = world_.scenario.response;
    const Address address = address_of(asset_, number, replication_);
    const auto [where, confirmed] = uniform_pair(address);
    Alarm alarm;
    if (!find_place(where, at_s, alarm.call.place)) return;
    alarm.reported = response.link_probability >= 1.0 ||
                     happens(response.link_probability, uniform_pair(address, 2).first);
    alarm.confirmed = happens(response.confirm_nuisance, confirmed);
    alarm.call.opened_s = at_s;
    alarm.call.number = number;
    alarm.call.asset = number_;
    alarm.call.alarm = static_cast<std::int32_t>(alarms.size());
    if (alarm.reported && alarm.confirmed) alarm.call.at_s = decided_s(world_, replication_, alarm);
    alarms.push_back(alarm);
  }

  /// False: nobody is there to raise it.
  bool find_place(double where, double at_s, CellId& place) const {
    if (asset_.kind == Asset::Kind::post || asset_.kind == Asset::Kind::line) {
      if (!works(0, at_s)) return false;
      place = chosen_cell(asset_.alarm_cells, where);
      return true;
    }
    const std::size_t count = teams_.of(asset_.plan).size();
    const auto team = std::min(static_cast<std::size_t>(where * static_cast<double>(count)), count - 1);
    const std::optional<PatrolPlace> at = patrol_place(world_, teams_, asset_.plan, team, at_s);
    if (!at || !works(team, at_s)) return false;
    place = world_.grid.at(at->at_m);
    return true;
  }

  /// Is its sensor on duty and in order?
  bool works(std::size_t team, double at_s) const {
    if (!asset_.conditioned) return true;
    const auto spans = conditions_.spans_of(
        conditions_.of(static_cast<std::uint16_t>(number_), static_cast<std::uint16_t>(team)));
    return std::any_of(spans.begin(), spans.end(),
                       [at_s](const TimeSpan& span) { return span.begin_s <= at_s && at_s < span.end_s; });
  }

  const World& world_;
  const PatrolTeams& teams_;
  const Conditions& conditions_;
  const Asset& asset_;
  std::int32_t number_;
  double rate_per_s_;
  const Replication& replication_;
};

}  // namespace

double decided_s(const World& world, const Replication& replication, const Alarm& alarm) {
  const ResponseSpec& response = world.scenario.response;
  const Asset& asset = world.assets[static_cast<std::size_t>(alarm.call.asset)];
  const auto [delay, confirm_delay] = uniform_pair(address_of(asset, alarm.call.number, replication), 1);
  return alarm.call.opened_s + quantile(response.report_delay_s, delay) +
         quantile(response.confirm_delay_s, confirm_delay);
}

double nuisance_rate_per_s(const Replication& replication, const Asset& asset) {
  if (asset.nuisance_by_weather.empty()) return asset.nuisance_per_s;
  return asset.nuisance_per_s *
         asset.nuisance_by_weather[static_cast<std::size_t>(replication.weather.state)];
}

void draw_alarms(const World& world, const Replication& replication, const PatrolTeams& teams,
                 const Conditions& conditions, double until_s, std::vector<Alarm>& alarms) {
  alarms.clear();
  for (std::size_t a = 0; a < world.assets.size(); ++a) {
    if (world.assets[a].nuisance_per_s <= 0.0) continue;
    AlarmSource(world, replication, teams, conditions, a).draw(until_s, alarms);
  }
}

}  // namespace panj
