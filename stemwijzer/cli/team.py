"""``stemwijzer team``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemwijzer.cli import documents, options
from stemwijzer.cli.session import STDIN, Session, read_text

if TYPE_CHECKING:
    from stemwijzer.answers.team import Seat
    from stemwijzer.report.team import Seated

USUAL_DRAWS, FEWEST_DRAWS = 10_000, 1_000

MOST_PAIRS = 200_000
"""Draws times members that are simulated unless asked otherwise."""


def team(
    sheets: Annotated[
        list[str] | None, typer.Argument(help="team_sheets", metavar="SHEET...")
    ] = None,
    team_file: Annotated[Path | None, typer.Option("--team", help="team")] = None,
    application: options.Application = "",
    draws: Annotated[
        int | None, typer.Option("--draws", min=0, max=1_000_000, help="team_draws")
    ] = None,
    seed: options.Seed = 1,
    form: documents.Form = None,
    json: options.Json = False,
    output: documents.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Put several respondents' answers together: first what they disagree about, then a ranking."""
    chosen = documents.chosen_form(form, json, output)
    known = documents.known_form(chosen)
    session = Session("team", lang, data, known, False, output, no_color, plain)
    from stemwijzer.answers.team import read_team
    from stemwijzer.report.records import Sampling
    from stemwijzer.report.team import consult

    seats = read_team(*read_text(str(team_file))) if team_file else _seats(sheets or [])
    _check(sheets or [], team_file)
    members = _read(session, seats)
    sampling = Sampling(_draws(len(members)) if draws is None else draws, seed)
    result = consult(session.catalogue, members, application, sampling)
    if known and chosen is not documents.DocumentForm.MD:
        session.show([result])
        return
    from stemwijzer.report import team_document

    texts = session.texts
    blocks, title = team_document.blocks(result, texts), team_document.title(result, texts)
    documents.write_document(session, chosen, blocks, title)


def _draws(members: int) -> int:
    """Return the usual number of draws; fewer for a crowd, whose mean needs fewer."""
    return max(FEWEST_DRAWS, min(USUAL_DRAWS, MOST_PAIRS // members))


def _seats(sheets: Sequence[str]) -> tuple[Seat, ...]:
    from stemwijzer.answers.team import Seat

    return tuple(Seat(sheet) for sheet in sheets)


def _check(sheets: Sequence[str], team_file: Path | None) -> None:
    """Refuse what cannot be a team."""
    from stemwijzer.errors import UsageError, message

    if bool(sheets) is bool(team_file):
        key = "team_both" if sheets else "team_nobody"
        raise UsageError(message(key), message("team_usage"))
    twice = [sheet for index, sheet in enumerate(sheets) if sheet in sheets[:index]]
    if twice:
        raise UsageError(message("team_twice", name=twice[0]), message("team_twice_hint"))


def _read(session: Session, seats: Sequence[Seat]) -> list[Seated]:
    """Read every sheet; the problems of all of them are reported at once."""
    from stemwijzer.errors import AnswersError, Problem, message
    from stemwijzer.report.team import seated

    catalogue = session.catalogue  # a broken catalogue is said first
    read, problems, failed = [], list[Problem](), list[AnswersError]()
    names = [seat.name or _stem(seat.sheet) for seat in seats]
    for seat, name in zip(seats, names, strict=True):
        try:
            who = session.respondent(seat.sheet)
        except AnswersError as error:
            failed.append(error)
            problems += error.problems or [Problem(seat.sheet, 0, 0, error.message)]
            continue
        # Two sheets of the same name in two folders are told apart by their path.
        read.append(seated(who, name if names.count(name) == 1 else seat.sheet, seat))
    if len(failed) == 1:
        raise failed[0]
    if failed:
        words = message("team_sheets", number=len(failed))
        raise AnswersError(words, message("sheet_hint"), problems)
    assert catalogue is session.catalogue
    return read


def _stem(path: str) -> str:
    return "stdin" if path == STDIN else Path(path).stem
