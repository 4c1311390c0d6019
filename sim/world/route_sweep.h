#pragma once

#include <functional>
#include <span>
#include <vector>

#include "world/route_field.h"

namespace panj {

// The exact sweep: expectations over the walks of a route field of terms that do not depend on time, found
// without sampling. Each cell's value follows from those of the cells its moves lead to, in the order of the
// least time to go (Dial 1971). Probabilities are those of the table that walks read. Against unrounded ones
// the results move by less than 1e-5 of their value an hour or more from the destination (tests hold it for
// theta up to a step's time and more); next to the destination times by up to 3e-5 where theta is as long as
// that. Where there is no way, values are NaN.

/// Something that a move from one cell to another costs or gives.
using MoveTerm = std::function<double(CellId from, CellId to, double time_s)>;

/// Expected sum of `term` over the moves of a walk from each cell to the destination.
std::vector<double> sweep_sum(const RouteField& field, const MoveTerm& term);

/// Expected time of a walk from each cell to the destination [s].
std::vector<double> expected_time_s(const RouteField& field);

/// Mean over `origins` of expected time / least time - 1; origins at the destination or without a way are
/// left out (0 where that leaves none). What RouteField::mean_excess reports.
double mean_excess(const RouteField& field, std::span<const CellId> origins);

/// Probability to come from each cell to the destination undetected, `hazard` the integrated hazard of a move
/// (+infinity: certain detection): S(i) = sum_j p_ij exp(-h_ij) S(j).
std::vector<double> sweep_survival(const RouteField& field, const MoveTerm& hazard);

/// Where walks start: expected number of walks from a cell.
struct WalkOrigin {
  CellId cell = no_cell;
  double walks = 1.0;
};

/// Expected number of visits of each cell, first and last cells included. No walk visits a cell twice.
/// Origins without a way count as one visit of the origin.
std::vector<double> expected_visits(const RouteField& field, std::span<const WalkOrigin> origins);

/// Cells from which there is a way, by increasing least time to go: every move leads to an earlier one.
std::vector<CellId> sweep_order(const RouteField& field);

}  // namespace panj
