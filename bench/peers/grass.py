"""GRASS GIS as a peer: a location of its own in a folder, arrays in and out, seconds of a module."""

import os
import resource
import shutil
import subprocess
import sys
from array import array
from pathlib import Path

KERNELS = (
    Path(os.environ.get("PANJ_BUILD_DIR", Path(__file__).resolve().parents[2] / "build")).absolute()
    / "release/bench/peers/terrain_kernels"
)


def needs(program: str, package: str) -> None:
    """End with a message that names the package where a program is not installed."""
    if shutil.which(program) is None:
        sys.exit(f"{program} is not installed: apt-get install {package}")


def processor_s(command: list[str], environment: dict[str, str] | None = None) -> tuple[float, str]:
    """Run a command; its user and system time, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit status {ran.returncode}\n{ran.stderr.strip()}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, ran.stdout


def kernels(*arguments: str) -> str:
    """Run the C++ program that makes the ground and runs panj's kernels; the line that it prints."""
    if not KERNELS.exists():
        sys.exit(f"{KERNELS.name} is not built: `./panj bench peers` builds it")
    return processor_s([str(KERNELS), *arguments])[1]


def read(path: Path, kind: str) -> array:
    """Read a plain array: kind as of Python's array ("d" double, "f" float, "B" byte)."""
    values = array(kind)
    values.frombytes(path.read_bytes())
    return values


class Grass:
    """A location without a projection, over the whole of a square ground; heights are its raster `ground`."""

    def __init__(self, folder: Path, cells: int, cell_size_m: float) -> None:
        """Make it in a folder that holds height_m.f64, rows from north to south."""
        needs("grass", "grass-core")
        self.folder = folder
        base = subprocess.run(["grass", "--config", "path"], capture_output=True, text=True, check=True).stdout.strip()
        self.environment = {
            **os.environ,
            "GISBASE": base,
            "GISRC": str(folder / "rc"),
            "PATH": f"{base}/bin:{base}/scripts:{os.environ['PATH']}",
            "LD_LIBRARY_PATH": f"{base}/lib:{os.environ.get('LD_LIBRARY_PATH', '')}",
        }
        processor_s(["grass", "-c", "XY", str(folder / "grass"), "-e"])
        (folder / "rc").write_text(f"GISDBASE: {folder}\nLOCATION_NAME: grass\nMAPSET: PERMANENT\nGUI: text\n")
        side = cells * cell_size_m
        region = [f"north={side}", "south=0", f"east={side}", "west=0", f"rows={cells}", f"cols={cells}"]
        heights = f"input={folder / 'height_m.f64'}"
        self.run("r.in.bin", "-d", heights, "output=ground", "bytes=8", *region)
        self.run("g.region", "raster=ground")

    def run(self, module: str, *arguments: str) -> float:
        """Run a module; its processor seconds, reading and writing of rasters and all."""
        quietly = ["--quiet", "--overwrite"] if module != "g.region" else ["--quiet"]
        return processor_s([module, *quietly, *arguments], self.environment)[0]

    def copy_s(self, raster: str) -> float:
        """Tell the processor seconds of a process that reads the heights and writes such a raster, and no more."""
        return self.run("r.mapcalc", f"expression=copy_of_{raster} = ground + 0 * {raster}")

    def out(self, raster: str, kind: str) -> array:
        """Tell the values of a raster, rows from north to south."""
        path = self.folder / f"{raster}.bin"
        number = ["bytes=8", "-f"] if kind == "d" else ["bytes=1", "-i"]
        self.run("r.out.bin", f"input={raster}", f"output={path}", "null=0", *number)
        return read(path, kind)
