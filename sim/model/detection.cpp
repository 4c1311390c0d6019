#include "model/detection.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "model/open_ground.h"
#include "model/traffic.h"
#include "model/workspace.h"

namespace panj {

Detector::Detector(const World& world, std::span<const Exposure> exposures, const Address& address,
                   DetectionScratch& scratch)
    : world_(world), exposures_(exposures), address_(address), scratch_(scratch) {
  address_.purpose = Purpose::detection;
  scratch_.held.forget();
}

double Detector::gap(std::uint32_t number) const {
  const auto [even, odd] = uniform_pair(address_, number / 2);
  return -std::log(number % 2 == 0 ? even : odd);
}

void split_by_assets(const World& world, std::span<const Exposure> exposures, ConfigurationMask under,
                     std::vector<ConfigurationMask>& groups) {
  const std::size_t count = world.configurations.size();
  const ConfigurationMask all =
      count < max_configurations ? (ConfigurationMask{1} << count) - 1 : ~ConfigurationMask{0};
  groups.assign(1, under & all);
  if (count == 1) return;
  constexpr std::uint16_t noted = 64;
  std::uint64_t split_by = 0;
  for (const Exposure& exposure : exposures) {
    if (exposure.asset < noted && (split_by >> exposure.asset & 1U) != 0) continue;
    if (exposure.asset < noted) split_by |= std::uint64_t{1} << exposure.asset;
    const ConfigurationMask held_by = world.assets[exposure.asset].held_by;
    const std::size_t before = groups.size();
    for (std::size_t g = 0; g < before; ++g) {
      const ConfigurationMask without = groups[g] & ~held_by;
      if (without == 0 || without == groups[g]) continue;
      groups[g] &= held_by;
      groups.push_back(without);
    }
  }
}

ConfigurationMask same_assets_as(std::size_t configuration, const World& world,
                                 std::span<const Exposure> exposures, ConfigurationMask under) {
  for (const Exposure& exposure : exposures) {
    const ConfigurationMask held_by = world.assets[exposure.asset].held_by;
    under &= (held_by >> configuration & 1U) != 0 ? held_by : ~held_by;
  }
  return under;
}

Detector::Total Detector::total(std::size_t configuration) const {
  Total total;
  for (const Exposure& exposure : exposures_) {
    if (!holds(configuration, exposure)) continue;
    total.certain = total.certain || exposure.hazard.certain;
    total.finite += exposure.hazard.finite;
  }
  return total;
}

bool Detector::is_entry(const Exposure& exposure) const {
  constexpr double rounding_s = 1e-6;
  if (exposure.is_atom() || exposure.hazard.certain_s > 0.0) return true;
  return std::none_of(exposures_.begin(), exposures_.end(), [&](const Exposure& before) {
    if (before.asset != exposure.asset || before.team != exposure.team || !before.hazard.certain ||
        before.is_atom() || std::abs(before.end_s() - exposure.begin_s) > rounding_s)
      return false;
    // Elsewhere than in a definite range it is certain at the eye alone.
    const auto* definite = std::get_if<DefiniteRange>(&before.law);
    if (definite == nullptr) return before.hazard.certain_s >= before.course.duration_s;
    const Course& course = before.course;
    const double distance_m = (course.offset_m + course.duration_s * course.velocity_m_s).norm();
    return distance_m <= definite->range_m * (1.0 + 1e-9);
  });
}

double Detector::certain_after(std::size_t configuration, double time_s) const {
  const bool any_time = time_s == -never_happened_s;  // the first of all is an entry in any case
  double first_s = never_happened_s;
  for (const Exposure& exposure : exposures_) {
    if (exposure.begin_s >= first_s) break;  // what begins later is certain later
    if (!holds(configuration, exposure) || !exposure.hazard.certain) continue;
    const double certain_s = exposure.certain_s();
    if (certain_s > time_s && certain_s < first_s && (any_time || is_entry(exposure))) first_s = certain_s;
  }
  return first_s;
}

Detection Detector::first_after(std::size_t configuration, double time_s, const Total& total) const {
  // As of most attempts that are seen at all: nothing is certain, and H never comes to the first point.
  if (!total.certain && !(total.finite > 0.0 && first_gap() <= total.finite)) return {};
  const double certain_s = total.certain ? certain_after(configuration, time_s) : never_happened_s;
  if (total.finite > 0.0) {
    // To the first of all points what comes after it is no matter.
    const bool only_first = !total.certain && time_s == -never_happened_s;
    scratch_.held.hold(world_, exposures_, configuration, only_first ? first_gap() : never_happened_s);
    const Detection point = first_point(time_s, certain_s);
    if (point.at_s < never_happened_s) return point;
  }
  if (certain_s == never_happened_s) return {};
  return {certain_s, who_is_certain(configuration, certain_s)};
}

Detection Detector::first_point(double time_s, double certain_s) const {
  HeldExposures& held = scratch_.held;
  const double total = held.gathered(certain_s);
  if (!(total > 0.0)) return {};
  // Points that lie before `time_s` for sure need not be solved for; of the others, the first that does not.
  const bool any_time = time_s == -never_happened_s;
  const double gone = any_time ? 0.0 : held.gathered(time_s) * (1.0 - 1e-9);
  double level = first_gap();
  for (std::uint32_t point = 1; level <= total; level += gap(point++)) {
    if (level < gone) continue;
    const HeldExposures::Passing passed = held.when_passing(level, certain_s);
    if (passed.at_s <= time_s) continue;
    if (passed.by_jump && passed.at_s >= certain_s) break;  // what is certain at that moment comes first
    Detection found{passed.at_s, -1};
    if (passed.by_jump) found.asset = who_jumps(passed.at_s);
    // Rounding may take the end of an exposure for a jump.
    if (found.asset < 0) found.asset = who_detects(passed.at_s);
    return found;
  }
  return {};
}

double Detector::share_of_chance(std::int32_t asset) const {
  Address address = address_;
  address.key = entity_key(address_.key, world_.assets[static_cast<std::size_t>(asset)].key);
  address.purpose = Purpose::detecting_asset;
  return -std::log(uniform_pair(address).first);
}

std::int32_t Detector::who_detects(double time_s) const {
  // The least e_a / gamma_a, e_a a unit exponential of the attempt and the asset: in proportion to the rates,
  // and unmoved by other assets. Teams of a patrol add up.
  const std::int32_t latest = scratch_.held.rates_at(time_s, scratch_.rates);
  // At the very rim of a range rounding may leave no rate: then it was the exposure that began last.
  return scratch_.rates.empty() ? latest : one_by_chance();
}

std::int32_t Detector::who_jumps(double time_s) const {
  scratch_.held.jumps_at(time_s, scratch_.rates);
  return one_by_chance();
}

std::int32_t Detector::one_by_chance() const {
  const auto& rates = scratch_.rates;
  if (rates.empty()) return -1;
  if (rates.size() == 1) return rates.front().first;
  std::int32_t best = -1;
  double least = never_happened_s;
  for (const auto& [asset, rate] : rates) {
    const double time = share_of_chance(asset) / rate;
    if (time < least) {
      least = time;
      best = asset;
    }
  }
  return best;
}

std::int32_t Detector::who_is_certain(std::size_t configuration, double time_s) const {
  std::int32_t first = -1;
  for (const Exposure& exposure : exposures_) {
    if (!holds(configuration, exposure) || !exposure.hazard.certain || exposure.certain_s() != time_s)
      continue;
    const auto asset = static_cast<std::size_t>(exposure.asset);
    // Ties go by name, so that the order in the file does not matter.
    if (first < 0 || world_.assets[asset].name < world_.assets[static_cast<std::size_t>(first)].name) {
      first = exposure.asset;
    }
  }
  return first;
}

namespace {

CellId cell_at(const Track& track, double time_s) {
  if (track.cells.empty()) return no_cell;
  const auto after = std::upper_bound(track.entered_s.begin(), track.entered_s.end(), time_s);
  const auto stay = after == track.entered_s.begin() ? 0 : after - track.entered_s.begin() - 1;
  return track.cells[static_cast<std::size_t>(stay)];
}

void note_detection(const Walk& walk, const Detection& detection, CellId in, Verdict& verdict) {
  if (!walk.turned()) verdict.outcome = Outcome::detected_not_intercepted;
  verdict.detected_s = detection.at_s;
  verdict.detected_by = detection.asset;
  verdict.detected_in = in;
}

CellId cell_of(const World& world, const Replication& replication, const Walk& walk,
               const Detection& detection) {
  return world.tracks_need_cells ? cell_at(track_of(world, replication, walk), detection.at_s) : no_cell;
}

/// \param verdict as of a walk that nobody has seen, here and below
void judge_one(const World& world, const Replication& replication, const Walk& walk, const Detector& detector,
               std::size_t configuration, Verdict& verdict) {
  const Detector::Total total = detector.total(configuration);
  verdict.p_detect = total.p_detect();
  const Detection detection = detector.first_after(configuration, -never_happened_s, total);
  if (detection.at_s < never_happened_s)
    note_detection(walk, detection, cell_of(world, replication, walk, detection), verdict);
}

/// Verdicts of the configurations under which a walk is gone, once for all that hold the same assets.
void judge(const World& world, const Replication& replication, const Walk& walk, const Detector& detector,
           std::span<const ConfigurationMask> groups, std::span<Verdict> verdicts) {
  for (const ConfigurationMask group : groups) {
    const std::size_t first = first_configuration(group);
    judge_one(world, replication, walk, detector, first, verdicts[first]);
    for (ConfigurationMask left = group & (group - 1); left != 0; left &= left - 1)
      verdicts[first_configuration(left)] = verdicts[first];
  }
}

/// The same where it has come once into one definite range and into nothing else: no chance is left.
void judge_certain(const World& world, const Replication& replication, const Walk& walk,
                   const Exposure& exposure, std::span<Verdict> verdicts) {
  const Detection detection{exposure.certain_s(), exposure.asset};
  const CellId in = cell_of(world, replication, walk, detection);
  ConfigurationMask seen = walk.under & world.assets[exposure.asset].held_by;
  if (verdicts.size() < max_configurations) seen &= (ConfigurationMask{1} << verdicts.size()) - 1;
  for (; seen != 0; seen &= seen - 1) {
    Verdict& verdict = verdicts[first_configuration(seen)];
    verdict.p_detect = 1.0;
    note_detection(walk, detection, in, verdict);
  }
}

/// Lets a walk in the open pass, by its OpenWays::ends. \param row its verdicts: they tell that nobody has
/// seen it
void let_pass(std::uint8_t ends, std::span<Verdict> row) {
  for (Verdict& verdict : row) {
    assert(verdict.outcome == Outcome::undetected && verdict.detected_by < 0 && verdict.site < 0);
    verdict.crossed = (ends & OpenWays::crosses) != 0;
    verdict.leaked = (ends & OpenWays::finishes) != 0;
  }
}

/// Verdicts on walks in the open as though nobody had seen them. Those of the replication before stand where
/// nobody had seen the walk, and it ended as another does now; the others begin anew.
void let_open_pass(const World& world, Replication& replication) {
  static const Verdict unknown;
  OpenWays& open = replication.open;
  std::vector<Verdict>& verdicts = replication.verdicts;
  const std::size_t configurations = world.configurations.size();
  const std::size_t walks = replication.walks.size();
  const auto row = [&](std::size_t w) {
    return std::span<Verdict>(verdicts.data() + w * configurations, configurations);
  };
  const bool stand = open.passed.size() == walks && verdicts.size() == walks * configurations;
  if (stand) {
    for (const std::size_t w : replication.seen) {
      std::fill_n(row(w).begin(), configurations, unknown);
      let_pass(open.ends[w], row(w));
    }
  } else {
    verdicts.assign(walks * configurations, unknown);
    open.passed.resize(walks);
  }
  constexpr std::size_t block = 64;
  for (std::size_t first = 0; first < walks; first += block) {
    const std::size_t count = std::min(block, walks - first);
    const auto ends = open.ends.begin() + static_cast<std::ptrdiff_t>(first);
    const auto before = open.passed.begin() + static_cast<std::ptrdiff_t>(first);
    if (stand && std::equal(ends, ends + static_cast<std::ptrdiff_t>(count), before)) continue;
    for (std::size_t w = first; w < first + count; ++w) let_pass(open.ends[w], row(w));
    std::copy_n(ends, count, before);
  }
  if (!world.sites.empty()) open.passed.clear();  // what sites note of unseen walks does not stand
}

/// Verdicts on all walks as though nobody had seen them: all else than the way's own end is as before
/// anything is known.
void let_all_pass(const World& world, Replication& replication) {
  if (replication.open_bytes_tell()) return let_open_pass(world, replication);
  const std::size_t configurations = world.configurations.size();
  std::vector<Verdict>& verdicts = replication.verdicts;
  replication.open.passed.clear();
  verdicts.resize(replication.attempts.size() * configurations);
  for (const Walk& walk : replication.walks) {
    Verdict passed;
    const bool turned = walk.turned();
    passed.crossed = walk.crossed_s < never_happened_s;
    passed.leaked = walk.finished && !turned;
    if (turned) passed.outcome = Outcome::turned_back;
    Verdict* const row = verdicts.data() + walk.attempt * configurations;
    if (configurations == 1) {
      *row = passed;
      continue;
    }
    for (std::size_t c = 0; c < configurations; ++c)
      if ((walk.under >> c & 1U) != 0) row[c] = passed;
  }
}

/// Adds what is seen of a walk.
void add_exposures(const World& world, const OpenGround& open, const Walk& walk, Workspace& workspace) {
  const Replication& replication = workspace.replication;
  const Attempt& attempt = replication.attempts[walk.attempt];
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  Circumstances now{&workspace.conditions, {}};
  if (!world.conditions.empty()) now.target = target_factors(crosser, attempt);
  if (open.is_for(walk)) return open.expose(walk, now, workspace.exposures.all);
  const Coverage* coverage = world.tracks_need_cells ? &world.coverage[crosser.sight_layer] : nullptr;
  expose(world, track_of(world, replication, walk), coverage, workspace.teams, workspace.exposures.all, now);
}

/// Verdicts on a walk that somebody has seen, and who has contributed what.
void judge_seen(const World& world, std::size_t w, std::span<Verdict> verdicts, Workspace& workspace) {
  Replication& replication = workspace.replication;
  const Walk& walk = replication.walks[w];
  const Attempt& attempt = replication.attempts[walk.attempt];
  const std::span<const Exposure> exposures = workspace.exposures.of(w);
  const Exposure& first = exposures.front();
  if (exposures.size() == 1 && first.hazard.certain && std::holds_alternative<DefiniteRange>(first.law)) {
    judge_certain(world, replication, walk, first, verdicts);
  } else {
    const Detector detector(world, exposures, address_of(world, replication, attempt), workspace.detection);
    split_by_assets(world, exposures, walk.under, workspace.detection.groups);
    judge(world, replication, walk, detector, workspace.detection.groups, verdicts);
  }
  const CrosserPlan& crosser = world.crossers[static_cast<std::size_t>(attempt.crosser)];
  if (world.scenario.output.asset_values && is_scored(attempt) && !is_probe(crosser))
    add_contributions(world, replication, w, exposures, workspace.contributions, replication.contributions);
}

}  // namespace

Address address_of(const World& world, const Replication& replication, const Attempt& attempt) {
  return {world.crossers[static_cast<std::size_t>(attempt.crosser)].key,
          {},
          attempt.number,
          static_cast<std::uint64_t>(replication.number)};
}

void detect(const World& world, Workspace& workspace) {
  Replication& replication = workspace.replication;
  Exposures& exposures = workspace.exposures;
  const std::size_t configurations = world.configurations.size();
  let_all_pass(world, replication);
  replication.contributions.clear();
  replication.seen.clear();
  exposures.clear(replication.walks.size());
  const OpenGround open(world, replication, workspace.teams, workspace.open);
  open.list_near(workspace.detection.near);
  if (open.sees_at_once()) {
    open.expose_near(workspace.detection.near, exposures, replication.seen);
  } else {
    for (const std::size_t w : workspace.detection.near) {
      const std::size_t before = exposures.all.size();
      add_exposures(world, open, replication.walks[w], workspace);
      if (exposures.take(w, before)) replication.seen.push_back(w);
    }
  }
  for (const std::size_t w : replication.seen)
    judge_seen(world, w,
               {replication.verdicts.data() + replication.walks[w].attempt * configurations, configurations},
               workspace);
}

}  // namespace panj
