"""From the checked ``questions.yaml`` to themes, attributes and questions.

The reader has already refused unknown keys, wrong types and missing texts; here ids must resolve,
options must exist and each question must fit its attribute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from stemwijzer.catalogue.build_values import text
from stemwijzer.catalogue.declaration import Document, Path
from stemwijzer.core.model import (
    MAX_AGE,
    UNIT,
    Attribute,
    Kind,
    Measure,
    Option,
    Question,
    QuestionKind,
    Reserve,
    Sense,
    Text,
    Theme,
)
from stemwijzer.errors import closest, message

IMPORTANCE_HALVES = {"0.5": 1, "1": 2, "2": 4}
"""How an importance in a data file counts, in half units."""

_KINDS_FOR = {
    QuestionKind.STATEMENT: (Kind.BOOL, Kind.LEVEL, Kind.LEVELS),
    QuestionKind.POSITION: (Kind.LEVEL, Kind.LEVELS),
    QuestionKind.SET: (Kind.SET,),
    QuestionKind.NUMBER: (Kind.INTERVAL, Kind.AMOUNT),
}
_MEASURES_FOR = {
    Kind.SET: (Measure.ALL, Measure.ANY),
    Kind.INTERVAL: (Measure.WITHIN,),
    Kind.AMOUNT: (Measure.AT_MOST,),
}


def attributes(document: Document) -> dict[str, Attribute]:
    """Build the attributes of ``questions.yaml``."""
    built: dict[str, Attribute] = {}
    for name, data in ((document.data or {}).get("attributes") or {}).items():
        attribute = _attribute(document, name, data)
        if attribute is not None:
            built[name] = attribute
    return built


def _attribute(document: Document, name: str, data: Mapping[str, Any]) -> Attribute | None:
    path: Path = ("attributes", name)
    if "kind" not in data:
        return None
    kind = Kind(data["kind"])
    options = data.get("options") or {}
    if kind is Kind.BOOL:
        if options:
            document.problem((*path, "options"), message("bool_options", name=name))
        options = {"no": {"nl": "nee", "en": "no"}, "yes": {"nl": "ja", "en": "yes"}}
    elif kind in (Kind.LEVEL, Kind.LEVELS, Kind.SET):
        if len(options) < 2:
            document.problem(path, message("two_options", name=name))
            return None
    elif options:
        document.problem((*path, "options"), message("number_options", name=name))
        options = {}
    if kind is Kind.AMOUNT and not data.get("currency"):
        document.problem(path, message("needs_currency", name=name))
    if data.get("rates") and not (data.get("rates_source") and data.get("rates_date")):
        document.problem((*path, "rates"), message("rates_source"))
    places = _places(document, path, kind, options, data.get("places"))
    return Attribute(
        id=name,
        kind=kind,
        label=text(data.get("label")),
        definition=text(data.get("definition")),
        options=tuple(
            Option(option, text(label), places[option]) for option, label in options.items()
        ),
        applies_to=frozenset(data["applies_to"]) if "applies_to" in data else None,
        unit=text(data["unit"]) if "unit" in data else None,
        unit_one=text(data["unit_one"]) if "unit_one" in data else None,
        currency=data.get("currency", ""),
        rates={data["currency"]: 1.0, **data.get("rates", {})} if data.get("currency") else {},
        max_age_days=data.get("max_age_days", MAX_AGE),
    )


def _places(
    document: Document,
    path: Path,
    kind: Kind,
    options: Mapping[str, Any],
    places: Mapping[str, float] | None,
) -> dict[str, int]:
    """Return where each option stands on its scale, in units: equal steps unless written out."""
    if kind not in (Kind.BOOL, Kind.LEVEL, Kind.LEVELS):
        return dict.fromkeys(options, 0)
    if places is None:
        last = len(options) - 1
        return {option: index * UNIT // last for index, option in enumerate(options)}
    found = {}
    for option in options:
        place = places.get(option)
        if place is None or place > 1 or place * UNIT != int(place * UNIT):
            document.problem(
                (*path, "places"),
                message("needs_place", option=option, unit=UNIT),
            )
            place = 0
        found[option] = int(place * UNIT)
    for extra in places.keys() - options.keys():
        document.problem(
            (*path, "places", extra), message("unknown_option", name=extra), closest(extra, options)
        )
    return found


def themes(document: Document) -> dict[str, Theme]:
    """Build the themes of ``questions.yaml``."""
    data = (document.data or {}).get("themes") or {}
    return {name: Theme(name, text(label)) for name, label in data.items()}


def questions(document: Document, known: Mapping[str, Attribute]) -> dict[str, Question]:
    """Build the questions that are asked."""
    return _questions(document, "questions", known)


def reserve(document: Document, known: Mapping[str, Attribute]) -> dict[str, Reserve]:
    """Build the questions kept in reserve."""
    data = (document.data or {}).get("reserve") or {}
    built = _questions(document, "reserve", known)
    return {name: Reserve(q, text(data[name].get("reason"))) for name, q in built.items()}


def _questions(
    document: Document, section: str, known: Mapping[str, Attribute]
) -> dict[str, Question]:
    built: dict[str, Question] = {}
    theme_ids = (document.data or {}).get("themes") or {}
    for name, data in ((document.data or {}).get(section) or {}).items():
        path: Path = (section, name)
        theme = data.get("theme", "")
        if theme and theme not in theme_ids:
            document.problem(
                (*path, "theme"), message("unknown_theme", name=theme), closest(theme, theme_ids)
            )
        if "attribute" not in data or "kind" not in data:
            continue
        attribute = known.get(data["attribute"])
        if attribute is None:
            document.problem(
                (*path, "attribute"),
                message("unknown_attribute", name=data["attribute"]),
                closest(data["attribute"], known),
            )
            continue
        question = _question(document, path, name, data, attribute)
        if question is not None:
            built[name] = question
    return built


def _question(
    document: Document, path: Path, name: str, data: Mapping[str, Any], attribute: Attribute
) -> Question | None:
    kind = QuestionKind(data["kind"])
    before = len(document.problems)
    if attribute.kind not in _KINDS_FOR[kind]:
        document.problem(
            (*path, "kind"),
            message(
                "kind_mismatch",
                kind=kind.value,
                attribute=attribute.id,
                attribute_kind=attribute.kind.value,
            ),
        )
        return None
    measure = Measure(data["measure"]) if "measure" in data else None
    allowed = _MEASURES_FOR.get(attribute.kind, ())
    if measure not in allowed and (measure or allowed):
        document.problem(
            (*path, "measure"),
            message("needs_measure", name=name),
            message("known", words=", ".join(m.value for m in allowed)) if allowed else None,
        )
    sense = Sense(data["sense"]) if "sense" in data else None
    if (sense is not None) != (kind is QuestionKind.STATEMENT):
        document.problem(path, message("sense_of_statement", name=name))
    demand, up = _demand(document, path, name, data, attribute, sense)
    agree = _agree(document, path, name, data, attribute, sense)
    if len(document.problems) > before:
        return None
    return Question(
        id=name,
        theme=data.get("theme", ""),
        kind=kind,
        attribute=attribute,
        text=text(data.get("text")),
        explanation=text(data.get("explanation")),
        applications=frozenset(data["applications"]) if "applications" in data else None,
        sense=sense,
        measure=measure,
        demand=demand,
        demand_up=up,
        agree=agree,
        most=data.get("most", 0),
        importance=IMPORTANCE_HALVES[data.get("importance", "1")],
        minimum=data.get("minimum", 0),
        **_wordings(document, path, name, data, sense),
    )


def _wordings(
    document: Document, path: Path, name: str, data: Mapping[str, Any], sense: Sense | None
) -> dict[str, Text]:
    """Return the wordings of a requirement; they may hold ``{target}`` and no other braces."""
    if "opposite" in data and sense is not Sense.CHOICE:
        document.problem((*path, "opposite"), message("no_opposite", name=name))
    found = {key: text(data[key]) for key in ("requirement", "opposite", "proof") if key in data}
    for key, words in found.items():
        for said in (words.nl, words.en):
            if set("{}") & set(said.replace("{target}", "")):
                document.problem((*path, key), message("only_target", name=name, word="target"))
                break
    return found


def _demand(
    document: Document,
    path: Path,
    name: str,
    data: Mapping[str, Any],
    attribute: Attribute,
    sense: Sense | None,
) -> tuple[str, bool]:
    """Return the level a need asks for and whether more is fine too (else less)."""
    given = [key for key in ("at_least", "at_most") if key in data]
    if sense is not Sense.NEED:
        if given:
            document.problem((*path, given[0]), message("no_need", name=name, key=given[0]))
        return "", True
    if len(given) > 1:
        document.problem((*path, given[1]), message("one_of"))
    ids = [option.id for option in attribute.options]
    level, up = (data[given[0]], given[0] == "at_least") if given else (ids[-1], True)
    if level not in ids:
        document.problem(
            (*path, given[0]), message("unknown_option", name=level), closest(level, ids)
        )
        return "", up
    at = attribute.option(level).at
    if at == (0 if up else UNIT):
        document.problem((*path, *given[:1]), message("no_demand", level=level))
    return level, up


def _agree(
    document: Document,
    path: Path,
    name: str,
    data: Mapping[str, Any],
    attribute: Attribute,
    sense: Sense | None,
) -> str:
    """Return the pole one agrees with in a choice."""
    agree = str(data.get("agree", ""))
    if sense is not Sense.CHOICE:
        if agree:
            document.problem((*path, "agree"), message("no_choice", name=name))
        return ""
    ends = [option.id for option in attribute.options if option.at in (0, UNIT)]
    if agree not in ends:
        document.problem((*path, "agree"), message("agree_end", name=name), closest(agree, ends))
    return agree


def check_applications_named(document: Document, application_ids: Iterable[str]) -> None:
    """Report application ids in ``questions.yaml`` that ``applications.yaml`` does not have."""
    ids = tuple(application_ids)
    data = document.data or {}
    for section, key in (
        ("attributes", "applies_to"),
        ("questions", "applications"),
        ("reserve", "applications"),
    ):
        for name, record in (data.get(section) or {}).items():
            for index, application in enumerate(record.get(key) or []):
                if application not in ids:
                    document.problem(
                        (section, name, key, index),
                        message("unknown_application", name=application),
                        closest(application, ids),
                    )
