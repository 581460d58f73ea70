"""V031: some kinds of pages prove nothing about some attributes, and some facts need two."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule, in_language
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield facts that rest on the wrong kind of page, or on too few pages."""
    for place in material.facts():
        proof = material.upkeep.proof.get(place.attribute.id)
        if proof is None or not place.sources:
            continue
        reason = in_language(proof.reason)
        if all(source.kind in proof.not_from for source in place.sources):
            kinds = ", ".join(sorted({source.kind for source in place.sources}))
            yield place.found("kind", kind=kinds, reason=reason)
        if len(place.sources) < proof.least:
            yield place.found("few", least=proof.least, reason=reason)


RULE = Rule("V031", Level.WARNING, check)
