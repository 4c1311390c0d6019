#include "world/watch_points.h"

#include "parallel/for_each_batch.h"
#include "world/world.h"

namespace panj {

namespace {

/// Finds who watches one point.
class Watchers {
 public:
  Watchers(const World& world, WatchPoint& point)
      : world_(world), ground_{world.grid, world.elevation_m, world.scenario.frontier.sight}, point_(point) {}

  void find() {
    for (std::size_t a = 0; a < world_.assets.size(); ++a) {
      const auto number = static_cast<std::uint16_t>(a);
      const Asset& asset = world_.assets[a];
      if (asset.kind == Asset::Kind::post) by_post(number);
      if (is_mobile(asset.kind)) by_patrol(number);
    }
  }

 private:
  bool is_in_sight(const Asset& asset, const Point& from) const {
    return !asset.line_of_sight ||
           sees(ground_.grid, ground_.elevation_m, ground_.model, eye_over(ground_, asset, from),
                point_.target_m.head<2>(), watched_height_m);
  }

  void by_post(std::uint16_t number) {
    const Asset& asset = world_.assets[number];
    const Point3& eye = world_.posts[asset.plan].eye_m;
    if ((point_.target_m - eye).norm() <= asset.range_m && is_in_sight(asset, eye.head<2>()))
      point_.posts.push_back(number);
  }

  void by_patrol(std::uint16_t number) {
    const PatrolPlan& plan = world_.patrols[world_.assets[number].plan];
    if (!plan.reach.contains(point_.target_m.head<2>())) return;
    for (std::size_t c = 0; c < plan.cycles.size(); ++c) {
      for (const PatrolPiece& piece : plan.cycles[c].pieces)
        from_piece(number, static_cast<std::uint16_t>(c), piece);
    }
  }

  void from_piece(std::uint16_t number, std::uint16_t cycle, const PatrolPiece& piece) {
    const Asset& asset = world_.assets[number];
    const TimeSpan within = time_within(point_.target_m - piece.from_m, -piece.velocity_m_s(),
                                        piece.end_s - piece.begin_s, asset.range_m);
    if (within.length_s() <= 0.0 || !is_in_sight(asset, piece.observer_m)) return;
    const WatchWindow window{number, cycle, piece.begin_s + within.begin_s, piece.begin_s + within.end_s};
    constexpr double rounding_s = 1e-6;
    if (!point_.windows.empty()) {
      WatchWindow& before = point_.windows.back();
      if (before.asset == number && before.cycle == cycle && window.begin_s - before.end_s < rounding_s) {
        before.end_s = window.end_s;
        return;
      }
    }
    point_.windows.push_back(window);
  }

  const World& world_;
  SightGround ground_;
  WatchPoint& point_;
};

}  // namespace

void compile_watch_points(World& world, int threads) {
  const Frontier& frontier = world.frontier;
  world.watch_points.resize(static_cast<std::size_t>(frontier.segments));
  for_each_index(threads, frontier.segments, [&](std::int64_t segment) {
    WatchPoint& point = world.watch_points[static_cast<std::size_t>(segment)];
    const double from_m = static_cast<double>(segment) * frontier.segment_m;
    const double to_m = std::min(from_m + frontier.segment_m, frontier.line.length_m());
    const Point at = frontier.line.at(0.5 * (from_m + to_m));
    point.target_m = {at.x(), at.y(), ground_height_m(world.grid, world.elevation_m, at) + watched_height_m};
    Watchers(world, point).find();
  });
}

}  // namespace panj
