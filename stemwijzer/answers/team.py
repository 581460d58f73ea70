"""The file that names a team beforehand: whose sheet is whose, in which role, with what weight."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from stemwijzer.catalogue.declaration import ListOf, Number, Record, Str, read
from stemwijzer.errors import AnswersError, message

_MEMBER = Record(
    "a member of a team",
    {"sheet": Str(), "name": Str(), "role": Str(), "weight": Number(minimum=0)},
    optional=frozenset({"name", "role", "weight"}),
)
_TEAM = Record("a team file", {"members": ListOf(_MEMBER, least=1)})


@dataclass(frozen=True, slots=True)
class Seat:
    """One member as the team file states him; an empty name or role is that of the sheet."""

    sheet: str
    name: str = ""
    role: str = ""
    weight: Fraction = Fraction(1)


def read_team(text: str, name: str) -> tuple[Seat, ...]:
    """Return the members of a team file. Raises AnswersError with every problem.

    Sheets are looked for beside the file: ``members: [{sheet: it.yaml, role: IT, weight: 2}]``.
    """
    document = read(text, name, _TEAM)
    folder = Path(name).parent
    seats: list[Seat] = []
    for index, entry in enumerate((document.data or {}).get("members", [])):
        path = ("members", index)
        weight = Fraction(str(entry.get("weight", 1)))
        sheet = str(folder / entry.get("sheet", ""))
        seat = Seat(sheet, entry.get("name", ""), entry.get("role", ""), weight)
        if weight == 0:
            document.problem((*path, "weight"), message("team_weight"), message("team_drop"))
        if "sheet" in entry and not Path(sheet).is_file():
            document.problem((*path, "sheet"), message("no_sheet", path=sheet))
        if "sheet" in entry and any(sheet == other.sheet for other in seats):
            document.problem((*path, "sheet"), message("team_twice", name=sheet))
        if seat.name and any(seat.name == other.name for other in seats):
            document.problem((*path, "name"), message("team_twice", name=seat.name))
        seats.append(seat)
    if document.problems:
        ordered = sorted(document.problems, key=lambda p: (p.line, p.column))
        raise AnswersError(
            message("team", name=name, count=len(ordered)), message("team_hint"), ordered
        )
    return tuple(seats)
