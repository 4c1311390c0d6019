"""The command ``panj-report``: write the report of a result file."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

import matplotlib

from panj.report.page import write_report
from panj.results import FormatError, PartialResultsWarning, open_results


def main(arguments: list[str] | None = None) -> int:
    """Write the page and print its name; the exit code is 0, 2 (usage) or 4 (file trouble), as the program's."""
    parser = argparse.ArgumentParser(
        prog="panj-report", description="Write the report of a result file: one HTML page that needs no network."
    )
    parser.add_argument("results", type=Path, help="result file of panj run (.h5)")
    parser.add_argument("-o", "--output", type=Path, help="page to write; RESULTS with .html if left out")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing page")
    given = parser.parse_args(arguments)
    page = given.output or given.results.with_suffix(".html")
    if page.exists() and not given.overwrite:
        print(f"panj-report: {page} exists already; --overwrite replaces it", file=sys.stderr)
        return 4
    matplotlib.use("Agg")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PartialResultsWarning)  # the page says so itself
        try:
            written = write_report(open_results(given.results), page)
        except (FormatError, OSError) as fault:
            print(f"panj-report: {fault}", file=sys.stderr)
            return 4
    print(f"panj-report: wrote {written}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
