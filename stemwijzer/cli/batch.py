"""``stemwijzer batch``."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stemwijzer.cli import complete, options
from stemwijzer.cli.session import Session

if TYPE_CHECKING:
    from stemwijzer.answers.rows import Coded
    from stemwijzer.cli.batch_fast import Many
    from stemwijzer.cli.batch_files import Progress, Source, Target
    from stemwijzer.core.bulk import Ints
    from stemwijzer.core.bulk_match import BulkMatcher
    from stemwijzer.errors import Problem

_MOST_SHOWN = 20
"""Bad rows that are shown before they are only counted."""

_EVERY = 0.2
"""Seconds between two signs of life on a terminal."""


def batch(
    file: Annotated[Path, typer.Argument(help="profiles_file", metavar="FILE")],
    output: Annotated[Path, typer.Option("--output", "-o", help="batch_output")],
    application: Annotated[
        str,
        typer.Option(
            "--application", "-a", help="batch_application", autocompletion=complete.applications
        ),
    ] = "",
    top: Annotated[int, typer.Option("--top", min=0, help="top")] = 3,
    full: Annotated[bool, typer.Option("--full", help="full")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad/--stop-on-bad", help="skip_bad")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="batch_resume")] = False,
    lang: options.Lang = None,
    data: options.Data = None,
) -> None:
    """Rank many profiles in one go."""
    session = Session("batch", lang, data)
    from stemwijzer import __version__
    from stemwijzer.cli.batch_files import (
        FORMS,
        Progress,
        Source,
        Target,
        maybe_polars,
        need_polars,
    )
    from stemwijzer.core.bulk_match import ALL, BulkMatcher
    from stemwijzer.errors import Interrupted, Message, UsageError
    from stemwijzer.report.result import application_id

    for path, key in ((file, "form_in"), (output, "form_out")):
        if path.suffix.lower() not in FORMS:
            raise UsageError(Message(f"batch.{key}", {"path": path}))
        if path.suffix.lower() == ".parquet":
            need_polars()
    if file.resolve() == output.resolve():
        raise UsageError(Message("batch.same_file"))
    if application and application != ALL:
        application_id(session.catalogue, application)
    matcher = BulkMatcher(session.catalogue)
    target = Target(output)
    run: dict[str, Any] = {
        "version": __version__,
        "catalogue": session.catalogue.fingerprint,
        "input": file.suffix.lower(),
        "output": output.suffix.lower(),
        "application": application,
        "top": 0 if full else top,
        "full": full,
        "skip_bad": skip_bad,
    }
    if resume:
        progress = target.resume(run)
        source = Source(file, session.catalogue, matcher.book.code, progress)
    else:
        source = Source(file, session.catalogue, matcher.book.code, Progress(run))
    job = _Job(session, source, target, matcher, run)
    source.skip_bad, source.polars = skip_bad, maybe_polars()
    try:
        job.work(fresh=not resume)
    except KeyboardInterrupt as error:
        raise Interrupted(Message("batch.stopped")) from error
    target.finish()
    job.say_done()


class _Job:
    """One run: blocks of profiles through the matcher, notes after each."""

    def __init__(
        self,
        session: Session,
        source: Source,
        target: Target,
        matcher: BulkMatcher,
        run: dict[str, Any],
    ) -> None:
        self.session, self.source, self.target, self.matcher = session, source, target, matcher
        self.run = run
        self.json = target.path.suffix.lower() in (".jsonl", ".ndjson")
        self.shown = 0
        self.said = 0.0

    @property
    def progress(self) -> Progress:
        return self.source.progress

    def work(self, *, fresh: bool) -> None:
        """Rank everything; raises AnswersError at a bad row unless they are passed over."""
        from stemwijzer.answers.rows import BadRowError
        from stemwijzer.cli.batch_fast import Many
        from stemwijzer.core.bulk_match import BLOCK
        from stemwijzer.errors import AnswersError, Message
        from stemwijzer.report.bulk_rows import header

        rows = self.source.rows()
        block: list[tuple[int, Coded]] = []
        first = next(rows, None)  # a first line that names no questions leaves no file behind
        if fresh:
            title = "" if self.json else header(full=self.run["full"])
            self.source.progress = self.target.begin(self.run, title)
        while first is not None:
            if isinstance(first, Many):
                self._write(block)
                block = []
                self._write_many(first)
                first = next(rows, None)
                continue
            line, found = first
            if isinstance(found, BadRowError):
                if not self.run["skip_bad"]:
                    self._write(block)
                    count = self.progress.ranked
                    raise AnswersError(
                        Message("batch.bad_row", {"count": count}),
                        Message("batch.bad_row_hint"),
                        found.problems,
                    )
                self._say_bad(found.problems)
            else:
                block.append((line, found))
            self.source.mark()
            if len(block) == BLOCK:
                self._write(block)
                block = []
            first = next(rows, None)
        self._write(block)
        if not self.progress.ranked and not self.progress.bad:
            raise AnswersError(Message("batch.empty", {"name": self.source.path}))

    def _write(self, block: list[tuple[int, Coded]]) -> None:
        import numpy as np

        if block:
            codes = np.array([found.codes for _, found in block], dtype=np.int32)
            self._rank([found.id for _, found in block], [line for line, _ in block], codes)

    def _write_many(self, many: Many) -> None:
        for error in many.bad:
            self._say_bad(error.problems)
        self.source.mark()
        if many.lines:
            self._rank(many.ids, many.lines, many.codes)

    def _rank(self, ids: list[str], lines: list[int], codes: Ints) -> None:
        from stemwijzer.cli import batch_fast
        from stemwijzer.report import bulk_rows

        top, full = self.run["top"], self.run["full"]
        parts = list(self.matcher.match(codes, self.run["application"], top, full=full))
        text: str | bytes | None = None
        if self.json:
            text = bulk_rows.as_lines(parts, ids, lines, codes, full=full)
        elif self.source.polars is not None and not full:
            text = batch_fast.as_csv(self.source.polars, parts, ids, lines)
        if text is None:
            text = bulk_rows.as_csv(parts, ids, lines, codes, full=full)
        self.progress.ranked += len(lines)
        self.target.add(text, self.progress)
        self._say_progress()

    def _say_bad(self, problems: tuple[Problem, ...]) -> None:
        self.progress.bad += 1
        self.shown += 1
        texts = self.session.texts
        if self.shown <= _MOST_SHOWN:
            sys.stderr.write("".join(f"{problem.say(texts)}\n" for problem in problems))
        elif self.shown == _MOST_SHOWN + 1:
            sys.stderr.write(texts("batch.more_bad", most=_MOST_SHOWN) + "\n")

    def _say_progress(self) -> None:
        """Say how far it is, on a terminal only."""
        now = time.monotonic()
        if not self.session.terminal.stderr_tty or now - self.said < _EVERY:
            return
        self.said = now
        texts = self.session.texts
        share = texts.percent(min(1.0, self.progress.offset / max(1, self.source.size)))
        done = texts.number(self.progress.ranked)
        sys.stderr.write("\r" + texts("batch.progress", done=done, share=share))
        sys.stderr.flush()

    def say_done(self) -> None:
        """Say what came out, on standard error."""
        texts = self.session.texts
        before = "\r" if self.said else ""
        lines = [texts("batch.done", count=self.progress.ranked, path=self.target.path)]
        if self.progress.bad:
            lines.append(texts("batch.skipped", count=self.progress.bad))
        if self.source.resting:
            lines.append(texts("batch.resting", columns=texts.joined(list(self.source.resting))))
        sys.stderr.write(before + "\n".join(lines) + "\n")
