"""Choosing the part of the catalogue to show."""

from __future__ import annotations

from collections.abc import Sequence

from stemwijzer.core.model import Catalogue, Kind, Solution
from stemwijzer.errors import UsageError, closest, message
from stemwijzer.report.records import CatalogueResult
from stemwijzer.report.result import application_id, solution_id


def browse(
    catalogue: Catalogue,
    part: str,
    name: str,
    application: str,
    filters: Sequence[tuple[str, str]],
) -> CatalogueResult:
    """Return a part of the catalogue.

    ``name`` is for ``show``: an application, vendor or solution. ``application`` and ``filters``
    (attribute id, option id; all must be shown) narrow ``solutions``. Raises UsageError for
    anything unknown.
    """
    if part == "show":
        return CatalogueResult(catalogue, part, (_shown(catalogue, name),))
    if application:
        application_id(catalogue, application)
    for attribute, option in filters:
        _check_filter(catalogue, attribute, option)
    ids = tuple(
        solution.id
        for solution in catalogue.solutions.values()
        if (not application or application in solution.applications)
        and all(_shows(solution, *wanted) for wanted in filters)
    )
    return CatalogueResult(catalogue, part, ids, application)


def _shown(catalogue: Catalogue, name: str) -> str:
    if name in catalogue.applications or name in catalogue.vendors:
        return name
    word = name.casefold()
    for vendor in catalogue.vendors.values():
        if vendor.name.casefold() == word:
            return vendor.id
    try:
        return solution_id(catalogue, name)
    except UsageError as error:
        if error.message.key != "problems.unknown_solution":
            raise
        known = (*catalogue.applications, *catalogue.vendors, *catalogue.solutions)
        raise UsageError(message("unknown_id", name=name), closest(name, known)) from error


def _check_filter(catalogue: Catalogue, attribute: str, option: str) -> None:
    found = catalogue.attributes.get(attribute)
    if found is None:
        raise UsageError(
            message("unknown_attribute", name=attribute), closest(attribute, catalogue.attributes)
        )
    if found.kind in (Kind.INTERVAL, Kind.AMOUNT):
        raise UsageError(message("no_number_filter", name=attribute))
    options = [o.id for o in found.options]
    if option not in options:
        raise UsageError(message("unknown_option", name=option), closest(option, options))


def _shows(solution: Solution, attribute: str, option: str) -> bool:
    fact = solution.facts.get(attribute)
    return fact is not None and (fact.level == option or option in fact.has)
