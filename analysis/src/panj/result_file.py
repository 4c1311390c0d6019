"""What a result file is: its format and groups, and how they are read. sim/results/FORMAT.md tells the format."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import xarray as xr

FORMAT_VERSION = 1
"""The newest format of result files that this package reads."""

GROUPS = (
    "summary",
    "segments",
    "line",
    "hours",
    "classes",
    "rare",
    "routes",
    "draws",
    "assets",
    "asset_segments",
    "teams",
    "paired",
    "controlled",
    "times",
    "periods",
    "sites",
    "goals",
    "convergence",
    "batches",
    "maps",
    "geometry",
    "events",
)


class FormatError(ValueError):
    """The file is no result file of panj, or of a format newer than this package reads."""


class PartialResultsWarning(UserWarning):
    """The run was stopped before all of its replications were done."""


def root_attributes(path: Path) -> dict[str, object]:
    """Read the attributes of a file's root, and check that it is one this package reads.

    Raises
    ------
    FormatError
        It is no result file of panj, or a newer one.

    """
    try:
        with h5py.File(path, "r") as file:
            attributes = {name: _plain(value) for name, value in file.attrs.items()}
    except PermissionError:
        raise
    except OSError as fault:
        raise FormatError(f"{path}: no result file of panj, or a damaged one ({fault})") from fault
    if attributes.get("file_type") != "panj-results":
        raise FormatError(f"{path}: no result file of panj (its attribute file_type is not panj-results)")
    version = attributes.get("format_version")
    if not isinstance(version, int):
        raise FormatError(f"{path}: its attribute format_version is {version!r}, not a whole number")
    if version > FORMAT_VERSION:
        raise FormatError(f"{path}: format {version} is newer than this package reads ({FORMAT_VERSION}); update it")
    return attributes


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.generic):
        return value.item()
    return value


def read_group(path: Path, name: str) -> xr.Dataset:
    """Read one group of a file whole.

    Raises
    ------
    KeyError
        The file has no such group.

    """
    try:
        # Times are hours, as the file has them, not dates.
        with xr.open_dataset(path, group=name, engine="h5netcdf", decode_times=False) as dataset:
            return dataset.load()
    except (OSError, KeyError) as fault:
        raise KeyError(f"{path}: there is no group {name!r} in this file") from fault
