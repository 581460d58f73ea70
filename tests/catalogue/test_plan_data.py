"""What the roadmap and the programme of requirements take from the data, and how it is refused."""

from __future__ import annotations

import pytest

from catalogue.finding import change, keys, refused
from stemwijzer.catalogue.load import load_catalogue
from stemwijzer.core.model import GOALS


def test_every_application_says_what_it_asks_and_how_to_measure_it(shipped):
    for application in shipped.applications.values():
        assert application.effort, application.id
        assert application.measures, application.id
        assert application.watch, application.id
        texts = [application.effort, application.watch]
        texts += [t for m in application.measures for t in (m.indicator, m.unit, m.how)]
        assert all(text.nl and text.en and text.nl != text.en for text in texts), application.id


def test_every_goal_has_a_measure(shipped):
    assert list(shipped.goal_measures) == [o.id for o in shipped.attributes[GOALS].options]


def test_every_condition_belongs_to_a_prerequisite_with_applications(shipped):
    for application in shipped.applications.values():
        for prerequisite in application.prerequisites:
            assert not prerequisite.condition or prerequisite.applications
            assert prerequisite.condition not in shipped.applications


def test_measures_covers_and_conditions_are_read(tiny_folder):
    change(
        tiny_folder,
        "applications",
        "  filter:\n    name: filter\n",
        "  filter:\n    name: filter\n"
        "    effort: {nl: Weinig., en: Little.}\n"
        "    measures:\n"
        "      - better: lower\n"
        "        indicator: {nl: Rij, en: Queue}\n"
        "        unit: m\n"
        "        how: {nl: Tel., en: Count.}\n"
        "    watch: {nl: Let op., en: Watch.}\n"
        "    covered_by: {application: espresso, reason: {nl: Sterk., en: Strong.}}\n"
        "    prerequisites:\n"
        "      - text: {nl: Een kan., en: A jug.}\n"
        "        application: [espresso, filter]\n"
        "        condition: jug\n",
    )
    found = load_catalogue(tiny_folder).applications["filter"]
    assert found.effort is not None
    assert found.effort.en == "Little."
    assert (found.measures[0].indicator.en, found.measures[0].up) == ("Queue", False)
    assert found.cover is not None
    assert (found.cover.applications, found.cover.reason.nl) == (("espresso",), "Sterk.")
    (prerequisite,) = found.prerequisites
    assert (prerequisite.applications, prerequisite.condition) == (("espresso", "filter"), "jug")


@pytest.mark.parametrize(
    "line",
    [
        "    covered_by: {application: latte, reason: {nl: x., en: z.}}\n",
        "    prerequisites:\n      - {text: {nl: x., en: z.}, application: [espresso, latte]}\n",
    ],
)
def test_another_application_that_is_named_must_exist(tiny_folder, line):
    change(tiny_folder, "applications", "    name: filter\n", f"    name: filter\n{line}")
    assert keys(refused(tiny_folder)) == ["unknown_application"]


def test_the_measure_of_a_goal_needs_a_goal_that_exists(tiny_folder):
    measure = "{better: lower, indicator: {nl: x, en: z}, unit: m, how: {nl: x., en: z.}}"
    goals = f"schema_version: 1\ngoals:\n  speed: {measure}\n"
    change(tiny_folder, "applications", "schema_version: 1\n", goals)
    assert keys(refused(tiny_folder)) == ["unknown_word"]
    change(tiny_folder, "applications", "  speed:", "  taste:")
    assert list(load_catalogue(tiny_folder).goal_measures) == ["taste"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("requirement: {nl: '{target} x', en: '{target} y'}", None),
        ("requirement: {nl: '{other} x', en: z}", "only_target"),
        ("proof: {nl: x, en: '{'}", "only_target"),
        ("opposite: {nl: x, en: z}", "no_opposite"),
    ],
)
def test_a_wording_may_only_hold_what_is_wanted(tiny_folder, line, problem):
    change(
        tiny_folder,
        "questions",
        "    attribute: grinder\n",
        f"    attribute: grinder\n    {line}\n",
    )
    if problem:
        assert keys(refused(tiny_folder)) == [problem]
    else:
        question = load_catalogue(tiny_folder).questions["grinder"]
        assert question.requirement is not None
        assert question.requirement.nl == "{target} x"
