"""The validation table as a page in Markdown.

As a command: ``python -m panj.validation_page build/known_answers analysis/notebooks/validation.md``.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from panj.validation import GROUPS, group_of, known_answers, readable, verdict

PAGE = """# Known answers

What the program finds where the answer is known: by a closed form, an integral, or the exact sweep. Each line was
measured by a test in `tests/validation`, which fails beyond 4 standard errors and where the interval is wide. Nothing
here is typed; this page is made anew by

```
./panj test --only validation
build/venv/bin/python -m panj.validation_page build/known_answers analysis/notebooks/validation.md
```

(`./panj test` makes that Python environment.) The notebook [04_how_sure_are_we.ipynb](04_how_sure_are_we.ipynb) reads
the same records, draws them and says what they mean.

{verdict}

**got** is the program's value, **off by** its difference from what is expected, **±** half the width of its 95 %
interval, **z** the difference in standard errors, **n** how many attempts (or nights, periods, circles) were sampled.
Lines without z were computed without sampling: the program holds probabilities of routes in 1/65,536, times on a grid
as floats, and times of events in milliseconds. A *conditional estimate* is the mean of 1 - exp(-hazard) over the same
attempts, beside the plain share of those that were detected. Lines of one run share its luck, and so do those of
one seed (B1 and R1).

{tables}"""
HEAD = "| id | case | source | expected | got | off by | ± | z | n |\n|---|---|---|--:|--:|--:|--:|--:|--:|"


def to_tables(table: pd.DataFrame) -> str:
    """Return the table in Markdown, a heading and a part for each group of cases.

    Parameters
    ----------
    table
        As ``panj.known_answers`` returns it.

    """
    text = readable(table)
    groups = text["id"].map(group_of)
    parts = []
    for group in dict.fromkeys(groups):
        rows = text[groups == group].itertuples(index=False, name=None)
        lines = "\n".join("| " + " | ".join(row) + " |" for row in rows)
        parts.append(f"## {GROUPS.get(group, 'Others')} ({group})\n\n{HEAD}\n{lines}\n")
    return "\n".join(parts)


def to_page(table: pd.DataFrame) -> str:
    """Return the page.

    Parameters
    ----------
    table
        As ``panj.known_answers`` returns it.

    """
    return PAGE.format(verdict=verdict(table), tables=to_tables(table))


def main() -> None:
    """Write the page of a folder of records."""
    parser = argparse.ArgumentParser(
        prog="python -m panj.validation_page", description="Write the validation table as a page."
    )
    parser.add_argument("records", help="folder that the validation tests wrote to: build/known_answers")
    parser.add_argument("page", help="Markdown file to write")
    arguments = parser.parse_args()
    Path(arguments.page).write_text(to_page(known_answers(arguments.records)))


if __name__ == "__main__":
    main()
