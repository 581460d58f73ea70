"""The load cache: the same catalogue, sooner; never in the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from core.strategies import worlds
from hypothesis import given
from hypothesis import strategies as st

from stemwijzer.catalogue import cache, load
from stemwijzer.catalogue.cache import cache_folder, load_cached
from stemwijzer.catalogue.files import shipped_data
from stemwijzer.catalogue.plain import UnknownTypeError, as_plain, from_plain
from stemwijzer.core.model import Catalogue, Text
from stemwijzer.errors import CatalogueError


@pytest.fixture
def never_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path | None = None) -> Catalogue:
        raise AssertionError("parsed")

    monkeypatch.setattr(load, "load_catalogue", refuse)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def kept(place: Path) -> list[Path]:
    return sorted(place.glob("*"))


def test_the_shipped_catalogue_from_the_cache_is_the_parsed_one(
    shipped: Catalogue, place: Path, request: pytest.FixtureRequest
) -> None:
    assert load_cached(None, place) == shipped
    request.getfixturevalue("never_parsed")
    again = load_cached(None, place)
    assert again == shipped
    assert repr(sorted_sets(again)) == repr(sorted_sets(shipped))
    for question in again.questions.values():
        assert question.attribute is again.attributes[question.attribute.id]


def sorted_sets(catalogue: Catalogue) -> object:
    """Return plain data, in which 1 and 1.0 differ and the order of mappings counts."""
    return as_plain(catalogue)


def test_a_private_catalogue_stays_private(tiny_folder: Path, tiny: Catalogue, place: Path) -> None:
    assert load_cached(tiny_folder, place) == load_cached(tiny_folder, place) == tiny
    assert load_cached(tiny_folder, place).private


def test_the_same_data_elsewhere_are_told_by_their_content(tmp_path: Path, place: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(shipped_data(), copy)
    assert not load_cached(copy, place).private
    assert load_cached(None, place) == load_cached(copy, place)
    assert len(kept(place)) == 1


def test_changed_data_are_read_again(tiny_folder: Path, place: Path) -> None:
    before = load_cached(tiny_folder, place)
    with (tiny_folder / "vendors.yaml").open("a") as file:
        file.write("# one remark more\n")
    after = load_cached(tiny_folder, place)
    assert after.fingerprint != before.fingerprint
    assert len(kept(place)) == 2


@pytest.mark.parametrize("harm", [b"", b"{", b"nonsense\n{}", b"\xff\xfe", None])
def test_a_damaged_cache_is_passed_over_and_made_anew(
    tiny_folder: Path, tiny: Catalogue, place: Path, harm: bytes | None
) -> None:
    load_cached(tiny_folder, place)
    (file,) = kept(place)
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"taste", b"waste", 1) if harm is None else harm)
    assert load_cached(tiny_folder, place) == tiny
    assert file.read_bytes() == whole


def test_half_a_file_is_passed_over(tiny_folder: Path, tiny: Catalogue, place: Path) -> None:
    load_cached(tiny_folder, place)
    (file,) = kept(place)
    file.write_bytes(file.read_bytes()[:-100])
    assert load_cached(tiny_folder, place) == tiny


def test_a_place_that_cannot_be_written_is_no_problem(
    tiny_folder: Path, tiny: Catalogue, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert load_cached(tiny_folder, blocked / "cache") == tiny
    assert load_cached(tiny_folder, blocked) == tiny


def test_a_catalogue_with_problems_is_never_kept(tiny_folder: Path, place: Path) -> None:
    load_cached(tiny_folder, place)
    with (tiny_folder / "vendors.yaml").open("a") as file:
        file.write("nonsense: true\n")
    for _ in range(2):
        with pytest.raises(CatalogueError) as caught:
            load_cached(tiny_folder, place)
        assert caught.value.problems
    assert len(kept(place)) == 1


def test_another_version_of_the_program_does_not_take_it(
    tiny_folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_cached(tiny_folder, place)
    monkeypatch.setattr(cache, "__version__", "99")
    load_cached(tiny_folder, place)
    assert len(kept(place)) == 2


def test_only_the_newest_stay(tiny_folder: Path, place: Path) -> None:
    for number in range(cache.KEPT + 3):
        with (tiny_folder / "vendors.yaml").open("a") as file:
            file.write(f"# {number}\n")
        load_cached(tiny_folder, place)
    assert len(kept(place)) == cache.KEPT


@pytest.mark.parametrize(
    ("environment", "platform", "end"),
    [
        ({"STEMWIJZER_HOME": "/x"}, "linux", "/x/cache"),
        ({"XDG_CACHE_HOME": "/c"}, "linux", "/c/stemwijzer"),
        ({}, "linux", "/.cache/stemwijzer"),
        ({}, "darwin", "/Library/Caches/stemwijzer"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/stemwijzer/cache"),
    ],
)
def test_the_cache_lies_where_the_platform_keeps_such_things(environment, platform, end) -> None:
    assert cache_folder(environment, platform).as_posix().endswith(end)


@given(worlds(), st.text(max_size=5))
def test_any_catalogue_comes_back_as_it_was(world, text: str) -> None:
    catalogue = Catalogue(
        version=text,
        fingerprint="f",
        private=True,
        name=Text(text, text),
        themes={},
        attributes={q.attribute.id: q.attribute for q in world.questions},
        questions={q.id: q for q in world.questions},
        reserve={},
        applications={},
        vendors={},
        solutions={s.id: s for s in world.solutions},
        not_listed={},
    )
    assert from_plain(as_plain(catalogue)) == catalogue


def test_what_cannot_be_written_is_refused(tiny: Catalogue) -> None:
    from dataclasses import replace

    question = next(iter(tiny.questions.values()))
    other = replace(question, attribute=replace(question.attribute, unit=Text("a", "b")))
    with pytest.raises(UnknownTypeError):
        as_plain(replace(tiny, questions={question.id: other}))
