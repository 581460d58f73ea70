"""The one table of keys: key, event, label. Footer, help, plain letters and docs come from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stemwijzer.core.model import QuestionKind
from stemwijzer.i18n import Texts
from stemwijzer.interview.events import Act, Event, Type
from stemwijzer.interview.record import Mode, State
from stemwijzer.interview.values import numbered


@dataclass(frozen=True, slots=True)
class Binding:
    """What one key does.

    ``keys`` are prompt_toolkit's names, ``signs`` what people read, the clearest first; the label
    is the text ``interview.key.<name>``. ``nl`` and ``en`` are the letters of the plain front end,
    which takes those of both languages.
    """

    name: str
    event: Event
    keys: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    nl: str = ""
    en: str = ""

    def letter(self, language: str) -> str:
        """Return what one types in the plain front end, or an empty text."""
        return self.en if language == "en" else self.nl


TABLE = (
    Binding("up", Act.UP, ("up",)),
    Binding("move", Act.DOWN, ("down",), ("↑↓",)),
    Binding("toggle", Act.TOGGLE, ("space",), ("space",)),
    Binding("confirm", Act.CONFIRM, ("enter",), ("Enter",)),
    Binding("none", Act.NO_PREFERENCE, ("-",), ("-",), "-", "-"),
    Binding("erase", Act.ERASE, ("backspace",), ("Backspace",)),
    Binding("back", Act.BACK, ("left", "escape"), ("←", "Esc"), "t", "b"),
    Binding("forward", Act.FORWARD, ("right",), ("→",)),
    Binding("skip", Act.SKIP, ("s", "S"), ("s",), "s", "s"),
    Binding("importance", Act.IMPORTANCE, ("*",), ("*",), "*", "*"),
    Binding("help", Act.HELP, ("?", "f1"), ("?", "F1"), "u", "?"),
    Binding("overview", Act.OVERVIEW, ("o", "O"), ("o",), "o", "o"),
    Binding("finish", Act.FINISH, nl="klaar", en="done"),
    Binding("quit", Act.QUIT, ("q", "Q", "c-c", "c-d"), ("q", "Ctrl-C"), "q", "q"),
)
"""Every key with a meaning of its own. No key means two things; only what it acts on differs."""

CHARACTERS = "0123456789.,"
"""Keys that are typed: the number of a choice, or an amount."""

TIGHT = ("back", "help", "overview", "quit")
"""The keys that stay on a screen with hardly any room."""

_ARROWS = {"↑↓": "up_down", "←": "left", "→": "right"}


def by_key() -> Iterator[tuple[str, Event]]:
    """Yield every key, by prompt_toolkit's name, with its event."""
    for binding in TABLE:
        for key in binding.keys:
            yield key, binding.event
    for character in CHARACTERS:
        yield character, Type(character)


def by_letter(line: str) -> Event | None:
    """Return the event of a line typed in the plain front end, ``None`` when it is no command."""
    line = line.strip().casefold()
    for binding in TABLE:
        if line and line in (binding.nl, binding.en):
            return binding.event
    return None


def sign(written: str, texts: Texts, *, ascii_only: bool = False) -> str:
    """Return a sign as shown: the space bar by its name, arrows too where they cannot be drawn."""
    if written == "space":
        return texts("interview.sign.space")
    if ascii_only and written in _ARROWS:
        return texts(f"interview.sign.{_ARROWS[written]}")
    return written


def label(binding: Binding, texts: Texts) -> str:
    """Return what a key does, in a word or two."""
    return texts(f"interview.key.{binding.name}")


def footer(
    state: State, texts: Texts, *, ascii_only: bool = False, tight: bool = False
) -> tuple[str, ...]:
    """Return the keys that matter now, each as sign and label."""
    shown: list[str] = []
    if digits := _digits(state):
        shown.append(f"{digits} {texts('interview.key.choose')}")
    for binding in TABLE:
        if not binding.signs or not _matters(binding.name, state):
            continue
        drawn = sign(binding.signs[0], texts, ascii_only=ascii_only)
        if not tight or binding.name in TIGHT:
            shown.append(f"{drawn} {label(binding, texts)}")
    return tuple(shown[1:] if tight and digits else shown)


def key_table(texts: Texts, *, ascii_only: bool = False) -> tuple[tuple[str, str, str], ...]:
    """Return every key as (signs, what it does, letter in the plain front end)."""
    rows = [("1 … 9" if not ascii_only else "1 ... 9", texts("interview.key.choose"), "1 2 3")]
    for binding in TABLE:
        if binding.signs or binding.nl:
            signs = " ".join(sign(s, texts, ascii_only=ascii_only) for s in binding.signs)
            rows.append((signs, label(binding, texts), binding.letter(texts.language)))
    return tuple(rows)


def letters(texts: Texts) -> tuple[str, ...]:
    """Return the letters of the plain front end, each with its label."""
    return tuple(
        f"{binding.letter(texts.language)} {label(binding, texts)}"
        for binding in TABLE
        if binding.nl and binding.event is not Act.FINISH
    )


def _digits(state: State) -> str:
    """Return which digits choose something now: ``1-5``, or ``1-9 0`` with ten options."""
    if state.mode is not Mode.QUESTION:
        return ""
    count = len(numbered(state.question))
    if count > 9:
        return "1-9 0"
    return f"1-{count}" if count else ""


def _matters(name: str, state: State) -> bool:
    if state.mode is Mode.WELCOME:
        return name in ("confirm", "quit")
    if state.mode is Mode.OVERVIEW:
        return name in ("move", "confirm", "back", "importance", "help", "quit")
    question = state.question
    match name:
        case "toggle":
            return question.kind is QuestionKind.SET
        case "none":
            return question.kind is not QuestionKind.STATEMENT
        case "erase":
            return question.kind is QuestionKind.NUMBER and bool(state.typed)
        case "back":
            return state.index > 0 or state.visiting
        case "forward":
            return state.answer(question) is not None
    return True
