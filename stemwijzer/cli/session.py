"""What every command needs: language, catalogue, sheets in, results out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from stemwijzer.cli.options import Format, Language
from stemwijzer.cli.terminal import Terminal, look_around
from stemwijzer.errors import AnswersError, StemwijzerError, UsageError, message
from stemwijzer.i18n import Texts, choose_language

if TYPE_CHECKING:
    from stemwijzer.core.model import Catalogue
    from stemwijzer.report.records import Respondent, Result, Sampling

STDIN = "-"


@dataclass
class Session:
    """One run of one command."""

    command: str
    language: Language | None = None
    data: Path | None = None
    form: Format | None = None
    json: bool = False
    output: Path | None = None
    no_color: bool = False
    plain: bool = False

    @cached_property
    def texts(self) -> Texts:
        """The texts of the chosen language."""
        return Texts(choose_language(self.language.value if self.language else None))

    @cached_property
    def terminal(self) -> Terminal:
        """The terminal with the wishes of this run."""
        return look_around().asked(plain=self.plain, no_color=self.no_color)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of this run, read when first needed."""
        from stemwijzer.catalogue.cache import load_cached

        return load_cached(self.data)

    @property
    def format(self) -> Format:
        """The form of the output: as asked, else by the name of the output file, else a table."""
        if self.json:
            if self.form not in (None, Format.JSON):
                raise UsageError(message("json_or_format"))
            return Format.JSON
        if self.form is not None:
            return self.form
        suffix = self.output.suffix.lower().removeprefix(".") if self.output else ""
        return Format(suffix) if suffix in ("json", "csv", "md") else Format.TABLE

    def respondent(self, path: str) -> Respondent:
        """Read one answer sheet; ``-`` is standard input."""
        from stemwijzer.answers.sheet import read_sheet
        from stemwijzer.report.result import respondent

        text, name = read_text(path)
        sheet, changes = read_sheet(text, name, self.catalogue)
        return respondent(self.catalogue, name, sheet, changes)

    def sampling(self, draws: int, seed: int, *, no_cache: bool = False) -> Sampling:
        """Return how to simulate; what earlier runs kept is used unless ``no_cache``."""
        from stemwijzer.report.records import Sampling

        if no_cache or not draws:
            return Sampling(draws, seed)
        from stemwijzer.catalogue.simulated import Simulations

        return Sampling(draws, seed, Simulations(self.catalogue).simulate)

    def show(
        self, results: Sequence[Result], failed: Sequence[StemwijzerError | None] = ()
    ) -> None:
        """Print results in the asked form, to the file or to standard output.

        ``failed`` says per result which condition the caller asked for it does not meet.
        """
        match self.format:
            case Format.JSON:
                from stemwijzer.render import machine

                self.write(machine.envelopes(self.command, results, failed, self.texts))
            case Format.CSV:
                from stemwijzer.render import machine

                self.write(machine.table(results))
            case Format.MD:
                from stemwijzer.render import markdown
                from stemwijzer.report.views import blocks

                self.write("\n".join(markdown.render(blocks(r, self.texts)) for r in results))
            case Format.TABLE:
                self._show_blocks(results)

    def fail(self, error: StemwijzerError) -> None:
        """Raise an error about results that were shown; JSON has said it in its envelopes."""
        if self.format is Format.JSON and self.output is None:
            raise typer.Exit(int(error.exit_code))
        raise error

    def _show_blocks(self, results: Sequence[Result]) -> None:
        from stemwijzer.report.views import blocks

        self.print_blocks([block for result in results for block in blocks(result, self.texts)])

    def print_blocks(self, blocks: Sequence[object]) -> None:
        """Print blocks for a person: tables on a terminal, plain lines elsewhere."""
        terminal = self.terminal
        if self.output is None and terminal.stdout_tty and not terminal.plain:
            from stemwijzer.render.console import print_blocks

            print_blocks(
                blocks,  # type: ignore[arg-type]
                sys.stdout,
                width=terminal.width,
                colour=terminal.colour,
                unicode=terminal.unicode,
            )
            return
        from stemwijzer.render import plain

        width = terminal.width if self.output is None and terminal.stdout_tty else 0
        self.write(plain.render(blocks, width))  # type: ignore[arg-type]

    def write(self, text: str) -> None:
        """Write a finished text to the file or to standard output."""
        if self.output is None:
            if self.format is not Format.TABLE and hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(encoding="utf-8")  # data is UTF-8, whatever the console
            print_text(text)
            return
        write_text(self.output, text)
        sys.stderr.write(self.texts("output.wrote", path=self.output) + "\n")


def print_text(text: str) -> None:
    """Write to standard output; a full disk behind it is said as words."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnswersError(message("stdout", reason=reason)) from error


def read_text(path: str) -> tuple[str, str]:
    """Return the text of a file and the name to call it by; ``-`` reads standard input."""
    if path == STDIN:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError(message("stdin_is_terminal"), message("stdin_is_terminal_hint"))
        try:
            return sys.stdin.buffer.read().decode("utf-8-sig"), "stdin"
        except UnicodeDecodeError as error:
            raise AnswersError(message("sheet_not_text", path="stdin")) from error
    try:
        return Path(path).read_text(encoding="utf-8-sig"), path
    except FileNotFoundError as error:
        raise AnswersError(message("no_sheet", path=path), message("no_sheet_hint")) from error
    except IsADirectoryError as error:
        raise AnswersError(message("sheet_is_folder", path=path)) from error
    except UnicodeDecodeError as error:
        raise AnswersError(message("sheet_not_text", path=path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnswersError(message("sheet_unreadable", path=path, reason=reason)) from error


def read_bytes(path: str) -> bytes:
    """Return a file that is no text."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise AnswersError(message("no_file", path=path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise AnswersError(message("sheet_unreadable", path=path, reason=reason)) from error


def write_text(path: Path, text: str | bytes) -> None:
    """Write a whole file or leave what was there; raises AnswersError when it cannot."""
    from stemwijzer.answers import store

    try:
        store.save(path, text, private=False)
    except AnswersError as error:
        raise AnswersError(error.message, message("other_place")) from error
