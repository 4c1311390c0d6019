#include "base/way_crossings.h"

#include <cstdint>
#include <optional>

#include "base/clones.h"

namespace panj {

namespace {

// What stands for a fraction where there is none.
constexpr double no_crossing = -1.0;
constexpr double not_sure = -2.0;  ///< whoever begins near the line, or goes along it, is asked for by itself

/// One straight piece of a line.
struct Piece {
  double from_east, from_north, to_east, to_north;
};

/// On which sides of the piece's straight line ways begin and end, and on which of theirs the piece does.
struct Sides {
  Ways::Numbers a, b, from, to;
};

/// How far along itself and the piece each way cuts it, if it does. Loops of a fixed length over plain
/// arrays, here and below: the compiler makes vectors of them.
PANJ_CLONES
void cut_lanes(const Piece piece, const Ways& ways, Sides& __restrict sides, double* __restrict of_way,
               double* __restrict of_piece) {
  const double* const from_east = ways.from_east.data();
  const double* const from_north = ways.from_north.data();
  const double* const to_east = ways.to_east.data();
  const double* const to_north = ways.to_north.data();
  const double east = piece.to_east - piece.from_east;
  const double north = piece.to_north - piece.from_north;
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double a_east = from_east[i] - piece.from_east;
    const double a_north = from_north[i] - piece.from_north;
    const double a_side = east * a_north - north * a_east;
    const double b_side = east * (to_north[i] - piece.from_north) - north * (to_east[i] - piece.from_east);
    const double way_east = to_east[i] - from_east[i];
    const double way_north = to_north[i] - from_north[i];
    const double from_side =
        way_east * (piece.from_north - from_north[i]) - way_north * (piece.from_east - from_east[i]);
    const double to_side =
        way_east * (piece.to_north - from_north[i]) - way_north * (piece.to_east - from_east[i]);
    sides.a[i] = a_side;
    sides.b[i] = b_side;
    sides.from[i] = from_side;
    sides.to[i] = to_side;
    of_way[i] = a_side / (a_side - b_side);
    of_piece[i] = from_side / (from_side - to_side);
  }
}

/// Puts in what stands for a fraction where first_crossing finds none, or takes a second look; of the piece,
/// how far along it that is. \return bits: 0 where no way needs a second look
PANJ_CLONES
std::uint64_t mark_lanes(const Sides& sides, double near2, double length_m, double* __restrict of_way,
                         double* __restrict of_piece) {
  std::uint64_t any_unsure = 0;
  for (std::size_t i = 0; i < Ways::most; ++i) {
    const double a = sides.a[i];
    const double b = sides.b[i];
    const double from = sides.from[i];
    const double to = sides.to[i];
    const bool one_side = ((a > 0.0) & (b > 0.0)) | ((a < 0.0) & (b < 0.0));
    const bool passes_by = ((from > 0.0) & (to > 0.0)) | ((from < 0.0) & (to < 0.0));
    double fraction = of_way[i];
    fraction = ((a == b) | (from == to)) ? not_sure : fraction;
    fraction = (one_side | passes_by) ? no_crossing : fraction;
    fraction = a * a <= near2 ? not_sure : fraction;
    any_unsure |= fraction == not_sure ? 1U : 0U;
    of_way[i] = fraction;
    of_piece[i] *= length_m;
  }
  return any_unsure;
}

void ask(const Polyline& line, const Ways& ways, std::size_t way, WayCrossings& found) {
  const std::optional<Polyline::Crossing> crossing = line.first_crossing(
      {ways.from_east[way], ways.from_north[way]}, {ways.to_east[way], ways.to_north[way]});
  found.fraction[way] = crossing ? crossing->fraction : no_crossing;
  found.along_m[way] = crossing ? crossing->along_m : 0.0;
}

}  // namespace

void find_first_crossings(const Polyline& line, const Ways& ways, std::size_t count, WayCrossings& found) {
  if (line.vertices().size() != 2) {
    found.fraction.fill(no_crossing);
    found.along_m.fill(0.0);
    for (std::size_t way = 0; way < count; ++way) ask(line, ways, way, found);
    return;
  }
  constexpr double on_line2 = Polyline::on_line_m * Polyline::on_line_m;
  const Point& from = line.vertices().front();
  const Point& to = line.vertices().back();
  // Square of an area: who makes less with the piece may begin on it.
  const double near2 = 4.0 * on_line2 * (to - from).squaredNorm();
  const Piece piece{from.x(), from.y(), to.x(), to.y()};
  Sides sides;
  cut_lanes(piece, ways, sides, found.fraction.data(), found.along_m.data());
  const std::uint64_t any_unsure =
      mark_lanes(sides, near2, line.length_m(), found.fraction.data(), found.along_m.data());
  for (std::size_t way = 0; any_unsure != 0 && way < count; ++way)
    if (found.fraction[way] == not_sure) ask(line, ways, way, found);
}

}  // namespace panj
