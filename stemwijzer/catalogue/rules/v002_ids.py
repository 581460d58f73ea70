"""V002: ids are words with hyphens, and no id, name or alias means two solutions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stemwijzer.catalogue.declaration import Path
from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check(material: Material) -> Iterator[Found]:
    """Yield ids that are not kebab-case and words that two entries answer to."""
    yield from _spelling(material)
    yield from _clashes(material)


def _spelling(material: Material) -> Iterator[Found]:
    ids: list[Path] = [("vendors", name) for name in material.catalogue.vendors]
    for solution, path in material.solutions():
        ids += [path, *((*path, "sources", name) for name in solution.sources)]
    ids += [("not_listed", name) for name in material.catalogue.not_listed]
    for path in ids:
        name = str(path[-1])
        if not _KEBAB.fullmatch(name):
            yield Found("kebab", path, {"id": name, "better": name.replace("_", "-")})


def _clashes(material: Material) -> Iterator[Found]:
    catalogue = material.catalogue
    owners: dict[str, str] = {}
    for solution, path in material.solutions():
        own = [(solution.id, path), (solution.name, (*path, "name"))]
        own += [(a, (*path, "aliases", i)) for i, a in enumerate(solution.aliases)]
        for word, place in own:
            owner = owners.setdefault(word.casefold(), solution.id)
            if owner != solution.id:
                values = {"name": word, "other": owner}
                yield Found("clash", place, values, solution=solution.id)
    for entry in catalogue.not_listed.values():
        for word, place in ((entry.id, ()), (entry.name, ("name",))):
            if word.casefold() in owners:
                path = ("not_listed", entry.id, *place)
                values = {"name": word, "other": owners[word.casefold()]}
                yield Found("listed", path, values)
    names: dict[str, str] = {}
    for vendor in catalogue.vendors.values():
        first: str = names.setdefault(vendor.name.casefold(), vendor.id)
        if first != vendor.id:
            values = {"name": vendor.name, "other": first}
            yield Found("clash", ("vendors", vendor.id, "name"), values)


RULE = Rule("V002", Level.ERROR, check)
