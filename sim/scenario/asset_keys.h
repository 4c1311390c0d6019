#pragma once

#include <string_view>

#include "scenario/keys.h"

namespace panj {

// Keys that several kinds of assets have.

constexpr Key asset_name_key{
    .name = "name", .text = "its name: a-z, 0-9, _ and -; no other asset has it", .required = true};
constexpr Key asset_sensor_key{.name = "sensor", .text = "name of its [[sensor]]", .required = true};

Key range_key(std::string_view text);
Key height_key(std::string_view text);
Key minutes_key(std::string_view name, std::string_view text);
Key probability_key(std::string_view name, std::string_view text);
Key required(Key key);
/// \param text says what holds where the key is left out.
Key otherwise(Key key, std::string_view text);

/// `people` and `hours_a_day`. \param whose people: "each of its teams", say.
void describe_effort(KeyVisitor& keys, EffortSpec& effort, std::string_view people);

/// When something is on duty, from the start of the period.
void describe_shifts(KeyVisitor& keys, std::vector<TimeSpan>& shifts, std::string_view text);

/// When it is out of order.
void describe_outage(KeyVisitor& keys, std::optional<Outage>& outage);

/// How conspicuous a class is.
void describe_signature(KeyVisitor& keys, SignatureSpec& signature);
/// `nuisance_per_h`, of whatever watches.
void describe_nuisance(KeyVisitor& keys, double& nuisance_per_s, std::string_view text);

/// When response teams can be sent, and when they are back.
void describe_duty(KeyVisitor& keys, TeamSpec& team);

/// Whether a patrol sends parties in pursuit, and how.
void describe_pursuit(KeyVisitor& keys, PatrolSpec& patrol);

/// What a group does that a team has found.
void describe_compliance(KeyVisitor& keys, CrosserSpec& crosser);

}  // namespace panj
