"""What is put in the place of unknown facts, and whose facts decide that."""

from __future__ import annotations

from core.builders import attribute, has, ladder, level, options, solution, steps, table, wish
from stemwijzer.core.distance import Cell
from stemwijzer.core.matching import rank
from stemwijzer.core.model import UNIT, Kind, Measure
from stemwijzer.core.profile import Profile
from stemwijzer.core.tables import application_table, solution_table

Q1 = ladder("q1")


def test_an_unknown_fact_counts_as_the_mean_of_the_known_ones():
    # Known distances to v0: 1 and 4 steps of 630, mean 2.5 steps = 1575.
    row = table([Q1], [steps("a", 1), steps("b", 4), steps("c", None)]).row(Q1, "v0")
    assert row == (Cell.exact(630), Cell.exact(2520), Cell(0, 1575, 2520, 0))


def test_the_mean_is_rounded_to_the_unit_halves_up():
    # (0 + 0 + 630) / 4 = 157.5
    solutions = [steps("a", 0), steps("b", 0), steps("c", 0), steps("d", 1), steps("e", None)]
    assert table([Q1], solutions).row(Q1, "v0")[-1].point == 158


def test_the_worst_case_of_an_unknown_fact_is_the_farthest_place_on_its_scale():
    # Wish v1: the far end v4 is 3 steps off, v0 one.
    row = table([Q1], [steps("a", 1), steps("b", None)]).row(Q1, "v1")
    assert row[1] == Cell(0, 0, 1890, 0)


def test_the_mean_counts_what_a_partly_known_fact_is_expected_to_be():
    channels = options(attribute(Kind.SET, "mail", "chat", id="channels"), Measure.ALL)
    solutions = [
        solution("a", channels=has("mail", "chat")),
        solution("b", channels=has("mail", not_=["chat"])),
        solution("c", channels=has("mail")),
        solution("d"),
    ]
    row = table([channels], solutions).row(channels, frozenset({"mail", "chat"}))
    # Chat is shown by 1 of 3 with a fact: c is expected to miss 2/3 of one half = 840.
    assert row[2] == Cell(low=0, point=840, high=1260, known=1260)
    # d: (0 + 1260 + 840) / 3 = 700.
    assert row[3] == Cell(low=0, point=700, high=UNIT, known=0)


def test_a_question_unknown_of_every_reference_solution_is_left_out():
    q2 = ladder("q2")
    solutions = [steps("a", 1), steps("b", 2)]
    assert table([Q1, q2], solutions).row(q2, "v0") is None


def test_a_set_of_which_every_wanted_option_is_open_everywhere_is_left_out():
    places = options(attribute(Kind.SET, "nl", "eu", "us", id="places"), Measure.ALL)
    solutions = [solution("a", places=has("us")), solution("b", places=has("us", not_=["eu"]))]
    made = table([places], solutions)
    assert made.row(places, frozenset({"nl"})) is None
    assert made.row(places, frozenset({"eu"})) is not None


def test_a_solution_outside_the_reference_moves_no_mean():
    q2 = ladder("q2")
    public = [steps("a", 1, 0), steps("b", None, 2)]
    private = steps("mine", 4, None)
    held = table([Q1, q2], [*public, private], public)
    assert held.row(Q1, "v0") == (Cell.exact(630), Cell(0, 630, 2520, 0), Cell.exact(2520))
    # What is unknown of the private one is filled in from the public ones: (0 + 2) / 2 steps.
    assert held.row(q2, "v0")[2] == Cell(0, 630, 2520, 0)


def test_a_filtered_list_keeps_the_means_of_the_whole():
    public = [steps("a", 1), steps("b", 3), steps("c", None)]
    whole = table([Q1], public).row(Q1, "v0")
    assert table([Q1], public[2:], public).row(Q1, "v0") == whole[2:]


def test_what_only_a_private_solution_tells_is_left_out_for_all():
    made = table([Q1], [steps("a", None), steps("mine", 0)], [steps("a", None)])
    assert made.row(Q1, "v0") is None


def test_a_wanted_option_only_a_private_solution_tells_about_is_left_out():
    channels = options(attribute(Kind.SET, "mail", "fax", id="channels"), Measure.ALL)
    public = solution("a", channels=has("mail"))
    private = solution("mine", channels=has("fax", not_=["mail"]))
    row = table([channels], [public, private], [public]).row(channels, frozenset({"mail", "fax"}))
    assert [found.point for found in row] == [0, UNIT]


def test_the_same_row_is_worked_out_once():
    made = table([Q1], [steps("a", 1)])
    assert made.row(Q1, "v0") is made.row(Q1, "v0")
    assert made.row(Q1, "v0") != made.row(Q1, "v4")


def test_shares_are_counted_over_the_reference_with_a_fact():
    channels = options(attribute(Kind.SET, "mail", "chat", id="channels"), Measure.ALL)
    solutions = [solution("a", channels=has("mail")), solution("b", q1=level("v0"))]
    assert table([channels], solutions).shares(channels).options == {"mail": 1}


# From a catalogue -------------------------------------------------------------------------------


def test_the_table_of_an_application_holds_its_solutions_and_its_questions(tiny):
    espresso = solution_table(tiny, "espresso")
    assert [s.id for s in espresso.solutions] == ["alto-one", "alto-duo", "basso", "corto"]
    assert set(espresso.questions) == set(tiny.questions) - {"goals"}
    filters = solution_table(tiny, "filter")
    assert [s.id for s in filters.solutions] == ["alto-duo", "dolce"]
    assert set(filters.questions) == set(tiny.questions) - {"goals", "grinder"}


def test_private_solutions_are_ranked_but_are_no_reference(tiny):
    espresso = solution_table(tiny, "espresso")
    assert "corto" in [s.id for s in espresso.solutions]
    assert "corto" not in [s.id for s in espresso.reference]


def test_a_question_may_be_limited_to_applications(tiny):
    loud = tiny.reserve["loud"].question
    assert loud.applies("filter")
    assert not loud.applies("espresso")


def test_applications_are_ranked_on_what_is_judged_of_them(tiny):
    made = application_table(tiny)
    assert [a.id for a in made.solutions] == ["espresso", "filter"]
    assert set(made.questions) == {"goals", "milk", "cups"}
    goals = tiny.questions["goals"]
    # Taste and waste: espresso serves taste in full and waste by half, filter neither.
    row = made.row(goals, frozenset({"taste", "waste"}))
    assert row == (Cell.exact(630), Cell.exact(UNIT))


def test_what_a_judgement_leaves_open_has_no_limit(tiny):
    made = application_table(tiny)
    # Espresso up to 80, filter from 10; 5 cups: filter is a factor 2 off.
    assert [c.point for c in made.row(tiny.questions["cups"], 5.0)] == [0, 840]
    assert [c.point for c in made.row(tiny.questions["cups"], 5000.0)] == [UNIT, 0]


def test_a_ranking_does_not_depend_on_questions_of_another_application(tiny):
    grinder = wish(tiny.questions["grinder"], "agree")
    noise = wish(tiny.questions["noise"], "agree")
    both = rank(Profile((grinder, noise), {}), solution_table(tiny, "filter"))
    alone = rank(Profile((noise,), {}), solution_table(tiny, "filter"))
    assert both == alone
