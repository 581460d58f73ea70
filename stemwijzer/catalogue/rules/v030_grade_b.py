"""V030: grade B proves a yes at most, and only with the date of the page."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Place, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Kind

YES_ONLY = frozenset({"article", "case_study", "language_file"})
"""Kinds of grade B pages that were written to show what there is, never what there is not."""

CERTIFICATES = "certificates"
NONE = "none"


def check(material: Material) -> Iterator[Found]:
    """Yield undated grade B sources, and facts that rest on grade B and say more than yes."""
    for solution, path in material.solutions():
        for source in solution.sources.values():
            if source.grade == "B" and source.page_date is None:
                here = (*path, "sources", source.id)
                values = {"source": source.id}
                yield Found("undated", here, values, solution=solution.id, level=Level.ERROR)
    for place in material.facts():
        proofs = place.sources
        if any(source.grade != "B" for source in proofs) or not proofs:
            continue
        what = _more_than_yes(place)
        if what:
            kinds = {source.kind for source in proofs}
            level = Level.WARNING if kinds & YES_ONLY else Level.INFO
            yield place.found(what, level, kind=", ".join(sorted(kinds)))


def _more_than_yes(place: Place) -> str:
    """Return what a fact claims that grade B does not prove, empty when it claims a yes only."""
    if place.attribute.id == CERTIFICATES:
        return "certificate"
    if place.fact.not_:
        return "absence"
    is_no = place.attribute.kind is Kind.BOOL and place.fact.level == "no"
    return "absence" if is_no or place.fact.level == NONE else ""


RULE = Rule("V030", Level.WARNING, check)
