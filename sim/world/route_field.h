#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/grid.h"
#include "terrain/least_time.h"
#include "terrain/movement.h"

namespace panj {

/// The one move from a cell of a tree.
struct TreeMove {
  float time_s = 0.0F;
  std::uint8_t direction = 16;  ///< RouteField::stay where the walk ends
};

/// Up to eight moves from a cell of a logit field: all that a step of a walk reads, in one cache line.
/// A walker with 16 random bits b takes move k, the first with b < below[k]. Behind the last move the slots
/// repeat it, so that no walk is ever without a move.
struct alignas(64) LogitRow {
  std::array<std::uint16_t, 8> below{};  ///< cumulative probability in 65536ths; 65535 also stands for 1
  std::array<float, 8> time_s{};         ///< of each move
  std::array<std::uint8_t, 8> direction{16, 16, 16, 16, 16,
                                        16, 16, 16};  ///< of each move; RouteField::stay where the walk ends
  std::int32_t more = -1;  ///< row that holds the moves from the ninth on (b >= below[7]); -1: none
  std::int32_t moves = 0;  ///< in this row; 0: a destination, or no way from here
};
static_assert(sizeof(LogitRow) == 64);

/// Next moves of a class on the grid and the seconds they take, compiled. Empty for straight routes.
///
/// Logit: Dial's (1971, Transportation Research 5, 83) multinomial logit. With D the least time to the
/// destination, the move i -> j is efficient where D(j) < D(i); V(i) = -theta log sum_j exp(-(c_ij + V_j) /
/// theta) over them, and p_ij = exp(-(c_ij + V_j - V_i) / theta). Probabilities are rounded to the
/// nearest 1/65536, so that each p_ij is within 1/65536 of its value and they add up to 1 exactly; moves
/// with p_ij under 1/65536 may drop out. Walks and sweeps read the same rounded table.
struct RouteField {
  enum class Kind : std::uint8_t { none, tree, logit };
  static constexpr int stay = 16;  ///< the "direction" from a cell where the walk ends

  Kind kind = Kind::none;
  double theta_s = 0.0;             ///< of the logit; reported
  double mean_excess = 0.0;         ///< mean time of its paths over the least time, less 1; reported
  std::vector<TreeMove> tree;       ///< per cell
  std::vector<LogitRow> logit;      ///< per cell, then the rows that `more` points to
  std::vector<float> time_to_go_s;  ///< least time (cost, where it is not time) to the destination; +inf
                                    ///< where there is no way; left out of the draws of a perceived route
  std::array<CellId, 17> offset{};  ///< per direction: change of the cell number

  bool reaches(CellId cell) const {
    return time_to_go_s[static_cast<std::size_t>(cell)] < std::numeric_limits<float>::infinity();
  }
  /// Memory of the tables. Tree: 12 bytes a cell. Logit: 68 bytes a cell, and 64 for each cell with more
  /// than eight moves.
  std::size_t bytes() const;
};

struct LogitMove;  // world/dial.h

/// One step of a walk.
struct Step {
  CellId to = no_cell;
  float time_s = 0.0F;
};

namespace detail {
struct Slot {
  const LogitRow* row = nullptr;
  std::size_t index = 0;
};

/// How many of the thresholds are no more than `bits`: 0 to 8.
inline unsigned passed(const LogitRow& row, std::uint16_t bits) {
  unsigned count = 0;
  for (const std::uint16_t below : row.below) count += bits >= below ? 1U : 0U;
  return count;
}

inline Slot choose_slot(const RouteField& field, CellId cell, std::uint16_t bits) {
  const LogitRow* row = &field.logit[static_cast<std::size_t>(cell)];
  unsigned index = passed(*row, bits);
  if (index == 8 && row->more >= 0) [[unlikely]] {
    row = &field.logit[static_cast<std::size_t>(row->more)];
    index = passed(*row, bits);
  }
  return {row, std::min(index, 7U)};
}
}  // namespace detail

/// Does a walk end here? True at the destination (and where there is no way: origins are checked before).
inline bool is_destination(const RouteField& field, CellId cell) {
  const auto c = static_cast<std::size_t>(cell);
  return field.kind == RouteField::Kind::logit ? field.logit[c].moves == 0
                                               : field.tree[c].direction == RouteField::stay;
}

/// Direction that a walker of a logit field with 16 uniform random bits takes; RouteField::stay where the
/// walk ends.
inline int choose_direction(const RouteField& field, CellId cell, std::uint16_t bits) {
  const detail::Slot slot = detail::choose_slot(field, cell, bits);
  return slot.row->direction[slot.index];
}

/// The next step of a walk of a logit field. Stays for 0 s where the walk ends.
inline Step next_logit_step(const RouteField& field, CellId from, std::uint16_t bits) {
  const detail::Slot slot = detail::choose_slot(field, from, bits);
  return {from + field.offset[slot.row->direction[slot.index]], slot.row->time_s[slot.index]};
}

/// The next step of a walk of a tree. Stays for 0 s where the walk ends.
inline Step next_tree_step(const RouteField& field, CellId from) {
  const TreeMove& move = field.tree[static_cast<std::size_t>(from)];
  return {from + field.offset[move.direction], move.time_s};
}

/// The next step of a walk. \param bits 16 uniform random bits; a tree needs none.
inline Step next_step(const RouteField& field, CellId from, std::uint16_t bits) {
  return field.kind == RouteField::Kind::logit ? next_logit_step(field, from, bits)
                                               : next_tree_step(field, from);
}

/// Asks the memory for what a step from `cell` reads: several walks at once then wait together.
inline void prefetch(const RouteField& field, CellId cell) {
  const auto c = static_cast<std::size_t>(cell);
  if (field.kind == RouteField::Kind::logit) {
    __builtin_prefetch(&field.logit[c]);
  } else {
    __builtin_prefetch(&field.tree[c]);
  }
}

/// Calls visit(direction, probability, time_s) for every move that a walk may take from `cell`: probabilities
/// as rounded in the table.
template <class Visit>
void for_each_move(const RouteField& field, CellId cell, Visit&& visit);

/// Writes the moves of a cell into its row, and from the ninth on into a further row at the table's end.
void write_row(std::vector<LogitRow>& table, std::size_t row, std::span<const LogitMove> moves);

/// Least-time paths to the nearest (in time) of the destination cells. Cells off the grid or closed are left
/// out.
/// \param cost ground on which moves take as long as they cost; null: they cost the time that they take.
RouteField tree_field(const Ground& ground, std::span<const CellId> destination,
                      const Ground* cost = nullptr);

/// Logit paths with a given theta > 0 to the destination cells. Where rounding leaves a cell's least time
/// equal to that of the next cell of its least-time path, it is raised by one float step, so that no cell is
/// without an efficient move. `mean_excess` is left at 0: see mean_excess(). \throws std::invalid_argument
/// unless theta_s > 0. \param cost as for tree_field.
RouteField logit_field(const Ground& ground, std::span<const CellId> destination, double theta_s,
                       const Ground* cost = nullptr);

/// Theta for which the mean over `origins` of (expected time of logit paths / least time - 1) equals
/// `mean_excess`, within 0.1 % of it (for an excess under 0.001: within 1e-6), by the exact sweep over the
/// rounded table. Empty where no theta gives it: it is not positive, more than paths can have that never step
/// away from the destination, or no origin has a way. Origins at the destination or without a way are left
/// out.
std::optional<double> solve_theta(const Ground& ground, std::span<const CellId> destination,
                                  std::span<const CellId> origins, double mean_excess);

template <class Visit>
void for_each_move(const RouteField& field, CellId cell, Visit&& visit) {
  const auto c = static_cast<std::size_t>(cell);
  if (field.kind == RouteField::Kind::tree) {
    const TreeMove& move = field.tree[c];
    if (move.direction != RouteField::stay) visit(static_cast<int>(move.direction), 1.0, move.time_s);
    return;
  }
  std::uint32_t begin = 0;
  for (const LogitRow* row = &field.logit[c]; row != nullptr;) {
    const LogitRow* next = row->more >= 0 ? &field.logit[static_cast<std::size_t>(row->more)] : nullptr;
    for (int k = 0; k < row->moves; ++k) {
      const auto slot = static_cast<std::size_t>(k);
      const bool last = next == nullptr && k == row->moves - 1;
      const std::uint32_t end = last ? 65536U : row->below[slot];
      visit(static_cast<int>(row->direction[slot]), (end - begin) / 65536.0, row->time_s[slot]);
      begin = end;
    }
    row = next;
  }
}

}  // namespace panj
