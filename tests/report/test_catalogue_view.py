"""What a person reads of the questions and the catalogue."""

from __future__ import annotations

import pytest

from report.make import said
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import UsageError
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report.browse import browse
from stemwijzer.report.catalogue_contract import part
from stemwijzer.report.records import CheckResult, QuestionsResult, WrittenResult

EN = Texts("en")


def show(catalogue: Catalogue, name: str, language: str = "en") -> str:
    return said(browse(catalogue, "show", name, "", []), language)


def listed(catalogue: Catalogue, *filters: tuple[str, str], application: str = "") -> list[str]:
    return list(browse(catalogue, "solutions", "", application, filters).ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_listed_under_its_theme_with_how_to_answer(
    tiny: Catalogue, language: str
) -> None:
    text = said(QuestionsResult(tiny), language)
    for question in tiny.questions.values():
        assert f"[{question.id}] {question.text[language]} (" in text
    for theme in tiny.themes.values():
        assert f"\n{theme.label[language]}\n" in text


def test_a_question_in_reserve_is_listed_with_the_reason(tiny: Catalogue) -> None:
    assert "A loud machine is cosy. Hardly anyone wants this." in said(QuestionsResult(tiny))


def test_need_and_choice_are_told_apart(tiny: Catalogue) -> None:
    text = said(QuestionsResult(tiny))
    assert "The machine must grind itself. (disagree = no demand)" in text
    assert "One machine for everything is better. (disagree = the opposite)" in text


def test_a_written_sheet_is_named_with_what_to_do_next() -> None:
    text = said(WrittenResult("mine.yaml", 9))
    assert "Wrote mine.yaml: an empty answer sheet with 9 questions." in text
    assert "stemwijzer match mine.yaml" in text


def test_a_sound_catalogue_is_counted(tiny: Catalogue) -> None:
    text = said(CheckResult(tiny))
    counted = "9 questions, 2 applications, 4 vendors, 5 solutions with 22 facts, 2 not listed"
    assert counted in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_applications_vendors_solutions_and_not_listed_are_complete(
    tiny: Catalogue, language: str
) -> None:
    applications = said(browse(tiny, "applications", "", "", []), language)
    vendors = said(browse(tiny, "vendors", "", "", []), language)
    solutions = said(browse(tiny, "solutions", "", "", []), language)
    not_listed = said(browse(tiny, "not-listed", "", "", []), language)
    assert all(f"({a})" in applications for a in tiny.applications)
    assert all(f"({v})" in vendors for v in tiny.vendors)
    assert all(f"[{s}]" in solutions for s in tiny.solutions)
    assert all(entry.name in not_listed for entry in tiny.not_listed.values())


def test_what_is_not_listed_comes_with_reason_date_and_remark(tiny: Catalogue) -> None:
    text = said(browse(tiny, "not-listed", "", "", []))
    assert "Forte (Forte): too few public facts (2026-01-03). Only a picture was found." in text
    assert "Grande (Grande): no longer sold (2026-01-03)." in text


def test_a_solution_is_shown_with_every_fact_its_source_and_what_is_unknown(
    tiny: Catalogue,
) -> None:
    text = show(tiny, "alto-one")
    assert "Also known as: Alto Uno" in text
    assert "Noise: loud. [page] Remark: measured." in text
    assert "Drinks: Nocciola and Lungo; not Americano. [page, terms]" in text
    assert "- [terms] https://alto.example/terms (terms" in text
    assert "Unknown: cups a day." in show(tiny, "basso")


def test_the_goals_are_no_attribute_of_a_solution(tiny: Catalogue) -> None:
    assert "helps with" not in show(tiny, "corto").lower()


def test_a_vendor_is_shown_with_its_solutions(tiny: Catalogue) -> None:
    text = show(tiny, "alto")
    assert "https://alto.example" in text
    assert "id: alto-one" in text
    assert "id: alto-duo" in text


def test_a_name_in_any_case_can_be_shown(tiny: Catalogue) -> None:
    assert show(tiny, "ALTO") == show(tiny, "alto")
    assert show(tiny, "Alto Uno") == show(tiny, "alto-one")


def test_an_application_is_shown_with_benefits_prerequisites_and_judgements(
    tiny: Catalogue,
) -> None:
    text = show(tiny, "espresso")
    assert "For the employee: Presses a button." in text
    assert "A water supply." in text
    assert "Serves fully: better coffee. Pressure makes taste." in text
    assert "Serves half: less waste. Only the grounds are left." in text
    assert "Cups a day: 0 to 80 cups. One cup at a time." in text
    assert "Milk: none, by hand and automatic. Milk belongs to it." in text


def test_a_judgement_without_an_upper_limit_can_be_shown(tiny: Catalogue) -> None:
    assert "Cups a day: from 10 cups. A jug is a lot." in show(tiny, "filter")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_shipped_can_be_shown_in_both_languages(
    shipped: Catalogue, language: str
) -> None:
    for name in (*shipped.applications, *shipped.vendors, *shipped.solutions):
        text = show(shipped, name, language)
        assert "output." not in text


def test_solutions_can_be_narrowed_by_application_and_shown_facts(tiny: Catalogue) -> None:
    assert listed(tiny, application="filter") == ["alto-duo", "dolce"]
    assert listed(tiny, ("grinder", "yes")) == ["alto-one", "alto-duo"]
    assert listed(tiny, ("drinks", "lungo"), ("noise", "loud")) == ["alto-one"]
    assert listed(tiny, ("drinks", "lungo"), application="filter") == ["alto-duo"]


def test_a_filter_finds_what_is_shown_and_not_what_is_unknown_or_absent(
    tiny: Catalogue,
) -> None:
    assert listed(tiny, ("milk", "none")) == ["alto-one", "basso"]
    assert listed(tiny, ("material", "wood")) == []


@pytest.mark.parametrize(
    ("filters", "application", "expected"),
    [
        ([("nois", "loud")], "", "unknown attribute 'nois'"),
        ([("noise", "lou")], "", "unknown option 'lou'"),
        ([("cups", "20")], "", "'cups' holds numbers and cannot be filtered on"),
        ([], "tea", "unknown application 'tea'"),
    ],
)
def test_a_filter_that_does_not_exist_is_refused(
    tiny: Catalogue, filters: list[tuple[str, str]], application: str, expected: str
) -> None:
    with pytest.raises(UsageError) as caught:
        browse(tiny, "solutions", "", application, filters)
    assert caught.value.message.say(EN) == expected


@pytest.mark.parametrize(("name", "tip"), [("alt-one", "alto-one"), ("expresso", "espresso")])
def test_showing_something_unknown_names_the_nearest(tiny: Catalogue, name: str, tip: str) -> None:
    with pytest.raises(UsageError) as caught:
        show(tiny, name)
    assert caught.value.hint is not None
    assert f"'{tip}'" in caught.value.hint.say(EN)


def test_showing_what_is_not_listed_says_so(tiny: Catalogue) -> None:
    with pytest.raises(UsageError) as caught:
        show(tiny, "grande")
    assert caught.value.message.say(EN) == "Grande was considered and is not listed"


def test_an_application_shows_all_that_is_known_and_judged(shipped: Catalogue) -> None:
    application = shipped.applications["wfm"]
    text = show(shipped, "wfm")
    assert "no facts about a product" in text
    known = [application.benefits.customer, application.effort, application.watch]
    known += [first.text for first in application.prerequisites]
    known += [measure.how for measure in application.measures]
    known += application.reasons.values()
    for found in known:
        assert found is not None
        assert found.en in text
    assert "stemwijzer roadmap --have volumes" in text
    assert "(This is: knowledge base.)" in show(shipped, "chatbot")
    assert "Een contactcenterplatform" in show(shipped, "telephony", "nl")


def test_a_judgement_in_json_has_its_value_and_its_reason(shipped: Catalogue) -> None:
    shown = part(browse(shipped, "show", "chatbot", "", []))["shown"]
    judged = {j["goal"] or j["attribute"]: j for j in shown["judgements"]}
    assert judged["reachable"]["effect"] == "half"
    assert judged["repeated_questions"]["effect"] == "full"
    assert judged["scale"]["value"] == {"min": 5, "max": None}
    assert judged["channels"]["value"]["not"] == ["phone", "x", "video"]
    assert all(j["reason"]["nl"] and j["reason"]["en"] for j in judged.values())
    assert len(judged) == len(shown["reasons"])
    assert shown["prerequisites"][0]["applications"] == ["knowledge"]
    assert [m["better"] for m in shown["measures"]] == ["higher", "lower"]
    assert shown["covered_by"] is None
