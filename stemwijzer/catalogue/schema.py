"""What the three data files may hold: the one declaration, for the reader and for editors.

``questions.yaml`` comes first; its attributes decide which facts the other two may hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stemwijzer.catalogue.declaration import (
    Bool,
    Date,
    Identifier,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Record,
    Str,
    TextPair,
    Type,
    Url,
)
from stemwijzer.core.model import BREADTH, GOALS, Attribute, Kind, Measure, QuestionKind, Sense

SCHEMA_VERSION = 1

SOURCE_KINDS = (
    "manual",
    "terms",
    "price_page",
    "trust_page",
    "api_description",
    "repository",
    "website",
    "case_study",
    "article",
    "transcription",
    "language_file",
    "register",
    "status_page",
)

LIFECYCLES = ("merging", "merged", "end_of_sale")
"""What can be marked of a listed solution: its vendor is to merge or has merged, or it is no longer
sold."""

NOT_LISTED_REASONS = (
    "application_not_proven",
    "too_few_facts",
    "not_researched",
    "merged",
    "end_of_sale",
)

_version = Number(minimum=1, whole=True)

_attribute = Record(
    "an attribute",
    {
        "kind": Str(choices=tuple(kind.value for kind in Kind)),
        "label": TextPair(short=True),
        "definition": TextPair(),
        "applies_to": ListOf(Identifier),
        "unit": TextPair(short=True),
        "unit_one": TextPair(short=True),
        "options": MapOf(Identifier, TextPair(short=True)),
        "places": MapOf(Identifier, Number(minimum=0)),
        "currency": Str(),
        "rates": MapOf(Str(), Number(minimum=0)),
        "rates_source": Url,
        "rates_date": Date(),
        "max_age_days": Number(minimum=1, whole=True),
    },
    optional=frozenset(
        {
            "applies_to",
            "unit",
            "unit_one",
            "options",
            "places",
            "currency",
            "rates",
            "rates_source",
            "rates_date",
            "max_age_days",
        }
    ),
)

_question_fields: Mapping[str, Type] = {
    "theme": Identifier,
    "kind": Str(choices=tuple(kind.value for kind in QuestionKind)),
    "sense": Str(choices=tuple(sense.value for sense in Sense)),
    "attribute": Identifier,
    "measure": Str(choices=tuple(measure.value for measure in Measure)),
    "at_least": Identifier,
    "at_most": Identifier,
    "agree": Identifier,
    "most": Number(minimum=1, whole=True),
    "minimum": Number(minimum=0),
    "importance": Str(choices=("0.5", "1", "2")),
    "applications": ListOf(Identifier, least=1),
    "text": TextPair(),
    "explanation": TextPair(),
    "requirement": TextPair(),
    "opposite": TextPair(),
    "proof": TextPair(),
}
_question_optional = frozenset(
    {
        "sense",
        "measure",
        "at_least",
        "at_most",
        "agree",
        "most",
        "minimum",
        "importance",
        "applications",
        "requirement",
        "opposite",
        "proof",
    }
)

QUESTIONS = Record(
    "questions.yaml",
    {
        "schema_version": _version,
        "name": TextPair(short=True),
        "themes": MapOf(Identifier, TextPair(short=True)),
        "attributes": MapOf(Identifier, _attribute),
        "questions": MapOf(
            Identifier, Record("a question", _question_fields, optional=_question_optional)
        ),
        "reserve": MapOf(
            Identifier,
            Record(
                "a reserve question",
                {**_question_fields, "reason": TextPair()},
                optional=_question_optional,
            ),
        ),
    },
    optional=frozenset({"reserve"}),
)


def _value_fields(attribute: Attribute) -> tuple[dict[str, Type], tuple[str, ...]]:
    """Return the keys that hold the value of a fact, and those of which one must be there."""
    options = Str(choices=tuple(option.id for option in attribute.options), what="what_option")
    match attribute.kind:
        case Kind.BOOL:
            return {"value": Bool()}, ("value",)
        case Kind.LEVEL:
            return {"value": options}, ("value",)
        case Kind.LEVELS | Kind.SET:
            return {"has": ListOf(options), "not": ListOf(options)}, ("has", "not")
        case Kind.INTERVAL:
            return {"min": Number(minimum=0), "max": Number(minimum=0)}, ("min", "max")
        case Kind.AMOUNT:
            return (
                {
                    "amount": Number(minimum=0),
                    "currency": Str(choices=tuple(attribute.rates)),
                    "billing": Str(choices=("annual", "monthly")),
                    "plan": Str(),
                },
                ("amount", "currency"),
            )


def fact(attribute: Attribute) -> Record:
    """Declare a vendor fact for this attribute: its value, its sources, a note."""
    fields, needed = _value_fields(attribute)
    proof: dict[str, Type] = {"source": OneOrMore(Identifier), "note": Str()}
    if attribute.options:
        options = Str(choices=tuple(option.id for option in attribute.options), what="what_option")
        proof["sources"] = MapOf(options, Identifier)
    required = frozenset(needed) if attribute.kind is not Kind.INTERVAL else frozenset()
    if attribute.kind in (Kind.LEVELS, Kind.SET):
        required = frozenset()
    return Record(
        f"a fact about {attribute.id}",
        {**fields, **proof},
        optional=frozenset({*fields, "note", "sources"}) - required,
        either=() if required else needed,
    )


def judgement(attribute: Attribute) -> Record:
    """Declare an editorial judgement about an application: a value with a reason."""
    fields, needed = _value_fields(attribute)
    return Record(
        f"a judgement about {attribute.id}",
        {**fields, "reason": TextPair()},
        optional=frozenset(fields),
        either=needed,
    )


def applications(attributes: Mapping[str, Attribute], goals: Iterable[str]) -> Record:
    """Declare ``applications.yaml`` for these attributes and goals."""
    goal = Str(choices=tuple(goals), what="what_option")
    effect = Record(
        "an effect",
        {"effect": Str(choices=("full", "half")), "reason": TextPair()},
    )
    indicator = Record(
        "a measure",
        {
            "better": Str(choices=("lower", "higher")),
            "indicator": TextPair(),
            "unit": TextPair(short=True),
            "how": TextPair(),
        },
    )
    cover = Record("a cover", {"application": OneOrMore(Identifier), "reason": TextPair()})
    judged = {
        a.id: judgement(a)
        for a in attributes.values()
        if a.kind is not Kind.AMOUNT and a.id != GOALS
    }
    return Record(
        "applications.yaml",
        {
            "schema_version": _version,
            "goals": MapOf(goal, indicator),
            "applications": MapOf(
                Identifier,
                Record(
                    "an application",
                    {
                        "name": TextPair(short=True),
                        "definition": TextPair(),
                        "benefits": Record(
                            "benefits",
                            {
                                "customer": TextPair(),
                                "employee": TextPair(),
                                "organisation": TextPair(),
                            },
                        ),
                        "prerequisites": ListOf(
                            Record(
                                "a prerequisite",
                                {
                                    "text": TextPair(),
                                    "application": OneOrMore(Identifier),
                                    "condition": Identifier,
                                },
                                optional=frozenset({"application", "condition"}),
                            )
                        ),
                        "effort": TextPair(),
                        "measures": ListOf(indicator),
                        "watch": TextPair(),
                        "covered_by": cover,
                        "goals": MapOf(goal, effect),
                        "judgement": Record("the judgements", judged, optional=frozenset(judged)),
                    },
                    optional=frozenset(
                        {
                            "prerequisites",
                            "effort",
                            "measures",
                            "watch",
                            "covered_by",
                            "goals",
                            "judgement",
                        }
                    ),
                ),
            ),
        },
        optional=frozenset({"goals"}),
    )


def vendors(attributes: Mapping[str, Attribute], application_ids: Iterable[str] | None) -> Record:
    """Declare ``vendors.yaml`` for these attributes and applications (``None``: not known)."""
    ids = Identifier
    if application_ids is not None:
        ids = Str(choices=tuple(application_ids), what="what_option")
    facts = {a.id: fact(a) for a in attributes.values() if a.id not in (GOALS, BREADTH)}
    source = Record(
        "a source",
        {
            "url": Url,
            "kind": Str(choices=SOURCE_KINDS),
            "page_date": Date(),
            "seen": Date(),
            "grade": Str(choices=("A", "B")),
        },
        optional=frozenset({"page_date"}),
    )
    solution = Record(
        "a solution",
        {
            "name": Str(),
            "aliases": ListOf(Str()),
            "private": Bool(),
            "lifecycle": Record(
                "the lifecycle",
                {"value": Str(choices=LIFECYCLES), "source": OneOrMore(Identifier), "note": Str()},
                optional=frozenset({"note"}),
            ),
            "applications": Record(
                "the applications",
                {
                    "has": ListOf(ids, least=1),
                    "source": OneOrMore(Identifier),
                    "sources": MapOf(ids, Identifier),
                    "note": Str(),
                },
                optional=frozenset({"sources", "note"}),
            ),
            "sources": MapOf(Identifier, source),
            "facts": Record("the facts", facts, optional=frozenset(facts)),
        },
        optional=frozenset({"aliases", "private", "lifecycle"}),
    )
    return Record(
        "vendors.yaml",
        {
            "schema_version": _version,
            "version": Str(),
            "vendors": MapOf(
                Identifier,
                Record(
                    "a vendor",
                    {"name": Str(), "website": Url, "solutions": MapOf(Identifier, solution)},
                ),
            ),
            "not_listed": MapOf(
                Identifier,
                Record(
                    "a solution that is not listed",
                    {
                        "name": Str(),
                        "vendor": Str(),
                        "website": Url,
                        "reason": Str(choices=NOT_LISTED_REASONS),
                        "date": Date(),
                        "note": Str(),
                    },
                    optional=frozenset({"website", "note"}),
                ),
            ),
        },
        optional=frozenset({"not_listed"}),
    )
