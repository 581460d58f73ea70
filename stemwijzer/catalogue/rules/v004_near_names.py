"""V004: two names that are nearly the same are often one product entered twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations

from stemwijzer.catalogue.declaration import Path
from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level

_NO_NAME = re.compile(r"\b(inc|ltd|llc|gmbh|ag|bv|nv|b\.v|n\.v|software|the|group)\b\.?|[\W_]+")
_SHORTEST = 6
_ALIKE = 0.9


def bare(name: str) -> str:
    """Return a name without legal forms, spaces, signs and capitals."""
    return _NO_NAME.sub("", name.casefold()) or name.casefold()


def alike(one: str, other: str) -> bool:
    """Say whether two bare names can easily be taken for each other."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST:
        return False
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def check(material: Material) -> Iterator[Found]:
    """Yield names of different vendors, or of their products, that are nearly the same."""
    catalogue = material.catalogue
    vendors: list[tuple[str, str, Path]] = [
        (v.name, "", ("vendors", v.id, "name")) for v in catalogue.vendors.values()
    ]
    products = [
        (s.name, bare(catalogue.vendors[s.vendor].name), (*path, "name"))
        for s, path in material.solutions()
    ]
    products += [
        (n.name, bare(n.vendor), ("not_listed", n.id, "name"))
        for n in catalogue.not_listed.values()
    ]
    for names in (vendors, products):
        worked = [(name, bare(name), owner, path) for name, owner, path in names]
        for (first, one, its, _), (second, other, owner, path) in combinations(worked, 2):
            same_owner = its != "" and its == owner
            if not same_owner and first.casefold() != second.casefold() and alike(one, other):
                yield Found("near", path, {"name": second, "other": first})


RULE = Rule("V004", Level.WARNING, check)
