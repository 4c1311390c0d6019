"""Bars that tell how far a run is: in notebooks, in terminals, and none where the output goes elsewhere."""

from __future__ import annotations

import html
import shutil
import sys
from typing import Any, Protocol


class Bar(Protocol):
    """What shows how far something is."""

    def show(self, share: float, text: str) -> None:
        """Show a share done, 0 to 1, and a few words."""

    def close(self) -> None:
        """Take the bar away."""


class NoBar:
    """Shows nothing."""

    def show(self, share: float, text: str) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class TerminalBar:
    """A line on stderr that is written over and over."""

    def show(self, share: float, text: str) -> None:
        """Write the line anew, cut to the terminal's width."""
        columns = shutil.get_terminal_size().columns
        full = round(24 * share)
        line = f"[{'#' * full}{'.' * (24 - full)}] {100.0 * share:3.0f} %  {text}"
        sys.stderr.write("\r\033[K" + line[: columns - 1])
        sys.stderr.flush()

    def close(self) -> None:
        """Wipe the line."""
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()


class NotebookBar:
    """A bar under the cell that runs; it goes when the cell is done."""

    def __init__(self) -> None:
        from IPython.display import display

        self._handle: Any = display(self._drawn(0.0, ""), display_id=True)

    def show(self, share: float, text: str) -> None:
        """Draw the bar anew."""
        self._handle.update(self._drawn(share, text))

    def close(self) -> None:
        """Leave nothing behind."""
        from IPython.display import HTML

        self._handle.update(HTML(""))

    @staticmethod
    def _drawn(share: float, text: str) -> Any:
        from IPython.display import HTML

        bar = f'<progress value="{share:.4f}" max="1" style="width: 16em; vertical-align: middle"></progress>'
        return HTML(f"<div>{bar} {100.0 * share:.0f} % &nbsp;{html.escape(text)}</div>")


def new_bar(wanted: bool | None) -> Bar:
    """Return the bar that fits where Python runs.

    Parameters
    ----------
    wanted
        False: none. None: in notebooks and terminals. True: elsewhere too, the terminal's.

    """
    if wanted is False:
        return NoBar()
    if _in_notebook():
        return NotebookBar()
    return TerminalBar() if wanted or sys.stderr.isatty() else NoBar()


def _in_notebook() -> bool:
    """Tell whether a Jupyter kernel runs this; IPython is only asked where it is there already."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return type(shell).__name__ == "ZMQInteractiveShell"
