"""The files of ``batch``: profiles in, block by block; rankings out, whole or not at all.

Beside an unfinished output lie ``NAME.part`` and ``NAME.part.json``; the second says how far the
input was used and how much of the first counts, so that a run can go on where another stopped.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

from stemwijzer.answers.rows import BadRowError, Coded, Coder, LinesReader, TableReader
from stemwijzer.cli.batch_fast import ODD_SIGNS, Many, of_frame, read
from stemwijzer.core import bulk_match
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import AnswersError, Message, Problem, UsageError

FORMS = (".csv", ".jsonl", ".ndjson", ".parquet")
_SLICE = 20_000


@dataclass
class Progress:
    """How far a run is; kept beside the unfinished output.

    ``offset`` counts the bytes of the input that are done (rows, for Parquet), ``digest`` is their
    sha-256, ``line`` the last line of them, ``written`` the bytes of the output that count.
    """

    run: dict[str, Any]
    offset: int = 0
    digest: str = ""
    line: int = 0
    written: int = 0
    ranked: int = 0
    bad: int = 0


Row = tuple[int, Coded | BadRowError]
Found = Row | Many


@dataclass
class Source:
    """The profiles of one file, from wherever ``progress`` says; ``mark`` notes what is used."""

    path: Path
    catalogue: Catalogue
    coder: Coder
    progress: Progress
    size: int = 0
    offset: int = 0
    line: int = 0
    skip_bad: bool = False
    polars: Any = None
    resting: tuple[str, ...] = ()
    _digest: Any = field(default_factory=hashlib.sha256)

    def mark(self) -> None:
        """Note in the progress that everything read so far is done."""
        self.progress.offset, self.progress.line = self.offset, self.line
        self.progress.digest = self._digest.hexdigest()

    def rows(self) -> Iterator[Found]:
        """Yield every profile with its line, or what is wrong with it; raises AnswersError.

        With polars whole blocks of a plain CSV come as one.
        """
        try:
            if self.path.suffix.lower() == ".parquet":
                yield from self._parquet()
                return
            with self.path.open("rb") as file:
                self.size = os.fstat(file.fileno()).st_size
                if self.path.suffix.lower() == ".csv":
                    yield from self._table(file)
                else:
                    yield from self._lines(file)
        except OSError as error:
            raise cannot("cannot_read", self.path, error) from error

    def _used(self, file: Iterable[bytes]) -> Iterator[str]:
        """Yield the lines of the input, keeping count of what is used."""
        for raw in file:
            self._count([raw])
            yield raw.decode("utf-8", "surrogateescape")

    def _count(self, raw: Sequence[bytes]) -> None:
        block = b"".join(raw)
        self.offset += len(block)
        self.line += len(raw)
        self._digest.update(block)

    def _skip(self, file: IO[bytes]) -> None:
        """Go past what an earlier run did; it must still be the same."""
        left = self.progress.offset - self.offset
        while left > 0 and (piece := file.read(min(left, 1 << 20))):
            self._digest.update(piece)
            left -= len(piece)
        if left or self._digest.hexdigest() != self.progress.digest:
            raise other_run("input", self.path)
        self.offset, self.line = self.progress.offset, self.progress.line

    def _table(self, file: IO[bytes]) -> Iterator[Found]:
        lines = self._used(file)
        first = next(lines, "").removeprefix("\ufeff")
        delimiter = ";" if first.count(";") > first.count(",") else ","
        header = next(csv.reader([first], delimiter=delimiter), [])
        reader = TableReader(self.catalogue, str(self.path), self.coder, header)
        self.resting = reader.resting
        if self.progress.offset:
            self._skip(file)
        while raw := list(islice(file, bulk_match.BLOCK)):
            many = self._many(raw, reader, delimiter)
            if many is not None:
                yield many
            else:
                yield from self._cells(deque(raw), file, reader, delimiter)

    def _many(self, raw: list[bytes], reader: TableReader, delimiter: str) -> Many | None:
        """Return a block that was read as one, ``None`` when it must be read row by row."""
        if self.polars is None:
            return None
        many = read(self.polars, raw, self.line + 1, reader, delimiter)
        if many is None or (many.bad and not self.skip_bad):
            return None
        self._count(raw)
        return many

    def _cells(
        self, waiting: deque[bytes], file: IO[bytes], reader: TableReader, delimiter: str
    ) -> Iterator[Row]:
        """Yield the rows that begin in the waiting lines; the last may go on in the file."""

        def following() -> Iterator[bytes]:
            while waiting:
                yield waiting.popleft()
            while text := file.readline():  # "yield from file" would close it at the end
                yield text

        cells = csv.reader(self._used(following()), delimiter=delimiter)
        while waiting:
            line = self.line + 1
            try:
                row = next(cells)
            except StopIteration:
                return
            except csv.Error as error:
                words = Message("batch.broken_csv", {"words": error})
                yield line, BadRowError([Problem(str(self.path), line, 1, words)])
                continue
            if row:
                yield line, self._read(lambda: reader.read(row, line), line)  # noqa: B023

    def _lines(self, file: IO[bytes]) -> Iterator[Row]:
        reader = LinesReader(self.catalogue, str(self.path), self.coder)
        if self.progress.offset:
            self._skip(file)
        for text in self._used(file):
            line = self.line
            plain = text.removeprefix("\ufeff").strip()
            if plain:
                yield line, self._read(lambda: reader.read(plain, line), line)  # noqa: B023

    def _read(self, read: Callable[[], Coded], line: int) -> Coded | BadRowError:
        try:
            found = read()
            found.id.encode()
        except BadRowError as error:
            return error
        except UnicodeEncodeError:
            return BadRowError([Problem(str(self.path), line, 1, Message("batch.not_text"))])
        return found

    def _parquet(self) -> Iterator[Found]:
        """Read slices of a Parquet file; its rows count from 1."""
        polars = need_polars()
        try:
            frame = polars.scan_parquet(self.path)
            names = frame.collect_schema().names()
            self.size = int(frame.select(polars.len()).collect().item())
        except polars.exceptions.PolarsError as error:
            raise cannot("cannot_read", self.path, error) from error
        stat = self.path.stat()
        self._digest.update(f"{stat.st_size} {stat.st_mtime_ns}".encode())
        if self.progress.offset and self._digest.hexdigest() != self.progress.digest:
            raise other_run("input", self.path)
        reader = TableReader(self.catalogue, str(self.path), self.coder, names)
        self.resting = reader.resting
        self.offset = self.line = self.progress.offset
        while self.offset < self.size:
            part = frame.slice(self.offset, min(_SLICE, self.size - self.offset)).collect()
            many = self._frame(part, reader)
            if many is not None:
                self.offset += len(part)
                self.line += len(part)
                yield many
                continue
            for values in part.rows():
                self.offset += 1
                self.line += 1
                row = [_cell(value) for value in values]
                yield self.line, self._read(lambda: reader.read(row, self.line), self.line)  # noqa: B023

    def _frame(self, part: Any, reader: TableReader) -> Many | None:
        """Return a slice of nothing but texts as one, ``None`` when it goes row by row."""
        if any(kind != self.polars.String for kind in part.dtypes):
            return None
        part = part.fill_null("")
        if any(part[:, at].str.contains(ODD_SIGNS).any() for at in range(part.width)):
            return None
        many = of_frame(self.polars, part, self.line + 1, reader, lambda row: list(part.row(row)))
        return None if many is None or (many.bad and not self.skip_bad) else many


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def maybe_polars() -> Any:
    """Return the polars library, ``None`` when it is not installed."""
    try:
        import polars  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    return polars


def need_polars() -> Any:
    """Return the polars library; raises UsageError when it is not installed."""
    polars = maybe_polars()
    if polars is None:
        raise UsageError(Message("batch.needs_polars"), Message("batch.needs_polars_hint"))
    return polars


def cannot(what: str, path: Path, error: Exception) -> AnswersError:
    """Return the error for a file that cannot be read or written."""
    reason = getattr(error, "strerror", None) or str(error)
    return AnswersError(Message(f"batch.{what}", {"path": path, "reason": reason}))


def other_run(what: str, path: Path) -> UsageError:
    """Return the error for an unfinished file that is not ours to go on with."""
    words = {"path": path, "what": Message(f"batch.what.{what}")}
    return UsageError(Message("batch.other_run", words), Message("batch.other_run_hint"))


class Target:
    """The output: a file that grows under another name and gets its own when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self.notes = path.with_name(f"{path.name}.part.json")

    def begin(self, run: dict[str, Any], first: str) -> Progress:
        """Start anew; what an interrupted run left is overwritten."""
        progress = Progress(run)
        try:
            with suppress(FileNotFoundError):
                self.notes.unlink()
            self.part.write_bytes(b"")
            self.add(first, progress)
        except OSError as error:
            raise cannot("cannot_write", self.path, error) from error
        return progress

    def resume(self, run: dict[str, Any]) -> Progress:
        """Go on where an interrupted run stopped; raises UsageError when that cannot be."""
        try:
            progress = Progress(**json.loads(self.notes.read_text(encoding="utf-8")))
            length = self.part.stat().st_size
        except (OSError, ValueError, TypeError) as error:
            raise self._nothing() from error
        if progress.run != run:
            raise other_run("options", self.path)
        if length < progress.written:
            raise self._nothing()
        os.truncate(self.part, progress.written)
        return progress

    def _nothing(self) -> UsageError:
        return UsageError(
            Message("batch.nothing_to_resume", {"path": self.path}),
            Message("batch.nothing_to_resume_hint"),
        )

    def add(self, text: str | bytes, progress: Progress) -> None:
        """Add finished lines, then note them; raises AnswersError."""
        content = text.encode() if isinstance(text, str) else text
        notes = self.notes.with_name(f"{self.notes.name}.new")
        try:
            with self.part.open("ab") as file:
                file.write(content)
            progress.written += len(content)
            notes.write_text(json.dumps(asdict(progress)), encoding="utf-8")
            notes.replace(self.notes)
        except OSError as error:
            raise cannot("cannot_write", self.path, error) from error

    def finish(self) -> None:
        """Give the file its name; Parquet is made from the lines in passing."""
        try:
            if self.path.suffix.lower() == ".parquet":
                self._as_parquet()
            else:
                with self.part.open("rb+") as file:
                    os.fsync(file.fileno())
                self.part.replace(self.path)
            self.notes.unlink()
        except OSError as error:
            raise cannot("cannot_write", self.path, error) from error

    def _as_parquet(self) -> None:
        polars = need_polars()
        made = self.path.with_name(f"{self.path.name}.part.parquet")
        words = ("id", "application", "status", "state", "solution", "unmet", "ask_vendor")
        with self.part.open(encoding="utf-8") as file:
            names = file.readline().strip().split(",")
        kinds = {
            name: polars.String
            if name in words
            else polars.Boolean
            if name in ("tied", "close_call", "possible_winner")
            else polars.Int64
            if name in ("line", "rank")
            else polars.Float64
            for name in names
        }
        polars.scan_csv(self.part, schema=kinds).sink_parquet(made)
        made.replace(self.path)
        self.part.unlink()
