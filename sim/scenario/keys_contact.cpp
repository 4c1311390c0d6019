#include "scenario/asset_keys.h"
#include "scenario/keys.h"

namespace panj {

void describe_contact_factors(KeyVisitor& keys, ResponseSpec& response) {
  const Key light{.name = "contact_success_by_light",
                  .text = "factors on contact_success by day, in civil twilight and at night",
                  .min = 0.0,
                  .max = 1.0,
                  .why = "contact_success is the best case",
                  .otherwise = "1, 1, 1"};
  if (keys.wants(light, !response.success_by_light.empty()))
    keys.numbers(light, 3, 3, response.success_by_light);
  keys.optional_table<CoverSuccess>(
      {.name = "contact_success_by_cover",
       .text = "factors on contact_success by the land cover of the cell of contact",
       .otherwise = "1 everywhere"},
      "classes", response.success_by_cover, [](KeyVisitor& inner, CoverSuccess& cover) {
        inner.numbers({.name = "classes",
                       .text = "numbers of classes of frontier.land_cover; in the others the factor is 1",
                       .min = 0.0,
                       .max = 65535.0,
                       .why = "the number of a class",
                       .required = true},
                      1, SIZE_MAX, cover.classes);
        inner.numbers({.name = "factor",
                       .text = "the factor in each of them",
                       .min = 0.0,
                       .max = 1.0,
                       .why = "contact_success is the best case",
                       .required = true},
                      1, SIZE_MAX, cover.factor);
      });
}

}  // namespace panj
