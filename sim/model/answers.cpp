#include "model/answers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/marked_bytes.h"

namespace panj {

void Answers::begin(const World& world, const Replication& replication, std::size_t alarms) {
  world_ = &world;
  replication_ = &replication;
  keeps_ = world.configurations.size() > 1;
  certain_report_ = certain_report(world.scenario.response);
  next_.clear();
  if (!keeps_) return;
  const std::size_t attempts = replication.attempts.size();
  const std::size_t bases = world.teams.size();
  links_.assign(attempts, Link::unknown);
  reports_.assign(attempts, {});
  answers_.assign((attempts + alarms) * bases, {});
  stays_.assign(replication.walks.size(), {});
  ways_.assign(replication.walks.size() * bases, {});
  last_next_.assign(attempts, none);
  inner_.clear();
  travel_s_.clear();
}

bool Answers::link_is_up(std::size_t attempt) {
  const auto drawn = [&] {
    return panj::link_is_up(*world_, *replication_, replication_->attempts[attempt]);
  };
  if (!keeps_) return drawn();
  Link& link = links_[attempt];
  if (link == Link::unknown) link = drawn() ? Link::up : Link::down;
  return link == Link::up;
}

Report Answers::report(std::size_t attempt, std::uint32_t call, double detected_s) {
  if (certain_report_) return certain_report_->of(detected_s);
  const Attempt& whose = replication_->attempts[attempt];
  if (!keeps_) return draw_report(*world_, *replication_, whose, call, detected_s);
  ReportOf& known = reports_[attempt];
  if (known.call != call) known = {call, draw_report_delays(*world_, *replication_, whose, call)};
  return known.draws.of(detected_s);
}

Answers::AnswerOf& Answers::answer_of(const Call& call, std::size_t base) {
  const std::size_t subject = call.is_nuisance()
                                  ? replication_->attempts.size() + static_cast<std::size_t>(call.alarm)
                                  : static_cast<std::size_t>(call.attempt);
  AnswerOf& known = answers_[subject * world_->teams.size() + base];
  if (known.call != call.number)
    known = {call.number, draw_ready_s(*world_, *replication_, call, base), -1.0};
  return known;
}

double Answers::ready_s(const Call& call, std::size_t base) {
  return keeps_ ? answer_of(call, base).ready_s : draw_ready_s(*world_, *replication_, call, base);
}

double Answers::handling_s(const Call& call, std::size_t base) {
  if (!keeps_) return draw_handling_s(*world_, *replication_, call, base);
  AnswerOf& known = answer_of(call, base);
  if (known.handling_s < 0.0) known.handling_s = draw_handling_s(*world_, *replication_, call, base);
  return known.handling_s;
}

Contact Answers::earliest_contact(const Walk& walk, const Call& call, std::size_t base, double sent_s) {
  const double leaves_s = sent_s + ready_s(call, base);
  if (keeps_ && !world_->teams[base].response_time_s) {
    const InnerStays stays = inner_stays(walk);
    if (leaves_s >= stays.from_s) return contact_by_ways(walk, stays, base, leaves_s);
  }
  return contact_leaving(*world_, *replication_, walk, call, base, leaves_s);
}

Contact Answers::arrival_at_alarm(const Call& call, std::size_t base, double sent_s) {
  return arrival_leaving(*world_, *replication_, call, base, sent_s + ready_s(call, base));
}

double Answers::first_detection_s(const Walk& walk) const {
  const std::size_t configurations = world_->configurations.size();
  const Verdict* const verdicts = replication_->verdicts.data() + walk.attempt * configurations;
  double first_s = never_happened_s;
  for (std::size_t c = 0; c < configurations; ++c)
    if ((walk.under >> c & 1U) != 0) first_s = std::min(first_s, verdicts[c].detected_s);
  return first_s;
}

const Answers::InnerStays& Answers::inner_stays(const Walk& walk) {
  InnerStays& known = stays_[static_cast<std::size_t>(&walk - replication_->walks.data())];
  if (known.begin != unknown) return known;
  const Track track = track_of(*world_, *replication_, walk);
  known.begin = inner_.size();
  known.from_s = first_detection_s(walk);
  const auto first = std::lower_bound(track.entered_s.begin(), track.entered_s.end(), known.from_s);
  const auto before = static_cast<std::size_t>(first - track.entered_s.begin());
  MarkedBytes inner(track.traits.subspan(before), CellTraits::inner);
  for (std::size_t stay = before + inner.next(); stay < track.entered_s.size(); stay = before + inner.next())
    inner_.push_back({track.entered_s[stay], stood_since_s(track, stay), track.cells[stay]});
  known.end = inner_.size();
  return known;
}

const Answers::Ways& Answers::ways(const Walk& walk, std::size_t base) {
  const auto number = static_cast<std::size_t>(&walk - replication_->walks.data());
  Ways& known = ways_[number * world_->teams.size() + base];
  if (known.begin != unknown) return known;
  const InnerStays stays = inner_stays(walk);
  const std::vector<float>& travel_s = world_->teams[base].travel_s;
  known.begin = travel_s_.size();
  known.last_leave_s = -std::numeric_limits<double>::infinity();
  for (std::size_t i = stays.begin; i < stays.end; ++i) {
    const auto way_s = static_cast<double>(travel_s[static_cast<std::size_t>(inner_[i].cell)]);
    travel_s_.push_back(way_s);
    known.last_leave_s = std::max(known.last_leave_s, inner_[i].entered_s - way_s);
  }
  return known;
}

Contact Answers::contact_by_ways(const Walk& walk, const InnerStays& stays, std::size_t base,
                                 double leaves_s) {
  constexpr double rounding_s = 1e-6;
  const Ways& known = ways(walk, base);
  if (leaves_s > known.last_leave_s + rounding_s) return {};
  const auto first =
      std::partition_point(inner_.begin() + static_cast<std::ptrdiff_t>(stays.begin),
                           inner_.begin() + static_cast<std::ptrdiff_t>(stays.end),
                           [leaves_s](const InnerStay& stay) { return stay.entered_s < leaves_s; });
  const std::size_t offset = known.begin - stays.begin;  // wraps around, back again below
  for (auto i = static_cast<std::size_t>(first - inner_.begin()); i < stays.end; ++i) {
    const InnerStay& stay = inner_[i];
    const double arrives_s = leaves_s + travel_s_[i + offset];
    if (arrives_s > stay.entered_s) continue;
    const double at_s = stay.since_s < never_happened_s ? std::max(stay.since_s, arrives_s) : stay.entered_s;
    return {at_s, stay.cell, static_cast<double>(world_->frontier.distance_m.data()[stay.cell])};
  }
  return {};
}

const Detection* Answers::known_detection(std::size_t attempt, std::size_t configuration,
                                          double after_s) const {
  if (!keeps_) return nullptr;
  for (std::size_t i = last_next_[attempt]; i != none; i = next_[i].before) {
    const NextDetection& next = next_[i];
    if (next.after_s == after_s && (next.under >> configuration & 1U) != 0) return &next.detection;
  }
  return nullptr;
}

void Answers::keep_detection(std::size_t attempt, ConfigurationMask under, double after_s,
                             const Detection& detection) {
  if (!keeps_) return;
  next_.push_back({under, after_s, detection, last_next_[attempt]});
  last_next_[attempt] = next_.size() - 1;
}

}  // namespace panj
