"""The data that goes out with the program, checked for what a schema cannot say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stemwijzer.answers.sheet import read_sheet
from stemwijzer.core.model import BREADTH, GOALS, QuestionKind
from stemwijzer.core.profile import make_profile
from stemwijzer.core.tables import application_table, solution_table

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def texts_of(catalogue):
    """Yield (where, text) for every two-language text of questions, attributes, applications."""
    for theme in catalogue.themes.values():
        yield theme.id, theme.label
    for attribute in catalogue.attributes.values():
        yield f"{attribute.id}.label", attribute.label
        yield f"{attribute.id}.definition", attribute.definition
        for option in attribute.options:
            yield f"{attribute.id}.{option.id}", option.label
    for question in (
        *catalogue.questions.values(),
        *(r.question for r in catalogue.reserve.values()),
    ):
        yield f"{question.id}.text", question.text
        yield f"{question.id}.explanation", question.explanation
    for application in catalogue.applications.values():
        yield f"{application.id}.name", application.name
        yield f"{application.id}.definition", application.definition
        for name in ("customer", "employee", "organisation"):
            yield f"{application.id}.{name}", getattr(application.benefits, name)
        for index, prerequisite in enumerate(application.prerequisites):
            yield f"{application.id}.prerequisite.{index}", prerequisite.text
        for name, reason in application.reasons.items():
            yield f"{application.id}.reasons.{name}", reason


def test_every_text_stands_there_in_dutch_and_in_english(shipped):
    missing = [where for where, text in texts_of(shipped) if not (text.nl and text.en)]
    assert missing == []


def test_questions_and_explanations_are_not_the_same_in_both_languages(shipped):
    untranslated = [
        where
        for where, text in texts_of(shipped)
        if where.endswith((".text", ".explanation", ".definition")) and text.nl == text.en
    ]
    assert untranslated == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_statements_have_at_most_twenty_five_words(shipped, language):
    long = [
        question.id
        for question in shipped.questions.values()
        if question.kind is QuestionKind.STATEMENT and len(question.text[language].split()) > 25
    ]
    assert long == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_statement_states_and_everything_else_asks(shipped, language):
    for question in shipped.questions.values():
        asks = "?" in question.text[language]
        assert asks is (question.kind is not QuestionKind.STATEMENT), question.id


def test_every_theme_is_used_and_its_questions_stand_together(shipped):
    order = [question.theme for question in shipped.questions.values()]
    runs = [theme for index, theme in enumerate(order) if index == 0 or order[index - 1] != theme]
    assert len(runs) == len(set(runs))
    resting = {entry.question.theme for entry in shipped.reserve.values()}
    assert set(runs) | resting == set(shipped.themes)


def test_every_question_asks_about_another_attribute(shipped):
    asked = [question.attribute.id for question in shipped.questions.values()]
    assert len(asked) == len(set(asked))


def test_an_attribute_nobody_asks_about_has_a_reserve_question(shipped):
    asked = {q.attribute.id for q in shipped.questions.values()}
    kept = {r.question.attribute.id for r in shipped.reserve.values()}
    assert set(shipped.attributes) - asked <= kept
    assert not asked & kept


def test_every_application_serves_a_goal_and_every_goal_is_served(shipped):
    served = set()
    for application in shipped.applications.values():
        goals = application.facts[GOALS]
        assert goals.has, application.id
        served |= goals.has
    assert served == {option.id for option in shipped.attributes[GOALS].options}


def test_every_application_has_judgements_each_with_a_reason(shipped):
    for application in shipped.applications.values():
        assert len(application.facts) > 1, application.id
        for attribute, fact in application.facts.items():
            if attribute == GOALS:
                expected = {f"{GOALS}.{goal}" for goal in fact.has | fact.partly}
                assert expected <= application.reasons.keys(), application.id
            else:
                assert application.reasons[attribute].nl, (application.id, attribute)


def test_prerequisites_lead_to_no_circle(shipped):
    needs = {
        a.id: {name for p in a.prerequisites for name in p.applications}
        for a in shipped.applications.values()
    }

    def reach(start, seen):
        for other in needs[start]:
            assert other not in seen, (start, other)
            reach(other, seen | {other})

    for application in needs:
        reach(application, {application})


def test_every_fact_has_a_source_that_stands_with_its_solution(shipped):
    for solution in shipped.solutions.values():
        assert solution.applications_fact.sources, solution.id
        for attribute, fact in solution.facts.items():
            assert fact.sources, (solution.id, attribute)
            named = {*fact.sources, *fact.member_sources.values()}
            assert named <= solution.sources.keys(), (solution.id, attribute)


def test_every_source_is_used(shipped):
    unused = []
    for solution in shipped.solutions.values():
        facts = [solution.applications_fact, *solution.facts.values()]
        facts += [solution.lifecycle] if solution.lifecycle else []
        used = {s for f in facts for s in (*f.sources, *f.member_sources.values())}
        unused += [(solution.id, name) for name in solution.sources.keys() - used]
    assert unused == []


def test_no_source_was_changed_after_it_was_seen(shipped):
    for solution in shipped.solutions.values():
        for source in solution.sources.values():
            assert source.page_date is None or source.page_date <= source.seen, solution.id


def test_every_solution_says_something_besides_its_applications(shipped):
    assert [s.id for s in shipped.solutions.values() if not s.facts.keys() - {BREADTH}] == []


def test_shipped_solutions_are_public(shipped):
    assert not shipped.private
    assert not any(solution.private for solution in shipped.solutions.values())


def test_what_is_listed_is_not_also_not_listed(shipped):
    assert not shipped.solutions.keys() & shipped.not_listed.keys()


def test_the_order_of_vendors_shows_no_preference(shipped):
    for names in (list(shipped.vendors), list(shipped.not_listed)):
        assert names == sorted(names)


def test_the_version_is_a_year_and_a_month(shipped):
    assert re.fullmatch(r"\d{4}\.\d{2}(\.\d+)?", shipped.version)


def test_tables_of_every_application_can_be_made(shipped):
    assert len(application_table(shipped).solutions) == len(shipped.applications)
    for application in shipped.applications:
        table = solution_table(shipped, application)
        assert table.questions
        assert GOALS not in table.questions


# Examples ---------------------------------------------------------------------------------------


def test_there_are_examples():
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_read_without_problems_and_weighs(shipped, path):
    sheet, changes = read_sheet(path.read_text(encoding="utf-8"), path.name, shipped)
    assert changes == []
    assert sheet.organisation
    assert sheet.language in ("nl", "en")
    assert make_profile(shipped.questions.values(), sheet).wishes


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_answers_every_question(shipped, path):
    sheet, _ = read_sheet(path.read_text(encoding="utf-8"), path.name, shipped)
    assert list(sheet.answers) == list(shipped.questions)
