#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "results/summary_table.h"

namespace panj {

/// The measures that the table shows, and their headings.
struct ShownMeasure {
  std::string_view name;
  std::string_view heading;
};
inline constexpr std::array shown_measures{ShownMeasure{"p_detect", "P(detect)"},
                                           ShownMeasure{"p_intercept", "P(intercept)"},
                                           ShownMeasure{"p_leak", "P(leak)"}};

/// "2.1", or "0.98 to 3.4"; empty where there is no number.
std::string span_of(const std::vector<double>& ratios);

/// What stands below a table: gains in precision, calls lost, spreads that no interval covers, and cautions;
/// a line each.
std::string notes_of(const SummaryTable& table);

}  // namespace panj
