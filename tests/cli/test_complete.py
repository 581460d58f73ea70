"""The tab key: commands, options and ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.conftest import Program
from stemwijzer.cli import complete


def offered(program: Program, line: str) -> set[str]:
    """Return what bash is offered for the last word of a line."""
    words = line.split(" ")
    found = program(
        env={
            "_STEMWIJZER_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
    )
    return set(found.stdout.decode().split())


def test_a_shell_is_offered_commands_and_ids(program: Program) -> None:
    assert offered(program, "stemwijzer ma") == {"match"}
    assert offered(program, "stemwijzer match x.yaml -a tick") == {"ticketing"}
    assert offered(program, "stemwijzer batch x.csv --application w") == {"wfm"}
    assert offered(program, "stemwijzer explain x.yaml zam") == {"zammad"}
    assert offered(program, "stemwijzer compare x.yaml zammad zendesk-s") == {"zendesk-suite"}


def test_ids_come_with_their_names() -> None:
    assert complete.solutions("zammad") == [("zammad", "Zammad")]
    assert complete.applications("nonsense") == []


def test_a_catalogue_that_cannot_be_read_offers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEMWIJZER_DATA", str(tmp_path))
    assert complete.applications("") == []
