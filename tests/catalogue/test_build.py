"""What is wrong between the lines: ids that lead nowhere and questions that do not fit."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.finding import change, keys, refused, spots, tips
from stemwijzer.catalogue.load import load_catalogue
from stemwijzer.core.model import UNIT, Fact, Kind, QuestionKind

# What is built ----------------------------------------------------------------------------------


def test_levels_stand_at_equal_steps_unless_written_out(tiny, tiny_folder):
    assert [o.at for o in tiny.attributes["noise"].options] == [0, 1260, UNIT]
    change(
        tiny_folder,
        "questions",
        "      loud: {nl: luid, en: loud}\n",
        "      loud: {nl: luid, en: loud}\n    places: {silent: 0, audible: 0.75, loud: 1}\n",
    )
    changed = load_catalogue(tiny_folder)
    assert [o.at for o in changed.attributes["noise"].options] == [0, 1890, UNIT]


@pytest.mark.parametrize("place", [f"{i / 20:g}" for i in range(1, 20)])
def test_every_twentieth_is_a_place(tiny_folder, place):
    change(
        tiny_folder,
        "questions",
        "      loud: {nl: luid, en: loud}\n",
        "      loud: {nl: luid, en: loud}\n"
        f"    places: {{silent: 0, audible: {place}, loud: 1}}\n",
    )
    option = load_catalogue(tiny_folder).attributes["noise"].option("audible")
    assert option.at == round(float(place) * UNIT)


def test_a_bool_has_no_and_yes(tiny):
    assert [(o.id, o.at) for o in tiny.attributes["grinder"].options] == [("no", 0), ("yes", UNIT)]


def test_options_of_a_set_have_no_place(tiny):
    assert {o.at for o in tiny.attributes["drinks"].options} == {0}


def test_names_that_are_the_same_in_both_languages_are_written_once(tiny):
    lungo = tiny.attributes["drinks"].option("lungo").label
    assert (lungo.nl, lungo.en, lungo["nl"], lungo["en"]) == ("Lungo",) * 4


def test_a_need_without_a_level_asks_for_the_last_one(tiny):
    grinder, noise = tiny.questions["grinder"], tiny.questions["noise"]
    assert (grinder.demand, grinder.demand_up) == ("yes", True)
    assert (noise.demand, noise.demand_up) == ("audible", False)


def test_questions_carry_their_kind_importance_and_limits(tiny):
    goals, cups = tiny.questions["goals"], tiny.questions["cups"]
    assert (goals.kind, goals.most, goals.importance) == (QuestionKind.SET, 2, 4)
    assert (cups.kind, cups.minimum, cups.importance) == (QuestionKind.NUMBER, 1, 2)
    assert tiny.questions["material"].importance == 1


def test_reserve_questions_are_kept_apart_with_their_reason(tiny):
    assert "loud" not in tiny.questions
    assert tiny.reserve["loud"].reason.en == "Hardly anyone wants this."
    assert tiny.reserve["loud"].question.agree == "loud"


def test_currencies_are_converted_into_that_of_the_attribute(tiny):
    assert tiny.attributes["price"].rates == {"EUR": 1.0, "USD": 0.5}


def test_facts_keep_their_value_sources_and_note(tiny):
    facts = tiny.solutions["alto-one"].facts
    assert facts["noise"] == Fact(level="loud", sources=("page",), note="measured")
    assert facts["milk"].sources == ("page", "terms")
    assert (facts["drinks"].has, facts["drinks"].not_) == ({"no", "lungo"}, {"americano"})
    assert facts["drinks"].member_sources == {"lungo": "terms"}
    assert (facts["cups"].low, facts["cups"].high) == (5, 40)
    assert (facts["price"].amount, facts["price"].plan, facts["price"].billing) == (
        500,
        "Basic",
        "monthly",
    )
    assert tiny.solutions["alto-duo"].facts["cups"].high is None


def test_breadth_is_counted_from_the_proven_applications(tiny):
    levels = {s.id: s.facts["breadth"].level for s in tiny.solutions.values()}
    assert levels == {
        "alto-one": "one",
        "alto-duo": "few",
        "basso": "one",
        "corto": "one",
        "dolce": "one",
    }
    assert tiny.solutions["alto-duo"].facts["breadth"].sources == ("page",)


def test_sources_keep_their_days(tiny):
    source = tiny.solutions["alto-one"].sources["page"]
    assert (source.page_date, source.seen, source.grade) == (
        date(2025, 12, 1),
        date(2026, 1, 2),
        "A",
    )
    assert tiny.solutions["alto-one"].sources["terms"].page_date is None


def test_vendors_name_their_solutions(tiny):
    assert tiny.vendors["alto"].solutions == ("alto-one", "alto-duo")
    assert tiny.solutions["alto-duo"].vendor == "alto"
    assert tiny.solutions["alto-one"].aliases == ("Alto Uno",)
    assert [s.id for s in tiny.solutions.values() if s.private] == ["corto"]


def test_what_is_not_listed_has_a_reason(tiny):
    forte, grande = tiny.not_listed["forte"], tiny.not_listed["grande"]
    assert (forte.reason, forte.date, forte.note) == (
        "too_few_facts",
        date(2026, 1, 3),
        "Only a picture was found.",
    )
    assert (grande.website, grande.note) == ("", "")


def test_a_judgement_table_is_complete(tiny):
    espresso, filter_ = tiny.applications["espresso"], tiny.applications["filter"]
    assert espresso.facts["goals"] == Fact(
        has=frozenset({"taste"}), partly=frozenset({"waste"}), not_=frozenset({"queue"})
    )
    assert filter_.facts["milk"] == Fact(
        has=frozenset({"none"}), not_=frozenset({"by_hand", "automatic"})
    )
    assert espresso.facts["cups"] == Fact(low=0, high=80)
    assert filter_.facts["cups"] == Fact(low=10, high=float("inf"))
    assert espresso.reasons["goals.taste"].en == "Pressure makes taste."
    assert espresso.reasons["cups"].nl == "Een kop tegelijk."


def test_prerequisites_may_name_another_application(tiny):
    named = [p.applications for p in tiny.applications["espresso"].prerequisites]
    assert named == [(), ("filter",)]
    assert tiny.applications["filter"].prerequisites == ()


# Attributes that cannot be ----------------------------------------------------------------------

LOUD = "      loud: {nl: luid, en: loud}\n"
CURRENCY = "    currency: EUR\n    rates: {USD: 0.5}\n"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        (LOUD, f"{LOUD}    places: {{silent: 0, audible: 0.5}}\n", "needs_place"),
        (LOUD, f"{LOUD}    places: {{silent: 0, audible: 0.3333, loud: 1}}\n", "needs_place"),
        (LOUD, f"{LOUD}    places: {{silent: 0, audible: 0.5, loud: 1.5}}\n", "needs_place"),
        (
            LOUD,
            f"{LOUD}    places: {{silent: 0, audible: 0.5, loud: 1, lod: 1}}\n",
            "unknown_option",
        ),
        ("    rates_date: 2026-01-02\n", "", "rates_source"),
        (CURRENCY, "    rates: {USD: 0.5}\n", "needs_currency"),
        ("    kind: amount\n", "    kind: amount\n    options: {a: A, b: B}\n", "number_options"),
        ("    kind: bool\n", "    kind: bool\n    options: {a: A, b: B}\n", "bool_options"),
        (
            "      steel: {nl: staal, en: steel}\n      plastic: {nl: kunststof, en: plastic}\n",
            "",
            "two_options",
        ),
    ],
)
def test_an_attribute_that_cannot_be_is_refused(tiny_folder, old, new, key):
    change(tiny_folder, "questions", old, new)
    problems = [p for p in refused(tiny_folder) if p.file.endswith("questions.yaml")]
    assert key in keys(problems)
    assert all(p.line and p.column for p in problems)


# Questions that do not fit ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key", "tip"),
    [
        (
            "    attribute: cups\n",
            "    attribute: cusp\n",
            "unknown_attribute",
            "did you mean 'cups'?",
        ),
        (
            "    theme: goals\n    kind: set\n",
            "    theme: goal\n    kind: set\n",
            "unknown_theme",
            "did you mean 'goals'?",
        ),
        ("    kind: position\n", "    kind: number\n", "kind_mismatch", ""),
        ("    measure: within\n", "", "needs_measure", "known: within"),
        ("    measure: within\n", "    measure: any\n", "needs_measure", "known: within"),
        (
            "    kind: position\n    attribute: milk\n",
            "    kind: position\n    attribute: milk\n    measure: all\n",
            "needs_measure",
            "",
        ),
        (
            "    sense: need\n    attribute: grinder\n",
            "    attribute: grinder\n",
            "sense_of_statement",
            "",
        ),
        ("    kind: position\n", "    kind: position\n    sense: need\n", "sense_of_statement", ""),
        (
            "    at_most: audible\n",
            "    at_most: audibel\n",
            "unknown_option",
            "did you mean 'audible'?",
        ),
        ("    at_most: audible\n", "    at_most: loud\n", "no_demand", ""),
        ("    at_most: audible\n", "    at_least: silent\n", "no_demand", ""),
        ("    at_most: audible\n", "    at_most: audible\n    at_least: loud\n", "one_of", ""),
        ("    agree: many\n", "    agree: many\n    at_most: one\n", "no_need", ""),
        ("    agree: many\n", "    agree: few\n", "agree_end", "known: one, many"),
        ("    agree: many\n", "", "agree_end", "known: one, many"),
        ("    at_most: audible\n", "    agree: loud\n", "no_choice", ""),
        (
            "    applications: [filter]\n",
            "    applications: [filtre]\n",
            "unknown_application",
            "did you mean 'filter'?",
        ),
        (
            "    applies_to: [espresso]\n",
            "    applies_to: [expresso]\n",
            "unknown_application",
            "did you mean 'espresso'?",
        ),
    ],
)
def test_a_question_that_does_not_fit_is_refused_with_a_tip(tiny_folder, old, new, key, tip):
    change(tiny_folder, "questions", old, new)
    problems = [p for p in refused(tiny_folder) if p.file.endswith("questions.yaml")]
    assert keys(problems) == [key]
    assert tips(problems) == [tip]
    assert all(p.line and p.column for p in problems)


def test_a_need_is_refused_when_its_own_level_asks_for_nothing(tiny_folder):
    """Without a level a need asks for the last one; where that stands at 0 every value meets it."""
    change(tiny_folder, "questions", "    at_most: audible\n", "")
    change(
        tiny_folder, "questions", LOUD, f"{LOUD}    places: {{silent: 1, audible: 0.5, loud: 0}}\n"
    )
    assert keys(refused(tiny_folder)) == ["no_demand"]


# Applications -----------------------------------------------------------------------------------


def test_a_prerequisite_must_be_an_application_that_exists(tiny_folder):
    line = change(tiny_folder, "applications", "application: filter", "application: fliter")
    problems = refused(tiny_folder)
    assert spots(problems) == [(line, 22, "unknown_application")]
    assert tips(problems) == ["did you mean 'filter'?"]


def test_a_goal_must_be_one_of_the_goals(tiny_folder):
    line = change(tiny_folder, "applications", "      queue:\n", "      quueue:\n")
    problems = refused(tiny_folder)
    assert spots(problems) == [(line, 7, "unknown_word")]
    assert tips(problems) == ["did you mean 'queue'?"]


def test_what_is_judged_of_one_application_is_judged_of_all(tiny_folder):
    change(
        tiny_folder,
        "applications",
        "      milk:\n        has: [none]\n"
        "        reason: {nl: Melk staat ernaast., en: Milk stands beside it.}\n",
        "",
    )
    problems = refused(tiny_folder)
    assert keys(problems) == ["not_judged"]
    assert problems[0].message.values["name"] == "filter"
    assert tips(problems) == ["judge all applications or none"]


def test_a_judgement_needs_a_reason(tiny_folder):
    change(
        tiny_folder,
        "applications",
        "        reason: {nl: Een kan is veel., en: A jug is a lot.}\n",
        "",
    )
    assert keys(refused(tiny_folder)) == ["missing_key"]


# Vendors ----------------------------------------------------------------------------------------


def test_a_fact_needs_a_source(tiny_folder):
    line = change(
        tiny_folder,
        "vendors",
        "noise: {value: loud, source: page, note: measured}",
        "noise: {value: loud}",
    )
    problems = refused(tiny_folder)
    assert spots(problems) == [(line, 18, "missing_key")]
    assert problems[0].message.values["key"] == "source"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("value: loud, source: page", "value: loud, source: pgae"),
        ("source: [page, terms]", "source: [pgae, terms]"),
        ("filter], source: page, s", "filter], source: pgae, s"),
    ],
)
def test_the_source_of_a_fact_must_be_declared(tiny_folder, old, new):
    line = change(tiny_folder, "vendors", old, new)
    problems = refused(tiny_folder)
    assert [(p.line, p.message.key) for p in problems] == [(line, "problems.unknown_source")]
    assert tips(problems) == ["did you mean 'page'?"]


def test_the_source_of_one_option_must_be_declared(tiny_folder):
    line = change(tiny_folder, "vendors", "sources: {lungo: terms}", "sources: {lungo: trems}")
    problems = refused(tiny_folder)
    assert [(p.line, key) for p, key in zip(problems, keys(problems), strict=True)] == [
        (line, "unknown_source")
    ]
    assert tips(problems) == ["did you mean 'terms'?"]


@pytest.mark.parametrize(
    ("old", "new", "key", "tip"),
    [
        ("cups: {min: 5,", "cusp: {min: 5,", "unknown_key", "did you mean 'cups'?"),
        ("value: loud", "value: laud", "unknown_word", "did you mean 'loud'?"),
        ("value: loud", "value: [loud]", "expected", ""),
        ("{min: 5, max: 40", "{min: 50, max: 40", "min_above_max", ""),
        ("{min: 5, max: 40,", "{", "missing_key", ""),
        ("not: [americano]", "not: [lungo]", "has_and_not", ""),
        ("billing: monthly", "billing: weekly", "unknown_word", "known: annual, monthly"),
        (
            "{amount: 500, currency: EUR",
            "{amount: 500, currency: GBP",
            "unknown_word",
            "known: EUR, USD",
        ),
        ("{value: false", "{value: no", "write_bool", ""),
        (
            "applications: {has: [espresso, filter]",
            "applications: {has: [espresso, filtre]",
            "unknown_word",
            "did you mean 'filter'?",
        ),
        ("reason: too_few_facts", "reason: too_little", "unknown_word", None),
        ("kind: manual", "kind: manuel", "unknown_word", "did you mean 'manual'?"),
        (
            "        aliases: [Alto Uno]\n",
            "        aliases: [Alto Uno]\n        partner: true\n",
            "unknown_key",
            None,
        ),
        (
            "        aliases: [Alto Uno]\n",
            "        aliases: [Alto Uno]\n        lifecycle: {value: mergin, source: terms}\n",
            "unknown_word",
            "did you mean 'merging' / 'merged'?",
        ),
        (
            "        aliases: [Alto Uno]\n",
            "        aliases: [Alto Uno]\n        lifecycle: {value: merging, source: term}\n",
            "unknown_source",
            "did you mean 'terms'?",
        ),
        ("    website: https://dolce.example\n", "    website: dolce.example\n", "not_what", ""),
        ("      dolce:\n", "      basso:\n", "duplicate_solution", None),
    ],
)
def test_a_mistake_in_vendor_data_is_refused_with_its_place_and_a_tip(
    tiny_folder, old, new, key, tip
):
    line = change(tiny_folder, "vendors", old, new)
    problems = refused(tiny_folder)
    assert keys(problems) == [key]
    if tip is not None:
        assert tips(problems) == [tip]
    for problem in problems:
        assert problem.file.endswith("vendors.yaml")
        assert line <= problem.line <= line + 2
        assert problem.column


def test_a_mistyped_key_is_unknown_and_the_right_one_is_missing(tiny_folder):
    line = change(tiny_folder, "vendors", "  dolce:\n    name: Dolce\n", "  dolce:\n    nmae: D\n")
    problems = refused(tiny_folder)
    assert sorted(spots(problems)) == [(line + 1, 5, "missing_key"), (line + 1, 5, "unknown_key")]
    assert "did you mean 'name'?" in tips(problems)


def test_a_duplicate_solution_points_at_the_first(tiny_folder):
    change(tiny_folder, "vendors", "      dolce:\n", "      basso:\n")
    first = (tiny_folder / "vendors.yaml").read_text().splitlines().index("      basso:") + 1
    assert tips(refused(tiny_folder)) == [f"the first one is on line {first}"]


def test_no_field_for_payment_or_popularity_exists(tiny_folder):
    for field in ("paid", "partner", "reseller", "award", "rating", "sponsored", "affiliate"):
        change(
            tiny_folder,
            "vendors",
            "  dolce:\n    name: Dolce\n",
            f"  dolce:\n    {field}: true\n    name: Dolce\n",
        )
        assert keys(refused(tiny_folder)) == ["unknown_key"]
        change(tiny_folder, "vendors", f"    {field}: true\n", "")


def test_breadth_and_goals_cannot_be_claimed_as_facts(tiny_folder):
    for attribute, value in (("breadth", "{value: many"), ("goals", "{has: [taste]")):
        old = "          noise: {value: silent, source: page}\n          cups"
        change(
            tiny_folder, "vendors", old, f"          {attribute}: {value}, source: page}}\n{old}"
        )
        assert keys(refused(tiny_folder)) == ["unknown_key"]
        change(tiny_folder, "vendors", f"          {attribute}: {value}, source: page}}\n", "")


def test_kinds_of_attributes_are_all_in_the_tiny_catalogue(tiny):
    """So that the tests above leave no kind out."""
    assert {a.kind for a in tiny.attributes.values()} == set(Kind)
    assert {q.kind for q in tiny.questions.values()} == set(QuestionKind)
