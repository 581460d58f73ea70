"""Frozen records that are quick to define: ``@record`` is ``@dataclass(frozen=True, slots=True)``.

The standard decorator compiles six methods for every class, which for the eighty records behind one
``match`` takes longer than the ranking itself. Here only ``__init__`` is compiled, because it is
the one that is called often; the other methods are shared and read the fields. Everything of
``dataclasses`` works on a record: ``fields``, ``replace``, ``asdict``, patterns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def record(cls: type[T]) -> type[T]:
    """Return the class with its annotated names as fields: frozen, slotted and compared by value.

    Fields may have a default or a ``default_factory``; the other options of ``field`` and
    ``__post_init__`` are not for records.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = tuple(field.name for field in fields(made))

    def values(self: Any) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in names])

    def equal(self: Any, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or values(self) == values(other)

    made.__init__ = _init(made)
    made.__eq__ = equal
    made.__hash__ = lambda self: hash(values(self))
    made.__getstate__ = values
    made.__setstate__ = _set_state
    made.__repr__ = _repr
    made.__setattr__ = _refuse
    made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]


def _init(cls: Any) -> Callable[..., None]:
    """Compile ``__init__``; it fills the slots directly, past the refusing ``__setattr__``."""
    known: dict[str, Any] = {"MISSING": MISSING}
    head, body = ["self"], []
    for number, field in enumerate(fields(cls)):
        name, value = field.name, field.name
        known[f"set{number}"] = getattr(cls, name).__set__
        if field.default is not MISSING:
            known[f"default{number}"] = field.default
            head.append(f"{name}=default{number}")
        elif field.default_factory is not MISSING:
            known[f"make{number}"] = field.default_factory
            head.append(f"{name}=MISSING")
            value = f"make{number}() if {name} is MISSING else {name}"
        else:
            head.append(name)
        body.append(f" set{number}(self, {value})")
    exec(f"def __init__({', '.join(head)}):\n" + "\n".join(body or [" pass"]), known)  # noqa: S102
    made: Callable[..., None] = known["__init__"]
    return made


def _set_state(self: Any, state: tuple[Any, ...]) -> None:
    for field, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)


def _repr(self: Any) -> str:
    words = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))
    return f"{type(self).__qualname__}({words})"


def _refuse(_self: object, name: str, *_: object) -> None:
    raise FrozenInstanceError(f"cannot change field '{name}'")
