#include "world/coverage.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

#include "parallel/for_each_batch.h"
#include "world/world.h"

namespace panj {

namespace {

constexpr double margin_cells = 1.46;

/// One place to look from, and what is seen from there.
struct View {
  Eye eye;
  double range_m = 0.0;
  bool masked = true;
  std::vector<CellId> cells;
};

std::vector<CellId> cells_within(const Grid& grid, const Point& centre, double range_m) {
  std::vector<CellId> cells;
  const Point low = (centre - grid.corner_m - Point(range_m, range_m)) / grid.cell_size_m;
  const Point high = (centre - grid.corner_m + Point(range_m, range_m)) / grid.cell_size_m;
  const auto first = [](double x) { return std::max(0, static_cast<std::int32_t>(std::floor(x))); };
  const auto last = [](double x, std::int32_t count) {
    return std::min(count - 1, static_cast<std::int32_t>(std::floor(x)));
  };
  for (std::int32_t row = first(low.y()); row <= last(high.y(), grid.rows); ++row) {
    for (std::int32_t column = first(low.x()); column <= last(high.x(), grid.columns); ++column) {
      const CellId cell = grid.cell(row, column);
      if ((grid.centre(cell) - centre).squaredNorm() <= range_m * range_m) cells.push_back(cell);
    }
  }
  return cells;
}

void look(View& view, const SightGround& ground, double target_height_m) {
  const double reach_m = view.range_m + margin_cells * ground.grid.cell_size_m;
  view.cells = view.masked ? visible_cells(ground.grid, ground.elevation_m, ground.model, view.eye, reach_m,
                                           target_height_m)
                           : cells_within(ground.grid, view.eye.at_m, reach_m);
}

/// Views of all assets, each place looked from once: a patrol's way out and its way back share theirs.
class Views {
 public:
  std::size_t add(const Asset& asset, const Eye& eye, double extra_m) {
    const auto millimetres = [](double metres) { return std::llround(metres * 1000.0); };
    const Key key{millimetres(eye.at_m.x()), millimetres(eye.at_m.y()), eye.height_m, asset.range_m + extra_m,
                  asset.line_of_sight};
    const auto [found, is_new] = numbers_.try_emplace(key, views_.size());
    if (is_new) views_.push_back({eye, asset.range_m + extra_m, asset.line_of_sight, {}});
    return found->second;
  }
  void look_all(const SightGround& ground, double target_height_m, int threads) {
    for_each_index(threads, static_cast<std::int64_t>(views_.size()), [&](std::int64_t i) {
      look(views_[static_cast<std::size_t>(i)], ground, target_height_m);
    });
  }
  const std::vector<CellId>& cells(std::size_t number) const { return views_[number].cells; }

 private:
  using Key = std::tuple<long long, long long, double, double, bool>;
  std::map<Key, std::size_t> numbers_;
  std::vector<View> views_;
};

/// A patrol's piece and the view from it.
struct PieceView {
  std::uint16_t asset;
  std::uint16_t cycle;
  std::uint32_t piece;
  std::size_t view;
};

/// Joins neighbouring pieces from which a cell is seen into spans.
CellRows<WatchedSpan> joined(std::int32_t cells, const std::vector<PieceView>& pieces, const Views& views,
                             const std::vector<Asset>& assets, const std::vector<PatrolPlan>& patrols) {
  std::vector<std::pair<CellId, WatchedSpan>> spans;
  for (const PieceView& piece : pieces) {
    for (const CellId cell : views.cells(piece.view)) {
      spans.push_back({cell, {piece.asset, piece.cycle, piece.piece, piece.piece, {}}});
    }
  }
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.asset, a.second.cycle, a.second.first) <
           std::tie(b.first, b.second.asset, b.second.cycle, b.second.first);
  });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    WatchedSpan* before = kept > 0 ? &spans[kept - 1].second : nullptr;
    const WatchedSpan& span = spans[i].second;
    if (before != nullptr && spans[kept - 1].first == spans[i].first && before->asset == span.asset &&
        before->cycle == span.cycle && before->last + 1 == span.first) {
      before->last = span.last;
    } else {
      spans[kept++] = spans[i];
    }
  }
  spans.resize(kept);
  for (auto& [cell, span] : spans) {
    const PatrolCycle& its = patrols[assets[span.asset].plan].cycles[span.cycle];
    span.parts = parts_between(its.pieces[span.first].begin_s, its.pieces[span.last].end_s, its.period_s);
  }
  return {cells, spans};
}

}  // namespace

Eye eye_over(const SightGround& ground, const Asset& asset, const Point& at) {
  if (!asset.altitude_m) return {at, asset.eye_height_m};
  return {at, *asset.altitude_m - ground_height_m(ground.grid, ground.elevation_m, at)};
}

Coverage cover(const SightGround& ground, const std::vector<Asset>& assets,
               const std::vector<PostPlan>& posts, const std::vector<PatrolPlan>& patrols,
               double target_height_m, int threads) {
  Views views;
  std::vector<std::pair<std::uint16_t, std::size_t>> post_views;
  std::vector<PieceView> piece_views;
  for (std::size_t a = 0; a < assets.size(); ++a) {
    const Asset& asset = assets[a];
    const auto number = static_cast<std::uint16_t>(a);
    if (asset.kind == Asset::Kind::post) {
      post_views.push_back(
          {number, views.add(asset, eye_over(ground, asset, posts[asset.plan].eye_m.head<2>()), 0.0)});
      continue;
    }
    if (!is_mobile(asset.kind)) continue;  // a line sees nothing
    const std::vector<PatrolCycle>& cycles = patrols[asset.plan].cycles;
    for (std::size_t c = 0; c < cycles.size(); ++c) {
      for (std::size_t p = 0; p < cycles[c].pieces.size(); ++p) {
        const PatrolPiece& piece = cycles[c].pieces[p];
        const double reach_m = std::max((piece.from_m.head<2>() - piece.observer_m).norm(),
                                        (piece.to_m.head<2>() - piece.observer_m).norm());
        piece_views.push_back(
            {number, static_cast<std::uint16_t>(c), static_cast<std::uint32_t>(p),
             views.add(asset, eye_over(ground, asset, piece.observer_m), std::ceil(reach_m))});
      }
    }
  }
  views.look_all(ground, target_height_m, threads);

  std::vector<std::pair<CellId, std::uint16_t>> seen;
  for (const auto& [asset, view] : post_views) {
    for (const CellId cell : views.cells(view)) seen.push_back({cell, asset});
  }
  std::sort(seen.begin(), seen.end());
  return {target_height_m,
          {ground.grid.cells(), seen},
          joined(ground.grid.cells(), piece_views, views, assets, patrols)};
}

}  // namespace panj
