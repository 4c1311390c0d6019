"""Run notebooks and write each as one HTML page with its pictures in it: ``python -m panj.render_notebooks OUTDIR``."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode


def to_page(notebook: NotebookNode, title: str) -> str:
    """Turn a notebook that was run into a page of HTML, which needs no other file; formulas alone need the network.

    Parameters
    ----------
    notebook
        As nbformat reads it, version 4.
    title
        What the browser's tab shows.

    """
    from nbconvert import HTMLExporter

    # What would set formulas and run scripts of outputs is on the network: it is asked for where there are formulas.
    exporter = HTMLExporter(template_name="lab", require_js_url="")
    if not any(cell.cell_type == "markdown" and "$" in cell.source for cell in notebook.cells):
        exporter.mathjax_url = ""
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
    return re.sub(r'<script src=""> ?</script>\n?', "", page)


def render(notebook: Path, folder: Path) -> Path:
    """Run a notebook and write its page; the notebook itself stays as it is.

    Parameters
    ----------
    notebook
        An ``.ipynb`` file.
    folder
        Where the page goes, and what the notebook writes (in a folder of its name).

    Returns
    -------
    pathlib.Path
        The page.

    """
    import nbformat
    from nbclient import NotebookClient

    work = folder / notebook.stem
    work.mkdir(parents=True, exist_ok=True)
    read = nbformat.read(notebook, as_version=4)
    NotebookClient(read, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(work)}}).execute()
    page = folder / f"{notebook.stem}.html"
    page.write_text(to_page(read, notebook.stem), encoding="utf-8")
    return page


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the notebooks that are named on the command line; all of the source tree if none is."""
    source = Path(__file__).resolve().parents[3]
    folder = source / "analysis" / "notebooks"
    parser = argparse.ArgumentParser(prog="python -m panj.render_notebooks", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pages go")
    parser.add_argument("notebooks", type=Path, nargs="*", help="all of analysis/notebooks if left out")
    chosen = parser.parse_args(arguments)
    notebooks = chosen.notebooks or sorted(folder.glob("*.ipynb"))
    if not notebooks:
        parser.error("there are no notebooks beside this package: name them")
    # Notebooks look for these relative to where they lie.
    os.environ.setdefault("PANJ_SCENARIOS", str(source / "scenarios"))
    os.environ.setdefault("PANJ_KNOWN_ANSWERS", str(source / "build" / "known_answers"))
    # Pictures go into the pages, whatever else is drawn with here.
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    asks = any("known_answers" in notebook.read_text(encoding="utf-8") for notebook in notebooks)
    if asks and not any(Path(os.environ["PANJ_KNOWN_ANSWERS"]).glob("*.jsonl")):
        print("no known answers yet: their tests are built and run first, which takes minutes", file=sys.stderr)
    for notebook in notebooks:
        print(render(notebook, chosen.folder.resolve()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
