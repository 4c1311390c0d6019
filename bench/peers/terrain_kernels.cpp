// Runs the two terrain kernels once on the benches' ground and writes what the peers need to run beside them.
//
//   terrain_kernels least_time DIR [SIDE]      height_m.f64 and time_s.f32, SIDE x SIDE cells of 100 m
//   terrain_kernels line_of_sight DIR [KM] [valley|summit]
//                                              height_m.f64, seen.u8 and exact.u8, 1400 x 1400 cells of 30 m
//
// Arrays are plain, in this machine's byte order, rows from north to south as other programs want them. On
// standard output one line of JSON: what was run and the processor seconds of the kernel alone.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "rugged_ground.h"
#include "terrain/least_time.h"
#include "terrain/line_of_sight.h"

namespace panj {
namespace {

/// User and system time of this process: the clock on the wall tells of other processes too.
double processor_s() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Writes one value per cell (south to north in memory), the northernmost row first.
template <class T>
void write(const std::string& path, const Grid& grid, const T* values) {
  std::ofstream file(path, std::ios::binary);
  for (std::int32_t row = grid.rows; row-- > 0;) {
    const T* first = values + static_cast<std::ptrdiff_t>(row) * grid.columns;
    file.write(reinterpret_cast<const char*>(first),
               static_cast<std::streamsize>(sizeof(T)) * static_cast<std::streamsize>(grid.columns));
  }
  if (!file.flush()) {
    std::fprintf(stderr, "%s: can not be written\n", path.c_str());
    std::exit(1);
  }
}

/// Rows counted from the south, as ours; the point is what other programs take.
void tell(const Grid& grid, const Point& from, long cells, double seconds) {
  std::printf(
      "{\"rows\": %d, \"columns\": %d, \"cell_size_m\": %g, \"x_m\": %.1f, \"y_m\": %.1f, "
      "\"cells\": %ld, \"seconds\": %.6f}\n",
      grid.rows, grid.columns, grid.cell_size_m, from.x(), from.y(), cells, seconds);
}

void least_time_from_the_middle(const std::string& directory, std::int32_t side) {
  const Grid grid = bench::square(side);
  const Layer<double> z = bench::rugged(grid);
  const MovementLaw law{.kind = MovementLaw::Kind::naismith_langmuir};
  const Ground ground{grid, &z, nullptr, nullptr, law, Neighbourhood::sixteen};
  const CellId middle = grid.cell(side / 2, side / 2);
  const std::array<Seed, 1> seeds{{{middle, 0.0}}};
  const double begin_s = processor_s();
  const LeastTimeField field = least_time(ground, seeds, Heading::from_seeds);
  const double seconds = processor_s() - begin_s;
  write(directory + "/height_m.f64", grid, z.data());
  write(directory + "/time_s.f32", grid, field.time_s.data());
  tell(grid, grid.centre(middle), grid.cells(), seconds);
}

void line_of_sight(const std::string& directory, double range_m, bool from_summit) {
  constexpr double target_m = 1.7;
  const Grid grid = bench::square(1400, 30.0);
  const Layer<double> z = bench::mountains(grid);
  const CellId post = from_summit ? bench::summit(grid, z) : grid.cell(grid.rows / 2, grid.columns / 2);
  const Eye eye{grid.centre(post), 10.0};
  const double begin_s = processor_s();
  const std::vector<CellId> visible = visible_cells(grid, z, SightModel{}, eye, range_m, target_m);
  const double seconds = processor_s() - begin_s;

  const auto cells = static_cast<std::size_t>(grid.cells());
  std::vector<std::uint8_t> seen(cells, 0);
  for (const CellId cell : visible) seen[static_cast<std::size_t>(cell)] = 1;
  // The exact set: a sight line to every cell, compared with the ground at every crossing of the lattice.
  std::vector<std::uint8_t> exact(cells, 0);
  long within = 0;
  for (CellId cell = 0; cell < grid.cells(); ++cell) {
    if (!((grid.centre(cell) - eye.at_m).norm() <= range_m)) continue;
    ++within;
    exact[static_cast<std::size_t>(cell)] =
        sees(grid, z, SightModel{}, eye, grid.centre(cell), target_m) ? 1 : 0;
  }
  write(directory + "/height_m.f64", grid, z.data());
  write(directory + "/seen.u8", grid, seen.data());
  write(directory + "/exact.u8", grid, exact.data());
  tell(grid, eye.at_m, within, seconds);
}

}  // namespace
}  // namespace panj

int main(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  if (what == "least_time") {
    panj::least_time_from_the_middle(argv[2], argc > 3 ? std::atoi(argv[3]) : 2000);
  } else if (what == "line_of_sight") {
    const bool from_summit = argc > 4 && std::strcmp(argv[4], "summit") == 0;
    panj::line_of_sight(argv[2], 1000.0 * (argc > 3 ? std::atof(argv[3]) : 20.0), from_summit);
  } else {
    std::fprintf(stderr,
                 "usage: terrain_kernels least_time DIR [SIDE]\n"
                 "       terrain_kernels line_of_sight DIR [KM] [valley|summit]\n");
    return 2;
  }
  return 0;
}
