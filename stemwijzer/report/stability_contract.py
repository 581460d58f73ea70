"""The JSON form of stability: how sure a ranking is and what would change it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from stemwijzer.core.sensitivity import Sensitivity

if TYPE_CHECKING:
    from stemwijzer.core.sureness import Place, Stability

Plain = dict[str, Any]


def stability(found: Stability) -> Plain:
    """Return the shares of the simulation; solutions in the order of the ranking."""
    return {
        "draws": found.draws,
        "seed": found.seed,
        "verdict": found.verdict.value,
        "places": [
            {"solution": place.solution_id, **of_place(place), "shares": list(place.shares)}
            for place in found.places
        ],
        "beats": [list(row) for row in found.beats],
        "open_facts": [
            {"solution": f.solution_id, "question": f.question_id, "settles": f.settles}
            for f in found.open_facts
        ],
    }


def of_place(place: Place) -> Plain:
    """Return the shares of one solution."""
    return {
        "p_first": place.first,
        "p_top_three": min(1.0, place.top_three),  # a sum of shares may end just above 1
        "rank_low": place.band[0],
        "rank_high": place.band[1],
        "tier": place.tier,
        "beats_next": place.beats_next,
    }


def sensitivity(found: Sensitivity) -> Plain:
    """Return what would change number one; weights as on the sheet, shares of the total weight."""
    return {
        "weight_intervals": [
            {
                "question": i.question_id,
                "weight": _number(i.weight),
                "low": _number(i.low),
                "high": _number(i.high),
                "below": i.below or None,
                "above": i.above or None,
            }
            for i in found.intervals
        ],
        "weight_shifts": [
            {
                "solution": s.solution_id,
                "share": _number(s.share),
                "away": s.away or None,
                "towards": s.towards or None,
            }
            for s in found.shifts
        ],
        "answer_changes": [
            {
                "question": a.question_id,
                "answer": list(a.answer.value)
                if isinstance(a.answer.value, tuple)
                else a.answer.value,
                "steps": a.steps,
                "first": list(a.first),
            }
            for a in found.answers
        ],
        "wrong_facts": [
            {
                "solution": w.solution_id,
                "count": w.count,
                "cells": [{"solution": s, "question": q} for s, q in w.cells],
            }
            for w in found.wrong_facts
        ],
        "left_out": [
            {"question": left.question_id, "first": list(left.first)} for left in found.left_out
        ],
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
