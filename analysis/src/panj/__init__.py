"""Run panj, and read, compare and draw its results: what share of attempts is intercepted, and how sure are we."""

from panj.command import PanjError, run
from panj.figures import (
    plot_along_border,
    plot_assets,
    plot_configurations,
    plot_convergence,
    plot_differences,
    plot_times,
)
from panj.map_figure import plot_map
from panj.results import FORMAT_VERSION, FormatError, PartialResultsWarning, Results, open_results
from panj.validation import known_answers, measure_known_answers, plot_z, plot_z_quantiles

__all__ = [
    "FORMAT_VERSION",
    "FormatError",
    "PanjError",
    "PartialResultsWarning",
    "Results",
    "known_answers",
    "measure_known_answers",
    "open_results",
    "plot_along_border",
    "plot_assets",
    "plot_configurations",
    "plot_convergence",
    "plot_differences",
    "plot_map",
    "plot_times",
    "plot_z",
    "plot_z_quantiles",
    "run",
]
__version__ = "0.1.0"
