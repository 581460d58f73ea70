"""The programme of requirements as a person and a program read it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report.make import COFFEE, said, who
from report.schemas import findings, schema
from report.test_contract import document, example
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.matching import MustState
from stemwijzer.core.model import Catalogue, QuestionKind, Sense
from stemwijzer.core.requirements import Filled, Form
from stemwijzer.errors import UsageError
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render import markdown
from stemwijzer.report.requirement_words import Wording
from stemwijzer.report.requirements import (
    items_of,
    make_requirements,
    with_scores,
    without_evidence,
)
from stemwijzer.report.views import blocks
from stemwijzer.report.words import Words

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))

FIRST = Filled(
    "First",
    {
        "grinder.setting": "yes",
        "noise.setting": "audible",
        "milk.setting": "by_hand",
        "drinks.lungo": "yes",
        "drinks.americano": "no",
        "cups.lowest": 5.0,
        "cups.highest": 40.0,
        "price.amount": 900.0,
    },
    {"noise.setting": "manual, page 3"},
)
SECOND = Filled("Second", {"grinder.setting": "no", "noise.setting": "silent"}, {})


def wording(catalogue: Catalogue, language: str = "en") -> Wording:
    return Wording(Words(catalogue, Texts(language)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_fits_the_schema(shipped: Catalogue, path: Path) -> None:
    someone = example(shipped, path)
    for application in shipped.applications if path == EXAMPLES[0] else ("", "ccaas"):
        result = make_requirements(shipped, someone, application)
        found = document("requirements", result)
        assert findings("requirements", found, strict=True) == []
        if found["data"]["wishes"]:
            weights = [round(line["weight"] * 1000) for line in found["data"]["wishes"]]
            assert sum(weights) == 1000
        every = found["data"]["knock_outs"] + found["data"]["wishes"]
        assert len({line["number"] for line in every}) == len(every)


def test_the_tiny_programme_in_words(tiny: Catalogue) -> None:
    """No wording of its own in the tiny catalogue: it is made from kind and attribute."""
    words = said(make_requirements(tiny, who(tiny)))
    assert "Programme of requirements: espresso machine" in words
    assert "K1 · Grinder" in words
    assert "Requirement: Grinder: yes." in words
    assert "Met with: yes" in words
    assert "W1 · Noise · 20.0%" in words
    assert "Wish: Noise: silent or audible." in words
    assert "Points: 10 = silent / audible; 0 = loud" in words
    assert "Wish: Drinks: Lungo and Americano, all of them." in words
    assert "Points: 10 = 2 of 2; 5 = 1 of 2; 0 = 0 of 2" in words
    assert "Wish: Price: at most 600." in words
    assert "10 = at most 600; 5 = 900; 0 = 1,200 or more" in words
    assert "10 = 20 lies within what the vendor delivers; 6.7 at a factor 2" in words
    assert "Housing" in words or "Material" in words  # still open
    assert "absolute" in words


def test_for_vendors_nothing_names_a_product_or_what_is_open(shipped: Catalogue) -> None:
    from dataclasses import replace

    for path in EXAMPLES:
        result = replace(make_requirements(shipped, example(shipped, path)), for_vendors=True)
        for language in LANGUAGES:
            words = said(result, language)
            named = [
                s.name
                for s in shipped.solutions.values()
                if re.search(rf"\b{re.escape(s.name)}\b", words) and s.name not in _systems(shipped)
            ]
            assert named == []
            assert Texts(language)("requirements.open_hint") not in words


def _systems(catalogue: Catalogue) -> set[str]:
    """Systems of the buyer, which may be named: they are options of a question."""
    options = (o for a in catalogue.attributes.values() for o in a.options)
    return {label for o in options for label in (o.label.nl, o.label.en)}


def test_the_wording_names_no_product_or_vendor(shipped: Catalogue) -> None:
    names = {s.name for s in shipped.solutions.values()} | {
        v.name for v in shipped.vendors.values()
    }
    for question in shipped.questions.values():
        for text in (question.requirement, question.opposite, question.proof):
            if text is not None:
                assert not [n for n in names if n in text.nl or n in text.en], question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_a_wording_a_proof_and_where_needed_an_opposite(
    shipped: Catalogue, language: str
) -> None:
    for question in shipped.questions.values():
        assert question.requirement is not None, question.id
        assert question.proof is not None, question.id
        assert (question.opposite is not None) is (question.sense is Sense.CHOICE), question.id
        fixed = question.kind is QuestionKind.STATEMENT
        assert ("{target}" in question.requirement[language]) is not fixed, question.id


def test_who_disagrees_with_a_choice_gets_the_opposite_wording(shipped: Catalogue) -> None:
    question = shipped.questions["tracking"]
    assert question.requirement is not None
    assert question.opposite is not None
    for answer, expected in (("agree", question.requirement), ("disagree", question.opposite)):
        result = make_requirements(shipped, who(shipped, {"tracking": answer}), "wfm")
        (line,) = result.programme.lines
        assert wording(shipped).requirement(line.wish) == expected.en


def test_a_sheet_without_wishes_has_no_programme(tiny: Catalogue) -> None:
    with pytest.raises(UsageError):
        make_requirements(tiny, who(tiny, {}))
    with pytest.raises(UsageError):
        make_requirements(tiny, who(tiny, {"goals": ("taste",)}), "filter")
    with pytest.raises(UsageError):
        make_requirements(tiny, who(tiny), "all")


def test_questions_to_vendors_are_what_is_unknown_of_the_best_placed(shipped: Catalogue) -> None:
    result = make_requirements(shipped, example(shipped, EXAMPLES[0]))
    assert result.asks
    for standing, questions in result.asks:
        known = {
            c.wish.question.id for c in standing.contributions if c.cell.low == c.cell.high
        } - set(result.ranking.left_out)
        must_be_asked = {m.question_id for m in standing.must_haves if m.state.value == "unknown"}
        assert not (set(questions) & known) - must_be_asked


# Scores -----------------------------------------------------------------------------------------


def test_scores_of_the_tiny_programme(tiny: Catalogue) -> None:
    """Five wishes of 20.0% each: noise 10, milk 5, drinks 5, cups 10, price 5 is 70 of 100."""
    result = with_scores(make_requirements(tiny, who(tiny)), [SECOND, FIRST])
    first, second = result.scores
    assert (first.vendor, first.total / 1000, first.rank) == ("First", 70.0, 1)
    assert (second.vendor, second.total / 1000, second.rank) == ("Second", 20.0, 0)
    assert second.state is MustState.NOT_MET
    words = said(result)
    assert "1. First: 70.0 of 100; knock-outs: met; 8 of 8 questions answered." in words
    assert "Second is out on: K1 grinder." in words
    assert "W3 Drinks (20.0%): First 5; Second -" in words
    assert findings("requirements", document("requirements", result), strict=True) == []
    data = document("requirements", result)["data"]
    assert data["scores"][0]["points"] == {
        "K1": 10, "W1": 10, "W2": 5, "W3": 5, "W4": 10, "W5": 5
    }  # fmt: skip
    assert data["scores"][1]["points"]["W5"] is None


def test_answers_without_evidence_are_counted(tiny: Catalogue) -> None:
    result = with_scores(make_requirements(tiny, who(tiny)), [FIRST, SECOND])
    assert without_evidence(result) == {"First": 7, "Second": 2}


def test_only_knock_outs_give_no_total_but_an_outcome(tiny: Catalogue) -> None:
    must = {"grinder": Answer("agree", Importance.MUST)}
    result = make_requirements(tiny, who(tiny, must), "espresso")
    assert "only the knock-outs count" in said(result)
    scored = with_scores(result, [Filled("A", {"grinder.setting": "yes"}, {})])
    assert (scored.scores[0].total, scored.scores[0].state) == (0, MustState.MET)


def test_the_words_of_the_schema_are_words_of_the_program() -> None:
    defs = schema("requirements")["$defs"]
    item = defs["requirement_line"]["properties"]["items"]["items"]["properties"]
    assert item["form"]["enum"] == list(Form)
    assert defs["vendor_score"]["properties"]["knock_outs"]["enum"] == list(MustState)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_to_fill_in_has_words_and_possible_answers(
    shipped: Catalogue, language: str
) -> None:
    words = wording(shipped, language)
    for path in EXAMPLES:
        result = make_requirements(shipped, example(shipped, path))
        for line, item in items_of(result.programme):
            assert words.item(line, item)
            answers = words.answers(line, item)
            assert bool(answers) is (item.form is not Form.NUMBER)
            labels = [label.casefold() for _, label in answers]
            assert len(labels) == len(set(labels))


def test_markup_in_an_organisation_or_a_vendor_stays_text(tiny: Catalogue) -> None:
    evil = "# Evil <script>x</script> [a](http://b) | c"
    someone = who(tiny, COFFEE, organisation=evil)
    result = make_requirements(tiny, someone)
    evil_vendor = Filled(evil, FIRST.answers, {})
    for found in (result, with_scores(result, [evil_vendor])):
        text = markdown.render(blocks(found, Texts("en")))
        assert "<script>" not in text
        assert not re.search(r"(?<!\\)\]\(http", text)
        assert "\n# Evil" not in text
