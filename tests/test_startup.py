"""A quick start: nothing heavy is imported before it is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHEET = ROOT / "examples" / "municipality.yaml"
ASKING = ("rich", "prompt_toolkit", "questionary", "pydantic")

SCRIPT = """
import sys
sys.argv[1:] = {arguments!r}
from stemwijzer.entry import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write("\\n".join(sorted(name for name in sys.modules if "." not in name)))
"""


def imported(tmp_path: Path, *arguments: str) -> set[str]:
    """Return the modules that a run of the program has imported at its end."""
    return script_modules(tmp_path, SCRIPT, *arguments)


def script_modules(tmp_path: Path, script: str, *arguments: str) -> set[str]:
    found = subprocess.run(
        [sys.executable, "-c", script.format(arguments=list(arguments))],
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "STEMWIJZER_HOME": str(tmp_path),
        },
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert found.stdout
    return set(found.stderr.split())


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["--version"], ("typer", "yaml", "numpy", *ASKING)),
        (["--help"], ("yaml", "numpy", *ASKING)),
        ([], ("yaml", "numpy", *ASKING)),
        (["match", str(SHEET), "--draws", "0"], ("numpy", *ASKING)),
        (["match", str(SHEET)], ASKING),
        (["compare", str(SHEET), "zammad", "topdesk"], ("numpy", *ASKING)),
        (["catalogue", "vendors"], ("numpy", *ASKING)),
        (["roadmap", str(SHEET)], ("numpy", "xlsxwriter", *ASKING)),
        (["report", str(SHEET), "--draws", "0"], ("jinja2", "typst", *ASKING)),
        (["requirements", str(SHEET)], ("numpy", "xlsxwriter", "python_calamine", *ASKING)),
    ],
    ids=lambda value: " ".join(Path(v).name for v in value) if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_uses(
    tmp_path: Path, arguments: list[str], without: tuple[str, ...]
) -> None:
    assert imported(tmp_path, *arguments) & set(without) == set()


@pytest.mark.parametrize(
    "arguments", [["match", str(SHEET), "--draws", "0"], ["catalogue", "vendors"]]
)
def test_a_second_run_takes_the_catalogue_from_the_cache(
    tmp_path: Path, arguments: list[str]
) -> None:
    assert "yaml" in imported(tmp_path, *arguments)
    assert "yaml" not in imported(tmp_path, *arguments)


def test_a_second_run_takes_the_draws_from_the_cache(tmp_path: Path) -> None:
    asked = ["match", str(SHEET)]
    assert "numpy" in imported(tmp_path, *asked)
    assert "numpy" not in imported(tmp_path, *asked)
    assert "numpy" in imported(tmp_path, *asked, "--no-cache")


def test_a_command_does_not_make_the_others(tmp_path: Path) -> None:
    script = SCRIPT.replace(' if "." not in name', "")
    assert "stemwijzer.cli.match" in script_modules(tmp_path, script, "match", str(SHEET))
    assert "stemwijzer.cli.team" not in script_modules(tmp_path, script, "match", str(SHEET))
    assert "stemwijzer.cli.team" in script_modules(tmp_path, script, "--help")
