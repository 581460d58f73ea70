"""What differs between two catalogues, one deliberate change at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from stemwijzer.core.catalogue_diff import (
    Comparison,
    FactChange,
    Item,
    ItemChange,
    compare,
    with_new_ids,
)
from stemwijzer.core.model import Catalogue, Fact


def facts(found: Comparison) -> list[tuple[str, str, str]]:
    return [(f.kind.value, f.solution_id, f.attribute) for f in found.facts]


def items(found: Comparison) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(i.kind.value, i.item.value, i.id, i.fields) for i in found.items]


def changed(catalogue: Catalogue, which: str, /, **more: object) -> Catalogue:
    """Return the catalogue with fields of one solution replaced."""
    solution = replace(catalogue.solutions[which], **more)  # type: ignore[arg-type]
    return replace(catalogue, solutions={**catalogue.solutions, which: solution})


def with_fact(catalogue: Catalogue, name: str, attribute: str, **more: object) -> Catalogue:
    solution = catalogue.solutions[name]
    fact = replace(solution.facts.get(attribute, Fact()), **more)  # type: ignore[arg-type]
    return changed(catalogue, name, facts={**solution.facts, attribute: fact})


def with_source(catalogue: Catalogue, name: str, source: str, **more: object) -> Catalogue:
    known = catalogue.solutions[name].sources
    new = replace(known[source], **more)  # type: ignore[arg-type]
    return changed(catalogue, name, sources={**known, source: new})


def test_a_catalogue_does_not_differ_from_itself(tiny: Catalogue, shipped: Catalogue) -> None:
    for catalogue in (tiny, shipped):
        found = compare(catalogue, catalogue)
        assert found.same
        assert found.before == found.after


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("noise", {"level": "silent"}),
        ("milk", {"has": frozenset({"none"})}),
        ("drinks", {"not_": frozenset()}),
        ("cups", {"high": 41}),
        ("price", {"amount": 501}),
        ("price", {"currency": "USD"}),
    ],
)
def test_another_value_is_a_correction(tiny: Catalogue, attribute, value) -> None:
    found = compare(tiny, with_fact(tiny, "alto-one", attribute, **value))
    assert facts(found) == [("corrected", "alto-one", attribute)]
    assert found.facts[0].before == tiny.solutions["alto-one"].facts[attribute]
    assert found.items == ()


def test_facts_come_and_go(tiny: Catalogue) -> None:
    after = with_fact(tiny, "dolce", "milk", has=frozenset({"none"}), sources=("page",))
    assert facts(compare(tiny, after)) == [("added", "dolce", "milk")]
    assert facts(compare(after, tiny)) == [("removed", "dolce", "milk")]


def test_only_another_date_is_redated_and_not_a_correction(tiny: Catalogue) -> None:
    after = with_source(tiny, "dolce", "page", seen=date(2026, 6, 1))
    found = compare(tiny, after)
    kinds = {fact.kind for fact in found.facts}
    assert kinds == {FactChange.REDATED}
    assert {fact.attribute for fact in found.facts} == {"applications", "noise", "cups", "price"}
    dated = with_source(tiny, "dolce", "page", page_date=date(2025, 6, 1))
    assert {fact.kind for fact in compare(tiny, dated).facts} == {FactChange.REDATED}


def test_another_page_is_resourced_also_when_the_dates_differ(tiny: Catalogue) -> None:
    after = with_source(
        tiny, "dolce", "page", url="https://dolce.example/new", seen=date(2026, 6, 1)
    )
    assert {fact.kind for fact in compare(tiny, after).facts} == {FactChange.RESOURCED}


def test_a_source_under_another_id_is_the_same_source(tiny: Catalogue) -> None:
    solution = tiny.solutions["dolce"]
    after = changed(
        tiny,
        "dolce",
        sources={"home": replace(solution.sources["page"], id="home")},
        facts={
            name: replace(f, sources=("home",) * bool(f.sources))
            for name, f in solution.facts.items()
        },
        applications_fact=replace(solution.applications_fact, sources=("home",)),
    )
    assert compare(tiny, after).facts == ()


def test_a_source_of_one_option_counts_too(tiny: Catalogue) -> None:
    after = with_fact(tiny, "alto-one", "drinks", member_sources={"lungo": "page"})
    assert facts(compare(tiny, after)) == [("resourced", "alto-one", "drinks")]


def test_a_note_or_a_grade_alone_is_said_apart(tiny: Catalogue) -> None:
    note = with_fact(tiny, "alto-one", "noise", note="measured twice")
    assert facts(compare(tiny, note)) == [("noted", "alto-one", "noise")]
    grade = with_source(tiny, "dolce", "page", grade="B")
    assert {fact.kind for fact in compare(tiny, grade).facts} == {FactChange.NOTED}


def test_what_a_solution_delivers_is_a_fact_and_what_is_counted_from_it_is_not(
    tiny: Catalogue,
) -> None:
    solution = tiny.solutions["dolce"]
    delivered = frozenset({"filter", "espresso"})
    after = changed(
        tiny,
        "dolce",
        applications=delivered,
        applications_fact=replace(solution.applications_fact, has=delivered),
        facts={**solution.facts, "breadth": Fact(level="few", sources=("page",))},
    )
    found = compare(tiny, after)
    assert facts(found) == [("corrected", "dolce", "applications")]
    assert found.items == ()


def test_a_solution_that_comes_brings_its_facts(tiny: Catalogue) -> None:
    without = {name: s for name, s in tiny.solutions.items() if name != "dolce"}
    found = compare(replace(tiny, solutions=without), tiny)
    assert items(found) == [("added", "solution", "dolce", ())]
    assert facts(found) == [
        ("added", "dolce", name) for name in ("applications", "noise", "cups", "price")
    ]
    gone = compare(tiny, replace(tiny, solutions=without))
    assert items(gone) == [("removed", "solution", "dolce", ())]
    assert {kind for kind, *_ in facts(gone)} == {"removed"}


def test_another_name_is_a_rename_and_moves_no_fact(tiny: Catalogue) -> None:
    found = compare(tiny, changed(tiny, "dolce", name="Dolce Due"))
    (item,) = found.items
    assert (item.kind, item.item, item.before, item.after) == (
        ItemChange.RENAMED,
        Item.SOLUTION,
        "Dolce",
        "Dolce Due",
    )
    assert found.facts == ()


def test_another_id_under_the_same_name_is_a_rename_too(tiny: Catalogue) -> None:
    solutions = {
        ("dolce-new" if name == "dolce" else name): replace(
            s, id="dolce-new" if name == "dolce" else name
        )
        for name, s in tiny.solutions.items()
    }
    after = replace(tiny, solutions=solutions)
    found = compare(tiny, after)
    assert items(found) == [("renamed", "solution", "dolce-new", ("id",))]
    assert found.renamed == {"dolce": "dolce-new"}
    assert found.facts == ()
    assert list(with_new_ids(tiny, found.renamed).solutions) == list(solutions)


def test_vendors_questions_attributes_and_judgements(tiny: Catalogue) -> None:
    vendor = replace(tiny.vendors["dolce"], website="https://dolce.example/x")
    assert items(compare(tiny, replace(tiny, vendors={**tiny.vendors, "dolce": vendor}))) == [
        ("changed", "vendor", "dolce", ("website",))
    ]
    question = replace(tiny.questions["noise"], demand="silent", importance=4)
    assert items(compare(tiny, replace(tiny, questions={**tiny.questions, "noise": question}))) == [
        ("changed", "question", "noise", ("demand", "importance"))
    ]
    attribute = replace(tiny.attributes["noise"], options=tiny.attributes["noise"].options[:2])
    attributes = {**tiny.attributes, "noise": attribute}
    assert items(compare(tiny, replace(tiny, attributes=attributes))) == [
        ("changed", "attribute", "noise", ("options",))
    ]
    filtering = tiny.applications["filter"]
    judged = replace(filtering, facts={**filtering.facts, "cups": Fact(low=20)})
    applications = {**tiny.applications, "filter": judged}
    assert items(compare(tiny, replace(tiny, applications=applications))) == [
        ("changed", "judgement", "filter.cups", ("value",))
    ]
    reasoned = replace(filtering, reasons={})
    applications = {**tiny.applications, "filter": reasoned}
    assert items(compare(tiny, replace(tiny, applications=applications))) == [
        ("changed", "judgement", "filter", ("reasons",))
    ]


def test_another_order_is_no_difference(tiny: Catalogue) -> None:
    def turned(found):
        return dict(reversed(found.items()))

    after = replace(
        tiny,
        solutions={n: replace(s, facts=turned(s.facts)) for n, s in turned(tiny.solutions).items()},
        questions=turned(tiny.questions),
        vendors=turned(tiny.vendors),
    )
    assert compare(tiny, after).same


def test_age_is_counted_from_the_newest_look_in_either_catalogue(tiny: Catalogue) -> None:
    page = tiny.solutions["dolce"].sources["page"]
    later = changed(tiny, "dolce", sources={"page": replace(page, seen=date(2026, 1, 13))})
    found = compare(tiny, later)
    # Most facts were seen on 2 January, the others a day later.
    assert (found.before.age, found.after.age) == (11, 11)
    assert compare(tiny, tiny).before.age == 1


def test_a_condition_counts_what_somebody_wrote_down(tiny: Catalogue) -> None:
    before = compare(tiny, tiny).before
    assert (before.vendors, before.solutions) == (4, 5)
    assert before.facts == 7 + 6 + 6 + 0 + 3  # as in the file, what is counted left out
    # Asked: seven attributes of the four that deliver espresso, six of the other.
    assert before.coverage == round(before.facts / (4 * 7 + 6), 6)


def test_coverage_and_dates_follow_the_facts(tiny: Catalogue) -> None:
    before = compare(tiny, tiny).before
    after = compare(tiny, with_fact(tiny, "dolce", "milk", has=frozenset({"none"}))).after
    assert after.facts == before.facts + 1
    assert after.coverage > before.coverage
    dated = with_source(tiny, "dolce", "page", page_date=date(2025, 6, 1))
    assert compare(tiny, dated).after.dated > before.dated
