from __future__ import annotations

import io
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stemwijzer.core.answer import Answer, AnswerSheet
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import AnswersError, Interrupted, Message, NeedsPersonError
from stemwijzer.i18n import Texts
from stemwijzer.interview import prompt
from stemwijzer.interview.run import ask_organisation, ask_resume, run_interview

from .conftest import FULL, QUESTIONS


@dataclass
class Disk:
    """Stands in for saving; fails as long as ``full``."""

    full: bool = False
    saved: list[AnswerSheet] = field(default_factory=list)

    def save(self, sheet: AnswerSheet) -> None:
        if self.full:
            raise AnswersError(Message("interview.store.full"))
        self.saved.append(sheet)


def run(
    catalogue: Catalogue, disk: Disk, lines: str, sheet: AnswerSheet | None = None, **more: object
) -> AnswerSheet:
    return run_interview(
        catalogue,
        AnswerSheet() if sheet is None else sheet,
        Texts("nl"),
        plain=True,
        save=disk.save,
        sheet_text=lambda kept: f"SHEET {sorted(kept.answers)}",
        plain_in=io.StringIO(lines),
        plain_out=io.StringIO(),
        **more,  # type: ignore[arg-type]
    )


def test_the_finished_sheet_comes_back_and_every_change_was_saved(catalogue: Catalogue):
    disk = Disk()
    sheet = run(catalogue, disk, "1\n3\n2\n1 3\n-\n750\nklaar\n")
    assert disk.saved[-1] == sheet
    assert [len(kept.answers) for kept in disk.saved] == [1, 2, 3, 4, 5, 6]


def test_nothing_is_saved_when_nothing_changes(catalogue: Catalogue):
    disk = Disk()
    assert run(catalogue, disk, "klaar\n", FULL) == FULL
    assert not disk.saved


def test_stopping_says_where_the_answers_are_and_how_to_go_on(catalogue: Catalogue):
    with pytest.raises(Interrupted) as caught:
        run(catalogue, Disk(), "1\nq\n", saved_to="a.yaml", resume_command="stemwijzer start --x")
    assert caught.value.message.say(Texts("nl")) == "Gestopt. Uw antwoorden staan in a.yaml."
    assert caught.value.hint is not None
    assert "stemwijzer start --x" in caught.value.hint.say(Texts("en"))


def test_stopping_before_any_answer_promises_nothing(catalogue: Catalogue):
    with pytest.raises(Interrupted) as caught:
        run(catalogue, Disk(), "q\n", saved_to="a.yaml")
    assert caught.value.hint is None


def test_when_the_lines_run_out_the_answers_are_saved_and_a_person_is_asked_for(
    catalogue: Catalogue,
):
    disk = Disk()
    with pytest.raises(NeedsPersonError, match=r"a\.yaml"):
        run(catalogue, disk, "1\n", saved_to="a.yaml")
    assert len(disk.saved) == 1


def test_when_saving_fails_it_goes_on_and_ends_with_the_sheet_on_stderr(
    catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(Interrupted) as caught:
        run(catalogue, Disk(full=True), "1\n2\nq\n", saved_to="a.yaml")
    assert "SHEET ['lock', 'motor']" in capsys.readouterr().err
    assert "a.yaml" not in str(caught.value)


def test_a_full_disk_is_said_at_once(catalogue: Catalogue):
    write = io.StringIO()
    with pytest.raises(Interrupted):
        run_interview(
            catalogue,
            AnswerSheet(),
            Texts("nl"),
            plain=True,
            save=Disk(full=True).save,
            sheet_text=str,
            plain_in=io.StringIO("1\nq\n"),
            plain_out=write,
        )
    assert "Bewaren lukt niet (de schijf is vol)." in write.getvalue()


def test_a_sheet_that_could_not_be_saved_is_tried_once_more(
    catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
):
    class Hiccup(Disk):
        def save(self, sheet: AnswerSheet) -> None:
            self.full = not self.full
            super().save(sheet)

    disk = Hiccup()
    with pytest.raises(Interrupted, match=r"a\.yaml"):
        run(catalogue, disk, "1\nq\n", saved_to="a.yaml")
    assert disk.saved == [AnswerSheet({"lock": Answer("fully_agree")})]
    assert not capsys.readouterr().err


def test_without_a_terminal_it_refuses_before_any_question(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n\n\n"))
    with pytest.raises(NeedsPersonError) as caught:
        run_interview(
            catalogue, AnswerSheet(), Texts("nl"), plain=False, save=Disk().save, sheet_text=str
        )
    assert "--plain" in str(caught.value.hint)


def test_where_screens_fail_the_questions_come_line_by_line(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def fail() -> None:
        raise prompt.NoScreenError("no console")

    monkeypatch.setattr(prompt, "screen_possible", lambda: True)
    monkeypatch.setattr(prompt, "terminal", fail)
    monkeypatch.setenv("TERM", "xterm")
    end = run_interview(
        catalogue,
        FULL,
        Texts("en"),
        plain=False,
        save=Disk().save,
        sheet_text=str,
        plain_in=io.StringIO("done\n"),
        plain_out=io.StringIO(),
    )
    assert end == FULL
    assert "line by line" in capsys.readouterr().err


# The small questions


@dataclass(frozen=True)
class Saved:
    path: Path
    organisation: str = ""
    answered: int = 3
    finished: bool = False
    changed: datetime = datetime(2026, 5, 7, 14, 30, tzinfo=UTC)


SESSIONS = [Saved(Path("a.yaml"), "Utrecht"), Saved(Path("b.yaml"), finished=True)]


def test_going_on_is_asked_by_number():
    write = io.StringIO()
    read = io.StringIO("x\n9\n2\n")
    chosen = ask_resume(
        Texts("nl"), SESSIONS, len(QUESTIONS), plain=True, plain_in=read, plain_out=write
    )
    assert chosen == Path("b.yaml")
    written = write.getvalue()
    assert "1. Verder: Utrecht, 3 van 6 (2026-05-07 14:30)" in written
    assert "2. Bekijken: zonder naam, klaar" in written
    assert written.count("Kies een nummer van 1 tot en met 3.") == 2


def test_starting_anew_is_the_last_choice():
    read = io.StringIO("3\n")
    asked = ask_resume(Texts("nl"), SESSIONS, 6, plain=True, plain_in=read, plain_out=io.StringIO())
    assert asked is None


def test_the_organisation_may_stay_empty():
    for line, name in (("\n", ""), (" Utrecht \n", "Utrecht")):
        read = io.StringIO(line)
        assert (
            ask_organisation(Texts("en"), plain=True, plain_in=read, plain_out=io.StringIO())
            == name
        )


def test_the_small_questions_do_not_wait_for_ever():
    for question in (
        lambda **streams: ask_organisation(Texts("en"), plain=True, **streams),
        lambda **streams: ask_resume(Texts("en"), SESSIONS, 6, plain=True, **streams),
    ):
        with pytest.raises(NeedsPersonError):
            question(plain_in=io.StringIO(""), plain_out=io.StringIO())
