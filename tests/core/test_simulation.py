"""Many sheets at once come to exactly the sums and places of one sheet at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.builders import attribute, has, number, options, position, profile, steps, table, wish
from core.builders import ladder as ladder_question
from core.strategies import World, wishes, worlds
from stemwijzer.core.matching import rank
from stemwijzer.core.model import Catalogue, Fact, Kind, Measure
from stemwijzer.core.profile import Profile, Wish
from stemwijzer.core.simulation import (
    BLOCK,
    IMPORTANCES,
    Codebook,
    Codes,
    Draw,
    Scorer,
    best_shares,
    blocks,
    make_codebook,
    number_ladder,
    places,
    score,
)
from stemwijzer.core.tables import Table, solution_table


def plain(book: Codebook, row: Codes) -> Profile:
    """Return the profile that a row of codes stands for."""
    asked = [book.wishes[column][code] for column, code in enumerate(row)]
    return Profile(tuple(w for w in asked if w is not None), {})


def assert_same(table: Table, book: Codebook, codes: Codes) -> None:
    """Hold every sum, place and share against ``rank``, sheet by sheet."""
    scores = score(table, book, codes)
    placed, ranked = places(scores), scores.ranked
    firsts, threes = (best_shares(scores.points, ranked, most) for most in (1, 3))
    for i, row in enumerate(codes):
        ranking = rank(plain(book, row), table)
        assert ranking.weight == scores.weights[i]
        for j, solution in enumerate(table.solutions):
            standing = ranking.standing(solution.id)
            if standing is None:
                assert scores.weights[i] == placed[i, j] == 0
                continue
            found = (scores.points[i, j], scores.known[i, j], placed[i, j])
            assert found == (standing.point, standing.known, standing.rank)
            assert ranked[i, j] == (standing in ranking.ranked)
            tied = sum(s.rank == standing.rank for s in ranking.ranked)
            first = 1 / tied if standing.rank == 1 else 0
            assert firsts[i, j] == pytest.approx(first)
            three = min(1, max(0, 4 - standing.rank) / tied) if standing.rank else 0
            assert threes[i, j] == pytest.approx(three)


@pytest.mark.parametrize("application", ["ccaas", "chatbot", "cpaas", "wfm", "voc"])
def test_scores_are_those_of_the_ranking_on_the_shipped_catalogue(
    shipped: Catalogue, application: str
) -> None:
    asked = solution_table(shipped, application)
    if not asked.solutions:
        pytest.skip("nothing to rank")
    book = make_codebook(asked.questions.values(), asked.solutions)
    for _, codes in blocks(book, [], 60, seed=4):
        assert_same(asked, book, codes)


@given(worlds(), st.integers(0, 100))
def test_scores_are_those_of_the_ranking_on_any_catalogue(world: World, seed: int) -> None:
    asked = table(world.questions, world.solutions)
    own = Profile(tuple(replace(w, must=False) for w in world.wishes), {})
    book = make_codebook(world.questions, world.solutions, [own])
    codes = [codes for _, codes in blocks(book, [book.encode(own)], 9, seed)]
    assert_same(asked, book, np.concatenate([*codes, book.encode(own)[None, :]]))


def test_blocks_score_as_one_heap(shipped: Catalogue) -> None:
    asked = solution_table(shipped, "ticketing")
    book = make_codebook(asked.questions.values(), asked.solutions)
    scorer = Scorer(asked, book)
    (_, codes), *_ = blocks(book, [], 400, seed=1)
    whole = scorer.score(codes)
    parts = [scorer.score(part) for part in np.array_split(codes, 7)]
    assert (np.concatenate([p.points for p in parts]) == whole.points).all()
    assert (np.concatenate([p.weights for p in parts]) == whole.weights).all()


# Codes ------------------------------------------------------------------------------------------


def test_an_answer_and_an_importance_have_one_code() -> None:
    question = ladder_question("q1")
    book = make_codebook([question], [])
    found = {(w.target, w.importance) for w in book.wishes[0] if w}
    assert found == {(f"v{i}", i_.halves) for i in range(5) for i_, _ in IMPORTANCES}
    wished = wish(question, "v3", importance=4)
    code = book.encode(profile(wished))[0]
    assert book.wishes[0][code] == wished
    assert book.wishes[0][book.encode(profile())[0]] is None


def test_what_a_persona_answers_has_a_code_of_its_own_that_is_never_drawn() -> None:
    question = options(attribute(Kind.SET, *"abcdef", id="x"), Measure.ALL)
    wide = profile(wish(question, frozenset("abcde")))
    book = make_codebook([question], [], [wide])
    code = book.encode(wide)[0]
    assert code == len(book.wishes[0]) - 1
    drawn = np.concatenate([codes for _, codes in blocks(book, [], 3000, 1)])
    assert code not in drawn
    with pytest.raises(KeyError):
        make_codebook([question], []).encode(wide)


def test_a_must_have_has_the_code_of_the_highest_importance() -> None:
    question = ladder_question("q1")
    book = make_codebook([question], [])
    strict = profile(wish(question, "v0", importance=4, must=True))
    assert book.encode(strict) == book.encode(profile(wish(question, "v0", importance=4)))


def test_numbers_are_drawn_between_the_ends_that_facts_speak_of() -> None:
    scale = number(attribute(Kind.INTERVAL, id="x"), Measure.WITHIN)
    facts = [Fact(low=4.0, high=60.0), Fact(low=None, high=float("inf"))]
    assert number_ladder(scale, facts) == (3, 5, 7, 10, 15, 20, 30, 50, 70)
    assert number_ladder(scale, []) == ()
    assert number_ladder(replace(scale, minimum=5.0), facts) == (50, 70)
    price = number(
        attribute(Kind.AMOUNT, id="x", currency="EUR", rates={"EUR": 1.0, "USD": 0.5}),
        Measure.AT_MOST,
    )
    assert number_ladder(price, [Fact(amount=20.0, currency="USD")]) == (10,)


def test_a_number_nobody_knows_anything_about_is_left_open() -> None:
    scale = number(attribute(Kind.INTERVAL, id="x"), Measure.WITHIN)
    book = make_codebook([scale], [])
    (_, codes), *_ = blocks(book, [], 50, 1)
    assert {book.wishes[0][code] for code in codes[:, 0]} == {None}


# Drawing ----------------------------------------------------------------------------------------


def drawn(book: Codebook, way: Draw, count: int = 30_000, personas: list[Codes] | None = None):
    parts = [codes for how, codes in blocks(book, personas or [], count, 1) if how is way]
    return np.concatenate(parts)


def two_of_a_theme() -> Codebook:
    one, other = ladder_question("q1"), ladder_question("q2")
    apart = replace(ladder_question("q3"), theme="other")
    return make_codebook([one, other, apart], [])


@pytest.mark.parametrize("way", [Draw.UNIFORM, Draw.THEMED])
def test_every_answer_is_as_likely_as_declared(way: Draw) -> None:
    codes = drawn(two_of_a_theme(), way)
    answers = codes // len(IMPORTANCES)
    for column in range(3):
        shares = np.bincount(answers[:, column], minlength=6) / len(codes)
        assert shares == pytest.approx([0.2] + [0.16] * 5, abs=0.012)
    importance = np.bincount((codes % 3).ravel()) / codes.size
    assert importance == pytest.approx([0.2, 0.6, 0.2], abs=0.012)


def test_answers_under_one_theme_lean_the_same_way() -> None:
    uniform, themed = (drawn(two_of_a_theme(), way) // 3 for way in (Draw.UNIFORM, Draw.THEMED))
    for codes, expected in ((uniform, 0.0), (themed, 0.5)):
        assert np.corrcoef(codes[:, 0], codes[:, 1])[0, 1] == pytest.approx(expected, abs=0.05)
        assert np.corrcoef(codes[:, 0], codes[:, 2])[0, 1] == pytest.approx(0, abs=0.05)


def test_sheets_around_a_persona_keep_six_answers_in_ten() -> None:
    questions = [ladder_question("q1"), ladder_question("q2")]
    own = profile(wish(questions[0], "v2", importance=4), wish(questions[1], "v0"))
    book = make_codebook(questions, [], [own])
    codes = drawn(book, Draw.PERSONAS, personas=[book.encode(own)])
    kept = (codes == book.encode(own)).mean(axis=0)
    # a redrawn answer can be the same one by chance: 0.16 times 0.2 or 0.6
    assert kept == pytest.approx([0.6 + 0.4 * 0.032, 0.6 + 0.4 * 0.096], abs=0.015)


def test_sheets_are_split_evenly_over_the_ways_and_come_in_blocks() -> None:
    book = two_of_a_theme()
    sizes: dict[Draw, list[int]] = {}
    for way, codes in blocks(book, [book.encode(profile())], 3 * BLOCK + 1, 1):
        sizes.setdefault(way, []).append(len(codes))
    assert sizes == {
        Draw.UNIFORM: [BLOCK, 1],
        Draw.THEMED: [BLOCK],
        Draw.PERSONAS: [BLOCK],
    }
    assert [way for way, _ in blocks(book, [], 10, 1)] == [Draw.UNIFORM, Draw.THEMED]


def test_another_question_or_order_changes_no_answer_to_the_others() -> None:
    one, other = ladder_question("q1"), ladder_question("q2")
    alone = drawn(make_codebook([one], []), Draw.THEMED, 900)
    together = drawn(make_codebook([other, one], []), Draw.THEMED, 900)
    assert (alone[:, 0] == together[:, 1]).all()
    assert (together[:, 0] != together[:, 1]).any()


def test_the_seed_decides_what_is_drawn() -> None:
    book = two_of_a_theme()

    def all_codes(seed: int) -> Codes:
        return np.concatenate([codes for _, codes in blocks(book, [], 100, seed)])

    assert (all_codes(1) == all_codes(1)).all()
    assert (all_codes(1) != all_codes(2)).any()


# Shares -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "ranked", "most", "shares"),
    [
        ([1, 2, 3, 4], [1, 1, 1, 1], 1, [1, 0, 0, 0]),
        ([1, 1, 3, 4], [1, 1, 1, 1], 1, [0.5, 0.5, 0, 0]),
        ([1, 2, 3, 4], [0, 1, 1, 1], 1, [0, 1, 0, 0]),
        ([1, 2, 3, 3], [1, 1, 1, 1], 3, [1, 1, 0.5, 0.5]),
        ([1, 1, 1, 1], [1, 1, 1, 1], 3, [0.75] * 4),
        ([1, 2, 3, 4], [0, 0, 1, 1], 3, [0, 0, 1, 1]),
        ([1, 2, 3, 4], [0, 0, 0, 0], 3, [0, 0, 0, 0]),
        ([1, 2], [1, 0], 3, [1, 0]),
    ],
)
def test_shares_of_the_first_places_split_ties(points, ranked, most, shares) -> None:
    for kind in (np.int32, np.float64):
        found = best_shares(np.array([points], kind), np.array([ranked], bool), most)
        assert found.tolist() == [pytest.approx(shares)]


def test_an_unranked_solution_has_no_place() -> None:
    question = ladder_question("q1")
    asked = table([question], [steps("a", 1), steps("b", 1), steps("c", None), steps("d", 2)])
    book = make_codebook([question], asked.solutions)
    codes = book.encode(profile(wish(question, "v0")))[None, :]
    assert places(score(asked, book, codes)).tolist() == [[1, 1, 0, 3]]
    nothing = book.encode(profile())[None, :]
    assert places(score(asked, book, nothing)).tolist() == [[0, 0, 0, 0]]


@settings(max_examples=15)
@given(st.lists(wishes("q1", musts=False), min_size=1, max_size=1))
def test_a_wish_nobody_knows_anything_about_weighs_nothing(own: list[Wish]) -> None:
    asked = table([own[0].question], [steps("a")])
    book = make_codebook([own[0].question], asked.solutions, [profile(*own)])
    assert score(asked, book, book.encode(profile(*own))[None, :]).weights.tolist() == [0]


def test_positions_sets_and_levels_are_coded_too() -> None:
    levels = position(attribute(Kind.LEVELS, "a", "b", "c", id="q1"))
    wanted = options(attribute(Kind.SET, "d", "e", id="q2"), Measure.ANY)
    one = steps("one")
    one = replace(one, facts={"q1": has("a", "c"), "q2": has("d", not_=["e"])})
    asked = table([levels, wanted], [one, replace(one, id="two", facts={"q1": has("b")})])
    book = make_codebook(asked.questions.values(), asked.solutions)
    for _, codes in blocks(book, [], 100, 1):
        assert_same(asked, book, codes)
