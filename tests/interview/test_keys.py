from __future__ import annotations

import pytest

from stemwijzer.core.answer import AnswerSheet
from stemwijzer.i18n import Texts
from stemwijzer.interview import keys
from stemwijzer.interview.events import Act
from stemwijzer.interview.state import begin

from .conftest import FULL, QUESTIONS, after, at


def test_no_key_stands_for_two_things():
    bound = [key for key, _ in keys.by_key()]
    assert len(bound) == len(set(bound))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_letter_of_the_plain_front_end_stands_for_two_things(language: str):
    letters = [binding.letter(language) for binding in keys.TABLE if binding.nl]
    assert len(letters) == len(set(letters))


def test_every_act_can_be_reached():
    reached = {binding.event for binding in keys.TABLE}
    assert reached == set(Act)


def test_the_plain_front_end_takes_the_letters_of_both_languages():
    assert keys.by_letter("t") is keys.by_letter("b") is Act.BACK
    assert keys.by_letter("u") is keys.by_letter("?") is Act.HELP
    assert keys.by_letter(" Klaar ") is keys.by_letter("DONE") is Act.FINISH
    assert keys.by_letter("") is None
    assert keys.by_letter("7") is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_key_has_a_label(language: str):
    texts = Texts(language)
    assert all(label for _, label, _ in keys.key_table(texts))
    assert len(keys.letters(texts)) == 7


def test_the_footer_of_a_statement_offers_five_digits_and_no_ticks():
    footer = " | ".join(keys.footer(at("motor"), Texts("nl")))
    assert "1-5 kiezen" in footer
    assert "← terug" in footer
    assert "spatie" not in footer
    assert "vooruit" not in footer


def test_the_footer_offers_to_go_forward_from_an_answered_question():
    assert "→ vooruit" in keys.footer(at("motor", FULL), Texts("nl"))


def test_the_first_question_does_not_offer_to_go_back():
    footer = keys.footer(begin(QUESTIONS, AnswerSheet(), first_screen=False), Texts("en"))
    assert not any("back" in piece for piece in footer)


def test_the_footer_of_a_set_offers_ticks_and_no_preference():
    footer = keys.footer(at("colours"), Texts("en"))
    assert "space on or off" in footer
    assert "- no preference" in footer


def test_the_footer_of_a_number_offers_erasing_once_something_is_typed():
    assert not any("erase" in piece for piece in keys.footer(at("price"), Texts("en")))
    assert "Backspace erase" in keys.footer(after(at("price"), "5"), Texts("en"))


@pytest.mark.parametrize("tight", [False, True])
def test_stopping_is_always_offered(tight: bool):
    for state in (begin(QUESTIONS, AnswerSheet()), at("price"), at("lock", FULL)):
        footer = keys.footer(state, Texts("nl"), tight=tight)
        assert footer[-1] == "q stoppen"


def test_a_tight_footer_is_shorter():
    state = at("colours")
    assert len(keys.footer(state, Texts("nl"), tight=True)) == 4


def test_arrows_have_names_where_they_cannot_be_drawn():
    for state in (at("motor", FULL), at("colours")):
        footer = keys.footer(state, Texts("nl"), ascii_only=True)
        assert "".join(footer).isascii()
    table = keys.key_table(Texts("en"), ascii_only=True)
    assert all("".join(row).isascii() for row in table)
