#include "scenario/keys.h"

namespace panj {

void describe(KeyVisitor& keys, SiteSpec& site) {
  keys.text({.name = "name", .text = "its name: a-z, 0-9, _ and -", .required = true}, TextKind::name,
            site.name);
  keys.text({.name = "title", .text = "one line for tables and pictures"}, TextKind::free, site.title);
  keys.text({.name = "kind",
             .text = "what it is, a word of your own: village, work_site, post",
             .otherwise = "not stated"},
            TextKind::name, site.kind);
  std::optional<Place> position = site.position;
  keys.place({.name = "position", .text = "its middle", .required = true}, PlaceForms::xy_or_lon_lat,
             position);
  if (position) site.position = *position;
  keys.number({.name = "radius_m",
               .text = "who comes so near on the inner side has reached it",
               .unit = &unit_m,
               .min = 1.0,
               .max = 50000.0,
               .why = "a post is some tens of metres wide, a town some kilometres",
               .typical_min = 20.0,
               .typical_max = 5000.0},
              site.radius_m);
}

}  // namespace panj
