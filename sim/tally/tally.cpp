#include "tally/tally.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "base/units.h"

namespace panj {

namespace {

/// Enough for quantiles to a thousandth of the range, small enough to write for every configuration.
constexpr double most_bins = 1000.0;

constexpr std::array<double, 18> time_steps_s{1,   2,   5,    10,   15,   30,    60,    120,   300,
                                              600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400};
constexpr std::array<double, 16> depth_steps_m{1,   2,    5,    10,   20,    50,    100,   200,
                                               500, 1000, 2000, 5000, 10000, 20000, 50000, 100000};

/// Bins from 0 to beyond `last`, of the finest step that needs no more than `most_bins`.
Histogram histogram_up_to(double last, std::span<const double> steps) {
  const auto fits = [last](double step) { return last / step + 1.0 <= most_bins; };
  const auto found = std::find_if(steps.begin(), steps.end(), fits);
  const double step = found == steps.end() ? last / (most_bins - 1.0) : *found;
  const double bins = std::floor(last / step) + 1.0;
  return {0.0, bins * step, static_cast<std::size_t>(bins)};
}

double longest_duration_s(const World& world) {
  double longest_s = 0.0;
  for (const CrosserPlan& crosser : world.crossers) longest_s = std::max(longest_s, crosser.max_duration_s);
  return longest_s;
}

double greatest_depth_m(const World& world) {
  const Frontier& frontier = world.frontier;
  double greatest_m = 0.0;
  for (Eigen::Index cell = 0; cell < frontier.distance_m.size(); ++cell)
    if (frontier.side_of(static_cast<CellId>(cell)) == Side::inner)
      greatest_m = std::max(greatest_m, static_cast<double>(frontier.distance_m.data()[cell]));
  return greatest_m;
}

/// Hours that the period has begun at its end.
std::size_t hours_of(const World& world) {
  return static_cast<std::size_t>(std::max(1.0, std::ceil(world.scenario.period_s / seconds_per_hour)));
}

template <class T>
void add_same_shape(std::vector<T>& sums, const std::vector<T>& others) {
  if (sums.size() != others.size()) throw std::invalid_argument("tallies of different worlds don't add up");
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += others[i];
}

}  // namespace

Tally::Tally(const World& world)
    : summary(world.configurations.size()),
      segments(static_cast<std::size_t>(world.frontier.segments), world.configurations.size()),
      hours(hours_of(world), world.configurations.size()),
      crossers(world.crossers.size(), world.configurations.size()),
      draws(world),
      persons(world.crossers.size()),
      periods(world.configurations.size()),
      first_detections(world.configurations.size() * world.assets.size()),
      assets(1, world.configurations.size(), world.assets.size()),
      interceptions_by(world.configurations.size() * world.teams.size()),
      detection_time(world.configurations.size(), histogram_up_to(longest_duration_s(world), time_steps_s)),
      interception_time(detection_time),
      contact_depth(world.configurations.size(), histogram_up_to(greatest_depth_m(world), depth_steps_m)),
      detection_mean(world.configurations.size()),
      interception_mean(world.configurations.size()),
      depth_mean(world.configurations.size()),
      calls(world.configurations.size(), world.assets.size(), world.teams.size()),
      unfinished(world.configurations.size()),
      unfinished_by_class(world.configurations.size() * world.crossers.size()) {
  if (!world.hypercube.none()) by_replication = ShareTable(1, world.configurations.size());
  if (world.scenario.output.asset_values)
    assets_by_segment = AssetTable(segments.bins(), world.configurations.size(), world.assets.size());
  sites_of_probes.resize(world.crossers.size());
  rare.resize(world.crossers.size());
  for (std::size_t i = 0; i < world.crossers.size(); ++i)
    if (world.crossers[i].rare_leaks)
      rare[i] = RareTally(world.configurations.size(), world.crossers[i].rare_leaks->plain_share);
  if (!world.sites.empty()) {
    sites = SiteTally(world.configurations.size(), world.sites.size(),
                      histogram_up_to(longest_duration_s(world), time_steps_s));
    for (std::size_t i = 0; i < world.crossers.size(); ++i)
      if (is_probe(world.crossers[i]) && !world.crossers[i].rare_leaks) sites_of_probes[i] = sites;
  }
  if (world.scenario.output.maps)
    maps = MapCounts(static_cast<std::size_t>(world.grid.cells()), world.configurations.size());
  if (world.scenario.sampling.control_variates)
    control = ControlTally(world.configurations.size(), world.scenario.sampling.batch);
  if (!world.watch_points.empty())
    line = LineTally(world.watch_points.size(), world.configurations.size(), period_ms(world));
}

void Tally::add(const World& world, const Replication& replication, SummarySums& batch) {
  assert(replication.verdicts.size() == replication.attempts.size() * world.configurations.size());
  if (!control.empty()) control.enter(replication.number);
  const bool plainly = is_plain(world, replication);
  for (std::size_t i = 0; i < replication.attempts.size();) {
    if (plainly)
      i = score_plainly(world, replication, i, batch);
    else
      score_attempt(world, replication, i++, batch);
  }
  score_contributions(replication);
  if (!replication.line.empty()) line.add(replication.line);
  periods.end_replication();
  if (by_replication.bins() > 0) by_replication.end_unit();
  calls += replication.calls;
  ++in_unit_;
}

void Tally::end_unit(SummarySums& batch) {
  // Tables of assets ask those of attempts before these end.
  assets.end_unit(batch.shares);
  if (!assets_by_segment.empty()) assets_by_segment.end_unit(segments);
  if (!control.empty()) control.end_unit(batch.shares);
  batch.end_unit(in_unit_);
  segments.end_unit(in_unit_);
  hours.end_unit(in_unit_);
  crossers.end_unit(in_unit_);
  draws.end_unit(in_unit_);
  for (EventTable* table : {&detection_mean, &interception_mean, &depth_mean}) table->end_unit(in_unit_);
  periods.end_unit(in_unit_);
  line.end_unit();
  if (!sites.empty()) sites.end_unit(in_unit_);
  for (SiteTally& of_probes : sites_of_probes)
    if (!of_probes.empty()) of_probes.end_unit(in_unit_);
  for (RareTally& weighted : rare)
    if (!weighted.empty()) weighted.end_unit(in_unit_);
  in_unit_ = 0;
}

void Tally::score_attempt(const World& world, const Replication& replication, std::size_t number,
                          SummarySums& batch) {
  const std::size_t configurations = world.configurations.size();
  const Attempt& attempt = replication.attempts[number];
  if (!attempt.scored) return;
  const auto crosser = static_cast<std::size_t>(attempt.crosser);
  const Verdict* const verdicts = replication.verdicts.data() + number * configurations;

  persons[crosser] += attempt.persons;
  const std::span<const Walk> walks = replication.walks_of(number);
  if (walks.size() > 1 || !walks.front().finished) count_unfinished(walks, crosser);
  std::array<PackedScores, max_configurations> row;
  const std::span<const PackedScores> scores(row.data(), configurations);
  if (!rare[crosser].empty()) {
    rare[crosser].add(replication, number);
    row.fill({0, 0});
    crossers.add_attempt(crosser, scores);
    return;
  }
  panj::score(attempt, {verdicts, configurations}, row.data());
  crossers.add_attempt(crosser, scores);
  if (!draws.empty()) draws.add_attempt(attempt, scores);
  if (!sites_of_probes[crosser].empty()) sites_of_probes[crosser].add(replication, number);
  if (!is_probe(world.crossers[crosser])) score_ordinary(replication, number, scores, batch);
}

void Tally::count_unfinished(std::span<const Walk> walks, std::size_t crosser) {
  const std::size_t classes = persons.size();
  for (const Walk& walk : walks) {
    if (walk.finished) continue;
    for (std::size_t c = 0; c < unfinished.size(); ++c)
      unfinished_by_class[c * classes + crosser] += (walk.under >> c & 1U) != 0 ? 1 : 0;
  }
}

void Tally::score_ordinary(const Replication& replication, std::size_t number,
                           std::span<const PackedScores> scores, SummarySums& batch) {
  const std::span<const Walk> walks = replication.walks_of(number);
  if (walks.size() == 1 && walks.front().finished) {
    score_shares(walks.front(), scores, batch);
  } else {
    batch.shares.add_attempt(0, scores);
    score_walks(walks, scores);
  }
  if (by_replication.bins() > 0) by_replication.add_attempt(0, scores);
  for (std::size_t c = 0; c < unfinished.size(); ++c) {
    const Verdict& verdict = replication.verdicts[number * unfinished.size() + c];
    periods.add_attempt(c, score_of_period(replication.attempts[number], verdict));
    score_events(replication, number, c, verdict);
  }
  if (!sites.empty()) sites.add(replication, number);
  if (!maps.empty()) maps.add(replication, number);
  if (!control.empty()) control.add(replication, number);
}

void Tally::score_contributions(const Replication& replication) {
  for (const Contribution& contribution : replication.contributions) {
    const std::int32_t segment = replication.walks[contribution.walk].segment;
    const auto asset = static_cast<std::size_t>(contribution.asset);
    const std::int64_t value = to_fixed_point(contribution.value);
    const bool is_alone = contribution.first == contribution.value;
    const std::array<std::int64_t, asset_measure_count> scores{
        value, is_alone ? value : to_fixed_point(contribution.first), 0};
    for (ConfigurationMask left = contribution.under; left != 0; left &= left - 1) {
      const auto configuration = static_cast<std::size_t>(std::countr_zero(left));
      assets.add(0, configuration, asset, scores);
      if (segment >= 0)
        assets_by_segment.add(static_cast<std::size_t>(segment), configuration, asset, scores);
    }
  }
}

void Tally::score_detection(const Replication& replication, std::size_t attempt, std::size_t configuration) {
  constexpr std::array<std::int64_t, asset_measure_count> counted{0, 0, 1};
  const Verdict& verdict = replication.verdicts[attempt * unfinished.size() + configuration];
  const double after_s = verdict.detected_s - replication.attempts[attempt].departure_s;
  detection_time[configuration].add(after_s);
  detection_mean.add(configuration, to_thousandths(after_s));
  if (verdict.detected_by < 0) return;
  const auto asset = static_cast<std::size_t>(verdict.detected_by);
  ++first_detections[configuration * assets.assets() + asset];
  assets.add(0, configuration, asset, counted);
  if (assets_by_segment.empty()) return;
  const std::int32_t segment = replication.walk_of(attempt, configuration).segment;
  if (segment >= 0) assets_by_segment.add(static_cast<std::size_t>(segment), configuration, asset, counted);
}

void Tally::score_shares(const Walk& walk, std::span<const PackedScores> scores, SummarySums& batch) {
  PackedScores* const whole = batch.shares.count_attempt(0);
  PackedScores* const hour = hours.count_attempt(static_cast<std::size_t>(walk.hour));
  for (std::size_t c = 0; c < scores.size(); ++c) {
    whole[c] += scores[c];
    hour[c] += scores[c];
  }
  if (walk.segment >= 0) segments.add_attempt(static_cast<std::size_t>(walk.segment), scores);
}

void Tally::score_walks(std::span<const Walk> walks, std::span<const PackedScores> scores) {
  const Walk& first = walks.front();
  const bool same_hour = std::all_of(walks.begin() + 1, walks.end(),
                                     [&first](const Walk& walk) { return walk.hour == first.hour; });
  const bool same_segment = std::all_of(walks.begin() + 1, walks.end(),
                                        [&first](const Walk& walk) { return walk.segment == first.segment; });
  if (same_hour) hours.add_attempt(static_cast<std::size_t>(first.hour), scores);
  if (same_segment && first.segment >= 0)
    segments.add_attempt(static_cast<std::size_t>(first.segment), scores);
  for (const Walk& walk : walks) {
    if (!same_hour) hours.add_attempt(static_cast<std::size_t>(walk.hour), scores, walk.under);
    if (!same_segment && walk.segment >= 0)
      segments.add_attempt(static_cast<std::size_t>(walk.segment), scores, walk.under);
    if (walk.finished) continue;
    for (std::size_t c = 0; c < unfinished.size(); ++c) unfinished[c] += (walk.under >> c & 1U) != 0 ? 1 : 0;
  }
}

void Tally::score_interception(const Attempt& attempt, const Verdict& verdict, std::size_t configuration) {
  const double after_s = verdict.contact_s - attempt.departure_s;
  interception_time[configuration].add(after_s);
  interception_mean.add(configuration, to_thousandths(after_s));
  contact_depth[configuration].add(verdict.contact_depth_m);
  depth_mean.add(configuration, to_thousandths(verdict.contact_depth_m));
  if (verdict.team >= 0)
    ++interceptions_by[configuration * (interceptions_by.size() / unfinished.size()) +
                       static_cast<std::size_t>(verdict.team)];
}

Estimate Tally::class_share(std::size_t crosser, std::size_t configuration, std::size_t measure,
                            double confidence) const {
  if (rare[crosser].empty()) return crossers.estimate(crosser, configuration, measure, confidence);
  const bool is_leak = measures[measure].name == "p_leak";
  return rare[crosser].share(configuration, is_leak ? RareTally::leaks : measure, confidence);
}

std::vector<double> Tally::hypercube_gains(std::size_t measure) const {
  std::vector<double> gains;
  if (by_replication.bins() == 0) return gains;
  for (std::size_t c = 0; c < by_replication.configurations(); ++c)
    gains.push_back(gain_of_units(by_replication.sums(0, c, measure), summary.shares.sums(0, c, measure)));
  return gains;
}

Tally& Tally::operator+=(const Tally& other) {
  summary += other.summary;
  by_replication += other.by_replication;
  segments += other.segments;
  hours += other.hours;
  crossers += other.crossers;
  draws += other.draws;
  add_same_shape(persons, other.persons);
  add_same_shape(first_detections, other.first_detections);
  assets += other.assets;
  if (!other.assets_by_segment.empty()) assets_by_segment += other.assets_by_segment;
  add_same_shape(interceptions_by, other.interceptions_by);
  add_same_shape(detection_time, other.detection_time);
  add_same_shape(interception_time, other.interception_time);
  add_same_shape(contact_depth, other.contact_depth);
  detection_mean += other.detection_mean;
  interception_mean += other.interception_mean;
  depth_mean += other.depth_mean;
  periods += other.periods;
  sites += other.sites;
  calls += other.calls;
  add_same_shape(sites_of_probes, other.sites_of_probes);
  add_same_shape(rare, other.rare);
  add_same_shape(unfinished, other.unfinished);
  add_same_shape(unfinished_by_class, other.unfinished_by_class);
  maps += other.maps;
  line += other.line;
  control += other.control;
  return *this;
}

}  // namespace panj
