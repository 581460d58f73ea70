from __future__ import annotations

import io

import pytest

from stemwijzer.core.answer import Answer, AnswerSheet, Importance
from stemwijzer.interview import plain
from stemwijzer.interview.state import Mode, State, begin

from .conftest import FULL, QUESTIONS, look


def talk(
    *lines: str,
    sheet: AnswerSheet | None = None,
    language: str = "nl",
    saved: list[AnswerSheet] | None = None,
) -> tuple[State, str]:
    """Return where the interview ends after these lines and everything it wrote."""

    def change(_before: State, after: State) -> State:
        if saved is not None:
            saved.append(after.sheet)
        return after

    write = io.StringIO()
    read = io.StringIO("".join(f"{line}\n" for line in lines))
    start = begin(QUESTIONS, AnswerSheet() if sheet is None else sheet)
    try:
        end = plain.ask(start, look(language), change, plain.Streams(read, write))
    except plain.EndOfInputError as error:
        end = error.state
    return end, write.getvalue()


def test_a_whole_interview_by_lines():
    end, _ = talk("1", "3", "2", "1 3", "-", "1.250,-", "1.250", "klaar")
    assert end.mode is Mode.DONE
    assert end.sheet.answers == {
        "lock": Answer("fully_agree"),
        "motor": Answer("neutral"),
        "gears": Answer("three"),
        "colours": Answer(("red", "blue")),
        "parts": Answer("no_preference"),
        "price": Answer(1250.0),
    }


def test_a_question_is_written_like_this():
    _, written = talk("b", sheet=AnswerSheet({"lock": Answer("agree")}), language="en")
    assert (
        written.split("Your answer: ")[1]
        == """
Question 1 of 6. Safety.
A bicycle must have a lock.
Disagree = no demand.
1. fully agree
2. agree (chosen before)
3. neutral
4. disagree
5. fully disagree
Importance: normal.
Your answer is now: agree. Enter leaves it so.
"""
    )


def test_the_overview_is_written_like_this():
    _, written = talk("*4", sheet=FULL)
    assert (
        written.split("stoppen.\n")[1]
        == """
Overzicht. 6 van 6 gehad.
1. Een fiets moet op slot kunnen. Antwoord: helemaal mee eens. Belang: normaal.
2. Een fiets mag een motor hebben. Antwoord: neutraal.
3. Hoeveel versnellingen? Antwoord: three nl. Belang: normaal.
4. Welke kleuren? Kies er hooguit twee. Antwoord: red nl, blue nl. Belang: dubbel.
5. Welke onderdelen? Antwoord: geen voorkeur.
6. Wat mag hij kosten? Antwoord: 1.500 euro. Belang: normaal.
Typ een nummer om dat antwoord te veranderen. Typ * en een nummer voor het belang. \
Typ klaar voor de uitslag.
Nummer, of klaar: Vraag 4 heeft nu dit belang: harde eis.
Nummer, of klaar:\x20
"""
    )


def test_the_first_lines_say_what_happens_and_name_the_letters():
    _, written = talk("q")
    assert "6 vragen" in written
    assert "t terug" in written
    assert written.count("Vraag 1 van 6") == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("x", "'x' begrijp ik hier niet"),
        ("9", "van 1 tot en met 5"),
        ("0", "van 1 tot en met 5"),
        ("1 2", "één nummer"),
        ("", "nog open"),
        ("-", "neutraal"),
        ("klaar", "overzicht"),
        ("b", "eerste vraag"),
    ],
)
def test_a_line_that_means_nothing_gets_a_reason_and_only_the_input_line_again(
    line: str, reason: str
):
    end, written = talk(line, "2")
    assert reason in written
    assert written.count("Vraag 1 van 6") == 1
    assert end.sheet.answers == {"lock": Answer("agree")}


@pytest.mark.parametrize("line", ["1 3", "1,3", "3, 1", "1;3", "1  3 3", "1+3 "])
def test_a_set_is_typed_as_numbers(line: str):
    end, _ = talk("s", "s", "s", line)
    assert end.sheet.answers["colours"] == Answer(("red", "blue"))


def test_more_than_the_limit_and_unknown_numbers_are_refused():
    end, written = talk("s", "s", "s", "1 2 3", "1 9", "4")
    assert "Hooguit 2" in written
    assert "van 1 tot en met 4" in written
    assert end.sheet.answers["colours"] == Answer(("black",))


def test_a_number_below_the_minimum_is_refused():
    end, written = talk("s", "s", "s", "s", "s", "49", "veel", "50,5")
    assert "minstens 50" in written
    assert "geen getal" in written
    assert end.sheet.answers["price"] == Answer(50.5)


def test_enter_keeps_the_answer_given_before():
    end, written = talk("1", "t", "", "q")
    assert end.sheet.answers == {"lock": Answer("fully_agree")}
    assert "Uw antwoord is nu: helemaal mee eens." in written


def test_an_explanation_is_given_without_repeating_the_question():
    _, written = talk("u", "?")
    assert written.count("Zonder slot is hij snel weg.") == 2
    assert written.count("Vraag 1 van 6") == 1


def test_importance_is_said_in_words():
    end, written = talk("*", "*", "1")
    assert "Vraag 1 heeft nu dit belang: harde eis." in written
    assert end.sheet.answers["lock"].importance is Importance.MUST


def test_a_question_changed_from_the_overview_leads_back_to_it():
    end, written = talk("1", "5", "klaar", sheet=FULL)
    assert end.mode is Mode.DONE
    assert end.sheet.answers["lock"] == Answer("fully_disagree")
    assert written.count("Overzicht.") == 2


def test_from_the_overview_one_goes_on_with_an_empty_line():
    end, written = talk("1", "o", "", "2")
    assert "Enter gaat verder bij vraag 2." in written
    assert end.sheet.answers["motor"] == Answer("agree")


@pytest.mark.parametrize("line", ["7", "0", "* 9", "s", "x", ""])
def test_the_overview_refuses_what_it_does_not_know(line: str):
    end, written = talk(line, "klaar", sheet=FULL)
    assert end.mode is Mode.DONE
    assert end.sheet == FULL
    assert written.count("Nummer, of klaar: ") == 2


def test_the_overview_has_an_explanation_and_a_way_back():
    end, written = talk("u", "t", "q", sheet=FULL)
    assert "valt af" in written
    assert "Vraag 1 van 6" in written
    assert end.mode is Mode.STOPPED


def test_every_change_is_reported_once():
    saved: list[AnswerSheet] = []
    talk("1", "u", "t", "", "2", saved=saved)
    assert [len(sheet.answers) for sheet in saved] == [1, 2]


def test_when_the_lines_run_out_it_says_how_far_it_came_and_stops():
    start = begin(QUESTIONS, AnswerSheet())
    streams = plain.Streams(io.StringIO("1\n\n\n"), io.StringIO())
    with pytest.raises(plain.EndOfInputError, match="input ended") as caught:
        plain.ask(start, look(), lambda _, after: after, streams)
    assert caught.value.state.sheet.answers == {"lock": Answer("fully_agree")}
    assert "--plain" in str(caught.value.hint)


def test_a_closed_input_is_an_empty_one():
    streams = plain.Streams(None, io.StringIO())
    with pytest.raises(plain.EndOfInputError):
        plain.ask(begin(QUESTIONS, AnswerSheet()), look(), lambda _, after: after, streams)


def test_ctrl_c_stops():
    class Interrupting(io.StringIO):
        def readline(self, *_: object) -> str:
            raise KeyboardInterrupt

    streams = plain.Streams(Interrupting(), io.StringIO())
    end = plain.ask(begin(QUESTIONS, AnswerSheet()), look(), lambda _, after: after, streams)
    assert end.mode is Mode.STOPPED


def test_every_line_reads_as_text_without_drawing():
    _, written = talk("s", "s", "s", "s", "s", "s", "u", "t", "q", language="en")
    assert written.isascii()
