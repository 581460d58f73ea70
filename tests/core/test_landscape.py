"""The map: exact where two dimensions are enough, honest where they are not."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.builders import ladder, ranking, steps, wish
from stemwijzer.core.landscape import IDEAL, landscape, scaled
from stemwijzer.core.model import UNIT

WISHES = (wish(ladder("q1"), "v0"), wish(ladder("q2"), "v0"))


def distances(points: np.ndarray) -> np.ndarray:
    return np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))


def test_points_of_a_plane_come_back_with_their_distances():
    plane = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0], [3.0, 4.0]])
    found, kept = scaled(distances(plane))
    assert kept == pytest.approx(1)
    assert distances(found) == pytest.approx(distances(plane), abs=1e-5)


def test_a_third_dimension_is_lost_and_counted():
    """A regular tetrahedron has three equal eigenvalues: a plane keeps two of the three."""
    _, kept = scaled(np.ones((4, 4)) - np.eye(4))
    assert kept == pytest.approx(2 / 3, abs=1e-6)


def test_equal_points_lie_on_each_other_and_nothing_is_lost():
    found, kept = scaled(np.zeros((3, 3)))
    assert kept == 1
    assert not found.any()


@given(st.lists(st.lists(st.floats(0, 1), min_size=5, max_size=5), min_size=2, max_size=12))
def test_the_share_kept_is_a_share(rows):
    parts = np.array(rows)
    _, kept = scaled(np.abs(parts[:, None] - parts[None]).sum(axis=2))
    assert 0 <= kept <= 1


def test_a_map_of_two_questions_shows_the_ranking_exactly():
    """Level v0 is wished twice: a is one of eight steps off, b two of eight."""
    found = ranking(WISHES, [steps("a", 1, 0), steps("b", 0, 2)])
    plane = landscape(found)
    assert plane is not None
    assert [p.solution_id for p in plane.points] == [IDEAL, "a", "b"]
    you = plane.ideal
    for point, standing in zip(plane.points[1:], found.ranked, strict=True):
        away = hypot(point.x - you.x, point.y - you.y)
        assert away == pytest.approx(standing.point / (standing.weight * UNIT), abs=1e-5)
    assert (plane.same_order, plane.pairs) == (1, 1)
    assert plane.kept == pytest.approx(1, abs=1e-6)
    assert you.x < 0
    assert set(plane.across) <= {"q1", "q2"}
    assert plane == landscape(found)


def test_one_solution_has_no_map_and_clones_lie_on_one_point():
    found = ranking(WISHES, [steps("a", 1, 1), steps("b", 1, 1)])
    plane = landscape(found)
    assert plane is not None
    assert (plane.points[1].x, plane.points[1].y) == (plane.points[2].x, plane.points[2].y)
    assert plane.pairs == 0
    assert landscape(replace(found, ranked=found.ranked[:1])) is None
