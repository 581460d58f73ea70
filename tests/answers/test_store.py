from __future__ import annotations

import errno
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from stemwijzer.answers import store
from stemwijzer.answers.writing import write_sheet
from stemwijzer.core.answer import Answer, AnswerSheet
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import AnswersError, ExitCode
from stemwijzer.i18n import Texts

DAY = date(2026, 5, 7)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Saving


def test_what_is_saved_is_there_whole_and_nothing_else_is(tmp_path: Path):
    path = tmp_path / "a.yaml"
    store.save(path, "één\n")
    store.save(path, "twee\n")
    assert path.read_bytes() == b"twee\n"
    assert names(tmp_path) == ["a.yaml"]


@pytest.mark.skipif(os.name == "nt", reason="modes are those of Unix")
def test_a_sheet_is_readable_by_its_owner_only(tmp_path: Path):
    path = tmp_path / "a.yaml"
    store.save(path, "x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_saving_through_a_link_keeps_the_link(tmp_path: Path):
    (tmp_path / "link.yaml").symlink_to(tmp_path / "real.yaml")
    store.save(tmp_path / "link.yaml", "x")
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text() == "x"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_midway_leaves_the_old_sheet_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    path = tmp_path / "a.yaml"
    store.save(path, "old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", fail) if step == "fsync" else (Path, "replace", fail)))
    with pytest.raises(AnswersError, match="the disk is full") as caught:
        store.save(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.yaml"]
    assert caught.value.exit_code is ExitCode.BAD_ANSWERS


def test_the_failure_says_what_where_and_what_to_do_in_both_languages(tmp_path: Path):
    path = tmp_path / "no" / "a.yaml"
    with pytest.raises(AnswersError) as caught:
        store.save(path, "x")
    said = caught.value.message.say(Texts("nl"))
    assert str(path) in said
    assert "de map bestaat niet" in said
    assert caught.value.hint is not None
    assert "STEMWIJZER_HOME" in caught.value.hint.say(Texts("nl"))
    assert "the folder does not exist" in str(caught.value)


# Before the first question


def test_a_place_that_can_be_written_is_left_as_it_was(tmp_path: Path):
    path = tmp_path / "a.yaml"
    store.check_writable(path)
    assert names(tmp_path) == []
    path.write_text("kept")
    store.check_writable(path)
    assert path.read_text() == "kept"


@pytest.mark.parametrize(
    ("place", "reason"),
    [("missing/a.yaml", "does not exist"), (".", "is a folder"), ("file/a.yaml", "not a folder")],
)
def test_a_place_that_cannot_be_written_is_found_out(tmp_path: Path, place: str, reason: str):
    (tmp_path / "file").write_text("")
    with pytest.raises(AnswersError, match=reason):
        store.check_writable(tmp_path / place)


def test_a_folder_without_permission_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(**_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(AnswersError, match="no permission"):
        store.check_writable(tmp_path / "a.yaml")


def test_a_sheet_that_may_only_be_read_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "a.yaml"
    path.write_text("")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(AnswersError, match="no permission"):
        store.check_writable(path)


def test_leftovers_of_a_crash_are_swept_and_nothing_else(tmp_path: Path):
    (tmp_path / ".stemwijzer-x1").write_text("half")
    (tmp_path / ".other").write_text("kept")
    store.check_writable(tmp_path / "a.yaml")
    assert names(tmp_path) == [".other"]


# Where sessions are


@pytest.mark.parametrize(
    ("platform", "environment", "end"),
    [
        ("linux", {}, ".local/state/stemwijzer"),
        ("linux", {"XDG_STATE_HOME": "/state"}, "/state/stemwijzer"),
        ("darwin", {}, "Library/Application Support/stemwijzer"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/stemwijzer"),
        ("win32", {}, "AppData/Local/stemwijzer"),
        ("linux", {"STEMWIJZER_HOME": "/own", "XDG_STATE_HOME": "/state"}, "/own"),
    ],
)
def test_sessions_have_the_place_of_the_platform(
    platform: str, environment: dict[str, str], end: str
):
    assert store.sessions_folder(environment, platform).as_posix().endswith(end)


def test_a_new_session_is_named_by_day_organisation_and_number(tmp_path: Path):
    folder = tmp_path / "made" / "here"
    first = store.new_session(folder, "Gemeente 's-Hertogenbosch & Co.", DAY)
    assert first == folder / "2026-05-07-gemeente-s-hertogenbosch-co.yaml"
    first.write_text("")
    second = store.new_session(folder, "Gemeente 's-Hertogenbosch & Co.", DAY)
    assert second.name == "2026-05-07-gemeente-s-hertogenbosch-co-2.yaml"
    assert store.new_session(folder, "", DAY).name == "2026-05-07.yaml"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Één Café", "een-cafe"), ("../../etc", "etc"), ("日本", ""), ("x" * 99, "x" * 40), ("-", "")],
)
def test_a_name_becomes_a_safe_part_of_a_file_name(name: str, slug: str):
    assert store.slug(name) == slug


def test_a_sessions_folder_that_cannot_be_made_is_an_error_in_words(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(AnswersError, match="cannot write"):
        store.new_session(tmp_path / "file" / "sessions", "", DAY)


def test_sessions_are_listed_the_last_changed_first(tmp_path: Path, tiny: Catalogue):
    first_id = next(iter(tiny.questions))
    sheets = {
        "begun": AnswerSheet({first_id: Answer("skip")}, organisation="Begun"),
        "full": AnswerSheet({q: Answer("skip") for q in tiny.questions}, organisation="Full"),
    }
    for age, (name, sheet) in enumerate(sheets.items(), 1):
        path = tmp_path / f"{name}.yaml"
        store.save(path, write_sheet(sheet, tiny, "nl", ""))
        os.utime(path, (age * 1000, age * 1000))
    (tmp_path / "broken.yaml").write_text("answers: [", encoding="utf-8")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe")
    os.utime(tmp_path / "broken.yaml", (10, 10))
    os.utime(tmp_path / "binary.yaml", (5, 5))
    (tmp_path / "notes.txt").write_text("not a session")

    found = store.list_sessions(tmp_path, tiny)

    assert [session.path.stem for session in found] == ["full", "begun", "broken", "binary"]
    assert [session.answered for session in found] == [len(tiny.questions), 1, 0, 0]
    assert [session.finished for session in found] == [True, False, False, False]
    assert [session.damaged for session in found] == [False, False, True, True]
    assert found[1].organisation == "Begun"
    assert found[1].changed.timestamp() == 1000


def test_a_folder_that_is_not_there_has_no_sessions(tmp_path: Path, tiny: Catalogue):
    assert store.list_sessions(tmp_path / "none", tiny) == []
