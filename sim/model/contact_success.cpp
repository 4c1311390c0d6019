#include "model/contact_success.h"

namespace panj {

double contact_success(const World& world, double at_s, CellId cell) {
  const ResponseSpec& response = world.scenario.response;
  double p = response.contact_success;
  if (!response.success_by_light.empty())
    p *= response.success_by_light[static_cast<std::size_t>(light_at(world.light, at_s))];
  const Layer<float>& by_cover = world.cover.contact_factor;
  if (by_cover.size() > 0 && cell != no_cell) p *= static_cast<double>(by_cover.data()[cell]);
  return p;
}

}  // namespace panj
