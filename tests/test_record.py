"""A record behaves as a frozen dataclass with slots."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest

from stemwijzer.record import record


@record
class Point:
    """A point."""

    x: int
    y: int = 2
    tags: list[str] = field(default_factory=list)

    @property
    def sum(self) -> int:
        return self.x + self.y


@record
class Spot(Point):
    """A point with a name."""

    name: str = ""


@record
class Other:
    x: int
    y: int = 2
    tags: tuple[str, ...] = ()


@record
class Empty:
    """Nothing at all."""


@dataclass(frozen=True, slots=True)
class Standard:
    x: int
    y: int = 2
    tags: tuple[str, ...] = ()


def test_fields_are_filled_by_place_name_and_default():
    assert (Point(1).x, Point(1).y, Point(x=5, y=6).sum) == (1, 2, 11)
    assert Empty() == Empty()


def test_a_record_can_be_built_on_another():
    assert (Spot(1, name="a").sum, Spot(1, name="a").name) == (3, "a")
    assert Spot(1) != Point(1)


def test_every_record_gets_a_default_of_its_own():
    assert Point(1).tags is not Point(1).tags


@pytest.mark.parametrize("arguments", [(), (1, 2, [], 4)])
def test_a_wrong_number_of_values_is_refused(arguments):
    with pytest.raises(TypeError, match="__init__"):
        Point(*arguments)


@pytest.mark.parametrize("name", ["x", "nothing"])
def test_nothing_can_be_set_or_deleted(name):
    point = Point(1)
    with pytest.raises(FrozenInstanceError, match=name):
        setattr(point, name, 3)
    with pytest.raises(FrozenInstanceError, match=name):
        delattr(point, name)
    assert not hasattr(point, "__dict__")


def test_records_are_equal_by_value_and_by_class():
    assert Other(1) == Other(1, 2)
    assert Other(1) != Other(2)
    assert Other(1) != Standard(1)
    assert Other(1) != (1, 2, ())


def test_hash_and_words_are_those_of_a_dataclass():
    assert hash(Other(1)) == hash(Standard(1))
    assert repr(Other(1)) == repr(Standard(1)).replace("Standard", "Other")
    with pytest.raises(TypeError, match="unhashable"):
        hash(Point(1))


def test_the_tools_of_dataclasses_work():
    assert [f.name for f in fields(Point)] == ["x", "y", "tags"]
    assert replace(Point(1), y=7) == Point(1, 7)
    assert asdict(Other(1)) == {"x": 1, "y": 2, "tags": ()}
    match Other(3):
        case Other(x, y):
            assert (x, y) == (3, 2)


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda p: pickle.loads(pickle.dumps(p))]
)
def test_copies_are_equal(copied):
    point = Point(1, 4, ["a"])
    assert copied(point) == point
    assert copied(point) is not point
