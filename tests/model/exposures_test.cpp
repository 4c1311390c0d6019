#include "model/exposures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "model/arrivals.h"
#include "model/meeting.h"
#include "model/walks.h"
#include "model/workspace.h"
#include "support/samples.h"
#include "support/small_scenarios.h"
#include "support/world_of.h"

namespace panj {
namespace {

struct Seen {
  Replication replication;
  std::vector<std::vector<Exposure>> exposures;
};

Seen see(const World& world, std::int64_t number) {
  Seen seen;
  seen.replication.number = number;
  draw_attempts(world, number, seen.replication.attempts);
  PatrolTeams teams;
  deploy_patrols(world, number, all_over_s(world, seen.replication.attempts), teams);
  WalkScratch scratch;
  walk_tracks(world, teams, seen.replication, scratch);
  for (std::size_t a = 0; a < seen.replication.attempts.size(); ++a) {
    seen.exposures.emplace_back();
    const Coverage* coverage = world.tracks_need_cells ? &world.coverage[0] : nullptr;
    expose(world, track_of(world, seen.replication, seen.replication.walks[a]), coverage, teams,
           seen.exposures.back());
  }
  return seen;
}

/// Finite hazard and first certain time of one asset.
std::pair<double, double> total(const std::vector<Exposure>& exposures, std::uint16_t asset) {
  double finite = 0.0;
  double certain_s = never_happened_s;
  for (const Exposure& exposure : exposures) {
    if (exposure.asset != asset) continue;
    finite += exposure.hazard.finite;
    if (exposure.hazard.certain) certain_s = std::min(certain_s, exposure.certain_s());
  }
  return {finite, certain_s};
}

std::string few_in_the_open() {
  std::string text =
      test::flat_head() + test::straight_walkers(60) + test::few_assets() + "[output]\nmaps = false\n";
  const std::string travel = "movement = { constant = { speed_km_h = 20.0 } }";
  return text.replace(text.find(travel), travel.size(), "response_time_min = 5.0");
}

TEST(Exposures, CellsAndOpenGroundGiveTheSameHazards) {
  const World open = world_of(few_in_the_open());
  std::string text = few_in_the_open();
  const World cells = world_of(text.replace(text.find("maps = false"), 12, "maps = true"));
  ASSERT_FALSE(open.tracks_need_cells);
  ASSERT_TRUE(cells.tracks_need_cells);
  int certain = 0;
  int finite = 0;
  for (std::int64_t r = 0; r < 5; ++r) {
    const Seen a = see(open, r);
    const Seen b = see(cells, r);
    for (std::size_t k = 0; k < a.exposures.size(); ++k) {
      for (const std::uint16_t asset : {std::uint16_t{0}, std::uint16_t{1}}) {
        const auto [open_finite, open_s] = total(a.exposures[k], asset);
        const auto [cell_finite, cell_s] = total(b.exposures[k], asset);
        EXPECT_NEAR(open_finite, cell_finite, 1e-9);
        if (std::isfinite(open_s) || std::isfinite(cell_s)) {
          EXPECT_NEAR(open_s, cell_s, 1e-6);
          ++certain;
        }
        finite += open_finite > 0.0 ? 1 : 0;
      }
    }
  }
  EXPECT_GT(certain, 10);
  EXPECT_GT(finite, 50);
}

TEST(Exposures, PostGathersOverItsChord) {
  const World world = world_of(few_in_the_open());
  const Seen seen = see(world, 0);
  for (std::size_t k = 0; k < seen.exposures.size(); ++k) {
    const double x = seen.replication.attempts[k].origin_m.x() - 10000.0;
    // The walk leads from 2 km south of the post to 1 km north of it, 3 km being its range.
    const double half_chord = std::sqrt(std::max(0.0, 9.0e6 - x * x));
    const double inside_m = std::max(0.0, std::min(half_chord, 1000.0) + std::min(half_chord, 2000.0));
    EXPECT_NEAR(total(seen.exposures[k], 0).first, 2.0 * inside_m / 4000.0, 1e-9);
  }
}

TEST(Exposures, ComeInTheOrderOfTime) {
  const World world = world_of(test::flat_head() + test::grid_walkers(300) + test::few_assets());
  const Seen seen = see(world, 1);
  std::size_t count = 0;
  for (const auto& exposures : seen.exposures) {
    for (std::size_t i = 0; i + 1 < exposures.size(); ++i) {
      EXPECT_LE(exposures[i].begin_s, exposures[i + 1].begin_s);
    }
    count += exposures.size();
  }
  EXPECT_GT(count, 100U);
}

TEST(Exposures, PatrolThatHasNotLeftSeesNothing) {
  std::string text = few_in_the_open();
  const World world = world_of(text.replace(text.find("teams = 2\n"), 10, "teams = 2\nstart_h = 100.0\n"));
  for (const auto& exposures : see(world, 0).exposures)
    EXPECT_FALSE(std::isfinite(total(exposures, 1).second));
}

/// Drones of every kind of flight over level ground.
std::string drones_text() {
  const auto drone = [](const std::string& name, const std::string& keys) {
    return "[[drone]]\nname = \"" + name + "\"\nsensor = \"eye\"\nspeed_km_h = 30.0\nheight_m = 50.0\n" +
           keys + "\n";
  };
  return test::flat_head() + test::straight_walkers(60) +
         "[[sensor]]\nname = \"eye\"\nlaw = { constant_rate = { rate_per_h = 2.0, range_m = 1200.0 } "
         "}\nline_of_sight = false\n" +
         drone("orbiter",
               "flight = { orbit = { centre_xy_km = [8.0, 9.0], radius_km = 1.5 } }\nendurance_min = "
               "50.0\nturn_around_min = 45.0\nrelay = 2\nhand_over_min = 5.0") +
         drone("liner",
               "flight = { legs = { waypoints_xy_km = [[2.0, 9.5], [18.0, 9.0]], circuit = "
               "\"back_and_forth\" } }\nendurance_min = 40.0\nturn_around_min = 20.0") +
         drone("rover",
               "flight = { random_legs = { box_xy_km = [5.0, 8.0, 15.0, 11.0], leg_km = 1.7 } "
               "}\nendurance_min = 40.0\nturn_around_min = 20.0") +
         "[[configuration]]\nname = \"all\"\nassets = [\"orbiter\", \"liner\", \"rover\"]\n[output]\nmaps = "
         "false\n";
}

TEST(Exposures, ToDronesAreTheSameInCellsAndOnOpenGround) {
  const World open = world_of(drones_text());
  const World cells = world_of(drones_text(), {{"output.maps", "true"}});
  ASSERT_FALSE(open.tracks_need_cells);
  ASSERT_TRUE(cells.tracks_need_cells);
  std::array<int, 3> seen_by{};
  for (std::int64_t number = 0; number < 10; ++number) {
    const Seen plain = see(open, number);
    const Seen cut = see(cells, number);
    ASSERT_EQ(plain.exposures.size(), cut.exposures.size());
    for (std::size_t i = 0; i < plain.exposures.size(); ++i) {
      for (const std::uint16_t asset : {std::uint16_t{0}, std::uint16_t{1}, std::uint16_t{2}}) {
        const double finite = total(plain.exposures[i], asset).first;
        EXPECT_NEAR(finite, total(cut.exposures[i], asset).first, 1e-9);
        seen_by.at(asset) += finite > 0.0 ? 1 : 0;
      }
    }
  }
  for (const int count : seen_by) EXPECT_GT(count, 50);
}

/// A post and a patrol whose sensors weather, light and outages change, passed on the grid at nightfall.
std::string conditioned_text() {
  std::string head = test::flat_head();
  head.insert(head.find("[frontier]"), "start = 2025-03-20T17:00:00\n");
  std::string assets = test::few_assets();
  const std::string more =
      "line_of_sight = false\nweather = { states = [\"rain\"], range_factor = [0.5] }\n"
      "light = { range_factor = [1.0, 0.8, 0.4] }\n";
  for (std::size_t at = assets.find("line_of_sight"); at != std::string::npos;
       at = assets.find("line_of_sight", at + more.size()))
    assets.replace(at, assets.find('\n', at) + 1 - at, more);
  const std::string post = "position_xy_km = [10.0, 10.5]\n";
  assets.replace(assets.find(post), post.size(),
                 "position_xy_km = [0.5, 10.5]\n"
                 "outage = { mtbf_h = 3.0, mttr_h = 1.0 }\n");
  return head +
         "[weather]\nstates = [\"clear\", \"rain\"]\nprobability = [0.5, 0.5]\n[daylight]\nutc_offset_h = "
         "0.0\nlon_lat = [0.0, 40.0]\n" +
         test::grid_walkers(60) + "signature = { range_factor = 0.9 }\n" + assets;
}

/// The plain twin: every piece of a track before every leg of every round, as if nothing were known of them.
void expose_plainly(const World& world, const Track& track, const PatrolTeams& teams,
                    const Circumstances& now, std::vector<Exposure>& exposures) {
  const std::vector<PatrolPiece>& legs = world.patrols[0].cycles[0].pieces;
  const double period_s = world.patrols[0].cycles[0].period_s;
  for (std::size_t stay = 0; stay < track.stays(); ++stay) {
    for (const TrackPiece& piece : pieces_of(world, track, stay)) {
      const Passer passer(piece);
      add_before_post(world, now, 0, passer, exposures);
      std::uint16_t number = 0;
      for (const PatrolTeam& team : teams.of(0)) {
        const Stretch& stretch = teams.of(team).front();
        const double first = std::floor((piece.begin_s + stretch.offset_s) / period_s) - 1.0;
        for (double round = first; round < first + 4.0; ++round) {
          const double shift_s = round * period_s - stretch.offset_s;
          for (const PatrolPiece& leg : legs) {
            const double from_s = std::max(piece.begin_s, leg.begin_s + shift_s);
            const double to_s = std::min(piece.end_s, leg.end_s + shift_s);
            if (to_s <= from_s) continue;
            const CycleLeg way(leg);
            const double gone = share_gone(from_s, shift_s, leg.begin_s, way.duration_s);
            add_sighting(world, now, {1, number, from_s, Meeting(passer, way, gone, from_s, to_s).course()},
                         exposures);
          }
        }
        ++number;
      }
    }
  }
}

void expect_same_exposures(std::vector<Exposure> found, std::vector<Exposure> expected) {
  const auto order = [](const Exposure& a, const Exposure& b) {
    return std::tie(a.begin_s, a.asset, a.team) < std::tie(b.begin_s, b.asset, b.team);
  };
  std::sort(found.begin(), found.end(), order);
  std::sort(expected.begin(), expected.end(), order);
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].begin_s, expected[i].begin_s);
    EXPECT_EQ(found[i].asset, expected[i].asset);
    EXPECT_EQ(found[i].team, expected[i].team);
    EXPECT_EQ(found[i].course.offset_m, expected[i].course.offset_m);
    EXPECT_EQ(found[i].course.velocity_m_s, expected[i].course.velocity_m_s);
    EXPECT_EQ(found[i].course.duration_s, expected[i].course.duration_s);
    EXPECT_EQ(found[i].hazard.finite, expected[i].hazard.finite);
    EXPECT_EQ(found[i].hazard.certain, expected[i].hazard.certain);
    EXPECT_EQ(found[i].hazard.certain_s, expected[i].hazard.certain_s);
    EXPECT_EQ(range_of(found[i].law), range_of(expected[i].law));
  }
}

TEST(Exposures, AreThoseOfAllPiecesBeforeAllSensorsWhateverWeatherAndLight) {
  const World world = world_of(conditioned_text());
  ASSERT_TRUE(world.assets[0].conditioned && world.assets[1].conditioned);
  ASSERT_GE(world.light.size(), 3U) << "day, twilight, night";
  std::array<std::size_t, 2> seen_by{};
  Workspace workspace;
  const auto replications = std::max<std::size_t>(6, static_cast<std::size_t>(test::trials(30)));
  for (std::size_t number = 0; number < replications; ++number) {
    simulate(world, static_cast<std::int64_t>(number), workspace);
    const Replication& replication = workspace.replication;
    for (std::size_t w = 0; w < replication.walks.size(); ++w) {
      const Walk& walk = replication.walks[w];
      const Circumstances now{&workspace.conditions,
                              target_factors(world.crossers[0], replication.attempts[walk.attempt])};
      std::vector<Exposure> expected;
      expose_plainly(world, track_of(world, replication, walk), workspace.teams, now, expected);
      const auto found = workspace.exposures.of(w);
      expect_same_exposures({found.begin(), found.end()}, expected);
      for (const Exposure& exposure : found) ++seen_by.at(exposure.asset);
    }
  }
  EXPECT_GT(seen_by[0], 1000 * replications / 30);
  EXPECT_GT(seen_by[1], 50 * replications / 30);
}

}  // namespace
}  // namespace panj
