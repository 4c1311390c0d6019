#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "world/world.h"

namespace panj {

/// Assets that a class can know of: all patrols, and the posts that have a cell of the outer side within
/// range and in sight (who watches it can be seen from it). Drones are not known. Numbers of World::assets,
/// rising.
std::vector<std::uint16_t> known_assets(const World& world, const CrosserPlan& crosser);

/// Time-averaged rate [1/s] at which some assets detect a target of the class that stands in a cell: posts by
/// their rate at its centre; patrols by the integral of their rate over a round, from the pieces that have
/// the cell in sight, times the rounds per second of all teams (headways, rests and turns by their means,
/// shifts by their share of the period). Certain detection counts as `certain_rate_per_s` times the share of
/// time in range. Where a range is under two cells, the mean over 3 x 3 points of the cell is taken; an
/// inverse-cube sensor is taken to be a quarter of a cell higher, so that who stands under it is not
/// infinitely exposed. The class's signature is in it, and how often sensors are on duty and in order;
/// weather, light and the number of persons are not.
Layer<float> known_rate_per_s(const World& world, const CrosserPlan& crosser,
                              std::span<const std::uint16_t> assets, double certain_rate_per_s);

/// Rounds of each of its cycles that all teams of a patrol begin in a second, on the average over the period.
std::vector<double> rounds_per_s(const PatrolPlan& plan, double period_s);

/// Share of the period in which a post or line is on duty, times the share of time in which an asset's sensor
/// is in order. \param asset number of World::assets.
double working_share(const World& world, std::size_t asset);

}  // namespace panj
