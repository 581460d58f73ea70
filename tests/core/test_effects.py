"""What a changed fact does to places and shares, and through what it is said to do so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.test_catalogue_diff import changed, with_fact
from stemwijzer.core.answer import Answer, AnswerSheet, Importance
from stemwijzer.core.effects import Cause, cause_of, fitting, moves, share_moves
from stemwijzer.core.matching import rank
from stemwijzer.core.model import Catalogue, Fact
from stemwijzer.core.profile import make_profile
from stemwijzer.core.tables import solution_table


def sheet(**answers: object) -> AnswerSheet:
    return AnswerSheet(
        {n: a if isinstance(a, Answer) else Answer(a) for n, a in answers.items()}  # type: ignore[arg-type]
    )


QUIET = sheet(noise="fully_agree", milk="none", drinks=("lungo",))


def places(catalogue: Catalogue, who: AnswerSheet, application: str = "espresso") -> dict[str, int]:
    profile = make_profile(catalogue.questions.values(), who)
    ranked = rank(profile, solution_table(catalogue, application)).ranked
    return {s.solution_id: s.rank for s in ranked}


def test_nothing_moves_between_a_catalogue_and_itself(tiny: Catalogue) -> None:
    assert moves(tiny, tiny, [("us", QUIET)]) == ()
    assert share_moves(tiny, tiny, count=300) == ()


def test_a_flipped_fact_is_named_with_everybody_who_moved(tiny: Catalogue) -> None:
    after = with_fact(tiny, "basso", "noise", level="loud")
    found = moves(tiny, after, [("us", QUIET)])
    was, now = places(tiny, QUIET), places(after, QUIET)
    assert {m.solution_id: (m.before, m.after) for m in found} == {
        name: (was[name], now[name]) for name in now if was[name] != now[name]
    }
    assert found
    assert {(m.cause, m.question_id, m.by) for m in found} == {(Cause.FACT, "noise", "basso")}


def test_an_unknown_that_moves_with_the_mean_is_told_apart(tiny: Catalogue) -> None:
    """Alto Duo says nothing of its housing; what the others show decides what it counts for."""
    wood = sheet(material=("steel",), grinder="agree")
    after = with_fact(tiny, "alto-one", "material", has=frozenset(), not_=frozenset({"steel"}))
    found = {m.solution_id: m for m in moves(tiny, after, [("us", wood)])}
    for move in found.values():
        assert move.cause in (Cause.FACT, Cause.SILENCE)
        assert (move.cause is Cause.SILENCE) == (move.by == "alto-duo")


def test_a_new_note_on_a_fact_is_nocause_of(tiny: Catalogue) -> None:
    """Basso turns out to be loud; Alto Duo's noise only gets another note, and moves nobody."""
    after = with_fact(tiny, "basso", "noise", level="loud")
    after = with_fact(after, "alto-duo", "noise", note="measured twice")
    found = moves(tiny, after, [("us", QUIET)])
    assert {(m.cause, m.by) for m in found} == {(Cause.FACT, "basso")}
    assert cause_of("noise", "alto-duo", tiny, after) is Cause.SILENCE
    assert cause_of("noise", "basso", tiny, after) is Cause.FACT


def test_crossing_the_bar_of_coverage_is_acause_of(tiny: Catalogue) -> None:
    who = sheet(noise="fully_agree", milk="none", drinks=("lungo",), price=600.0)
    before = changed(tiny, "alto-duo", facts={"price": tiny.solutions["alto-duo"].facts["price"]})
    assert "alto-duo" not in places(before, who)
    found = {m.solution_id: m for m in moves(before, tiny, [("us", who)])}
    assert (found["alto-duo"].before, found["alto-duo"].cause) == (0, Cause.COVERAGE)
    assert found["alto-duo"].question_id in ("noise", "milk", "drinks")


def test_a_must_have_that_a_fact_fails_is_acause_of(tiny: Catalogue) -> None:
    strict = sheet(grinder=Answer("agree", Importance.MUST), noise="fully_agree")
    after = with_fact(tiny, "alto-one", "grinder", level="no")
    found = {m.solution_id: m for m in moves(tiny, after, [("us", strict)])}
    assert (found["alto-one"].after, found["alto-one"].cause) == (0, Cause.MUST)
    assert found["alto-one"].question_id == "grinder"


def test_a_solution_that_goes_moves_nobody_but_itself(tiny: Catalogue) -> None:
    solutions = {name: s for name, s in tiny.solutions.items() if name != "basso"}
    found = moves(tiny, replace(tiny, solutions=solutions), [("us", QUIET)])
    assert ("basso", Cause.LISTING) in {(m.solution_id, m.cause) for m in found}
    for move in found:
        assert move.solution_id == "basso" or move.cause is not Cause.LISTING


def test_a_changed_question_is_acause_of(tiny: Catalogue) -> None:
    question = replace(tiny.questions["noise"], demand="silent", demand_up=False)
    after = replace(tiny, questions={**tiny.questions, "noise": question})
    who = sheet(noise="fully_agree", milk="automatic")
    found = moves(tiny, after, [("us", who)])
    assert found
    assert {m.cause for m in found} == {Cause.QUESTION}


def test_other_words_for_a_question_change_nothing(tiny: Catalogue) -> None:
    text = tiny.questions["milk"].text
    question = replace(tiny.questions["noise"], text=text, explanation=text)
    after = replace(tiny, questions={**tiny.questions, "noise": question})
    assert moves(tiny, after, [("us", QUIET)]) == ()
    assert share_moves(tiny, after, count=300) == ()


def test_a_sheet_takes_along_only_what_another_catalogue_asks(tiny: Catalogue) -> None:
    who = sheet(
        noise="agree", milk="steamed", drinks=("lungo", "tea"), cups=3.0, gone="agree", price="skip"
    )
    profile = fitting(who, tiny)
    assert [w.question.id for w in profile.wishes] == ["noise", "cups"]


# Shares -----------------------------------------------------------------------------------------


def test_a_flipped_fact_shows_in_the_shares_with_its_direction(tiny: Catalogue) -> None:
    after = with_fact(tiny, "basso", "noise", level="loud")
    found = share_moves(tiny, after, [("us", QUIET)], count=2_000)
    own = next(m for m in found if m.solution_id == "basso" and m.application == "espresso")
    assert own.after < own.before
    assert own.before - own.after > 2 * own.error > 0
    sizes = [abs(m.after - m.before) for m in found]
    assert sizes == sorted(sizes, reverse=True)
    assert {m.application for m in found} == {"espresso"}  # it delivers nothing else
    total = sum(m.after - m.before for m in found)
    assert total == pytest.approx(0, abs=0.02)


def test_a_changed_source_or_note_is_not_simulated_into_a_move(tiny: Catalogue) -> None:
    after = with_fact(tiny, "basso", "noise", note="again")
    assert share_moves(tiny, after, count=300) == ()


def test_a_new_solution_takes_shares_from_others(tiny: Catalogue) -> None:
    ideal = replace(
        tiny.solutions["alto-one"],
        id="ideal",
        private=True,
        facts={
            **tiny.solutions["alto-one"].facts,
            "noise": Fact(level="silent"),
            "milk": Fact(has=frozenset({"none", "by_hand", "automatic"})),
        },
    )
    after = replace(tiny, solutions={**tiny.solutions, "ideal": ideal})
    found = {m.solution_id: m for m in share_moves(tiny, after, count=2_000)}
    assert (found["ideal"].before, found["ideal"].after > 0) == (0, True)
    assert all(m.after <= m.before for name, m in found.items() if name != "ideal")
