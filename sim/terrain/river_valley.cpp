#include "terrain/river_valley.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace panj {

namespace {

constexpr double spacing_m = 250.0;      // of river points: under the 1.1 km between vertices of the border
constexpr double beside_m = 6000.0;      // where the flanks are looked at: half a coarse post or so beyond
constexpr double foot_reach_m = 4000.0;  // a coarse post's half
constexpr double crest_m = 150.0;        // the line lies on a crest where it is this much above its flanks
constexpr double shortest_gap_m = 15000.0;  // crests shorter than this are faults of a coarse base
constexpr double plain_channel_m = 6.0;     // depth of the braided channel below the plain
// Least fall of the river: the Panj falls 0.5-1 m/km on the plain of Farkhor, 2-4 m/km in its gorge.
constexpr double plain_fall = 0.0005;
constexpr double gorge_fall = 0.002;

struct Sample {
  RiverPoint point;
  Point direction{1.0, 0.0};
  bool river = true;
};

CellId nearest_cell(const Grid& grid, const Point& at) {
  const Box box = grid.extent();
  return grid.at(
      {std::clamp(at.x(), box.low.x(), box.high.x()), std::clamp(at.y(), box.low.y(), box.high.y())});
}

// Vertices of the line and points between them, no farther apart than spacing_m, that lie on or near the
// grid.
std::vector<Sample> samples_on(const Polyline& line, const Grid& grid) {
  std::vector<Sample> samples;
  // A little beyond the rim, so that the river's last cells lie on it.
  const Box box = grid.extent().grown(4.0 * spacing_m);
  const auto& vertices = line.vertices();
  for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
    const double length = line.along_m(i + 1) - line.along_m(i);
    if (length <= 0.0) continue;
    const int pieces = static_cast<int>(std::ceil(length / spacing_m));
    const Point direction = (vertices[i + 1] - vertices[i]) / length;
    for (int piece = 0; piece < pieces; ++piece) {
      const double fraction = static_cast<double>(piece) / pieces;
      Sample sample;
      sample.point.at_m = vertices[i] + fraction * (vertices[i + 1] - vertices[i]);
      sample.point.along_m = line.along_m(i) + fraction * length;
      sample.direction = direction;
      if (box.contains(sample.point.at_m)) samples.push_back(sample);
    }
  }
  return samples;
}

// Lowest base on and beside the line: a river lies at the foot of what is around it, wherever a coarse base
// has its lowest posts.
double foot_m(const Sample& sample, const Grid& grid, const Layer<double>& base_m) {
  const Point aside(-sample.direction.y(), sample.direction.x());
  double lowest = base_m.data()[nearest_cell(grid, sample.point.at_m)];
  for (const double share : {-1.0, -0.5, 0.5, 1.0}) {
    const Point at = sample.point.at_m + share * foot_reach_m * aside;
    lowest = std::min(lowest, base_m.data()[nearest_cell(grid, at)]);
  }
  return lowest;
}

// How far the base on the line stands above the mean of its flanks.
double height_over_flanks_m(const Sample& sample, const Grid& grid, const Layer<double>& base_m) {
  const Point aside(-sample.direction.y() * beside_m, sample.direction.x() * beside_m);
  const auto height = [&](const Point& at) { return base_m.data()[nearest_cell(grid, at)]; };
  const Point& at = sample.point.at_m;
  return height(at) - 0.5 * (height(at + aside) + height(at - aside));
}

// Crests shorter than shortest_gap_m count as river.
void bridge_short_crests(std::vector<Sample>& samples) {
  for (std::size_t i = 0; i < samples.size();) {
    std::size_t end = i;
    while (end < samples.size() && samples[end].river == samples[i].river) ++end;
    const double length = samples[end - 1].point.along_m - samples[i].point.along_m;
    if (!samples[i].river && length < shortest_gap_m) {
      for (std::size_t k = i; k < end; ++k) samples[k].river = true;
    }
    i = end;
  }
}

// Has the sign of the slope of the regression of heights on the distance along.
double covariance(const std::vector<RiverPoint>& points) {
  double mean_along = 0.0;
  double mean_bed = 0.0;
  for (const RiverPoint& p : points) {
    mean_along += p.along_m / static_cast<double>(points.size());
    mean_bed += p.bed_m / static_cast<double>(points.size());
  }
  double sum = 0.0;
  for (const RiverPoint& p : points) sum += (p.along_m - mean_along) * (p.bed_m - mean_bed);
  return sum;
}

// Fall of the river from each point to the first, at the least [m]. `points` run upstream.
std::vector<double> least_falls_m(const std::vector<RiverPoint>& points) {
  std::vector<double> falls(points.size(), 0.0);
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double length = std::abs(points[i].along_m - points[i - 1].along_m);
    falls[i] = falls[i - 1] + length * std::lerp(plain_fall, gorge_fall, points[i].mountain);
  }
  return falls;
}

// Replaces bed_m by the largest profile below it that falls downstream and, beyond the least fall, is convex
// over the distance. `points` run upstream.
void lay_profile(std::vector<RiverPoint>& points) {
  const double mouth = points.front().along_m;
  const auto x = [&](std::size_t i) { return std::abs(points[i].along_m - mouth); };
  const std::vector<double> falls_m = least_falls_m(points);
  // With the least fall taken out, the bed may not lie above any place upstream.
  for (std::size_t i = 0; i < points.size(); ++i) points[i].bed_m -= falls_m[i];
  for (std::size_t i = points.size() - 1; i-- > 0;) {
    points[i].bed_m = std::min(points[i].bed_m, points[i + 1].bed_m);
  }
  std::vector<std::size_t> hull;  // Andrew's monotone chain, lower half
  for (std::size_t i = 0; i < points.size(); ++i) {
    while (hull.size() >= 2) {
      const std::size_t b = hull.back();
      const std::size_t a = hull[hull.size() - 2];
      const double cross = (x(b) - x(a)) * (points[i].bed_m - points[a].bed_m) -
                           (x(i) - x(a)) * (points[b].bed_m - points[a].bed_m);
      if (cross > 0.0) break;
      hull.pop_back();
    }
    hull.push_back(i);
  }
  for (std::size_t h = 0; h + 1 < hull.size(); ++h) {
    const std::size_t a = hull[h];
    const std::size_t b = hull[h + 1];
    const double rise = points[b].bed_m - points[a].bed_m;
    for (std::size_t i = a + 1; i < b; ++i) {
      points[i].bed_m = points[a].bed_m + rise * (x(i) - x(a)) / (x(b) - x(a));
    }
  }
  for (std::size_t i = 0; i < points.size(); ++i) points[i].bed_m += falls_m[i];
}

// The bed of one stretch; afterwards its points run along the line as before.
void cut_bed(std::vector<RiverPoint>& points, double depth_m) {
  // The base decides the direction, before anything is cut.
  const bool upstream = covariance(points) >= 0.0;
  for (RiverPoint& p : points)
    p.bed_m -= std::lerp(plain_channel_m, std::max(depth_m, plain_channel_m), p.mountain);
  if (!upstream) std::reverse(points.begin(), points.end());
  lay_profile(points);
  if (!upstream) std::reverse(points.begin(), points.end());
}

}  // namespace

River river_along(const Polyline& line, const Grid& grid, const RiverBase& base) {
  std::vector<Sample> samples = samples_on(line, grid);
  for (Sample& sample : samples) {
    const CellId cell = nearest_cell(grid, sample.point.at_m);
    sample.point.bed_m = foot_m(sample, grid, base.height_m);
    sample.point.mountain = base.mountain.data()[cell];
    sample.river = height_over_flanks_m(sample, grid, base.height_m) < crest_m;
  }
  bridge_short_crests(samples);
  River river;
  bool open = false;
  for (const Sample& sample : samples) {
    if (sample.river && !open) river.emplace_back();
    if (sample.river) river.back().push_back(sample.point);
    open = sample.river;
  }
  for (auto& stretch : river) cut_bed(stretch, base.depth_m);
  return river;
}

namespace {

// One straight piece of river laid into the valley's layers.
class Stamp {
 public:
  Stamp(const Grid& grid, double reach_m)
      : grid_(grid),
        reach_m_(reach_m),
        valley_{Layer<double>::Constant(grid.rows, grid.columns, std::numeric_limits<double>::infinity()),
                Layer<double>::Zero(grid.rows, grid.columns), Layer<double>::Zero(grid.rows, grid.columns)},
        weight_(Layer<double>::Zero(grid.rows, grid.columns)) {}

  void lay(const RiverPoint& a, const RiverPoint& b) {
    const Point along = b.at_m - a.at_m;
    const double length2 = along.squaredNorm();
    if (length2 <= 0.0) return;
    const double length = std::sqrt(length2);
    const Point low =
        (a.at_m.cwiseMin(b.at_m).array() - reach_m_ - grid_.corner_m.array()) / grid_.cell_size_m;
    const Point high =
        (a.at_m.cwiseMax(b.at_m).array() + reach_m_ - grid_.corner_m.array()) / grid_.cell_size_m;
    const auto held = [](double value, std::int32_t last) {
      return static_cast<std::int32_t>(std::clamp(std::floor(value), 0.0, static_cast<double>(last)));
    };
    for (std::int32_t row = held(low.y(), grid_.rows - 1); row <= held(high.y(), grid_.rows - 1); ++row) {
      for (std::int32_t c = held(low.x(), grid_.columns - 1); c <= held(high.x(), grid_.columns - 1); ++c) {
        const CellId cell = grid_.cell(row, c);
        const Point offset = grid_.centre(cell) - a.at_m;
        const double t = std::clamp(offset.dot(along) / length2, 0.0, 1.0);
        mark(cell, (offset - t * along).norm(), std::lerp(a.bed_m, b.bed_m, t), length);
      }
    }
  }

  Valley finish() && {
    valley_.bed_m = (weight_ > 0.0).select(valley_.bed_m / weight_, 0.0);
    return std::move(valley_);
  }

 private:
  void mark(CellId cell, double distance_m, double bed_m, double length_m) {
    if (distance_m > reach_m_) return;
    // Nearness by the fourth power, so that beds of two limbs of a bend pass into each other without a
    // crease.
    const double near = 1.0 / (distance_m * distance_m + grid_.cell_size_m * grid_.cell_size_m);
    const double weight = length_m * near * near;
    weight_.data()[cell] += weight;
    valley_.bed_m.data()[cell] += weight * bed_m;
    if (distance_m < valley_.distance_m.data()[cell]) {
      valley_.distance_m.data()[cell] = distance_m;
      valley_.along_bed_m.data()[cell] = bed_m;
    }
  }

  const Grid& grid_;
  double reach_m_;
  Valley valley_;
  Layer<double> weight_;
};

}  // namespace

Valley valley_of(const River& river, const Grid& grid, double reach_m) {
  Stamp stamp(grid, reach_m);
  for (const auto& stretch : river) {
    for (std::size_t i = 0; i + 1 < stretch.size(); ++i) {
      // Where the line leaves the grid and comes back, nothing is laid between.
      if (stretch[i + 1].along_m - stretch[i].along_m > 2.0 * spacing_m) continue;
      stamp.lay(stretch[i], stretch[i + 1]);
    }
  }
  return std::move(stamp).finish();
}

}  // namespace panj
