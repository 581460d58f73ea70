"""A team's document: the agenda first, one set of numbers, and no claim that nothing backs."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from report.make import COFFEE, who
from stemwijzer.answers.team import Seat
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render import markdown, page, plain
from stemwijzer.report.blocks import Figure, Heading, Table
from stemwijzer.report.records import Sampling, TeamResult
from stemwijzer.report.team import consult, seated
from stemwijzer.report.team_document import blocks, title

FEW = Sampling(40, 3)
AGENT = {"noise": "fully_disagree", "milk": "automatic", "price": 2000.0, "drinks": ("lungo",)}
NO_MUSTS = {**COFFEE, "grinder": "agree"}
CHEAP = {**COFFEE, "price": Answer(1.0, Importance.MUST)}


def team(catalogue: Catalogue, *sheets, roles=("", "employee"), sampling=FEW) -> TeamResult:
    members = [
        seated(
            who(catalogue, answers, organisation="Corner"),
            f"m{index}",
            Seat(f"m{index}.yaml", role=roles[index] if index < len(roles) else ""),
        )
        for index, answers in enumerate(sheets)
    ]
    return consult(catalogue, members, "espresso", sampling)


def told(result: TeamResult, language: str = "en") -> str:
    return plain.render(blocks(result, Texts(language)))


def test_the_agenda_comes_before_the_ranking_and_all_answers_at_the_end(tiny: Catalogue):
    result = team(tiny, NO_MUSTS, AGENT)
    heads = [b.text for b in blocks(result, Texts("en")) if isinstance(b, Heading) and b.level == 2]
    order = (
        "In short",
        "Agenda",
        "What you can do",
        "Joint ranking",
        "Each member",
        "The employee",
    )
    places = [next(i for i, head in enumerate(heads) if head.startswith(name)) for name in order]
    assert places == sorted(places)
    assert places[0] == 0
    assert heads.index("All questions: who stands where") > places[-1]
    assert title(result, Texts("en")) == "Choosing together: espresso machine"


def test_the_picture_runs_from_the_worst_off_to_the_best_off_member(tiny: Catalogue):
    result = team(tiny, NO_MUSTS, AGENT)
    figure = next(b for b in blocks(result, Texts("en")) if isinstance(b, Figure))
    for row, standing in zip(figure.drawing.rows, result.team.ranked, strict=True):
        assert row.low == float(1 - standing.worst)
        assert row.point == float(1 - standing.distance)
        assert row.high == float(1 - min(standing.members))
        assert row.low <= row.point <= row.high
        cells = next(r.cells for r in figure.table.rows if row.point_text in r.cells)
        assert row.low_text in cells


def test_each_member_stands_beside_the_joint_number_one(tiny: Catalogue):
    result = team(tiny, NO_MUSTS, AGENT)
    tables = [b for b in blocks(result, Texts("en")) if isinstance(b, Table)]
    table = next(t for t in tables if t.columns[0].title == "member")
    first = result.team.ranked[0]
    assert [row.cells[0] for row in table.rows] == ["m0", "m1"]
    assert [row.cells[1] for row in table.rows] == ["", "employee"]
    matches = [Texts("en").percent(float(1 - far)) for far in first.members]
    assert [row.cells[3] for row in table.rows] == matches


def test_who_is_left_alone_is_not_called_clear(tiny: Catalogue):
    """The must-have grinder takes Basso out, the price Alto Duo; of Corto nothing is known."""
    result = team(tiny, COFFEE, {**AGENT, "price": Answer(600.0, Importance.MUST)})
    assert len(result.team.ranked) == 1
    text = told(result)
    assert "Clear:" not in text
    assert text.count("is left") >= 1
    assert "chance of 1" not in text


def test_nobody_left_is_said_first_with_the_musts_behind_it(tiny: Catalogue):
    text = told(team(tiny, CHEAP, AGENT))
    short, rest = text.split("Agenda: talk about this first")
    assert "No solution is left after the must-haves of all members" in short
    assert "must-have of m0" in rest
    assert "Without the others m1 would choose" in rest  # the employee keeps a voice


def test_a_team_without_an_employee_is_told_to_ask_one(tiny: Catalogue):
    assert "'role: employee'" in told(team(tiny, NO_MUSTS, AGENT, roles=()))
    assert "'role: employee'" not in told(team(tiny, NO_MUSTS, AGENT))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "sheets",
    [
        [COFFEE],
        [COFFEE, COFFEE],
        [COFFEE, {}],
        [NO_MUSTS, AGENT],
        [CHEAP, AGENT, COFFEE],
        [{**COFFEE, "noise": f"{word}agree"} for word in ("", "dis", "fully_", "fully_dis")] * 11,
    ],
    ids=len,
)
def test_every_team_has_a_document_in_both_languages(tiny: Catalogue, language: str, sheets):
    for sampling in (FEW, Sampling(0, 1)):
        result = team(tiny, *sheets, sampling=sampling)
        found = blocks(result, Texts(language))
        text = plain.render(found)
        assert "{" not in text
        assert "team." not in text.replace("(stemwijzer report)", "")
        levels = [b.level for b in found if isinstance(b, Heading)]
        assert levels[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(levels))
        for block in found:
            table = block.table if isinstance(block, Figure) else block
            if isinstance(table, Table):
                assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_weights_are_said(tiny: Catalogue):
    members = [
        seated(who(tiny, NO_MUSTS), "a", Seat("a.yaml", weight=Fraction(3))),
        seated(who(tiny, AGENT), "b", Seat("b.yaml")),
    ]
    assert "a 3" in told(consult(tiny, members, "espresso", FEW))


def test_names_and_roles_of_members_are_no_markup(tiny: Catalogue):
    bad = '</td><script>alert(1)</script> #panic("x") | *b*'
    members = [
        seated(who(tiny, NO_MUSTS, organisation=bad), bad, Seat("a.yaml", role=bad)),
        seated(who(tiny, AGENT, organisation=bad), f"{bad} 2", Seat("b.yaml", role="employee")),
    ]
    texts = Texts("nl")
    found = blocks(consult(tiny, members, "espresso", FEW), texts)
    text = page.render(found, "t", texts)
    assert "<script" not in text
    assert text.count("&lt;script&gt;alert(1)") > 5
    assert "<script" not in markdown.render(found).replace("\\<script", "")
