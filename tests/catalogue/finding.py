"""Ways to look at what a loader found wrong."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from stemwijzer.catalogue.load import load_catalogue
from stemwijzer.errors import CatalogueError, Problem


def keys(problems: Iterable[Problem]) -> list[str]:
    """Return which texts say what is wrong, without their area."""
    return [problem.message.key.removeprefix("problems.") for problem in problems]


def spots(problems: Iterable[Problem]) -> list[tuple[int, int, str]]:
    """Return line, column and text key of each problem."""
    problems = tuple(problems)
    return [
        (problem.line, problem.column, key)
        for problem, key in zip(problems, keys(problems), strict=True)
    ]


def tips(problems: Iterable[Problem]) -> list[str]:
    """Return the tips in English, empty where there is none."""
    return [str(problem.tip) if problem.tip else "" for problem in problems]


def refused(folder: Path) -> tuple[Problem, ...]:
    """Return the problems of a catalogue that must not load."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    return caught.value.problems


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace a text that stands once in a file; return the line where it stood."""
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1
