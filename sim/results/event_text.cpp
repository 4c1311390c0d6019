#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/units.h"
#include "results/events.h"

// A told replication as a page of text.
namespace panj {

namespace {

using Line = std::vector<std::string>;

/// Columns of text, two blanks apart, without blanks at the ends of lines.
std::string aligned(const std::vector<Line>& lines, std::string_view indent) {
  std::vector<std::size_t> widths;
  for (const Line& line : lines)
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i == widths.size()) widths.push_back(0);
      widths[i] = std::max(widths[i], line[i].size());
    }
  std::string text;
  for (const Line& line : lines) {
    std::string row(indent);
    for (std::size_t i = 0; i < line.size(); ++i)
      row += fmt::format("{}{:<{}}", i == 0 ? "" : "  ", line[i], widths[i]);
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + '\n';
  }
  return text;
}

/// A time since the period's start: "+03:05".
std::string since_start(double time_s) {
  const auto minutes = static_cast<std::int64_t>(std::floor(std::abs(time_s) / seconds_per_minute));
  return fmt::format("{}{:02}:{:02}", time_s < 0.0 ? '-' : '+', minutes / 60, minutes % 60);
}

/// Tells the events of one replication.
class EventPage {
 public:
  EventPage(const World& world, const Replication& replication, const EventLog& events,
            const EventFilter& filter)
      : world_(world), replication_(replication), events_(events) {
    for (std::size_t c = 0; c < world.configurations.size(); ++c)
      if (!filter.configuration || *filter.configuration == static_cast<std::int32_t>(c)) shown_.push_back(c);
    for (std::size_t a = 0; a < replication.attempts.size(); ++a)
      if (!filter.attempt || *filter.attempt == static_cast<std::int32_t>(a)) attempts_.push_back(a);
    std::stable_sort(attempts_.begin(), attempts_.end(), [&replication](std::size_t a, std::size_t b) {
      return replication.attempts[a].departure_s < replication.attempts[b].departure_s;
    });
    const std::string& start = world.scenario.start;
    if (start.size() >= 16)
      start_minutes_ = std::stoi(start.substr(11, 2)) * 60 + std::stoi(start.substr(14, 2));
  }

  std::string text() const {
    std::string text = heading() + outcomes() + patrols();
    for (const std::size_t c : shown_) text += chronicle(c);
    return text;
  }

 private:
  std::string heading() const {
    const Scenario& scenario = world_.scenario;
    std::string text = fmt::format("{}, replication {}, seed {}: {:g} h", scenario.name, replication_.number,
                                   scenario.seed, scenario.period_s / seconds_per_hour);
    if (!scenario.start.empty()) text += " from " + scenario.start;
    const Weather& weather = replication_.weather;
    if (weather.state >= 0)
      text += "; weather " + scenario.weather.states[static_cast<std::size_t>(weather.state)];
    if (weather.visibility != 1.0) text += fmt::format("; visibility {:.2f}", weather.visibility);
    return text + '\n';
  }

  static std::string_view word(Outcome outcome) {
    constexpr std::array<std::string_view, 4> words{"intercepted", "turned back", "detected", "undetected"};
    return words[static_cast<std::size_t>(outcome)];
  }

  /// Numbers of attempts by how they ended.
  struct Ends {
    std::array<std::size_t, 4> of{};

    std::size_t all() const { return std::accumulate(of.begin(), of.end(), std::size_t{0}); }
    std::string text(std::string_view one, std::string_view many) const {
      std::string text = fmt::format("{} {}", all(), all() == 1 ? one : many);
      std::string_view before = ": ";
      for (std::size_t i = 0; i < of.size(); ++i) {
        if (of[i] == 0) continue;
        text += fmt::format("{}{} {}", before, of[i], word(static_cast<Outcome>(i)));
        before = ", ";
      }
      return text;
    }
  };

  /// How each attempt ended under each configuration.
  std::string outcomes() const {
    if (attempts_.empty()) return "\nno attempts\n";
    std::vector<Line> lines{{"attempt", "departs", "persons"}};
    for (const std::size_t c : shown_) lines.front().push_back(world_.configurations[c]);
    for (const std::size_t a : attempts_) {
      const Attempt& attempt = replication_.attempts[a];
      Line line{name_of_attempt(static_cast<std::int32_t>(a)) + (attempt.scored ? "" : ", warm-up") +
                    (is_probe(attempt) ? ", probe" : ""),
                since_start(attempt.departure_s), std::to_string(attempt.persons)};
      for (const std::size_t c : shown_) line.push_back(std::string(word(outcome(a, c))) + weight(a, c));
      lines.push_back(std::move(line));
    }
    return '\n' + aligned(lines, "");
  }

  /// Where patrols are at the beginning, each team once.
  std::string patrols() const {
    std::vector<Line> lines;
    for (const Event& event : events_) {
      const bool out = event.kind == EventKind::on_patrol;
      if (!out && event.kind != EventKind::off_duty) continue;
      Line line{fmt::format("{} {}", asset(event), event.team + 1)};
      if (out) {
        const BorderPlace place = border_place(world_.frontier, event.at_m);
        line.push_back(fmt::format("at km {:.1f}, {:.2f} km {}", place.chainage_m / metres_per_km,
                                   std::abs(place.depth_m) / metres_per_km,
                                   place.depth_m >= 0.0 ? "inside" : "outside"));
      } else {
        line.emplace_back("not out");
      }
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
    }
    return lines.empty()
               ? ""
               : "\npatrols at the beginning (place along the border, depth)\n" + aligned(lines, "  ");
  }

  std::string chronicle(std::size_t configuration) const {
    std::vector<Line> lines;
    for (const Event& event : events_) {
      if (event.configuration != static_cast<std::int32_t>(configuration) ||
          event.kind == EventKind::on_patrol || event.kind == EventKind::off_duty)
        continue;
      Line line{since_start(event.at_s)};
      if (start_minutes_) line.push_back(time_of_day(event.at_s));
      line.insert(line.end(), {who(event), what(event)});
      const bool at_base = event.kind == EventKind::sent || event.kind == EventKind::team_back;
      if (!at_base && !std::isnan(event.at_m.x())) {
        const BorderPlace place = border_place(world_.frontier, event.at_m);
        line.push_back(fmt::format("{:>6.1f}", place.chainage_m / metres_per_km));
        line.push_back(fmt::format("{:>+6.2f}", place.depth_m / metres_per_km));
      }
      lines.push_back(std::move(line));
    }
    Line titles{"after"};
    if (start_minutes_) titles.emplace_back("time");
    titles.insert(titles.end(), {"who", "what", "    km", " depth"});
    lines.insert(lines.begin(), titles);
    const std::string& name = world_.configurations[configuration];
    std::string title;
    if (configuration < world_.scenario.configurations.size())
      title = world_.scenario.configurations[configuration].title;
    return fmt::format("\n== {}{}{}\n{}\n", name, title.empty() ? "" : ": ", title, total(configuration)) +
           aligned(lines, "");
  }

  bool is_probe(const Attempt& attempt) const {
    return panj::is_probe(world_.crossers[static_cast<std::size_t>(attempt.crosser)]);
  }
  Outcome outcome(std::size_t attempt, std::size_t configuration) const {
    return replication_.verdicts[attempt * world_.configurations.size() + configuration].outcome;
  }
  /// Of an attempt of a class whose leaks are rare: not all count alike.
  std::string weight(std::size_t attempt, std::size_t configuration) const {
    const auto crosser = static_cast<std::size_t>(replication_.attempts[attempt].crosser);
    if (!world_.crossers[crosser].rare_leaks) return "";
    return fmt::format(", weight {:.3g}", replication_.walk_of(attempt, configuration).weight);
  }

  /// How many attempts ended how: those of the period; apart, as they are counted apart or not at all, probes
  /// and those of the warm-up.
  std::string total(std::size_t configuration) const {
    Ends of_period;
    Ends of_probes;
    Ends of_warm_up;
    for (const std::size_t a : attempts_) {
      const Attempt& attempt = replication_.attempts[a];
      Ends& ends = !attempt.scored ? of_warm_up : is_probe(attempt) ? of_probes : of_period;
      ++ends.of[static_cast<std::size_t>(outcome(a, configuration))];
    }
    std::string text = of_period.text("attempt", "attempts");
    if (of_probes.all() > 0) text += "; " + of_probes.text("probe", "probes");
    if (of_warm_up.all() > 0)
      text += "; " + of_warm_up.text("attempt of the warm-up", "attempts of the warm-up");
    return text;
  }

  std::string time_of_day(double time_s) const {
    const auto minutes = static_cast<std::int64_t>(std::floor(time_s / seconds_per_minute)) + *start_minutes_;
    constexpr std::int64_t day = 1440;
    const std::int64_t of_day = (minutes % day + day) % day;
    return fmt::format("{:02}:{:02}", of_day / 60, of_day % 60);
  }

  std::string name_of_attempt(std::int32_t number) const {
    const Attempt& attempt = replication_.attempts[static_cast<std::size_t>(number)];
    return fmt::format("{}:{}", world_.crossers[static_cast<std::size_t>(attempt.crosser)].name,
                       attempt.number);
  }
  const std::string& asset(const Event& event) const {
    return world_.assets[static_cast<std::size_t>(event.asset)].name;
  }
  std::string who(const Event& event) const {
    return event.attempt >= 0 ? name_of_attempt(event.attempt) : event.asset >= 0 ? asset(event) : "alarm";
  }
  /// The team that an event is about.
  std::string team(const Event& event) const {
    if (event.base >= 0)
      return fmt::format("{} {}", world_.teams[static_cast<std::size_t>(event.base)].name, event.team + 1);
    return fmt::format("a party of {} {}", asset(event), event.team + 1);
  }
  std::string detector(const Event& event) const {
    const Asset& by = world_.assets[static_cast<std::size_t>(event.asset)];
    return by.name + (event.team >= 0 ? fmt::format(" {}", event.team + 1) : "");
  }

  std::string what(const Event& event) const {
    switch (event.kind) {
      case EventKind::departs: {
        const std::int32_t persons = replication_.attempts[static_cast<std::size_t>(event.attempt)].persons;
        return fmt::format("departs, {} person{}", persons, persons == 1 ? "" : "s");
      }
      case EventKind::sets_out:
        return "sets out after its wait";
      case EventKind::crosses:
        return "crosses the border";
      case EventKind::waits_at_line:
        return "waits before the border";
      case EventKind::held_up:
        return "is held up";
      case EventKind::goes_on:
        return "goes on";
      case EventKind::turns_back:
        return "notices a patrol and turns back";
      case EventKind::comes_back:
        return "is back across the border";
      case EventKind::detected:
        return "detected by " + detector(event);
      case EventKind::site_reached:
        return "reaches the site " + world_.sites[static_cast<std::size_t>(event.site)].name;
      case EventKind::destination_reached:
        return "reaches its destination";
      case EventKind::home_again:
        return "is back at its origin";
      case EventKind::unfinished:
        return "cut off: its longest duration is over";
      case EventKind::on_patrol:
      case EventKind::off_duty:
        return std::string(name_of(event.kind));
      default:
        return what_of_call(event);
    }
  }

  std::string what_of_call(const Event& event) const {
    switch (event.kind) {
      case EventKind::link_down:
        return "the link is down: nothing is reported";
      case EventKind::reported:
        return "the report comes in";
      case EventKind::confirmed:
        return "confirmed: a call";
      case EventKind::dismissed:
        return "dismissed as a false alarm";
      case EventKind::alarm:
        return "nuisance alarm";
      case EventKind::waits:
        return "the call waits: no team can go";
      case EventKind::lost:
        return event.attempt >= 0 ? "the call is lost: the group is gone" : "the call is lost: no team comes";
      case EventKind::cleared:
        return "the call is dropped: no team can go";
      case EventKind::sent:
        return fmt::format("{} is sent, there at {}", team(event), since_start(event.due_s));
      case EventKind::nothing_there:
        return team(event) + " finds nothing";
      case EventKind::gets_away:
        return "gets away from " + team(event);
      case EventKind::breaks_through:
        return fmt::format("resists {} and goes on", team(event));
      case EventKind::complies:
        return fmt::format("INTERCEPTED by {}", team(event));
      case EventKind::resists_in_vain:
        return fmt::format("INTERCEPTED by {}, resisting", team(event));
      case EventKind::team_back:
        return team(event) + " is free again";
      default:
        return std::string(name_of(event.kind));
    }
  }

  const World& world_;
  const Replication& replication_;
  const EventLog& events_;
  std::vector<std::size_t> shown_;     ///< configurations
  std::vector<std::size_t> attempts_;  ///< shown, in the order of departure
  std::optional<int> start_minutes_;   ///< of the day, where it is stated
};

}  // namespace

std::string to_text(const World& world, const Replication& replication, const EventLog& events,
                    const EventFilter& filter) {
  return EventPage(world, replication, events, filter).text();
}

}  // namespace panj
