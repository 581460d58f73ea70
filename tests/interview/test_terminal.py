"""A few runs in a real terminal: the program draws, pexpect types, pyte reads the screen."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")

ROOT = Path(__file__).parents[2]
PATIENCE = 20

DRIVER = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from interview.conftest import CATALOGUE
from stemwijzer.answers import store
from stemwijzer.answers.sheet import read_sheet
from stemwijzer.answers.writing import write_sheet
from stemwijzer.core.answer import AnswerSheet
from stemwijzer.errors import StemwijzerError
from stemwijzer.i18n import Texts
from stemwijzer.interview.run import run_interview
path, texts = Path(sys.argv[1]), Texts("nl")
sheet = AnswerSheet()
if path.exists():
    sheet, _ = read_sheet(path.read_text(), path.name, CATALOGUE)
text = lambda kept: write_sheet(kept, CATALOGUE, "nl", "")
try:
    end = run_interview(CATALOGUE, sheet, texts, plain="--plain" in sys.argv,
        save=lambda kept: store.save(path, text(kept)), sheet_text=text, saved_to=path.name)
    print("RESULT", len(end.answers))
except StemwijzerError as error:
    sys.stderr.write(error.message.say(texts))
    sys.exit(int(error.exit_code))
"""


class Terminal:
    """The driver in a terminal of a size, with what its screen shows."""

    def __init__(self, path: Path, columns: int, rows: int, *words: str, shell: str = "") -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)
        program = DRIVER.format(root=str(ROOT), tests=str(ROOT / "tests"))
        command, arguments = sys.executable, ["-c", program, str(path), *words]
        if shell:
            arguments = ["-c", shell, "sh", command, *arguments]
            command = "/bin/sh"
        environment = {
            k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PYTEST_CURRENT_TEST")
        }
        environment |= {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "PYTHONUTF8": "1"}
        self.child = pexpect.spawn(
            command, arguments, env=environment, dimensions=(rows, columns), encoding="utf-8"
        )

    def sees(self, words: str) -> str:
        """Wait until the screen shows these words; return the screen."""
        end = time.monotonic() + PATIENCE
        while words not in (shown := "\n".join(self.screen.display)):
            assert time.monotonic() < end, shown
            self._read()
        return shown

    def types(self, keys: str) -> None:
        self.child.send(keys)

    def resizes(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def ends(self) -> int:
        """Wait for the end; return the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end
        self.child.close()
        return int(self.child.exitstatus)

    def _read(self) -> bool:
        try:
            self.stream.feed(self.child.read_nonblocking(4096, timeout=0.05))
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        return True


def test_answering_stopping_and_going_on_later(tmp_path: Path):
    path = tmp_path / "sheet.yaml"
    first = Terminal(path, 80, 24)
    first.sees("Fietsen")
    first.types("\r")
    first.sees("vraag 1 van 6")
    first.types("1")
    first.sees("vraag 2 van 6")
    first.types("\x1b[B\x1b[B")
    row = next(row for row, text in enumerate(first.sees("› 2").splitlines()) if "› 2" in text)
    first.sees("vraag 2")
    assert first.screen.cursor.y == row
    first.types("\r\x1b[D")
    first.sees("eerder gekozen")
    first.types("\x03")
    shown = first.sees("Uw antwoorden staan in sheet.yaml")
    assert "vraag 2" not in shown
    assert first.ends() == 130
    assert "motor: agree" in path.read_text(encoding="utf-8")

    second = Terminal(path, 80, 24)
    second.sees("2 van de 6")
    second.types("\r")
    second.sees("vraag 3 van 6")
    second.types("q")
    assert second.ends() == 130


def test_a_narrow_window_a_resize_and_a_result_in_a_file(tmp_path: Path):
    path, result = tmp_path / "sheet.yaml", tmp_path / "result.txt"
    terminal = Terminal(path, 46, 12, shell=f'exec "$@" > {result}')
    terminal.sees("Fietsen")
    terminal.types("\r")
    terminal.sees("vraag 1 van 6")
    terminal.resizes(80, 24)
    terminal.sees("vraag 1 van 6 · Veiligheid")
    terminal.types("12" + "-" + "2\r" + "-" + "750\r")
    terminal.sees("Overzicht · 6 van 6 gehad")
    terminal.types("\r")
    assert terminal.ends() == 0
    assert result.read_text(encoding="utf-8") == "RESULT 6\n"


def test_line_by_line_in_a_terminal(tmp_path: Path):
    path = tmp_path / "sheet.yaml"
    terminal = Terminal(path, 80, 24, "--plain")
    terminal.sees("Vraag 1 van 6")
    terminal.types("1\n")
    terminal.sees("Vraag 2 van 6")
    terminal.types("\x03")
    terminal.sees("Uw antwoorden staan in sheet.yaml")
    assert terminal.ends() == 130
