#include "world/world.h"

namespace panj {

World::World() = default;
World::~World() = default;
World::World(const World&) = default;
World::World(World&&) noexcept = default;
World& World::operator=(const World&) = default;
World& World::operator=(World&&) noexcept = default;

}  // namespace panj
