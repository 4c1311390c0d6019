#include "world/logit_step.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>

namespace panj {
namespace {

/// One cell with moves of these thresholds, in a table of two rows.
RouteField field_of(const std::array<std::uint16_t, 8>& below, bool with_more) {
  RouteField field;
  field.kind = RouteField::Kind::logit;
  for (std::size_t d = 0; d < field.offset.size(); ++d) field.offset[d] = static_cast<CellId>(100 * d);
  field.logit.resize(2);
  for (std::size_t r = 0; r < 2; ++r)
    for (std::size_t slot = 0; slot < 8; ++slot) {
      field.logit[r].direction[slot] = static_cast<std::uint8_t>(8 * r + slot);
      field.logit[r].time_s[slot] = static_cast<float>(10 * r + slot);
    }
  field.logit[0].below = below;
  field.logit[0].moves = 8;
  if (with_more) {
    field.logit[0].more = 1;
    field.logit[1].below = {60000, 60001, 65000, 65535, 65535, 65535, 65535, 65535};
  }
  return field;
}

TEST(LogitStep, IsThatOfOneThresholdAfterTheOther) {
  const std::array<std::array<std::uint16_t, 8>, 4> rows{
      {{1, 2, 3, 100, 32767, 32768, 40000, 50000},
       {0, 0, 30000, 30000, 65534, 65535, 65535, 65535},
       {65535, 65535, 65535, 65535, 65535, 65535, 65535, 65535},
       {8192, 16384, 24576, 32768, 40960, 49152, 57344, 65535}}};
  for (const auto& below : rows)
    for (const bool with_more : {false, true}) {
      const RouteField field = field_of(below, with_more);
      for (std::uint32_t bits = 0; bits < 65536; ++bits) {
        const auto all = static_cast<std::uint16_t>(bits);
        const Step plain = next_logit_step(field, 0, all);
        const Step quick = step_from(field, field.logit[0], 0, all);
        ASSERT_EQ(quick.to, plain.to) << bits;
        ASSERT_EQ(quick.time_s, plain.time_s) << bits;
        ASSERT_EQ(passed_at_once(field.logit[0], all), detail::passed(field.logit[0], all)) << bits;
      }
    }
}

}  // namespace
}  // namespace panj
