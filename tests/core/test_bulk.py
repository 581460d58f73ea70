"""Many profiles at once: bit for bit the numbers of ``matching.rank``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.strategies import World, solutions, targets, wishes
from stemwijzer.core import bulk
from stemwijzer.core.bulk import Book, BulkTable
from stemwijzer.core.bulk_place import STATES, STATUSES, Ranks, place
from stemwijzer.core.matching import MustState, Standing, goal_must, product_must, rank
from stemwijzer.core.profile import Profile, Wish
from stemwijzer.core.tables import Table


@st.composite
def crowds(draw: st.DrawFn) -> tuple[World, list[Profile]]:
    """Return solutions, and profiles that wish for different things about the same questions."""
    asked = tuple(draw(wishes(f"q{i}")) for i in range(draw(st.integers(1, 5))))
    about = tuple(wish.question for wish in asked)
    sold = tuple(draw(solutions(f"s{i}", about)) for i in range(draw(st.integers(0, 6))))
    profiles = []
    for _ in range(draw(st.integers(1, 4))):
        own = []
        for wish in asked:
            if draw(st.integers(0, 3)) == 0:
                continue
            must = draw(st.integers(0, 5)) == 0
            importance = 4 if must else draw(st.sampled_from([1, 2, 4]))
            target = draw(targets(wish.question))
            own.append(Wish(wish.question, target, wish.strength, importance, must))
        profiles.append(Profile(tuple(own), {}))
    return World(asked, sold), profiles


def as_rows(ranks: Ranks, row: int, names: list[str]) -> list[tuple[object, ...]]:
    return [
        (
            STATES[ranks.state[row, k]],
            names[ranks.solution[row, k]],
            ranks.rank[row, k],
            ranks.tied[row, k],
            ranks.close_call[row, k],
            ranks.possible_winner[row, k],
            ranks.match[row, k],
            ranks.match_low[row, k],
            ranks.match_high[row, k],
            ranks.coverage[row, k],
        )
        for k in range(ranks.solution.shape[1])
        if ranks.solution[row, k] >= 0
    ]


def expected(state: str, found: Standing) -> tuple[object, ...]:
    return (
        state,
        found.solution_id,
        found.rank,
        found.tied,
        found.close_call,
        found.possible_winner,
        found.match,
        found.match_low,
        found.match_high,
        found.coverage,
    )


@pytest.mark.parametrize("must_test", [product_must, goal_must])
@pytest.mark.parametrize("combinations", [1, 64])
def test_the_same_numbers_as_one_by_one(must_test, combinations, monkeypatch) -> None:
    monkeypatch.setattr(bulk, "COMBINATIONS", combinations)

    @given(crowds(), st.integers(0, 3))
    def check(found: tuple[World, list[Profile]], top: int) -> None:
        world, profiles = found
        table = Table("app", world.questions, world.solutions, world.solutions)
        book = Book(world.questions)
        many = BulkTable(table, book, must_test)
        names = [s.id for s in world.solutions]
        codes = book.encode(profiles * (combinations * 8))  # enough for groups to be made
        sums = many.sums(codes)
        everything, best = place(sums, full=True), place(sums, top)
        for row, profile in enumerate(profiles):
            ranking = rank(profile, table, must_test)
            assert STATUSES[everything.status[row]] is ranking.status
            whole = [
                *(expected("ranked", s) for s in ranking.ranked),
                *(expected("excluded", s) for s in ranking.excluded),
                *(expected("unranked", s) for s in ranking.unranked),
            ]
            assert as_rows(everything, row, names) == whole
            shown = ranking.ranked[: top or None]
            assert as_rows(best, row, names) == [expected("ranked", s) for s in shown]
            for column, name in enumerate(names):
                standing = ranking.standing(name)
                if standing is not None:
                    musts = [(m.question_id, m.state) for m in standing.must_haves]
                    assert many.musts(codes[row], column) == musts

    check()


def test_a_table_follows_a_book_that_grows() -> None:
    from core.builders import ladder, steps, wish

    question = ladder("q1")
    book = Book([question])
    many = BulkTable(
        Table("app", [question], [steps("a", 0), steps("b", 4)], [steps("a", 0)]), book
    )
    first = many.sums(book.encode([Profile((wish(question, "v0"),), {})]))
    second = many.sums(book.encode([Profile((wish(question, "v4"),), {}), Profile((), {})]))
    assert first.point.tolist() == [[0, 4 * 2520]]
    assert second.point.tolist() == [[4 * 2520, 0], [0, 0]]
    assert second.weight.tolist() == [4, 0]


def test_must_states_are_words_the_table_knows() -> None:
    assert {state.value for state in MustState} == {"met", "not_met", "unknown"}
