"""Domination by a mix: hand examples, and that what is found is a proof."""

from __future__ import annotations

import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.builders import attribute, has, ladder, level, need, options, solution, steps, table
from core.test_audit import catalogue
from stemwijzer.core.audit import audit
from stemwijzer.core.audit_findings import Level, findings
from stemwijzer.core.audit_mix import (
    answers,
    distances,
    dominates,
    dominating_mix,
    exact_shares,
    mixes,
)
from stemwijzer.core.audit_table import dominated_by
from stemwijzer.core.model import UNIT, Kind, Measure
from stemwijzer.core.simulation import Scorer, make_codebook

TWO = [need(ladder(f"q{i}").attribute, "v4") for i in (1, 2)]
"""Two questions that only ever ask for the top of a scale of five steps."""


def parts(found) -> dict[str, Fraction]:
    return {part.solution_id: part.share for part in found}


def test_a_mix_of_two_dominates_what_neither_does_alone() -> None:
    """Shortfalls (0, 1), (1, 0) and (1/2, 1/2): half of each is (1/2, 1/2), and nothing else is.

    With weights a and b the first two stand at b and a, the third at (a + b) / 2: never below both.
    """
    solutions = [steps("left", 4, 0), steps("right", 0, 4), steps("between", 2, 2)]
    made = table(TWO, solutions)
    left, right, between = mixes(made)
    assert (left, right) == ((), ())
    assert parts(between) == {"left": Fraction(1, 2), "right": Fraction(1, 2)}
    assert dominated_by(Scorer(made, make_codebook(TWO, solutions))) == [(), (), ()]


def test_one_step_nearer_on_one_question_and_there_is_no_mix() -> None:
    """At (1/2, 1/4) the mix would need at most 1/2 of left and at least 3/4 of it."""
    solutions = [steps("left", 4, 0), steps("right", 0, 4), steps("between", 2, 3)]
    assert mixes(table(TWO, solutions)) == [(), (), ()]


def test_three_thirds_come_out_exact_where_no_two_are_enough() -> None:
    """(0, 1, 1), (1, 0, 1) and (1, 1, 0) against (2/3, 2/3, 2/3): a third of each, exactly."""
    scale = [attribute(Kind.LEVEL, "v0", "v1", "v2", "v3", id=f"q{i}") for i in (1, 2, 3)]
    asked = [need(a, "v3") for a in scale]
    rows = {"a": (3, 0, 0), "b": (0, 3, 0), "c": (0, 0, 3), "x": (1, 1, 1)}
    solutions = [
        solution(name, **{a.id: level(f"v{at}") for a, at in zip(scale, row, strict=True)})
        for name, row in rows.items()
    ]
    *others, found = mixes(table(asked, solutions))
    assert others == [(), (), ()]
    assert parts(found) == dict.fromkeys("abc", Fraction(1, 3))


def test_where_one_other_is_enough_or_the_same_there_is_no_mix_to_tell() -> None:
    best, other = steps("best", 4, 3), steps("other", 0, 4)
    worse, clone = steps("worse", 3, 3), steps("clone", 4, 3)
    assert mixes(table(TWO, [best, other, worse, clone])) == [(), (), (), ()]


def test_an_answer_somebody_can_give_to_either_side_ends_the_domination() -> None:
    """On a scale on which any step can be asked for, half-way is at home half-way."""
    asked = [ladder("q1"), ladder("q2")]
    solutions = [steps("left", 4, 0), steps("right", 0, 4), steps("between", 2, 2)]
    assert mixes(table(asked, solutions)) == [(), (), ()]


def test_an_unknown_fact_counts_as_in_the_ranking() -> None:
    """Unknown on the second question counts as the mean, (1 + 0) / 2, so it stands at 1/2, 1/2."""
    solutions = [steps("left", 4, 0), steps("right", 0, 4), steps("open", 2, None)]
    assert parts(mixes(table(TWO, solutions))[2]) == dict.fromkeys(
        ("left", "right"), Fraction(1, 2)
    )


def test_every_set_of_options_is_an_answer() -> None:
    asked = options(attribute(Kind.SET, "x", "y", "z", id="s"), Measure.ALL)
    solutions = [
        solution("a", s=has("x", not_=["y", "z"])),
        solution("b", s=has("y", "z", not_=["x"])),
    ]
    made = table([asked], solutions)
    assert len(list(answers(asked, made))) == 7
    # x: 0 and 1; y, z and both: 1 and 0; x with y, with z: both 1/2 (equal, left out);
    # all three: 2/3 and 1/3
    assert {tuple(row) for row in distances(made).tolist()} == {
        (0, UNIT),
        (UNIT, 0),
        (UNIT * 2 // 3, UNIT // 3),
    }


def test_shares_that_miss_by_one_unit_are_refused() -> None:
    """The exact check, whatever the solver's tolerance: 1/3 of three columns of 2520 is 840."""
    thirds = np.eye(3, dtype=np.int64) * UNIT
    guess = [0.333333333] * 3
    assert exact_shares(thirds, np.full(3, 840), guess) == [Fraction(1, 3)] * 3
    assert exact_shares(thirds, np.array([840, 840, 839]), guess) == []
    assert not dominates(thirds, np.full(3, 840), [Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)])


ROWS = st.integers(2, 6).flatmap(
    lambda n: st.lists(
        st.lists(st.integers(0, UNIT), min_size=n, max_size=n), min_size=1, max_size=6
    )
)


@given(ROWS, st.lists(st.integers(0, 16), min_size=6, max_size=6))
def test_whoever_has_a_mix_is_first_alone_for_no_weights(rows, weights) -> None:
    found = np.array(rows)
    totals = np.array(weights[: len(rows)]) @ found
    for index in range(found.shape[1]):
        mix = dominating_mix(found, index)
        if mix:
            assert totals[[j for j, _ in mix]].min() <= totals[index]
            assert sum(share for _, share in mix) == 1
            assert len(mix) > 1


@given(ROWS, st.lists(st.integers(1, 9), min_size=6, max_size=6))
def test_a_mix_that_was_put_in_is_found_unless_one_is_enough(rows, counts) -> None:
    others = np.array(rows)
    parts_ = np.array(counts[: others.shape[1]])
    mixed = -(-(others @ parts_) // parts_.sum())  # rounded up, so never below the mix
    found = np.column_stack([others, mixed])
    alone = any((others[:, j] <= mixed).all() for j in range(others.shape[1]))
    assert bool(dominating_mix(found, others.shape[1])) is not alone


def test_the_audit_tells_it_as_a_finding_and_knows_when_it_cannot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = catalogue(TWO, [steps("left", 4, 0), steps("right", 0, 4), steps("between", 2, 2)])
    found = audit(known, profiles=300)
    assert found.exact
    told = next(f for f in findings(found) if f.id == "dominated_by_mix")
    assert (told.level, told.solutions) == (Level.INFO, ("between", "left", "right"))
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    without = audit(known, profiles=300)
    assert not without.exact
    assert {share.mix for share in without.applications[0].shares} == {None}
    assert "dominated_by_mix" not in {f.id for f in findings(without)}
