"""An empty entry for ``vendors.yaml``: every key, and what may stand behind it.

Everything behind ``#:`` is a hint; ``data check --fix`` takes hints away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemwijzer.core.model import BREADTH, GOALS, Attribute, Catalogue, Kind
from stemwijzer.i18n import Texts

HINT = "#:"


def vendor(
    known: Catalogue,
    name: str,
    solution_id: str,
    applications: Sequence[str],
    kinds: Sequence[str],
    day: str,
    texts: Texts,
) -> str:
    """Return a vendor with one empty solution."""
    required = f"  {HINT} {texts('data.new.required')}"
    lines = [
        f"  {HINT} {texts('data.new.head_vendor')}",
        f"  {name}:",
        f"    name:{required}",
        f"    website: https://{required}",
        "    solutions:",
    ]
    body = _solution(known, solution_id, applications, kinds, day, texts)
    return "\n".join([*lines, *body]) + "\n"


def solution(
    known: Catalogue,
    name: str,
    applications: Sequence[str],
    kinds: Sequence[str],
    day: str,
    texts: Texts,
) -> str:
    """Return one empty solution."""
    head = f"      {HINT} {texts('data.new.head_solution')}"
    return "\n".join([head, *_solution(known, name, applications, kinds, day, texts)]) + "\n"


def _solution(
    known: Catalogue,
    name: str,
    applications: Sequence[str],
    kinds: Sequence[str],
    day: str,
    texts: Texts,
) -> Iterator[str]:
    def hint(key: str, options: Sequence[str] = ()) -> str:
        return f"  {HINT} {texts(f'data.new.{key}', options=', '.join(options))}"

    yield f"      {name}:"
    yield f"        name:{hint('required')}"
    yield "        applications:"
    meant = list(known.applications)
    yield f"          has: [{', '.join(applications)}]{hint('applications', meant)}"
    yield "          source: page"
    yield "        sources:"
    yield "          page:"
    yield f"            url: https://{hint('source')}"
    yield f"            kind:{hint('kind', kinds)}"
    yield f"            page_date:{hint('page_date')}"
    yield f"            seen: {day}{hint('seen')}"
    yield f"            grade: A{hint('grade')}"
    yield f"        facts:{hint('facts')}"
    wanted = set(applications) or set(known.applications)
    for attribute in known.attributes.values():
        if attribute.id not in (GOALS, BREADTH) and any(map(attribute.applies, wanted)):
            yield from (f"          {HINT} {line}" for line in _fact(attribute, texts))


def _fact(attribute: Attribute, texts: Texts) -> Iterator[str]:
    """Yield the lines of one empty fact, without their indent."""
    options = ", ".join(option.id for option in attribute.options)
    language = texts.language
    about = f"{attribute.label[language]}. {attribute.definition[language]}"
    yield f"{attribute.id}:  {HINT} {about}"
    match attribute.kind:
        case Kind.BOOL:
            yield f"  value: true  {HINT} true, false"
        case Kind.LEVEL:
            yield f"  value:  {HINT} {texts('data.new.value', options=options)}"
        case Kind.LEVELS | Kind.SET:
            yield f"  has: []  {HINT} {texts('data.new.has', options=options)}"
            yield "  not: []"
        case Kind.INTERVAL:
            yield f"  min:  {HINT} {texts('data.new.number')}"
            yield f"  max:  {HINT} {texts('data.new.number')}"
        case Kind.AMOUNT:
            yield f"  amount:  {HINT} {texts('data.new.number')}"
            currencies = texts("data.new.value", options=", ".join(attribute.rates))
            yield f"  currency: {attribute.currency}  {HINT} {currencies}"
            yield f"  billing: monthly  {HINT} monthly, annual"
            yield "  plan:"
    yield "  source: page"
