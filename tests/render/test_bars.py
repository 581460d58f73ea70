"""Intervals drawn with characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemwijzer.render.bars import draw
from stemwijzer.report.blocks import Bar, Share

SHARES = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted)


@given(SHARES, st.integers(1, 60), st.booleans())
def test_a_bar_is_exactly_as_wide_as_asked_and_has_one_dot(
    shares: list[float], width: int, unicode: bool
) -> None:
    drawn = draw(Bar(*shares), width, unicode=unicode)
    assert len(drawn) == width
    assert drawn.count("●" if unicode else "O") == 1


@given(SHARES, st.integers(1, 60))
def test_the_line_is_one_piece_and_holds_the_dot(shares: list[float], width: int) -> None:
    drawn = draw(Bar(*shares), width).strip("·")
    assert "·" not in drawn
    assert "●" in drawn


@given(SHARES, SHARES)
def test_a_better_match_never_stands_further_left(one: list[float], other: list[float]) -> None:
    low, high = sorted((one, other), key=lambda shares: shares[1])
    assert draw(Bar(*low)).index("●") <= draw(Bar(*high)).index("●")


@given(SHARES)
def test_the_fallback_is_the_same_drawing_in_ascii(shares: list[float]) -> None:
    fallback = draw(Bar(*shares), unicode=False)
    assert fallback.isascii()
    assert fallback.translate(str.maketrans(".=O", "·━●")) == draw(Bar(*shares))


@pytest.mark.parametrize(
    ("bar", "expected"),
    [
        (Bar(0, 0, 0), "●·········"),
        (Bar(1, 1, 1), "·········●"),
        (Bar(0, 0.5, 1), "━━━━━●━━━━"),
        (Bar(0.25, 0.35, 0.55), "··━●━━····"),
    ],
)
def test_the_ends_and_the_middle_stand_where_they_should(bar: Bar, expected: str) -> None:
    assert draw(bar, 10) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, ""), (0.001, "█"), (0.5, "█████"), (1, "██████████")],
)
def test_a_share_is_a_bar_from_nothing_and_a_little_can_be_seen(
    share: float, expected: str
) -> None:
    assert draw(Share(share), 10) == expected
    assert draw(Share(share), 10, unicode=False) == expected.replace("█", "#")
