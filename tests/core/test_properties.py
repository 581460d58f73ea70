"""What must hold for every profile and every catalogue."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.builders import ladder, profile, steps, table, wish
from core.strategies import World, improvements, wishes, worlds
from stemwijzer.core.distance import cell, measure_shares
from stemwijzer.core.matching import Ranking, Status, rank
from stemwijzer.core.model import UNIT
from stemwijzer.core.profile import Wish
from stemwijzer.core.second_rules import Rule, order, rerank, second_opinions

EXACT_IN_FLOAT32 = 2**24


def ranked(world, solutions=None, reference=None) -> Ranking:
    solutions = world.solutions if solutions is None else solutions
    reference = world.solutions if reference is None else reference
    return rank(profile(*world.wishes), table(world.questions, solutions, reference))


def standings(result: Ranking):
    return (*result.ranked, *result.excluded, *result.unranked)


def by_id(result: Ranking):
    """Return everything a ranking says about each solution, apart from the order of lists."""
    lists = (("ranked", result.ranked), ("excluded", result.excluded), ("un", result.unranked))
    return {s.solution_id: (name, s) for name, list_ in lists for s in list_}


def points_of_best_back(result: Ranking):
    """Return the must effects with the distance of the best in the place of its name.

    Among equals, which of them is named is neutral and means nothing.
    """
    points = {s.solution_id: s.point for s in standings(result)}
    return [
        (e.question_id, e.removes, e.alone, points.get(e.best_back)) for e in result.must_effects
    ]


@given(worlds(), st.randoms(use_true_random=False))
def test_reordering_solutions_permutes_the_ranking_and_nothing_else(
    world: World, shuffler: random.Random
):
    shuffled = list(world.solutions)
    shuffler.shuffle(shuffled)
    one, other = ranked(world), ranked(world, shuffled, shuffled)
    assert by_id(one) == by_id(other)
    assert (one.status, one.weight, one.left_out, one.relax) == (
        other.status,
        other.weight,
        other.left_out,
        other.relax,
    )
    assert points_of_best_back(one) == points_of_best_back(other)
    for mine, theirs in zip(second_opinions(one), second_opinions(other), strict=True):
        assert (mine.rule, set(mine.first), mine.agrees) == (
            theirs.rule,
            set(theirs.first),
            theirs.agrees,
        )


@given(worlds(), st.data())
def test_relabelling_solutions_relabels_the_ranking_and_nothing_else(world, data):
    names = data.draw(st.permutations([s.id for s in world.solutions]))
    new = dict(zip([s.id for s in world.solutions], names, strict=True))
    renamed = [replace(s, id=new[s.id], name=new[s.id]) for s in world.solutions]
    before, after = ranked(world), ranked(world, renamed, renamed)
    expected = {
        new[name]: (place, replace(standing, solution_id=new[name]))
        for name, (place, standing) in by_id(before).items()
    }
    assert by_id(after) == expected
    assert [s.solution_id for s in after.ranked] == [new[s.solution_id] for s in before.ranked]
    assert [e.best_back for e in after.must_effects] == [
        new.get(e.best_back, "") for e in before.must_effects
    ]


def doubled(world: World) -> World:
    twice = tuple(replace(wish, importance=wish.importance * 2) for wish in world.wishes)
    return World(twice, world.solutions)


def places(result: Ranking):
    return [
        (s.solution_id, s.rank, s.tied, s.possible_winner, s.match, s.match_low, s.match_high)
        for s in standings(result)
    ]


@given(worlds())
def test_doubling_all_weights_changes_no_place_match_bound_or_coverage(world):
    once, twice = ranked(world), ranked(doubled(world))
    assert places(once) == places(twice)
    assert [s.coverage for s in standings(once)] == [s.coverage for s in standings(twice)]
    assert (once.status, once.must_effects, once.relax) == (
        twice.status,
        twice.must_effects,
        twice.relax,
    )
    assert second_opinions(once) == second_opinions(twice)


def test_doubling_all_weights_changes_no_close_call():
    """One answer step between the two: close, whether both questions count once or twice."""
    once = World(
        (wish(ladder("q1"), "v0", importance=1), wish(ladder("q2"), "v0", importance=1)),
        (steps("a", 0, 2), steps("b", 1, 2)),
    )
    gaps = [ranked(world).ranked[0].close_call for world in (once, doubled(doubled(once)))]
    assert gaps[0] is gaps[1]


@given(worlds(least=1), st.integers(0, 5))
def test_a_clone_ties_exactly(world, index):
    original = world.solutions[index % len(world.solutions)]
    clone = replace(original, id="clone")
    result = ranked(world, (*world.solutions, clone))
    if result.status is Status.NO_PROFILE:
        return
    found = by_id(result)
    place, standing = found[original.id]
    assert found["clone"] == (place, replace(standing, solution_id="clone"))
    assert standing.tied is (place == "ranked")


@given(worlds(least=3), st.integers(0, 5))
def test_taking_a_solution_away_changes_no_order_among_the_others(world, index):
    """The reference is held, as the public catalogue of a version is."""
    gone = world.solutions[index % len(world.solutions)].id
    rest = [s for s in world.solutions if s.id != gone]
    whole, smaller = ranked(world), ranked(world, rest)
    for name in ("ranked", "excluded", "unranked"):
        before = [s for s in getattr(whole, name) if s.solution_id != gone]
        after = getattr(smaller, name)
        assert [(s.solution_id, s.low, s.point, s.high, s.known) for s in before] == [
            (s.solution_id, s.low, s.point, s.high, s.known) for s in after
        ]


@given(worlds(least=3))
def test_a_private_solution_moves_no_distance_of_the_public_ones(world):
    *public, private = world.solutions
    without, with_ = ranked(world, public, public), ranked(world, world.solutions, public)
    own = by_id(with_)
    for name, (place, standing) in by_id(without).items():
        assert own[name][0] == place
        assert own[name][1].contributions == standing.contributions
    assert (private.id in own) is bool(with_.weight)


@settings(max_examples=100)
@given(worlds(), st.data())
def test_improving_a_known_fact_towards_the_wish_never_lowers_a_rank(world, data):
    solution = data.draw(st.sampled_from(world.solutions))
    wish = data.draw(st.sampled_from(world.wishes))
    fact = solution.facts.get(wish.question.attribute.id)
    if fact is None:
        return
    better = replace(
        solution,
        facts={**solution.facts, wish.question.attribute.id: data.draw(improvements(wish, fact))},
    )
    improved = [better if s.id == solution.id else s for s in world.solutions]
    before, after = ranked(world), ranked(world, improved)
    if before.status is Status.NO_PROFILE:
        return
    (old_list, old), (new_list, new) = by_id(before)[solution.id], by_id(after)[solution.id]
    assert new.point <= old.point
    assert new.low <= old.low
    assert new.high <= old.high
    if old_list == "ranked":
        assert new_list == "ranked"
        assert new.rank <= old.rank


@given(worlds())
def test_the_contributions_of_a_solution_add_up_to_its_distance(world):
    result = ranked(world)
    for standing in standings(result):
        assert sum(c.sum for c in standing.contributions) == standing.point
        assert sum(c.wish.weight for c in standing.contributions) == standing.weight
        assert standing.weight == result.weight


@given(worlds())
def test_bounds_hold_the_expectation_and_shares_stay_within_their_range(world):
    for standing in standings(ranked(world)):
        for contribution in standing.contributions:
            found = contribution.cell
            assert 0 <= found.low <= found.point <= found.high <= UNIT
            assert 0 <= found.known <= UNIT
        assert 0 <= standing.match_low <= standing.match <= standing.match_high <= 1
        assert 0 <= standing.coverage <= 1


@given(worlds(least=1, most=4))
def test_a_cell_of_which_everything_is_known_leaves_nothing_open(world):
    for asked in world.wishes:
        of = asked.question.attribute
        shares = measure_shares(
            of, tuple(s.facts[of.id] for s in world.solutions if of.id in s.facts)
        )
        for solution in world.solutions:
            found = of.id in solution.facts and cell(
                asked.question, asked.target, solution.facts[of.id], shares
            )
            if found:
                assert 0 <= found.low <= found.point <= found.high <= UNIT
                assert (found.known == UNIT) is (found.low == found.high)


@given(worlds(least=1, most=4))
def test_the_mean_of_what_a_fact_can_turn_out_to_be_is_what_the_ranking_reckons_with(world):
    found = table(world.questions, world.solutions, world.solutions)
    for asked in world.wishes:
        row = found.row(asked.question, asked.target)
        if row is None:
            continue
        for cell_, possible in zip(row, found.outcomes(asked.question, asked.target), strict=True):
            distances, chances = zip(*possible, strict=True)
            assert sum(chances) == pytest.approx(1)
            assert cell_.low <= min(distances) <= max(distances) <= cell_.high
            mean = sum(d * c for d, c in possible)
            assert mean == pytest.approx(cell_.point, abs=2)  # each rounding is half a unit


@given(worlds())
def test_every_solution_stands_in_exactly_one_list_and_places_count_as_they_should(world):
    result = ranked(world)
    names = [s.solution_id for s in standings(result)]
    expected = [] if result.status is Status.NO_PROFILE else [s.id for s in world.solutions]
    assert sorted(names) == expected
    for standing in result.ranked:
        assert standing.rank == 1 + sum(s.point < standing.point for s in result.ranked)
        assert standing.unmet == ()
    for standing in result.excluded:
        assert standing.unmet
    if result.ranked:
        assert any(s.possible_winner for s in result.ranked)


@given(worlds(musts=False))
def test_only_a_must_have_takes_a_solution_out(world):
    assert ranked(world).excluded == ()


@given(worlds())
def test_relaxing_the_must_have_that_is_named_brings_the_best_excluded_solution_back(world):
    result = ranked(world)
    effects = {e.question_id: e for e in result.must_effects}
    if not result.relax:
        assert not any(e.best_back for e in effects.values())
        return
    back = effects[result.relax].best_back
    relaxed = tuple(replace(w, must=w.must and w.question.id != result.relax) for w in world.wishes)
    again = ranked(World(relaxed, world.solutions))
    assert back not in {s.solution_id for s in again.excluded}
    returned = [s for s in result.excluded if len(s.unmet) == 1]
    assert result.standing(back).point == min(s.point for s in returned)


@given(worlds())
def test_each_rule_orders_the_same_solutions(world):
    result = ranked(world)
    names = {s.solution_id for s in result.ranked}
    for rule in Rule:
        costs = order(rule, result.ranked)
        assert {name for name, _ in costs} == names
        assert [value for _, value in costs] == sorted(value for _, value in costs)
        assert {s.solution_id for s in rerank(result, rule).ranked} == names
    city = rerank(result, Rule.CITY_BLOCK)
    assert [(s.solution_id, s.rank) for s in city.ranked] == [
        (s.solution_id, s.rank) for s in result.ranked
    ]


@given(wishes("q"))
def test_a_weight_is_a_whole_number_of_quarters_from_one_to_eight(wish: Wish):
    assert wish.weight in {1, 2, 4, 8}


@pytest.mark.parametrize("extra", [0, 10])
def test_the_largest_sum_of_the_shipped_questions_is_exact_in_a_float32(shipped, extra):
    """Also with ten questions more than there are now."""
    numpy = pytest.importorskip("numpy")
    largest = (len(shipped.questions) + extra) * 8 * UNIT
    assert largest < EXACT_IN_FLOAT32
    assert int(numpy.float32(largest - 1)) == largest - 1
