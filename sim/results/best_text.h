#pragma once

#include <string>

#include "results/summary_table.h"

namespace panj {

/// The first of P(intercept), P(detect), P(leak) that tells configurations apart; else the first of them.
/// Of none, or where nothing is said of the best: "".
std::string telling_measure(const SummaryTable& table);

/// Which configuration is the best by a measure, in a sentence broken into lines of `width` or 80 characters:
/// the lead with an interval that allows for the number of configurations, and the chance of being wrong; or
/// between which it is not decided. "" where the table says nothing of that.
std::string best_sentence(const SummaryTable& table, const std::string& measure,
                          std::size_t width = prose_width);

/// The sentence and, behind it, the lead of every configuration over the best other.
/// \throws UsageError for a measure that the table does not have; FileError where it says nothing of the
/// best.
std::string best_block(const SummaryTable& table, const std::string& measure);

/// "P(intercept)" of p_intercept; other names as they are.
std::string heading_of(const std::string& measure);

}  // namespace panj
