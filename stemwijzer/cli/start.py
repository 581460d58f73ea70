"""``stemwijzer start``: the interview, then the result."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stemwijzer.cli import options
from stemwijzer.cli.session import Session, read_text

if TYPE_CHECKING:
    from stemwijzer.core.answer import AnswerSheet
    from stemwijzer.core.model import Catalogue
    from stemwijzer.report.records import MatchResult


def start(
    sheet: Annotated[Path | None, typer.Option("--sheet", help="start_sheet")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="resume")] = False,
    top: Annotated[int, typer.Option("--top", min=0, help="top")] = 5,
    form: options.Form = None,
    json: options.Json = False,
    output: options.Output = None,
    lang: options.Lang = None,
    data: options.Data = None,
    no_color: options.NoColor = False,
    plain: options.Plain = False,
) -> None:
    """Answer the questions one by one, then see the result."""
    session = Session("start", lang, data, form, json, output, no_color, plain)
    from stemwijzer.answers import store

    _refuse_pipes(session)
    path, found = _sheet(session, sheet, resume=resume)
    store.check_writable(path)
    command = _resume_command(path, sheet)
    finished = _interview(session, path, found, session.catalogue, command)
    result = _show(session, path, finished, top)
    if session.format is not options.Format.TABLE or session.output is not None:
        return
    if session.terminal.stdout_tty:
        result = _ask_what_helps(session, path, result, command)
        _other_rankings(session, result)
    _afterwards(session, path, result)


def _refuse_pipes(session: Session) -> None:
    """Never let a pipe answer by accident; ``--plain`` on the command line asks for it."""
    if session.plain or session.terminal.can_ask:
        return
    from stemwijzer.errors import NeedsPersonError, message

    raise NeedsPersonError(message("no_terminal"), message("no_terminal_hint"))


def _sheet(session: Session, asked: Path | None, *, resume: bool) -> tuple[Path, AnswerSheet]:
    """Return where to save, and the answers that are there already."""
    from stemwijzer.answers import store
    from stemwijzer.core.answer import AnswerSheet
    from stemwijzer.errors import AnswersError, UsageError, message
    from stemwijzer.interview.ask import ask_organisation, ask_resume

    plain = session.terminal.plain
    if asked is not None:
        if resume:
            raise UsageError(message("sheet_or_resume"), message("sheet_or_resume_hint"))
        if asked.exists():
            return asked, _read(session, asked)
        store.check_writable(asked)
        return asked, AnswerSheet(organisation=ask_organisation(session.texts, plain=plain))
    folder = store.sessions_folder()
    saved = [s for s in store.list_sessions(folder, session.catalogue) if not s.damaged]
    if resume:
        if not saved:
            raise AnswersError(message("no_session"), message("no_session_hint"))
        return saved[0].path, _read(session, saved[0].path)
    unfinished = [s for s in saved if not s.finished]
    if unfinished:
        total = len(session.catalogue.questions)
        chosen = ask_resume(session.texts, unfinished, total, plain=plain)
        if chosen is not None:
            return chosen, _read(session, chosen)
    organisation = ask_organisation(session.texts, plain=plain)
    today = datetime.now().astimezone().date()
    return store.new_session(folder, organisation, today), AnswerSheet(organisation=organisation)


def _read(session: Session, path: Path) -> AnswerSheet:
    """Return a saved sheet; what changed in the catalogue is said before the first question."""
    from stemwijzer.answers.sheet import read_sheet
    from stemwijzer.render import plain
    from stemwijzer.report.common import changes
    from stemwijzer.report.result import respondent
    from stemwijzer.report.words import Words

    text, name = read_text(str(path))
    sheet, changed = read_sheet(text, name, session.catalogue)
    who = respondent(session.catalogue, name, sheet, changed)
    if changed:
        blocks = changes(who, Words(session.catalogue, session.texts))
        sys.stderr.write(plain.render(blocks, session.terminal.width))
    return sheet


def _resume_command(path: Path, asked: Path | None) -> str:
    if asked is None:
        return "stemwijzer start --resume"
    return f"stemwijzer start --sheet {shlex.quote(str(path))}"


def _interview(
    session: Session, path: Path, sheet: AnswerSheet, asked: Catalogue, resume_with: str
) -> AnswerSheet:
    """Ask the questions of ``asked``; the sheet is always saved as one of the whole catalogue."""
    from stemwijzer.answers import store
    from stemwijzer.answers.writing import stamped, write_sheet
    from stemwijzer.interview.run import run_interview

    texts, catalogue = session.texts, session.catalogue
    legend = texts("output.sheet_legend", none="")

    def written(answers: AnswerSheet) -> str:
        marked = stamped(answers, catalogue, texts.language)
        return write_sheet(marked, catalogue, texts.language, legend)

    with_data = f" --data {shlex.quote(str(session.data))}" if session.data else ""
    return run_interview(
        asked,
        sheet,
        texts,
        plain=session.terminal.plain,
        save=lambda answers: store.save(path, written(answers)),
        sheet_text=written,
        saved_to=str(path),
        resume_command=resume_with + with_data,
        ascii_only=not session.terminal.unicode,
        first_screen=asked is catalogue,
        plain_out=sys.stdout if session.terminal.stdout_tty else sys.stderr,
    )


def _show(session: Session, path: Path, sheet: AnswerSheet, top: int) -> MatchResult:
    """Show what came out."""
    from stemwijzer.core.sureness import DRAWS, SEED
    from stemwijzer.report.result import match, respondent

    who = respondent(session.catalogue, str(path), replace(sheet, language=session.texts.language))
    result = match(session.catalogue, who, top=top, sampling=session.sampling(DRAWS, SEED))
    session.show([result])
    return result


def _ask_what_helps(session: Session, path: Path, result: MatchResult, command: str) -> MatchResult:
    """Offer the open questions that would separate the first few, and show what they change."""
    from stemwijzer.interview.ask import ask_more
    from stemwijzer.report.result import helpful_questions

    helpful = helpful_questions(result)
    words = [question.text[session.texts.language] for question in helpful]
    if not helpful or not ask_more(session.texts, words, plain=session.terminal.plain):
        return result
    few = replace(session.catalogue, questions={q.id: q for q in helpful})
    sheet = result.respondent.sheet
    for question in helpful:
        sheet = sheet.with_answer(question.id, None)
    return _show(session, path, _interview(session, path, sheet, few, command), result.top)


def _afterwards(session: Session, path: Path, result: MatchResult) -> None:
    """Say where the answers are and what to do next."""
    from stemwijzer.report.blocks import Paragraph
    from stemwijzer.report.match_view import next_commands

    saved = Paragraph(session.texts("output.saved", path=path))
    after = next_commands(result, shlex.quote(str(path)), session.texts)
    session.print_blocks([saved, *after])


def _other_rankings(session: Session, result: MatchResult) -> None:
    """Show the rankings of other applications, as long as somebody wants to see one."""
    from stemwijzer.core.sureness import DRAWS, SEED
    from stemwijzer.interview.ask import ask_ranking
    from stemwijzer.report.match_view import ranking_blocks
    from stemwijzer.report.result import match
    from stemwijzer.report.words import Words, capital

    words = Words(session.catalogue, session.texts)
    names = [s.solution_id for s in result.applications.ranked]
    offered = [capital(words.application(name)) for name in names]
    while offered:
        chosen = ask_ranking(session.texts, offered, plain=session.terminal.plain)
        if chosen is None:
            return
        other = match(
            session.catalogue,
            result.respondent,
            names[chosen],
            top=result.top,
            sampling=session.sampling(DRAWS, SEED),
        )
        session.print_blocks(ranking_blocks(other, session.texts))
