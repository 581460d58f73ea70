"""V024: nothing is seen tomorrow, and no page is younger than the look at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stemwijzer.catalogue.declaration import Path
from stemwijzer.catalogue.rules.base import QUESTIONS, VENDORS, Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield dates in the future, and sources that were seen before their page was written."""
    dates: list[tuple[date, Path, str, str]] = []
    for solution, path in material.solutions():
        for source in solution.sources.values():
            here = (*path, "sources", source.id)
            dates.append((source.seen, (*here, "seen"), VENDORS, solution.id))
            if source.page_date:
                dates.append((source.page_date, (*here, "page_date"), VENDORS, solution.id))
                if source.page_date > source.seen:
                    values = {"seen": source.seen, "page": source.page_date}
                    yield Found("before", (*here, "seen"), values, solution=solution.id)
    dates += [
        (entry.date, ("not_listed", entry.id, "date"), VENDORS, "")
        for entry in material.catalogue.not_listed.values()
    ]
    for name, attribute in material.loaded.questions.data["attributes"].items():
        if "rates_date" in attribute:
            day = date.fromisoformat(attribute["rates_date"])
            dates.append((day, ("attributes", name, "rates_date"), QUESTIONS, ""))
    for day, path, file, owner in dates:
        if day > material.today:
            yield Found("future", path, {"date": day, "today": material.today}, file, owner)


RULE = Rule("V024", Level.ERROR, check)
