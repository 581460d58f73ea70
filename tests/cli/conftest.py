"""Running the program: in this process (fast), or as a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest

from stemwijzer.catalogue import cache, load
from stemwijzer.cli.app import run
from stemwijzer.core.model import Catalogue

ROOT = Path(__file__).resolve().parents[2]

COFFEE = """\
organisation: Coffee corner
answers:
  goals: [taste]
  grinder: {answer: agree, importance: must}
  noise: fully_agree
  milk: automatic
  drinks: [lungo, americano]
  cups: 20
  price: 600
"""
"""A sheet for the tiny catalogue; ``tests/report/make.py`` says what comes out."""

LANGUAGE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Outcome:
    """What a run left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


SIMULATING = ("match", "explain", "report")
"""Commands that simulate unless told otherwise; most tests have no use for ten thousand draws."""


class Call(Protocol):
    """Runs the program in this process, without a simulation unless ``--draws`` is given."""

    def __call__(self, *arguments: object, stdin: bytes | None = None) -> Outcome: ...


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Take away every wish of the machine the tests run on; return the folder for state."""
    for name in list(os.environ):
        if name.startswith("STEMWIJZER_") or name in (*LANGUAGE_NAMES, "NO_COLOR", "ACCESSIBLE"):
            monkeypatch.delenv(name)
    home = tmp_path / "state"
    monkeypatch.setenv("STEMWIJZER_HOME", str(home))
    monkeypatch.setenv("STEMWIJZER_LANG", "en")
    return home


@pytest.fixture
def call(
    environment: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    shipped: Catalogue,
) -> Call:
    """Return a way to run the program in this process; the shipped catalogue is read once."""
    read = load.load_catalogue
    monkeypatch.setattr(
        load, "load_catalogue", lambda folder=None: read(folder) if folder else shipped
    )
    monkeypatch.setattr(cache, "load_cached", lambda folder=None: load.load_catalogue(folder))

    def called(*arguments: object, stdin: bytes | None = None) -> Outcome:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        words = [str(argument) for argument in arguments]
        command = next((word for word in words[:3] if word in SIMULATING), None)
        if command and "--draws" not in words:
            after = words.index(command) + 1
            words[after:after] = ["--draws", "0"]
        capsys.readouterr()
        code = run(words)
        found = capsys.readouterr()
        assert "Traceback" not in found.out + found.err
        return Outcome(code, found.out, found.err)

    return called


Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return a way to run the program as a process with an environment of its own."""

    def started(
        *arguments: object, before: tuple[str, ...] = (), **more: Any
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "stemwijzer", *(str(a) for a in arguments)]
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
        extra = more.pop("env", {})
        if "input" in more:
            del given["stdin"]
        return subprocess.run(
            [*before, *command],
            env={**clean_environment(tmp_path), **extra},
            check=False,
            timeout=60,
            **{**given, **more},
        )

    return started


def clean_environment(home: Path) -> dict[str, str]:
    """Return an environment that says nothing about language, colour or encoding."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "STEMWIJZER_HOME": str(home / "state"),
    }


@pytest.fixture
def coffee(tmp_path: Path) -> Path:
    """Return a sheet for the tiny catalogue."""
    path = tmp_path / "coffee.yaml"
    path.write_text(COFFEE, encoding="utf-8")
    return path


# Two versions of the data ---------------------------------------------------------------------

TINY = ROOT / "tests" / "data" / "tiny"

FEW = ("--profiles", 900)


def edited(folder: Path, file: str, old: str, new: str) -> Path:
    """Change one place of a data file; return the folder."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


SHEET = COFFEE.replace("  noise: fully_agree\n", "").replace("[lungo, americano]", "[lungo]")
"""Alto One misses half of the milk, Alto Duo the price: one half and one of five."""


@pytest.fixture
def flipped(tiny_folder: Path) -> Path:
    """Return a catalogue in which Alto One turned out to have no lungo, with an example beside."""
    (tiny_folder.parent / "examples").mkdir()
    (tiny_folder.parent / "examples" / "corner.yaml").write_text(SHEET, encoding="utf-8")
    old = '{has: ["no", lungo], not: [americano], source: page, sources: {lungo: terms}}'
    return edited(tiny_folder, "vendors.yaml", old, '{has: ["no"], not: [lungo], source: page}')
