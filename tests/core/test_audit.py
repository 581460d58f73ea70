"""The audit: what it measures, and that it sees only what bears on the ranking."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.builders import (
    attribute,
    choice,
    has,
    ladder,
    level,
    need,
    options,
    profile,
    solution,
    steps,
    table,
    wish,
    words,
)
from stemwijzer.core.audit import (
    Audit,
    AuditRule,
    audit,
    winners,
)
from stemwijzer.core.audit_findings import Level, findings
from stemwijzer.core.audit_rules import head_to_head_costs, sampled_unknowns
from stemwijzer.core.audit_table import (
    alike,
    correlation,
    directions,
    dominated_by,
    spreads,
    twice,
)
from stemwijzer.core.matching import rank
from stemwijzer.core.model import Application, Benefits, Catalogue, Kind, Measure, Theme
from stemwijzer.core.profile import Profile
from stemwijzer.core.second_rules import Rule, order
from stemwijzer.core.simulation import Draw, Scorer, blocks, make_codebook
from stemwijzer.core.tables import solution_table

FEW = 3_000
NOTHING = Benefits(words(""), words(""), words(""))


def catalogue(questions, solutions, **more) -> Catalogue:
    """Return a catalogue with one application that all solutions deliver."""
    asked = {question.id: question for question in questions}
    app = Application("app", words("app"), words("app"), NOTHING, (), {}, {})
    return Catalogue(
        version="1",
        fingerprint="0" * 64,
        private=False,
        name=words("test"),
        themes={"theme": Theme("theme", words("theme"))},
        attributes={q.attribute.id: q.attribute for q in asked.values()},
        questions=asked,
        reserve={},
        applications={"app": app},
        vendors={},
        solutions={s.id: s for s in solutions},
        not_listed={},
        **more,
    )


QUESTIONS = [ladder(f"q{index}") for index in range(1, 5)]
FIVE = (
    steps("a", 0, 1, 2, 3),
    steps("b", 3, 2, 1, 0),
    steps("c", 4, 0, 4, 1),
    steps("d", 2, 4, 0, 4),
    steps("e", 1, 3, 3, 2),
)


def shares(found: Audit, key: str = "first") -> dict[str, float]:
    return {s.solution_id: getattr(s, key) for s in found.applications[0].shares}


def ids(found: Audit) -> set[tuple[str, str]]:
    return {(finding.id, finding.level.value) for finding in findings(found)}


# Neutrality -------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_audit() -> None:
    known = catalogue(QUESTIONS, FIVE)
    assert audit(known, profiles=FEW) == audit(known, profiles=FEW)
    assert shares(audit(known, profiles=FEW)) != shares(audit(known, profiles=FEW, seed=2))


def test_renaming_and_reordering_solutions_changes_nobodys_share() -> None:
    before = audit(catalogue(QUESTIONS, FIVE), profiles=FEW)
    new = {"a": "zz", "b": "y", "c": "0", "d": "m", "e": "a"}
    renamed = [replace(s, id=new[s.id], name="x") for s in reversed(FIVE)]
    after = audit(catalogue(QUESTIONS, renamed), profiles=FEW)
    for key in ("first", "top_three", "ranked"):
        assert shares(after, key) == {new[n]: v for n, v in shares(before, key).items()}
    assert after.applications[0].winners == before.applications[0].winners


def test_reordering_questions_changes_nobodys_share() -> None:
    before = audit(catalogue(QUESTIONS, FIVE), profiles=FEW)
    after = audit(catalogue(QUESTIONS[::-1], FIVE), profiles=FEW)
    assert shares(after) == shares(before)
    assert shares(after, "top_three") == shares(before, "top_three")


def test_a_clone_shares_the_places_of_its_original_and_is_found() -> None:
    clone = replace(FIVE[2], id="clone", name="Other name")
    before = audit(catalogue(QUESTIONS, FIVE), profiles=FEW)
    after = audit(catalogue(QUESTIONS, (*FIVE, clone)), profiles=FEW)
    assert shares(after)["clone"] == shares(after)["c"]
    # a tie of the two counts half each, so the others keep what they had but for ties with c
    assert shares(after)["clone"] + shares(after)["c"] >= shares(before)["c"]
    for name in "abde":
        assert shares(after)[name] == pytest.approx(shares(before)[name], abs=0.01)
    pair = next(f for f in findings(after) if f.id == "identical")
    assert (pair.level, set(pair.solutions)) == (Level.ERROR, {"c", "clone"})
    assert "identical" not in {finding.id for finding in findings(before)}


def test_adding_a_loser_takes_no_first_place_from_anybody() -> None:
    asked = [need(question.attribute, "v4") for question in QUESTIONS]
    # Private: its facts move no mean and no share of the others.
    loser = replace(steps("loser", 0, 0, 0, 0), private=True)
    before = audit(catalogue(asked, FIVE), profiles=FEW)
    after = audit(catalogue(asked, (*FIVE, loser)), profiles=FEW)
    assert {name: v for name, v in shares(after).items() if name != "loser"} == shares(before)
    assert shares(after)["loser"] == 0
    assert after.applications[0].winners == before.applications[0].winners


def test_a_symmetric_instrument_has_as_many_winners_as_solutions() -> None:
    ends = [choice(attribute(Kind.LEVEL, "low", "high", id=f"q{i}"), "high") for i in range(5)]
    sides = [solution(side, **{q.id: level(side) for q in ends}) for side in ("low", "high")]
    found = audit(catalogue(ends, sides), profiles=20_000)
    assert found.applications[0].winners == pytest.approx(2, abs=0.01)
    assert shares(found)["low"] == pytest.approx(0.5, abs=0.02)


# Measures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "number"), [([1, 0, 0], 1), ([0.5, 0.5], 2), ([0.5, 0.25, 0.25], 2.6667), ([0], 0)]
)
def test_the_effective_number_of_winners(first, number) -> None:
    assert winners(np.array(first, float)) == pytest.approx(number, abs=1e-4)


def test_shares_add_up_to_the_places_there_are() -> None:
    found = audit(catalogue(QUESTIONS, FIVE), profiles=FEW)
    assert sum(shares(found).values()) == pytest.approx(1, abs=1e-5)
    assert sum(shares(found, "top_three").values()) == pytest.approx(3, abs=1e-5)
    for share in found.applications[0].shares:
        assert set(share.first_by) == {Draw.UNIFORM, Draw.THEMED}
        assert share.first == pytest.approx(sum(share.first_by.values()) / 2, abs=1e-3)
    assert found.applications[0].placed == 5


def test_a_dominated_solution_is_named_with_those_that_dominate_it() -> None:
    asked = [need(q.attribute, "v4") for q in QUESTIONS]
    best, middle, odd = (
        steps("best", 4, 4, 4, 4),
        steps("mid", 3, 3, 3, 3),
        steps("odd", 4, 0, 0, 0),
    )
    made = table(asked, [best, middle, odd])
    scorer = Scorer(made, make_codebook(asked, made.solutions))
    assert dominated_by(scorer) == [(), ("best",), ("best",)]
    assert ("dominated", "info") in ids(audit(catalogue(asked, [best, middle, odd]), profiles=300))


def test_a_solution_between_two_others_is_first_for_no_weights() -> None:
    """Half-way on both questions: some other one is nearer, whatever the weights."""
    asked = QUESTIONS[:2]
    solutions = [steps("left", 0, 3), steps("right", 3, 0), steps("between", 2, 2)]
    persona = profile(wish(asked[0], "v0"), wish(asked[1], "v0"))
    found = audit(catalogue(asked, solutions), [("us", persona)], profiles=300)
    never = {s.solution_id: (s.first_for, s.never_first_for) for s in found.applications[0].shares}
    assert never == {"left": (("us",), ()), "right": (("us",), ()), "between": ((), ("us",))}
    assert found.personas == ("us",)
    assert ("never_first_for_personas", "info") in ids(found)


def test_a_question_on_which_all_known_agree_is_flat() -> None:
    asked = [*QUESTIONS, ladder("q5")]
    same = [replace(s, facts={**s.facts, "q5": level("v2")}) for s in FIVE[:3]]
    made = table(asked, [*same, *FIVE[3:]])
    spread = {s.question_id: s for s in spreads(made)}
    assert (spread["q5"].known, spread["q5"].spread, spread["q5"].counted) == (3, 0, 0)
    assert (spread["q1"].known, spread["q1"].spread) == (5, 1)
    found = findings(audit(catalogue(asked, [*same, *FIVE[3:]]), profiles=300))
    flat = next(f for f in found if f.id == "flat_question")
    assert (flat.level, flat.questions) == (Level.ERROR, ("q5",))


def test_a_question_where_nobody_is_proven_to_lack_anything_rewards_documentation() -> None:
    wanted = options(attribute(Kind.SET, "x", "y", id="q9"), Measure.ALL)
    shown = [replace(s, facts={**s.facts, "q9": has("x")}) for s in FIVE[:3]]
    shown[2] = replace(shown[2], facts={**shown[2].facts, "q9": has("y")})
    found = audit(catalogue([*QUESTIONS, wanted], [*shown, *FIVE[3:]]), profiles=300)
    spread = next(s for s in found.applications[0].spreads if s.question_id == "q9")
    assert spread.spread == 0 < spread.counted
    assert ("only_documentation", "error") in ids(found)
    proven = replace(shown[2], facts={**shown[2].facts, "q9": has("y", not_=["x"])})
    mended = audit(catalogue([*QUESTIONS, wanted], [*shown[:2], proven, *FIVE[3:]]), profiles=300)
    assert "only_documentation" not in {finding for finding, _ in ids(mended)}


def test_a_proven_absence_separates_even_where_something_else_is_unknown() -> None:
    """Shown x and unknown y against no x and unknown y: on x alone the two differ for certain."""
    wanted = options(attribute(Kind.SET, "x", "y", id="q9"), Measure.ALL)
    asked = [wanted]
    solutions = [solution("a", q9=has("x")), solution("b", q9=has(not_=["x"]))]
    (spread,) = spreads(table(asked, solutions))
    assert (spread.known, spread.spread) == (2, 1)
    # Of y nothing is known, so it is left out. On x, of the four ordered pairs (with oneself
    # included) one is apart by 1.
    assert (spread.separation, spread.proven) == (0.25, 0.25)


def test_what_a_question_separates_by_silence_is_not_proven() -> None:
    """Known at 0 and at 1, and one unknown at the mean of them, when the top is asked.

    Ordered pairs: 0-1 apart by 1 for certain; 0-1/2 and 1/2-1 apart by 1/2, for all we know 0.
    So of (1 + 1/2 + 1/2) / 9 only 1/9 is proven: half.
    """
    asked = need(QUESTIONS[0].attribute, "v4")
    (spread,) = spreads(table([asked], [steps("a", 4), steps("b", 0), steps("c", None)]))
    assert spread.separation == pytest.approx(2 / 9, abs=1e-6)
    assert spread.proven == pytest.approx(1 / 9, abs=1e-6)


def test_a_question_known_of_one_solution_is_said() -> None:
    asked = [*QUESTIONS, ladder("q5")]
    one = replace(FIVE[0], facts={**FIVE[0].facts, "q5": level("v2")})
    assert ("unknown_question", "warning") in ids(
        audit(catalogue(asked, [one, *FIVE[1:]]), profiles=300)
    )


def test_near_identical_solutions_are_found_and_others_are_not() -> None:
    asked = [ladder(f"q{i}") for i in range(1, 25)]
    one = steps("one", *[i % 5 for i in range(24)])
    other = replace(one, id="other", facts={**one.facts, "q1": level("v3")})
    third = steps("third", *[(i + 2) % 5 for i in range(24)])
    (pair,) = alike(table(asked, [one, other, third]))
    assert (pair.one, pair.other, pair.known) == ("one", "other", 1)
    assert pair.share == pytest.approx(1 - 5 / 120)


def test_questions_on_which_solutions_stand_the_same_count_double() -> None:
    asked = [ladder("q1"), ladder("q2"), ladder("q3")]
    rows = [(0, 0, 4), (1, 1, 0), (2, 2, 3), (3, 3, 1), (4, 4, 2), (0, 0, 1), (4, 4, 4)]
    solutions = [steps(f"s{i}", *row) for i, row in enumerate(rows)]
    (pair,) = twice(catalogue(asked, solutions))
    assert (pair.one, pair.other, pair.r, pair.count) == ("q1", "q2", 1, 7)
    assert twice(catalogue(asked, solutions[:5])) == ()  # too few to tell
    one_odd = [steps(f"s{i}", *([0, 0] if i else [4, 4]), i % 5) for i in range(12)]
    assert twice(catalogue(asked, one_odd)) == ()  # one odd solution makes no correlation


def test_directions_count_the_end_that_agreeing_asks_for() -> None:
    scale = attribute(Kind.LEVEL, "v0", "v1", "v2", id="x")
    asked = [
        replace(question, id=f"q{i}")
        for i, question in enumerate(
            [
                need(scale, "v2"),
                need(scale, "v0", up=False),
                choice(scale, "v2"),
                choice(scale, "v0"),
            ]
        )
    ]
    (found,) = directions(catalogue(asked, []))
    assert (found.theme, found.up, found.down) == ("theme", 2, 2)


def test_a_correlation_leaves_out_what_is_unknown() -> None:
    nan = np.nan
    assert correlation(np.array([1.0, 2, 3, nan]), np.array([2.0, 4, 6, 1])) == (1.0, 3)
    assert correlation(np.array([1.0, 2, nan]), np.array([2.0, 4, 6])) == (None, 2)
    assert correlation(np.array([1.0, 1, 1]), np.array([2.0, 4, 6])) == (None, 3)


# Rules ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("application", ["messaging", "wfm"])
def test_the_head_to_head_is_that_of_the_second_rules(shipped: Catalogue, application: str) -> None:
    made = solution_table(shipped, application)
    book = make_codebook(made.questions.values(), made.solutions)
    scorer = Scorer(made, book)
    for _, codes in blocks(book, [], 40, 2):
        scores = scorer.score(codes)
        costs = head_to_head_costs(scorer, codes, scores.ranked)
        for i, row in enumerate(codes):
            asked = [book.wishes[column][code] for column, code in enumerate(row)]
            ranking = rank(Profile(tuple(w for w in asked if w), {}), made)
            if len(ranking.ranked) < 2:
                continue
            expected = dict(order(Rule.HEAD_TO_HEAD, ranking.ranked))
            for j, one in enumerate(made.solutions):
                if one.id in expected:
                    assert costs[i, j] == pytest.approx(float(expected[one.id]), abs=1e-9)


def test_without_unknowns_drawing_them_changes_nothing() -> None:
    made = table(QUESTIONS, FIVE)
    book = make_codebook(QUESTIONS, FIVE)
    scorer = Scorer(made, book)
    (_, codes), *_ = blocks(book, [], 200, 1)
    found = audit(catalogue(QUESTIONS, FIVE), profiles=FEW)
    first, drawn = sampled_unknowns(scorer, codes, 3, np.random.default_rng(1))
    assert (first.sum(), drawn.sum()) == (pytest.approx(1), pytest.approx(3))
    by_rule = found.applications[0].shares[0].places_by
    assert by_rule[AuditRule.WHEN_RANKED] == by_rule[AuditRule.RANKING]
    assert by_rule[AuditRule.SAMPLED_UNKNOWNS] == pytest.approx(by_rule[AuditRule.RANKING], abs=0.1)


def test_an_unknown_fact_is_drawn_from_the_known_ones() -> None:
    """Two known at 0 and 1 step: the unknown one is first, alone or tied, in half of the draws."""
    asked = QUESTIONS[:2]
    solutions = [
        steps("near", 0, 0),
        steps("far", 4, 0),
        steps("open", None, 0),
        steps("last", 4, 4),
    ]
    made = table(asked, solutions)
    wished = profile(wish(asked[0], "v0"), wish(asked[1], "v0", importance=4))
    book = make_codebook(asked, solutions, [wished])
    codes = np.repeat(book.encode(wished)[None, :], 50, axis=0)
    first, drawn = sampled_unknowns(Scorer(made, book), codes, 200, np.random.default_rng(1))
    assert drawn == pytest.approx([1, 1, 1, 0], abs=0.01)
    # of the known distances 0, 1 and 1 one ties it with near, the others put near first alone
    assert first == pytest.approx([5 / 6, 0, 1 / 6, 0], abs=0.02)


def test_one_application_gives_the_same_numbers_as_together_with_others(shipped: Catalogue) -> None:
    alone = audit(shipped, profiles=600, applications=["wfm"]).applications
    together = audit(shipped, profiles=600, applications=["quality", "wfm"]).applications
    assert alone == together[1:]


def test_one_application_alone_condemns_no_question_and_leans_on_nothing_else() -> None:
    asked = [*QUESTIONS, ladder("q5")]
    same = [replace(s, facts={**s.facts, "q5": level("v2")}) for s in FIVE]
    known = catalogue(asked, same)
    other = replace(known.applications["app"], id="other")
    known = replace(known, applications={**known.applications, "other": other})
    alone = audit(known, profiles=300, applications=["app"])
    assert (alone.whole, alone.leans) == (False, ())
    assert ("flat_question", "info") in ids(alone)
    assert ("flat_question", "error") in ids(audit(known, profiles=300))
