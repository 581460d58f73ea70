"""The roadmap as a person and a program read it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from report.make import COFFEE, said, who
from report.schemas import findings, schema
from report.test_contract import document, example
from stemwijzer.core.model import Catalogue, Text
from stemwijzer.core.plan import Ready, Step, Why
from stemwijzer.errors import UsageError
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render import markdown
from stemwijzer.report.roadmap import plan
from stemwijzer.report.views import blocks

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def steps(result):
    return {place.application: place.step.value for place in result.places}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_gets_a_roadmap_with_something_to_start_with(
    shipped: Catalogue, path: Path
) -> None:
    result = plan(shipped, example(shipped, path))
    found = steps(result)
    assert set(found) == set(shipped.applications)
    assert "now" in found.values()
    assert findings("roadmap", document("roadmap", result), strict=True) == []


def test_the_knowledge_base_comes_before_the_chatbot(shipped: Catalogue) -> None:
    path = next(p for p in EXAMPLES if p.stem == "web-shop")
    found = steps(plan(shipped, example(shipped, path)))
    assert (found["knowledge"], found["chatbot"]) == ("now", "next")
    found = steps(plan(shipped, example(shipped, path), ["knowledge"]))
    assert (found["knowledge"], found["chatbot"]) == ("present", "now")


def test_figures_come_before_workforce_management(shipped: Catalogue) -> None:
    path = next(p for p in EXAMPLES if p.stem == "care-line")
    assert steps(plan(shipped, example(shipped, path)))["wfm"] == "next"
    assert steps(plan(shipped, example(shipped, path), ["volumes"]))["wfm"] == "now"


def test_a_sheet_without_goals_gets_no_roadmap_but_is_told_why(tiny: Catalogue) -> None:
    result = plan(tiny, who(tiny, {"noise": "agree"}))
    assert result.places == ()
    assert "names no goals" in said(result)
    assert findings("roadmap", document("roadmap", result), strict=True) == []


def test_what_one_has_must_exist(tiny: Catalogue) -> None:
    with pytest.raises(UsageError) as caught:
        plan(tiny, who(tiny), ["filtr"])
    assert "filter" in str(caught.value.hint)


def test_the_tiny_roadmap_says_why_and_what_first(tiny: Catalogue) -> None:
    """Espresso fully serves taste and asks for filter coffee first, which serves no goal chosen."""
    result = plan(tiny, who(tiny))
    assert steps(result) == {"filter": "now", "espresso": "next"}
    words = said(result)
    assert "Next: espresso machine" in words
    assert "Fully serves: better coffee." in words
    assert "Needed first: filter." in words
    assert "Experience with filter coffee. In this plan: filter." in words
    assert "Alto Duo" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_state_can_be_said(language: str) -> None:
    texts = Texts(language)
    values = dict.fromkeys(
        ("goals", "applications", "match", "limit", "range", "size", "question", "reason"), "x"
    )
    for why in Why:
        key = "size" if why in (Why.TOO_SMALL, Why.TOO_LARGE) else why.value
        assert texts(f"roadmap.reason.{key}", **values)
    for state in Ready:
        assert texts(f"roadmap.ready.{state.value}", text="x", names="y")
    for step in Step:
        assert texts(f"roadmap.step.{step.value}")


def test_the_words_of_the_schema_are_words_of_the_program() -> None:
    planned = schema("roadmap")["$defs"]["planned"]["properties"]
    assert planned["step"]["enum"] == list(Step)
    assert planned["reasons"]["items"]["properties"]["why"]["enum"] == list(Why)
    assert planned["prerequisites"]["items"]["properties"]["state"]["enum"] == list(Ready)


def test_measures_leave_room_for_what_people_must_fill_in(shipped: Catalogue) -> None:
    path = next(p for p in EXAMPLES if p.stem == "municipality")
    result = plan(shipped, example(shipped, path))
    data = document("roadmap", result)["data"]
    assert [goal["goal"] for goal in data["goals"]] == [
        "finding_answers",
        "nothing_lost",
        "fewer_transfers",
    ]
    for goal in data["goals"]:
        assert goal["measure"]["indicator"]["nl"]
        assert (goal["measure"]["baseline"], goal["measure"]["target"]) == (None, None)
    assert "now ........, target ........" in said(result)


def test_only_ranked_solutions_are_named_and_not_more_than_three_places(
    shipped: Catalogue,
) -> None:
    path = next(p for p in EXAMPLES if p.stem == "municipality")
    for standings in plan(shipped, example(shipped, path)).best.values():
        assert all(1 <= standing.rank <= 3 for standing in standings)


def test_markup_in_names_stays_text(tiny: Catalogue) -> None:
    evil = "# Evil <script>x</script> [a](http://b) | c"
    espresso = replace(tiny.applications["espresso"], name=Text(evil, evil))
    marked = replace(tiny, applications={**tiny.applications, "espresso": espresso})
    result = plan(marked, who(marked, COFFEE, organisation=evil))
    text = markdown.render(blocks(result, Texts("en")))
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)\]\(http", text)
    assert "\n# Evil" not in text
