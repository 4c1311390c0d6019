#include "scenario/scenario_toml.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "scenario/sample.h"
#include "scenario/toml_document.h"
#include "support/samples.h"

namespace panj::test {
namespace {

TEST(ParseScenario, turns_everything_into_si) {
  const Scenario s = parsed(rich_text());
  EXPECT_EQ(s.name, "rich");
  EXPECT_EQ(s.seed, 9223372036854775807U);
  EXPECT_EQ(s.start, "2025-06-21T19:00:00");
  EXPECT_DOUBLE_EQ(s.period_s, 7.3 * 3600);
  EXPECT_EQ(s.frontier.centre->kind, Place::Kind::lon_lat);
  EXPECT_DOUBLE_EQ(s.frontier.size_m.x(), 12345.0);
  EXPECT_DOUBLE_EQ(s.frontier.strip.outer_m, 1100.0);
  EXPECT_EQ(s.frontier.strip.inner_m, 0.0);
  EXPECT_EQ(s.frontier.neighbourhood, Neighbourhood::eight);
  EXPECT_EQ(s.frontier.inner, InnerSide::right);
  EXPECT_FALSE(s.frontier.sight.curvature);
  const auto& ground = std::get<ModelledSurface>(s.frontier.elevation);
  EXPECT_EQ(ground.base_path, "/scenarios/data/base.tif");
  EXPECT_EQ(ground.seed, 3U);
  EXPECT_EQ(s.crossers[0].attempts.kind, AttemptsPerPeriod::Kind::fixed);
  EXPECT_DOUBLE_EQ(std::get<Fixed>(s.crossers[0].departure_s).value, 3.3 * 3600);
  EXPECT_EQ(std::get<PlacesDestination>(s.crossers[0].destination).path, "/data/places.geojson");
  EXPECT_EQ(std::get<LogitRoute>(s.crossers[0].route).theta_s, 0.1);
  EXPECT_FALSE(std::get<LogitRoute>(s.crossers[0].route).mean_excess.has_value());
  EXPECT_EQ(s.crossers[0].movement.kind, MovementLaw::Kind::naismith_langmuir);
  EXPECT_DOUBLE_EQ(std::get<Gamma>(s.crossers[0].wait_s).scale, 7.7 * 60);
  EXPECT_EQ(std::get<Gamma>(s.crossers[0].wait_s).shape, 1.3);
  EXPECT_DOUBLE_EQ(std::get<BoxOrigin>(s.crossers[2].origin).high.value.y(), 700.0);
  EXPECT_DOUBLE_EQ(*std::get<StraightRoute>(s.crossers[2].route).heading_rad, 33.3 * std::numbers::pi / 180);
  EXPECT_FALSE(std::get<StraightRoute>(s.crossers[3].route).heading_rad.has_value());
  EXPECT_DOUBLE_EQ(std::get<ConstantRate>(s.sensors[1].law).rate_per_s, 2.3 / 3600);
  EXPECT_DOUBLE_EQ(std::get<InverseCube>(s.sensors[2].law).kh_m3_s, 0.37e9 / 3600);
  EXPECT_EQ(s.posts[0].range_m, 1234.5);
  EXPECT_FALSE(s.posts[1].range_m.has_value());
  EXPECT_EQ(s.patrols[0].spacing, PatrolSpec::Spacing::even);
  EXPECT_EQ(s.patrols[0].direction, PatrolSpec::Direction::random);
  EXPECT_DOUBLE_EQ(std::get<Exponential>(*s.patrols[0].start_s).mean, 0.7 * 3600);
  EXPECT_EQ(s.teams[0].movement->max_slope_deg, 40.0);
  EXPECT_FALSE(s.teams[2].movement.has_value());
  EXPECT_EQ(std::get<Uniform>(*s.teams[2].response_time_s).max, 13 * 60.0);
  const MovementLaw& vehicle = *s.teams[1].movement;
  EXPECT_EQ(vehicle.kind, MovementLaw::Kind::vehicle);
  EXPECT_EQ(vehicle.by_slope.slope_deg, (std::vector<double>{0.0, 7.7, 30.0}));
  EXPECT_DOUBLE_EQ(vehicle.by_slope.speed_m_s[1], 33.3 / 3.6);
  EXPECT_EQ(vehicle.roads_path, "/scenarios/roads.gpkg");
  EXPECT_EQ(vehicle.off_road_factor, 0.3);
  EXPECT_EQ(s.frontier.land_cover->path, "/scenarios/data/cover.tif");
  EXPECT_EQ(s.frontier.land_cover->friction, (std::vector<double>{2.3, 1.0}));
  EXPECT_EQ(s.frontier.snow->line_m, 3333.3);
  EXPECT_TRUE(s.obstacles[0].border);
  EXPECT_DOUBLE_EQ(std::get<Lognormal>(*s.obstacles[0].delay_s).median, 13.1 * 60);
  EXPECT_EQ(s.obstacles[0].gap_width_m, 77.7);
  EXPECT_TRUE(s.obstacles[1].closed);
  EXPECT_TRUE(s.obstacles[1].patrols);
  EXPECT_EQ(s.obstacles[1].line_path, "/data/fence.gpkg");
  EXPECT_DOUBLE_EQ(s.obstacles[2].line[1].value.x(), 503300.0);
  EXPECT_FALSE(s.obstacles[2].is_area());
  EXPECT_TRUE(s.obstacles[3].is_area());
  EXPECT_EQ(s.obstacles[3].area.size(), 3U);
  EXPECT_DOUBLE_EQ(std::get<Gamma>(*s.obstacles[3].delay_s_per_m).scale, 7.7 * 0.06);
  EXPECT_EQ(s.obstacles[4].area_path, "/data/mines.gpkg");
  EXPECT_DOUBLE_EQ(std::get<Exponential>(s.crossers[0].wait_at_line_s).mean, 3.3 * 60);
  EXPECT_EQ(s.response.success_by_light, (std::vector<double>{1.0, 0.7, 0.3}));
  EXPECT_EQ(s.response.success_by_cover->factor, (std::vector<double>{0.7, 0.0}));
  EXPECT_EQ(s.sampling.batch, 8);
  EXPECT_TRUE(s.sampling.latin_hypercube);
  EXPECT_FALSE(s.output.maps);
  EXPECT_FALSE(s.output.asset_values);
}

TEST(ParseScenario, fills_in_what_is_left_out) {
  const Scenario s = parsed(sample_text());
  EXPECT_EQ(s.name, "s");
  EXPECT_EQ(s.frontier.crs, "local");
  EXPECT_EQ(s.frontier.corner->value, Eigen::Vector2d(0.0, 0.0));
  EXPECT_EQ(std::get<Uniform>(s.crossers[0].departure_s).max, s.period_s);
  EXPECT_TRUE(std::holds_alternative<EdgeOrigin>(s.crossers[0].origin));
  EXPECT_EQ(s.source_text, sample_text());
}

TEST(ParseScenario, knows_the_places_of_keys) {
  const Scenario s = parsed(sample_text());
  EXPECT_EQ(s.posts[0].at.label, "post \"north\"");
  EXPECT_EQ(s.posts[0].at.table.line, 25);
  EXPECT_EQ(s.posts[0].at.of("position_xy_km").line, 28);
  EXPECT_EQ(s.posts[0].at.of("position_xy_km").column, 18);
  EXPECT_EQ(s.posts[0].at.of("range_m").line, 25);
  EXPECT_EQ(s.frontier.at.label, "frontier");
  EXPECT_EQ(s.frontier.at.of("elevation").line, 11);
}

TEST(ParseScenario, of_a_newer_format_only_the_number_is_told) {
  EXPECT_EQ(messages("schema = 7\n[[volcano]]\nheight_m = 1\n"),
            "s.toml:1:10: schema = 7 (must be 1; this build reads schema 1); write 1");
}

TEST(ParseScenario, an_empty_file_misses_its_tables) {
  EXPECT_EQ(messages(""),
            "s.toml:1:1: schema (missing); add schema = 1: number of the file format\n"
            "s.toml:1:1: frontier (missing); add [frontier]: the ground and the border\n"
            "s.toml:1:1: crosser (missing); add [[crosser]]: a class of groups that attempt to cross\n"
            "s.toml:1:1: configuration (missing); add [[configuration]]: a named set of assets; all "
            "configurations meet the same attempts");
}

TEST(ReadScenario, says_which_file_can_not_be_read) {
  Problems problems;
  EXPECT_THROW(read_scenario("/nowhere/x.toml", {}, problems), FileError);
  EXPECT_THROW(read_scenario("/", {}, problems), FileError);
}

TEST(ReadScenario, takes_name_and_directory_from_the_path) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "panj_read_scenario_test";
  std::filesystem::create_directories(folder);
  const std::filesystem::path path = folder / "Valley 2.toml";
  std::ofstream(path) << with(sample_text(), "\"flat\"", "\"../dem.tif\"");
  Problems problems;
  const Scenario scenario = read_scenario(path, {}, problems);
  std::filesystem::remove_all(folder);
  EXPECT_TRUE(problems.empty());
  EXPECT_EQ(scenario.name, "Valley 2");
  EXPECT_EQ(std::get<RasterSurface>(scenario.frontier.elevation).path,
            (folder.parent_path() / "dem.tif").string());
}

// Deterministic noise (Knuth's multiplier; the state's high bits are the good ones).
class Noise {
 public:
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<std::size_t>((state_ >> 33U) % bound);
  }

 private:
  std::uint64_t state_ = 42;
};

std::string mutated(std::string text, Noise& noise) {
  static const std::vector<std::string> pieces{"nan",
                                               "-inf",
                                               "1e308",
                                               "-1e-300",
                                               "9223372036854775807",
                                               "99999999999999999999",
                                               "0x",
                                               "[",
                                               "]",
                                               "{",
                                               "}",
                                               "[[",
                                               "]]",
                                               "\"",
                                               "'",
                                               "\"\"\"",
                                               "'''",
                                               "\\u0000",
                                               "\\",
                                               "\n",
                                               "\r",
                                               "\xC3\xBC",
                                               "\xFF",
                                               "=",
                                               ".",
                                               ",",
                                               "#",
                                               "{}",
                                               "[]",
                                               "true",
                                               "2025-06-21",
                                               "-",
                                               "a.b.c = 1\n",
                                               "[post]\n",
                                               "[[post]]\n",
                                               "[frontier.x]\n",
                                               "name = 3\n",
                                               std::string(1, '\0'),
                                               "0"};
  for (std::size_t changes = 1 + noise.below(4); changes > 0 && !text.empty(); --changes) {
    const std::size_t at = noise.below(text.size());
    const std::size_t other = noise.below(text.size());
    switch (noise.below(8)) {
      case 0:
        text.erase(at, 1 + noise.below(12));
        break;
      case 1:
        text.insert(at, pieces[noise.below(pieces.size())]);
        break;
      case 2:
        text.replace(at, 1 + noise.below(6), pieces[noise.below(pieces.size())]);
        break;
      case 3:
        text.insert(at, text.substr(other, noise.below(60)));
        break;
      case 4:
      case 5:
      case 6: {  // another digit: what is most likely to stay a scenario
        const std::size_t digit = text.find_first_of("0123456789", at);
        if (digit != std::string::npos) text[digit] = static_cast<char>('0' + noise.below(10));
        break;
      }
      default:
        text[at] = static_cast<char>(noise.below(256));
        break;
    }
  }
  return text;
}

TEST(ParseScenario, survives_thousands_of_mutated_files) {
  Noise noise;
  int faultless = 0;
  const int rounds = trials(4000);
  for (int round = 0; round < rounds; ++round) {
    const std::string text = mutated(round % 2 == 0 ? sample_text() : rich_text(), noise);
    SCOPED_TRACE("round " + std::to_string(round));
    Problems problems;
    const Scenario scenario = parse_scenario(text, "s.toml", "/scenarios", {}, problems);
    ASSERT_NE(scenario.resolved_text.empty(), problems.empty());
    for (const Problem& problem : problems.list())
      ASSERT_FALSE(problem.subject.empty() || problem.reason.empty());
    if (!problems.empty()) continue;
    ++faultless;
    Problems none;
    const Scenario back = parse_scenario(scenario.resolved_text, "s.toml", "/scenarios", {}, none);
    ASSERT_TRUE(none.empty()) << to_string(none.list().front()) << "\n" << text;
    ASSERT_EQ(recorded(back), recorded(scenario)) << text;
  }
  EXPECT_GT(faultless, rounds / 40);
  EXPECT_LT(faultless, rounds - rounds / 8);
}

TEST(ParseScenario, survives_mutated_overrides) {
  Noise noise;
  for (int round = 0; round < trials(1000); ++round) {
    const Override override{mutated("post.north.range_m", noise),
                            mutated("{ uniform = { min = 1, max = 2 } }", noise)};
    Problems problems;
    parse_scenario(sample_text(), "s.toml", "/scenarios", {override}, problems);
    ASSERT_FALSE(problems.empty()) << override.key << "=" << override.value;
  }
}

TEST(ParseScenario, survives_the_longest_files) {
  // Where programs are slow, only that of comments is as long, the others a tenth.
  const auto long_bytes = static_cast<std::size_t>(trials(static_cast<int>(longest_scenario_bytes)));
  const auto repeated = [long_bytes](const std::string& piece) {
    const std::size_t bytes = piece == "#\n" ? longest_scenario_bytes : long_bytes;
    std::string text = sample_text();
    while (text.size() + piece.size() <= bytes) text += piece;
    return text;
  };
  for (const char* piece : {"[[post]]\nname=\"a\"\nsensor=\"b\"\n",
                            "[[configuration]]\nname=\"c\"\nextends=\"c\"\n", "[[post]]\n", "#\n"}) {
    Problems problems;
    const Scenario scenario = parse_scenario(repeated(piece), "s.toml", "/scenarios", {}, problems);
    EXPECT_EQ(problems.empty(), std::string(piece) == "#\n");
  }
  std::string keys = sample_text();
  for (int i = 0; keys.size() < long_bytes - 40; ++i) keys += "key" + std::to_string(i) + " = 1\n";
  EXPECT_FALSE(messages(keys).empty());
  std::string assets = "\"n0\"";
  for (int i = 1; assets.size() < long_bytes - 2000; ++i) assets += ",\"n" + std::to_string(i) + "\"";
  EXPECT_FALSE(messages(with(sample_text(), "\"reserve\"]", assets + "]")).empty());
}

}  // namespace
}  // namespace panj::test
