"""Short ways to make respondents for the views and the contract."""

from __future__ import annotations

from stemwijzer.answers.sheet import Change
from stemwijzer.core.answer import Answer, AnswerSheet, Importance, Value
from stemwijzer.core.finding import Finding, Level
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import Message, Problem
from stemwijzer.i18n import Texts
from stemwijzer.render import plain
from stemwijzer.report.records import Respondent, Result
from stemwijzer.report.result import respondent
from stemwijzer.report.views import blocks

COFFEE: dict[str, Value | Answer] = {
    "goals": ("taste",),
    "grinder": Answer("agree", Importance.MUST),
    "noise": "fully_agree",
    "milk": "automatic",
    "drinks": ("lungo", "americano"),
    "cups": 20.0,
    "price": 600.0,
}
"""A sheet for the tiny catalogue: six wishes of weight 1 count for espresso machines.

Alto One misses noise (1), milk (1/2) and americano (1/2): 2 of 6. Alto Duo misses the price: 1 of
6. Basso has no grinder, which is a must-have. Of Corto nothing is known.
"""


FINDINGS = (
    Finding(
        "V062",
        Level.WARNING,
        Problem(
            "vendors.yaml",
            24,
            11,
            Message("data.v062.plan", {"attribute": "price"}),
            Message("data.v062.plan.tip"),
        ),
        "vendors.alto.solutions.alto-duo.facts.price",
        "alto-duo",
        "price",
    ),
    Finding(
        "V012",
        Level.INFO,
        Problem("questions.yaml", 0, 0, Message("data.v012.unasked", {"attribute": "price"})),
        excuse="decided",
    ),
)
"""A finding of every sort: with and without a place, a tip, a solution and an excuse."""


def who(
    catalogue: Catalogue,
    answers: dict[str, Value | Answer] | None = None,
    *,
    name: str = "sheet.yaml",
    organisation: str = "",
    note: str = "",
    changes: tuple[Change, ...] = (),
) -> Respondent:
    """Return a respondent; without answers the one of ``COFFEE``."""
    given = {
        question: value if isinstance(value, Answer) else Answer(value)
        for question, value in (COFFEE if answers is None else answers).items()
    }
    sheet = AnswerSheet(given, organisation=organisation, note=note)
    return respondent(catalogue, name, sheet, changes)


def said(result: Result, language: str = "en") -> str:
    """Return what a person reads, as plain lines."""
    return plain.render(blocks(result, Texts(language)))
