"""Notebooks run from top to bottom and draw their figures; none is committed with outputs."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import SCENARIOS
from panj.render_notebooks import main, to_page

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
FIGURES = {
    "01_first_results": 5,
    "02_compare_configurations": 2,
    "03_where_coverage_fails": 4,
    "04_how_sure_are_we": 4,
    "05_sweep_posts_and_patrols": 2,
    "06_build_your_own_frontier": 3,
}


@pytest.fixture(params=sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def notebook(request):
    return request.param


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS.glob("*.ipynb")} == set(FIGURES)


def test_committed_notebooks_have_no_outputs(notebook):
    for cell in nbformat.read(notebook, as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None, cell.source


def test_notebooks_run(notebook, tmp_path, monkeypatch, known_answer_records):
    monkeypatch.setenv("PANJ_NOTEBOOK_REPLICATIONS", "96")
    monkeypatch.setenv("PANJ_SCENARIOS", os.fspath(SCENARIOS))
    monkeypatch.setenv("PANJ_KNOWN_ANSWERS", os.fspath(known_answer_records))
    # Inline pictures, whatever the tests draw with.
    monkeypatch.delenv("MPLBACKEND", raising=False)
    executed = nbformat.read(notebook, as_version=4)
    NotebookClient(executed, timeout=None, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    outputs = [output for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    # Warnings, and what libraries grumble, come on stderr: a reader would see them.
    assert not [output.text for output in outputs if output.get("name") == "stderr"]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) == FIGURES[notebook.stem]
    assert all(len(picture.data["image/png"]) > 5_000 for picture in pictures)
    words = " ".join(output.data.get("text/markdown", "") for output in outputs if "data" in output)
    assert "nan" not in words.lower().split() and len(words) > 500
    page = to_page(executed, notebook.stem)
    assert page.count('src="data:image/png;base64') == FIGURES[notebook.stem]
    assert f"<title>{notebook.stem}</title>" in page


def test_one_command_renders_them(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PANJ_SCENARIOS", "kept as it is")
    monkeypatch.setenv("PANJ_KNOWN_ANSWERS", "kept as it is")
    monkeypatch.setenv("MPLBACKEND", "agg")  # as where tests run; pages show their pictures all the same
    drawn = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint(6 * 7)"
    cells = [nbformat.v4.new_markdown_cell("# A question of known_answers"), nbformat.v4.new_code_cell(drawn)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "short.ipynb")
    assert main([os.fspath(tmp_path / "pages"), os.fspath(tmp_path / "short.ipynb")]) == 0
    page = tmp_path / "pages" / "short.html"
    said = capsys.readouterr()
    assert said.out == f"{page}\n" and "no known answers yet" in said.err
    text = page.read_text()
    assert "A question" in text and "<pre>42" in text and text.count('src="data:image/png;base64') == 1
    assert 'src="http' not in text and 'src=""' not in text
    assert nbformat.read(tmp_path / "short.ipynb", as_version=4).cells[1].outputs == []


def test_formulas_alone_ask_for_the_network():
    def asked_for(words):
        return to_page(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words)]), "page").count(
            'src="http'
        )

    assert (asked_for("a share"), asked_for("a share $p$")) == (0, 1)
