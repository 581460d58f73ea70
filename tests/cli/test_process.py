"""The program as a process: pipes, encodings, terminals."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import COFFEE, ROOT, Program, clean_environment

HOME_TEAM = ROOT / "examples" / "home-team.yaml"
TINY = ROOT / "tests" / "data" / "tiny"
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell or terminal")


def test_the_module_runs_and_without_a_locale_speaks_dutch(program: Program) -> None:
    found = program("match", HOME_TEAM, "--draws", "0")
    assert (found.returncode, found.stderr) == (0, b"")
    assert "Wat voor u telt" in found.stdout.decode("utf-8")


def test_a_sheet_comes_in_through_a_pipe_and_json_goes_out(program: Program) -> None:
    found = program(
        "match", "-", "--data", TINY, "--json", "--draws", "0", input=COFFEE.encode("utf-8")
    )
    assert (found.returncode, found.stderr) == (0, b"")
    document = json.loads(found.stdout)
    assert document["data"]["rankings"][0]["ranking"][0]["solution"] == "alto-duo"


def test_an_error_ends_with_its_exit_code_and_leaves_standard_output_empty(
    program: Program,
) -> None:
    found = program("match", "nope.yaml", "--lang", "en")
    assert (found.returncode, found.stdout) == (3, b"")
    assert found.stderr.startswith(b"error: there is no file nope.yaml\n")


@POSIX
@pytest.mark.parametrize("form", ["table", "json"])
def test_a_reader_that_has_had_enough_ends_it_quietly(tmp_path: Path, form: str) -> None:
    command = f'"{sys.executable}" -m stemwijzer catalogue solutions --format {form} | head -1'
    found = subprocess.run(
        ["sh", "-c", command],
        env=clean_environment(tmp_path),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert found.stdout.count(b"\n") == 1


@POSIX
def test_two_runs_with_another_hash_seed_give_the_same_bytes(program: Program) -> None:
    runs = [
        program("match", HOME_TEAM, "--json", "-a", "all", "--draws", "20", env=env).stdout
        for env in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"})
    ]
    assert runs[0] == runs[1] != b""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_console_of_another_encoding_gets_lines_and_data_stays_utf_8(
    program: Program, encoding: str
) -> None:
    env = {"PYTHONIOENCODING": encoding}
    sheet = COFFEE.replace("corner", "café ☕").encode("utf-8")

    def run(*more: str) -> bytes:
        found = program("match", "-", "--data", TINY, "--draws", "0", *more, env=env, input=sheet)
        assert (found.returncode, found.stderr) == (0, b"")
        return bytes(found.stdout)

    lines = run().decode(encoding)
    assert "Coffee caf" in lines
    assert "?" in lines.splitlines()[0]
    assert run("--format", "csv").decode("utf-8")
    assert json.loads(run("--json"))["data"]["sheet"]["organisation"] == "Coffee café ☕"


def test_a_json_error_is_utf_8_on_any_console(program: Program) -> None:
    env = {"PYTHONIOENCODING": "cp1252"}
    found = program("match", "café ☕.yaml", "--json", env=env)
    assert found.returncode == 3
    message = json.loads(found.stdout.decode("utf-8"))["errors"][0]["message"]
    assert "café ☕.yaml" in message


@POSIX
def test_a_full_disk_behind_standard_output_is_said_in_words(program: Program) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    for form in (("--lang", "en"), ("--lang", "en", "--json")):
        with Path("/dev/full").open("wb") as full:
            found = program("match", HOME_TEAM, "--draws", "0", *form, stdout=full)
        assert found.returncode == 3
        assert b"cannot be written to standard output" in found.stderr
        assert b"Traceback" not in found.stderr


@POSIX
@pytest.mark.parametrize("closing", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_reason_to_crash(tmp_path: Path, closing: str) -> None:
    command = f'"{sys.executable}" -m stemwijzer match "{HOME_TEAM}" --draws 0 {closing}'
    found = subprocess.run(
        ["sh", "-c", command],
        env=clean_environment(tmp_path),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (found.returncode, found.stderr) == (0, b"")


def test_start_without_a_terminal_needs_a_person(program: Program) -> None:
    found = program("start", "--lang", "en")
    assert (found.returncode, found.stdout) == (5, b"")
    assert b"there is no terminal" in found.stderr
    assert b"stemwijzer questions --sheet FILE" in found.stderr
    document = json.loads(program("start", "--json").stdout)
    assert (document["command"], document["exit_code"]) == ("start", 5)


def on_a_screen(tmp_path: Path, *arguments: str, **environment: str) -> str:
    """Return what a person sees on a terminal of 80 columns."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "stemwijzer", *arguments],
        env={**clean_environment(tmp_path), "COLUMNS": "80", "TERM": "xterm", **environment},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = b""
    while True:
        try:
            read = os.read(master, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not read:
            break
        seen += read
    os.close(master)
    assert process.wait(timeout=60) == 0
    return seen.decode("utf-8").replace("\r\n", "\n")


@POSIX
def test_a_terminal_gets_tables_bars_and_colour_that_can_be_taken_away(tmp_path: Path) -> None:
    sheet = tmp_path / "coffee.yaml"
    sheet.write_text(COFFEE, encoding="utf-8")
    command = ("match", str(sheet), "--data", str(TINY), "--draws", "0", "--lang", "en")
    coloured = on_a_screen(tmp_path, *command)
    assert re.search(r"\x1b\[[\d;]*3[36]m", coloured)
    assert "●" in coloured
    without = on_a_screen(tmp_path, *command, NO_COLOR="1")
    assert not re.search(r"\x1b\[[\d;]*3\dm", without)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == re.sub(r"\x1b\[[\d;]*m", "", without)
    assert on_a_screen(tmp_path, *command, "--no-color") == without
    plain = on_a_screen(tmp_path, *command, "--plain")
    assert "\x1b" not in plain
    assert "●" not in plain
    assert "1. Alto Duo: match 83%" in plain
    for text in (without, plain):
        assert max(len(line) for line in re.sub(r"\x1b\[[\d;]*m", "", text).split("\n")) <= 80


@POSIX
def test_a_keyboard_is_no_sheet(tmp_path: Path) -> None:
    import pty

    master, slave = pty.openpty()
    found = subprocess.run(
        [sys.executable, "-m", "stemwijzer", "match", "-", "--lang", "en"],
        env=clean_environment(tmp_path),
        stdin=slave,
        capture_output=True,
        check=False,
        timeout=60,
    )
    os.close(slave)
    os.close(master)
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"that is the keyboard now" in found.stderr
