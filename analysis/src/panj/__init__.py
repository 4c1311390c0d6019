"""Run panj, and read, compare and draw its results: what share of attempts is intercepted, and how sure are we."""

from panj.asset_figure import plot_assets
from panj.command import PanjError, run
from panj.comparison import Comparison, compare
from panj.figures import (
    plot_along_border,
    plot_configurations,
    plot_convergence,
    plot_differences,
    plot_times,
)
from panj.gaps import gaps, plot_gaps
from panj.map_figure import plot_map
from panj.pooled import Pooled, combine, recompute
from panj.precision_figure import plot_precision
from panj.replay_figure import plot_replay, replay_events
from panj.results import FORMAT_VERSION, FormatError, PartialResultsWarning, Results, open_results
from panj.scenario_file import write_scenario
from panj.sweeps import sweep, sweep_differences
from panj.validation import known_answers, measure_known_answers, plot_z, plot_z_quantiles

__all__ = [
    "FORMAT_VERSION",
    "Comparison",
    "FormatError",
    "PanjError",
    "PartialResultsWarning",
    "Pooled",
    "Results",
    "combine",
    "compare",
    "gaps",
    "known_answers",
    "measure_known_answers",
    "open_results",
    "plot_along_border",
    "plot_assets",
    "plot_configurations",
    "plot_convergence",
    "plot_differences",
    "plot_gaps",
    "plot_map",
    "plot_precision",
    "plot_replay",
    "plot_times",
    "plot_z",
    "plot_z_quantiles",
    "recompute",
    "replay_events",
    "run",
    "sweep",
    "sweep_differences",
    "write_scenario",
]
__version__ = "0.1.0"
