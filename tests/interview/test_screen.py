from __future__ import annotations

import re
from dataclasses import replace

import pytest

from stemwijzer.core.answer import AnswerSheet, Importance
from stemwijzer.i18n import Texts
from stemwijzer.interview.events import Act, Jump
from stemwijzer.interview.layout import Page, Role, Screen, cut, fit, line, wrapped
from stemwijzer.interview.prompt import fragments
from stemwijzer.interview.screen import draw
from stemwijzer.interview.state import State, begin

from .conftest import FULL, QUESTIONS, after, at, look


def shown(state: State, language: str = "nl", width: int = 80, height: int = 24) -> str:
    return draw(state, look(language), width, height).text


def states() -> list[State]:
    """One state of every kind of screen."""
    found = [begin(QUESTIONS, AnswerSheet()), begin(QUESTIONS, FULL)]
    for question in QUESTIONS:
        for state in (at(question.id), at(question.id, FULL)):
            found += [state, after(state, Act.HELP), after(state, Act.IMPORTANCE, Act.FORWARD)]
    for sheet in (AnswerSheet(), FULL):
        overview = after(begin(QUESTIONS, sheet, first_screen=False), Act.OVERVIEW)
        found += [replace(overview, cursor=row) for row in range(overview.rows)]
        found.append(after(overview, Act.HELP))
    return found


def test_a_statement_looks_like_this():
    assert (
        shown(at("motor"))
        == """\
vraag 2 van 6 · Rijden                                     ░░░░░░░░░░░░░░░░░░░░

Een fiets mag een motor hebben.
Oneens = u wilt het omgekeerde.

  1  helemaal mee eens
  2  mee eens
  3  neutraal
  4  mee oneens
  5  helemaal mee oneens

Belang:  half  [normaal]  dubbel  harde eis

1-5 kiezen · ↑↓ op en neer · Enter verder · ← terug · s overslaan · * belang
? uitleg · o overzicht · q stoppen"""
    )


def test_an_answered_question_on_a_narrow_screen_looks_like_this():
    state = after(at("colours", FULL), Act.HELP)
    assert (
        shown(state, "en", 46)
        == """\
question 4 of 6  ████████████████████
Looks

Which colours? Choose two at most.

› 1  [x] red en
  2  [ ] green en
  3  [x] blue en
  4  [ ] black en
  -  [ ] no preference

  Black is hard to see.
  Neutral, no preference and skipped do not
  count in the result.

Importance: half normal [double] must-have

1-4 choose · ↑↓ up and down · space on or off
Enter go on · - no preference · ← back
→ forward · s skip · * importance
? explanation · o overview · q stop"""
    )


def test_the_overview_looks_like_this():
    state = begin(QUESTIONS, FULL, first_screen=False)
    assert (
        shown(after(state, Act.DOWN, Act.IMPORTANCE))
        == """\
Overzicht · 6 van 6 gehad

  Klaar, toon de uitslag

›  1  Een fiets moet op slot kunnen.          helemaal mee eens       dubbel
   2  Een fiets mag een motor hebben.         neutraal
   3  Hoeveel versnellingen?                  three nl                normaal
   4  Welke kleuren? Kies er hooguit twee.    red nl, blue nl         dubbel
   5  Welke onderdelen?                       geen voorkeur
   6  Wat mag hij kosten?                     1.500 euro              normaal

1. Een fiets moet op slot kunnen. Antwoord: helemaal mee eens. Belang: dubbel.



↑↓ op en neer · Enter verder · ← terug · * belang · ? uitleg · q stoppen"""
    )


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("width", "height"), [(80, 24), (46, 24), (46, 12), (40, 24), (200, 50)])
def test_every_screen_fits(language: str, width: int, height: int):
    for state in states():
        screen = draw(state, look(language), width, height)
        assert len(screen.lines) <= height, screen.text
        assert max(map(len, screen.text.splitlines())) < min(width, 81), screen.text
        assert 0 <= screen.row < len(screen.lines)


@pytest.mark.parametrize("width", [1, 20, 25, 33, 60, 61])
@pytest.mark.parametrize("height", [1, 5, 8, 100])
def test_a_screen_can_be_drawn_at_any_size(width: int, height: int):
    for state in states():
        screen = draw(state, look(), width, height)
        assert max(map(len, screen.text.splitlines())) < max(21, width)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_without_special_signs_every_screen_is_ascii(language: str):
    for state in states():
        assert draw(state, look(language, ascii_only=True), 80).text.isascii()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (46, 12), (80, 9)])
def test_the_pointer_is_in_sight_and_the_cursor_stands_on_it(width: int, height: int):
    overview = begin(QUESTIONS, FULL, first_screen=False)
    for row in range(overview.rows):
        screen = draw(replace(overview, cursor=row), look(), width, height)
        assert screen.text.splitlines()[screen.row].startswith("› ")


def test_hidden_rows_are_counted():
    overview = begin(QUESTIONS, FULL, first_screen=False)
    assert "nog 2 hieronder" in shown(overview, height=8)
    assert "nog 2 hierboven" in shown(replace(overview, cursor=6), height=8)


def test_disagreeing_is_explained_in_both_senses():
    assert "Oneens = geen eis." in shown(at("lock"))
    assert "Disagree = you want the opposite." in shown(at("motor"), "en")


def test_an_earlier_choice_is_marked_in_words():
    assert "three nl  (eerder gekozen)" in shown(at("gears", FULL))


def test_an_earlier_number_and_changed_ticks_are_named():
    assert "Eerder: 1.500 euro" in shown(at("price", FULL))
    assert "Eerder" not in shown(at("colours", FULL))
    assert "Before: red en, blue en" in shown(after(at("colours", FULL), "1"), "en")


def test_the_cursor_stands_behind_what_is_typed():
    screen = draw(after(at("price"), "75"), look(), 80)
    row = screen.text.splitlines()[screen.row]
    assert row == "› uw getal: [75] euro"
    assert row[: screen.column] == "› uw getal: [75"


def test_open_skipped_neutral_and_no_preference_are_told_apart():
    state = after(at("lock"), "3", Act.SKIP, Act.NO_PREFERENCE, Act.OVERVIEW)
    rows = [row for row in shown(state).splitlines() if re.match(r".\s+\d  ", row)]
    ends = [re.split(r"\s{2,}", row)[-1] for row in rows]
    assert ends == ["neutraal", "overgeslagen", "geen voorkeur", *["nog open"] * 3]


def test_importance_is_shown_in_the_overview_only_where_it_counts():
    state = after(begin(QUESTIONS, FULL, first_screen=False), Jump("lock"), "4")
    row = next(row for row in shown(state).splitlines() if row.startswith("›  1"))
    assert row.rstrip().endswith("mee oneens")


def test_a_must_have_is_explained():
    state = replace(at("lock"), importances={"lock": Importance.MUST})
    assert "[harde eis]" in shown(state)
    assert "valt af" in shown(state)


def test_on_a_small_screen_the_explanation_takes_the_place_of_the_choices():
    state = after(at("colours"), Act.HELP)
    small = shown(state, width=46, height=10)
    assert "Zwart ziet men slecht." in small
    assert "green nl" not in small
    assert "green nl" in shown(state, width=46, height=24)


def test_the_first_screen_says_what_happens_and_where_it_is_saved():
    screen = draw(begin(QUESTIONS, AnswerSheet()), look("en", saved_to="/tmp/mine.yaml"), 80).text
    for words in ("Bicycles", "6 questions", "2 minutes", "/tmp/mine.yaml", "internet", "Ctrl-C"):
        assert words in screen


def test_the_first_screen_of_a_resumed_interview_says_where_it_goes_on():
    resumed = begin(QUESTIONS, after(at("lock"), "1").sheet)
    assert "1 van de 6" in shown(resumed)
    assert "vraag 2" in shown(resumed)
    assert "overzicht" in shown(begin(QUESTIONS, FULL))


def test_the_denominator_never_changes():
    state = at("lock")
    for _ in QUESTIONS[1:]:
        assert " van 6 " in shown(state)
        state = after(state, Act.SKIP)


def test_there_is_nothing_to_see_after_the_end():
    assert draw(after(at("lock"), Act.QUIT), look(), 80).lines == ()


def test_texts_are_cut_with_an_ellipsis():
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
    assert cut("abcdef", 5, "...") == "ab..."


def test_a_page_without_a_body_is_fitted_too():
    page = Page(head=[line("a"), ()], extra=[line(str(n)) for n in range(9)], footer=[line("z")])
    assert fit(page, 4, Texts("nl")).text == "a\n0\n…\nz"


def test_words_are_not_broken_when_they_fit():
    assert [row[0].text for row in wrapped("een twee drie", 8)] == ["een twee", "drie"]


def test_fragments_put_the_cursor_inside_a_line():
    screen = Screen((line("ab"), (*line("cd", Role.HINT), *line("ef"))), row=1, column=3)
    assert fragments(screen) == [
        ("class:iv-plain", "ab"),
        ("", "\n"),
        ("class:iv-hint", "cd"),
        ("class:iv-plain", "e"),
        ("[SetCursorPosition]", ""),
        ("class:iv-plain", "f"),
    ]
