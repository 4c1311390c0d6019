"""What one post sees within 5 and 20 km at 30 m: panj, GRASS `r.viewshed` and GDAL's viewshed on the same ground.

    /usr/bin/python3 line_of_sight.py [--from valley|summit|both]

Each set of cells seen is held against the exact one: a sight line to every cell, its heights interpolated at every
crossing of both directions of the grid. The Earth is curved, k = 0.13; the eye stands 10 m over its cell, targets
1.7 m. Prints one line of JSON for each program, place and range.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from array import array
from pathlib import Path
from typing import Any

import grass

EYE_M = 10.0
TARGET_M = 1.7
REFRACTION = 0.13


def main() -> None:
    """Run all over each ground."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--from", dest="place", choices=["valley", "summit", "both"], default="both")
    places = parser.parse_args().place
    grass.needs("grass", "grass-core")
    grass.needs("gdal_viewshed", "gdal-bin")
    apart = False
    for place in ["valley", "summit"] if places == "both" else [places]:
        for range_km in (20, 5):
            with tempfile.TemporaryDirectory(prefix="panj_line_of_sight_") as folder:
                apart |= compare(Path(folder), place, range_km)
    if apart:
        raise SystemExit("panj's cells overlap with the exact ones by less than 99.5 %")


def compare(folder: Path, place: str, range_km: int) -> bool:
    """Run all three; whether panj's cells are not the exact ones."""
    ran = json.loads(grass.kernels("line_of_sight", str(folder), str(range_km), place))
    exact = grass.read(folder / "exact.u8", "B")
    case = f"line_of_sight_{range_km}km_{place}"
    overlap = jaccard(grass.read(folder / "seen.u8", "B"), exact)
    tell(case, "panj", ran, ran["seconds"], overlap, "processor time of the kernel, arrays in memory")

    seconds, copying_s, seen = by_grass(folder, ran, 1000 * range_km)
    note = f"processor time less {copying_s:.2f} s to read the heights and write such a raster; all in memory"
    tell(case, "GRASS r.viewshed", ran, seconds - copying_s, jaccard(seen, exact), note)

    seconds, seen = by_gdal(folder, ran, 1000 * range_km)
    note = "processor time of ViewshedGenerate between rasters in memory"
    tell(case, "GDAL viewshed", ran, seconds, jaccard(seen, exact), note)
    return overlap < 0.995


def by_grass(folder: Path, ran: dict, range_m: float) -> tuple[float, float, array]:
    """Tell r.viewshed's seconds, those of reading and writing, and the cells that it sees."""
    theirs = grass.Grass(folder, ran["rows"], ran["cell_size_m"])
    seconds = theirs.run(
        "r.viewshed",
        "-b",
        "-c",
        "-r",
        "input=ground",
        "output=seen",
        f"coordinates={ran['x_m']},{ran['y_m']}",
        f"observer_elevation={EYE_M}",
        f"target_elevation={TARGET_M}",
        f"max_distance={range_m}",
        f"refraction_coeff={REFRACTION}",
        "memory=4000",
    )
    return seconds, theirs.copy_s("seen"), theirs.out("seen", "B")


def by_gdal(folder: Path, ran: dict, range_m: float) -> tuple[float, array]:
    """Tell GDAL's seconds and the cells that it sees."""
    try:
        from osgeo import gdal
    except ImportError:
        sys.exit("osgeo.gdal is not installed for this Python: apt-get install python3-gdal, and use /usr/bin/python3")
    gdal.UseExceptions()
    rows, columns, size_m = ran["rows"], ran["columns"], ran["cell_size_m"]
    ground = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Float64)
    ground.SetGeoTransform([0.0, size_m, 0.0, rows * size_m, 0.0, -size_m])
    ground.GetRasterBand(1).WriteRaster(0, 0, columns, rows, (folder / "height_m.f64").read_bytes())
    begin_s = time.process_time()
    seen = gdal.ViewshedGenerate(
        ground.GetRasterBand(1),
        "MEM",
        "",
        [],
        ran["x_m"],
        ran["y_m"],
        EYE_M,
        TARGET_M,
        1.0,  # seen
        0.0,  # not seen
        0.0,  # beyond the range
        -1.0,  # no value
        1.0 - REFRACTION,
        gdal.GVM_Edge,
        range_m,
    )
    seconds = time.process_time() - begin_s
    return seconds, onto_ground(seen, rows, columns, size_m)


def onto_ground(seen: Any, rows: int, columns: int, size_m: float) -> array:
    """Put the part of the ground that GDAL gives back where it belongs."""
    west_m, _, _, north_m, _, _ = seen.GetGeoTransform()
    first_row = round((rows * size_m - north_m) / size_m)
    first_column = round(west_m / size_m)
    width = seen.RasterXSize
    part = seen.GetRasterBand(1).ReadRaster()
    whole = array("B", bytes(rows * columns))
    for row in range(seen.RasterYSize):
        at = (first_row + row) * columns + first_column
        whole[at : at + width] = array("B", part[row * width : (row + 1) * width])
    return whole


def jaccard(seen: array, exact: array) -> float:
    """Cells in both sets over cells in either; arrays hold 0 or 1."""
    a = int.from_bytes(seen.tobytes(), "little")
    b = int.from_bytes(exact.tobytes(), "little")
    in_either = (a | b).bit_count() if hasattr(int, "bit_count") else bin(a | b).count("1")
    in_both = (a & b).bit_count() if hasattr(int, "bit_count") else bin(a & b).count("1")
    return in_both / in_either if in_either else math.nan


def tell(case: str, program: str, ran: dict, seconds: float, overlap: float, note: str) -> None:
    """Print a measurement."""
    measured = {
        "case": case,
        "program": program,
        "rate": ran["cells"] / seconds,
        "unit": "cells/s",
        "seconds": seconds,
        "check": {"what": "overlap (Jaccard) with the exact set", "value": overlap},
        "note": note,
    }
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()
