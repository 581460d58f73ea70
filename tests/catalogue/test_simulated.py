"""Kept simulations: the very same result, sooner; never another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemwijzer.answers.sheet import read_sheet
from stemwijzer.catalogue import simulated
from stemwijzer.catalogue.simulated import Simulations
from stemwijzer.core.matching import Ranking, rank
from stemwijzer.core.model import Catalogue
from stemwijzer.core.profile import make_profile
from stemwijzer.core.stability import simulate
from stemwijzer.core.tables import Table, solution_table

SHEETS = Path(__file__).resolve().parents[2] / "examples"
DRAWS = 200


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def never_simulated(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("simulated")

    monkeypatch.setattr(simulated, "_simulated", refuse)


def ranked(catalogue: Catalogue, name: str = "municipality", application: str = "ticketing"):
    sheet, _ = read_sheet((SHEETS / f"{name}.yaml").read_text(), name, catalogue)
    table = solution_table(catalogue, application)
    return rank(make_profile(catalogue.questions.values(), sheet), table), table


def test_what_is_kept_is_what_was_simulated(
    shipped: Catalogue, place: Path, request: pytest.FixtureRequest
) -> None:
    ranking, table = ranked(shipped)
    fresh = simulate(ranking, table, DRAWS, 1)
    assert Simulations(shipped, place).simulate(ranking, table, DRAWS, 1) == fresh
    request.getfixturevalue("never_simulated")
    kept = Simulations(shipped, place).simulate(ranking, table, DRAWS, 1)
    assert kept == fresh
    assert repr(kept) == repr(fresh)  # every float to its last digit


def others(catalogue: Catalogue) -> list[tuple[Catalogue, Ranking, Table, int, int]]:
    from dataclasses import replace

    ranking, table = ranked(catalogue)
    fewer = Table(table.application, table.questions.values(), table.solutions, table.solutions[1:])
    return [
        (catalogue, ranking, table, DRAWS + 1, 1),
        (catalogue, ranking, table, DRAWS, 2),
        (catalogue, *ranked(catalogue, "web-shop"), DRAWS, 1),
        (catalogue, *ranked(catalogue, application="crm"), DRAWS, 1),
        (replace(catalogue, fingerprint="0"), ranking, table, DRAWS, 1),
        (catalogue, ranking, fewer, DRAWS, 1),
    ]


@pytest.mark.parametrize("which", range(6))
def test_anything_else_is_simulated_itself(
    shipped: Catalogue, place: Path, which: int, request: pytest.FixtureRequest
) -> None:
    ranking, table = ranked(shipped)
    Simulations(shipped, place).simulate(ranking, table, DRAWS, 1)
    other, *asked = others(shipped)[which]
    request.getfixturevalue("never_simulated")
    with pytest.raises(AssertionError, match="simulated"):
        Simulations(other, place).simulate(*asked)


@pytest.mark.parametrize("change", ["__version__", "FORM"])
def test_another_program_simulates_itself(
    shipped: Catalogue, place: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    ranking, table = ranked(shipped)
    Simulations(shipped, place).simulate(ranking, table, DRAWS, 1)
    monkeypatch.setattr(simulated, change, "99")
    Simulations(shipped, place).simulate(ranking, table, DRAWS, 1)
    assert len(list(place.glob("*"))) == 2


@pytest.mark.parametrize("harm", [b"", b"nonsense\n{}", b"\xff\xfe", "half", "changed"])
def test_a_damaged_file_is_passed_over_and_made_anew(
    shipped: Catalogue, place: Path, harm: bytes | str
) -> None:
    ranking, table = ranked(shipped)
    fresh = Simulations(shipped, place).simulate(ranking, table, DRAWS, 1)
    (file,) = place.glob("*")
    whole = file.read_bytes()
    if isinstance(harm, bytes):
        file.write_bytes(harm)
    else:
        file.write_bytes(whole[:-9] if harm == "half" else whole.replace(b"[1,", b"[2,"))
    assert file.read_bytes() != whole
    assert Simulations(shipped, place).simulate(ranking, table, DRAWS, 1) == fresh
    assert file.read_bytes() == whole


def test_the_wrong_content_under_a_right_name_is_not_taken(shipped: Catalogue, place: Path) -> None:
    ranking, table = ranked(shipped)
    fresh = Simulations(shipped, place).simulate(ranking, table, DRAWS, 1)
    (file,) = place.glob("*")
    for body in (b"[]", b"{}", b'{"draws": 200, "seed": 1}'):
        simulated.kept.write(file, body, simulated._PREFIX, 9)
        assert simulated.kept.read(file) == body
        assert Simulations(shipped, place).simulate(ranking, table, DRAWS, 1) == fresh


def test_a_place_that_cannot_be_written_is_no_problem(shipped: Catalogue, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    ranking, table = ranked(shipped)
    found = Simulations(shipped, blocked / "cache").simulate(ranking, table, DRAWS, 1)
    assert found == simulate(ranking, table, DRAWS, 1)


def test_only_the_newest_stay(
    shipped: Catalogue, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "KEPT", 3)
    ranking, table = ranked(shipped)
    for seed in range(5):
        Simulations(shipped, place).simulate(ranking, table, 5, seed)
    assert len(list(place.glob("draws-*"))) == 3


def test_nobody_to_rank_leaves_nothing_behind(shipped: Catalogue, place: Path) -> None:
    from dataclasses import replace

    ranking, table = ranked(shipped)
    nobody = replace(ranking, ranked=())
    assert Simulations(shipped, place).simulate(nobody, table, DRAWS, 1) is None
    assert not place.exists()
