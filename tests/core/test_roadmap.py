"""The rules of the roadmap, each worked out by hand.

Goals weigh 4 and the ladder 12 (importance 6, in half units, so that it decides the match): one
step of the ladder takes 3/16 off the match, a goal that is missed 1/4, half served 1/8.
"""

from __future__ import annotations

from itertools import permutations

import pytest

from core.builders import attribute, has, level, number, options, position, profile, wish, words
from stemwijzer.core.matching import goal_must, rank
from stemwijzer.core.model import (
    GOALS,
    Application,
    Benefits,
    Cover,
    Fact,
    Kind,
    Measure,
    Prerequisite,
)
from stemwijzer.core.plan import Ready, Step, Why
from stemwijzer.core.roadmap import conditions, roadmap
from stemwijzer.core.tables import Table

NOW, NEXT, LATER, NOT, PRESENT = Step.NOW, Step.NEXT, Step.LATER, Step.NOT, Step.PRESENT
ALL_GOALS = ("a", "b", "c")
NOBODY = Benefits(words("c"), words("e"), words("o"))

goals = options(attribute(Kind.SET, *ALL_GOALS, id=GOALS, applies_to=frozenset()), Measure.ALL)
ladder = position(attribute(Kind.LEVEL, "v0", "v1", "v2", "v3", "v4", id="fit"))
users = number(attribute(Kind.INTERVAL, id="users"), Measure.WITHIN)
settings = position(attribute(Kind.LEVELS, "off", "half", "on", id="settings"))
channels = options(attribute(Kind.SET, "phone", "mail", id="channels"), Measure.ALL)


def app(
    name,
    full="",
    half="",
    *,
    step=0,
    low=0.0,
    high=float("inf"),
    first=(),
    cover=(),
    shown=("off", "half", "on"),
):
    """Return an application so many steps down the ladder; ``first`` are its prerequisites."""
    facts = {
        GOALS: has(*full, partly=half, not_=set(ALL_GOALS) - set(full) - set(half)),
        "fit": level(f"v{step}"),
        "users": Fact(low=low, high=high),
        "settings": has(*shown, not_={"off", "half", "on"} - set(shown)),
        "channels": has("mail", not_=("phone",)),
    }
    needs = tuple(p if isinstance(p, Prerequisite) else needed(p) for p in first)
    covered = Cover(tuple(cover), words("covered")) if cover else None
    return Application(
        name, words(name), words(name), NOBODY, needs, facts, {}, cover=covered
    )  # fmt: skip


def needed(*names, condition=""):
    return Prerequisite(words("first"), names, condition)


def plan(*apps, wanted="a", have=(), size=None, more=()):
    """Return the places by application."""
    wishes = [wish(goals, frozenset(wanted))] if wanted else []
    wishes.append(wish(ladder, "v0", importance=6))
    if size is not None:
        wishes.append(wish(users, float(size), importance=1, strength=1))
    wishes += more
    found = profile(*wishes)
    table = Table("applications", [w.question for w in wishes], apps, apps)
    places = roadmap({a.id: a for a in apps}, rank(found, table, goal_must), found, frozenset(have))
    return {place.application: place for place in places}


def steps(*apps, **more):
    return {name: place.step for name, place in plan(*apps, **more).items()}


def whys(place):
    return [reason.why for reason in place.reasons]


# Goals ------------------------------------------------------------------------------------------


def test_without_goals_there_is_nothing_to_plan_for():
    assert plan(app("one", "a"), wanted="") == {}


def test_what_serves_no_goal_is_not_for_the_user():
    place = plan(app("one", "b"))["one"]
    assert (place.step, whys(place)) == (NOT, [Why.NO_GOAL])


def test_what_fully_serves_a_goal_comes_now():
    place = plan(app("one", "ab", "c"), wanted="abc")["one"]
    assert (place.step, place.full, place.half) == (NOW, ("a", "b"), ("c",))
    assert place.reasons[0].goals == ("a", "b")


def test_the_better_match_comes_now_and_what_serves_the_same_goal_next():
    found = plan(app("worse", "a", step=1), app("better", "a"))
    assert list(found) == ["better", "worse"]
    assert (found["better"].step, found["worse"].step) == (NOW, NEXT)
    (reason,) = found["worse"].reasons
    assert (reason.why, reason.applications) == (Why.SAME_GOALS, ("better",))


def test_equal_matches_are_treated_alike():
    assert steps(app("one", "a"), app("other", "a")) == {"one": NOW, "other": NOW}


def test_a_worse_match_comes_now_for_a_goal_nothing_better_serves():
    found = plan(app("one", "a"), app("two", "ab", step=1), wanted="ab")
    # 'two' serves both goals: 1 - 3/16 = 13/16; 'one' misses b: 1 - 1/8 = 14/16.
    assert [p.standing.match for p in found.values()] == [14 / 16, 13 / 16]
    assert found["two"].reasons[0].goals == ("b",)
    assert {p.step for p in found.values()} == {NOW}


def test_half_of_an_open_goal_is_next_and_half_of_a_served_one_is_later():
    assert steps(app("half", "", "a")) == {"half": NEXT}
    found = plan(app("half", "", "a"), app("whole", "a", step=1))
    assert (found["whole"].step, found["half"].step) == (NOW, LATER)
    assert found["half"].reasons[0].applications == ("whole",)


# What must be there first -----------------------------------------------------------------------


def test_what_needs_another_application_comes_one_step_later():
    found = plan(app("bot", "a", first=["base"]), app("base", "a", step=1))
    assert (found["base"].step, found["bot"].step) == (NOW, NEXT)
    assert whys(found["bot"]) == [Why.OPEN_GOALS, Why.WAITS_FOR]
    assert found["bot"].prerequisites[0][1] is Ready.PLANNED


def test_with_the_prerequisite_there_it_comes_now():
    found = plan(app("bot", "a", first=["base"]), app("base", "a", step=1), have=["base"])
    assert (found["base"].step, found["bot"].step) == (PRESENT, NOW)
    assert found["bot"].prerequisites[0][1] is Ready.PRESENT


def test_what_serves_no_goal_but_is_needed_first_is_taken_along():
    found = plan(app("bot", "a", first=["base"]), app("base"))
    assert (found["base"].step, found["bot"].step) == (NOW, NEXT)
    (reason,) = found["base"].reasons
    assert (reason.why, reason.applications) == (Why.NEEDED_FOR, ("bot",))


def test_a_chain_takes_a_step_each():
    chain = [app("c", "a", first=["b"]), app("b", first=["a"]), app("a")]
    assert steps(*chain) == {"a": NOW, "b": NEXT, "c": LATER}


def test_one_of_several_prerequisites_is_enough():
    either = app("plan", "a", first=[needed("one", "other")])
    found = plan(either, app("one", "b"), app("other", "b", step=1), wanted="ab")
    # 'other' only serves what 'one' serves already: next. 'plan' waits for the earlier of the two.
    assert (found["one"].step, found["other"].step, found["plan"].step) == (NOW, NEXT, NEXT)
    assert found["plan"].reasons[-1].applications == ("one",)
    assert steps(either, app("one"), have=["other"])["plan"] is NOW


def test_a_condition_stands_in_for_the_applications():
    plans = app("plan", "a", first=[needed("one", condition="figures")])
    assert steps(plans, app("one"), have=["figures"]) == {"plan": NOW, "one": NOT}
    assert conditions([plans, app("one")]) == ("figures",)


def test_a_prerequisite_that_names_nothing_is_for_people_to_check():
    found = plan(app("one", "a", first=[needed()]))["one"]
    assert (found.step, found.prerequisites[0][1]) == (NOW, Ready.CHECK)


def test_what_needs_something_that_is_out_comes_later():
    found = plan(app("bot", "a", first=["base"]), app("base", "a", low=100), size=10)
    assert (found["base"].step, found["bot"].step) == (NOT, LATER)
    assert found["bot"].prerequisites[0][1] is Ready.MISSING


def test_a_circle_of_prerequisites_ends():
    found = steps(app("one", "a", first=["two"]), app("two", "a", first=["one"]))
    assert found == {"one": LATER, "two": LATER}


# Size, match, must-haves, cover -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "step"), [(20, NOW), (16, NOW), (15, LATER), (10, LATER), (9, NOT)]
)
def test_below_the_smallest_size(size, step):
    place = plan(app("one", "a", low=20), size=size)["one"]
    assert place.step is step
    assert (Why.TOO_SMALL in whys(place)) is (step is not NOW)


@pytest.mark.parametrize(("size", "step"), [(50, NOW), (62, NOW), (63, NOT)])
def test_above_the_largest_size(size, step):
    assert steps(app("one", "a", high=50), size=size) == {"one": step}


@pytest.mark.parametrize(
    ("down", "match", "step"),
    [(2, 10 / 16, NOW), (3, 7 / 16, LATER), (4, 4 / 16, NOT)],
)
def test_a_weak_match_comes_later_and_a_poor_one_not(down, match, step):
    place = plan(app("one", "a", step=down))["one"]
    assert (place.standing.match, place.step) == (match, step)


def test_a_must_have_no_setting_meets_takes_it_out():
    must = wish(settings, "off", importance=1, strength=1, must=True)
    assert steps(app("one", "a", shown=["half", "on"]), more=[must]) == {"one": NOT}
    assert steps(app("one", "a"), more=[must]) == {"one": NOW}


def test_a_must_have_on_channels_can_be_met_by_another_application():
    must = wish(channels, frozenset({"phone"}), importance=1, strength=1, must=True)
    assert steps(app("one", "a"), more=[must]) == {"one": NOW}


def test_what_another_candidate_covers_is_not_for_the_user():
    small, large = app("small", "a", cover=["large"]), app("large", "a")
    assert steps(small, large) == {"large": NOW, "small": NOT}
    assert plan(small, large)["small"].reasons[0].applications == ("large",)


def test_a_cover_that_matches_less_well_or_is_out_covers_nothing():
    small = app("small", "a", cover=["large"])
    assert steps(small, app("large", "a", step=1)) == {"small": NOW, "large": NEXT}
    assert steps(small, app("large", "a", low=100), size=5) == {"small": NOW, "large": NOT}
    assert steps(small, app("large", "b"), have=["large"])["small"] is NOT


def test_what_speaks_against_is_told_and_goals_are_not_told_twice():
    place = plan(app("one", "a", step=1, low=20), wanted="ab", size=18)["one"]
    assert [c.wish.question.id for c in place.against] == ["fit", "users"]


# The whole --------------------------------------------------------------------------------------


def test_the_places_stand_in_the_order_of_time():
    found = plan(
        app("out", "c"),
        app("now", "a"),
        app("same", "a", step=1),
        app("there", "a", step=2),
        app("half", "", "a", step=1),
        have=["there"],
    )
    assert [p.step for p in found.values()] == [PRESENT, NOW, NEXT, LATER, NOT]


def test_the_order_of_the_data_changes_no_step():
    apps = [
        app("bot", "a", first=["base"]),
        app("base", step=1),
        app("one", "ab", step=1),
        app("two", "b", step=1),
        app("half", "", "b"),
    ]
    expected = steps(*apps, wanted="ab")
    for order in permutations(apps):
        assert steps(*order, wanted="ab") == expected
