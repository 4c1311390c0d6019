#include "world/static_hazard.h"

#include <cmath>
#include <limits>
#include <vector>

#include "world/sensor_hazard.h"

namespace panj {

namespace {

class StaticHazard {
 public:
  StaticHazard(const World& world, const CrosserPlan& crosser, std::size_t configuration)
      : world_(world), crosser_(crosser), configuration_(configuration), factor_(mean(crosser.time_factor)) {
    Factors target = crosser.signature.factors;
    target.rate *= std::pow(mean(crosser.group_size), crosser.signature.persons_exponent);
    for (const Asset& asset : world.assets)
      laws_.push_back(target.are_one() ? asset.law : with_factors(asset.law, target));
  }

  double operator()(CellId from, CellId to, double time_s) const {
    const Point3 begin = target_at(from);
    const Point3 end = target_at(to);
    const Point3 middle = 0.5 * (begin + end);
    const double half_s = 0.5 * factor_ * time_s;
    return half(from, begin, middle, half_s) + half(to, middle, end, half_s);
  }

 private:
  Point3 target_at(CellId cell) const {
    const Point centre = world_.grid.centre(cell);
    return {centre.x(), centre.y(), world_.elevation_m.data()[cell] + crosser_.target_height_m};
  }

  double half(CellId seen_in, const Point3& from, const Point3& to, double duration_s) const {
    if (duration_s <= 0.0) return 0.0;
    double sum = 0.0;
    for (const std::uint16_t number : world_.coverage[crosser_.sight_layer].posts.row(seen_in)) {
      const Asset& asset = world_.assets[number];
      if ((asset.held_by >> configuration_ & 1U) == 0) continue;
      const Hazard found = hazard(
          laws_[number], {from - world_.posts[asset.plan].eye_m, (to - from) / duration_s, duration_s});
      if (found.certain) return std::numeric_limits<double>::infinity();
      sum += found.finite;
    }
    return sum;
  }

  const World& world_;
  const CrosserPlan& crosser_;
  std::size_t configuration_;
  double factor_;
  std::vector<SensorLaw> laws_;  ///< by asset, as they see the class
};

}  // namespace

MoveTerm static_hazard(const World& world, const CrosserPlan& crosser, std::size_t configuration) {
  return StaticHazard(world, crosser, configuration);
}

}  // namespace panj
