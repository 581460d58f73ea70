"""What the README and the how-to pages say to type works, in a folder as they describe it."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.conftest import Call, call, environment

__all__ = ["call", "environment"]  # fixtures of the command line, used here too

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]

ELSEWHERE = {
    "start": "asks a person; tests/interview types the answers",
    "data diff": "needs a repository with a history; tests/cli/test_data_diff.py makes one",
    "data audit": "takes seconds; tests/cli/test_data_audit.py",
    "requirements --read": "needs filled-in workbooks; tests/cli/test_requirements.py",
    "--install-completion": "changes the shell of who runs it",
}
"""Commands that other tests run, or nobody should."""


def commands() -> Iterator[tuple[str, str]]:
    """Yield (page, command) for every command in a block of a page."""
    for page in PAGES:
        for block in re.findall(
            r"^ *```(?:sh|text)\n(.*?)^ *```",
            page.read_text(encoding="utf-8"),
            re.DOTALL | re.MULTILINE,
        ):
            for line in block.splitlines():
                for part in line.split("#")[0].split("&&"):
                    if part.strip().startswith(("stemwijzer ", "cat ")):
                        yield page.name, part.strip()


def pages() -> list[str]:
    return list(dict.fromkeys(page for page, _ in commands()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the files the pages speak of."""
    place = tmp_path / "work"
    (place / "client").mkdir(parents=True)
    (place / "clients").mkdir()
    shutil.copytree(EXAMPLES, place / "examples")
    shutil.copytree(ROOT / "data", place / "mine")
    for path in EXAMPLES.glob("*.yaml"):
        shutil.copy(path, place / "clients")
    for name in ("my-sheet", "client", "client-1", "client-2", "answers"):
        shutil.copy(EXAMPLES / "municipality.yaml", place / f"{name}.yaml")
    (place / "clients.csv").write_text("id,us_cloud\na,agree\nb,disagree\n")
    monkeypatch.chdir(place)
    return place


def python_blocks(page: Path) -> list[str]:
    return re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


def run(call: Call, line: str) -> None:
    piped = re.fullmatch(r"cat (\S+) \| (stemwijzer .*)", line)
    stdin = Path(piped[1]).read_bytes() if piped else None
    words = shlex.split(piped[2] if piped else line)[1:]
    files = [
        path
        for word in words
        for path in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
    ]
    found = call(*files, stdin=stdin)
    assert found.code == 0, f"{line}\n{found.err}"


@pytest.mark.parametrize("page", pages())
def test_the_commands_of_a_page_run(
    call: Call, folder: Path, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if page.startswith("change-"):  # never the data of the repository: --fix writes
        monkeypatch.setenv("STEMWIJZER_DATA", str(folder / "mine"))
    for block in python_blocks(next(path for path in PAGES if path.name == page)):
        exec(compile(block, page, "exec"), {})
    for where, line in commands():
        if where != page or any(f"stemwijzer {word}" in line for word in ELSEWHERE):
            continue
        if line.startswith("stemwijzer requirements") and "--read" in line:
            continue
        if "--sheet client/answers.yaml" not in line and "client/answers.yaml" in line:
            shutil.copy(EXAMPLES / "municipality.yaml", folder / "client" / "answers.yaml")
        run(call, line)


def test_the_recipe_of_the_readme_names_the_first_of_every_sheet(folder: Path, call: Call) -> None:
    (recipe,) = python_blocks(ROOT / "README.md")
    for number in range(30):
        shutil.copy(EXAMPLES / "web-shop.yaml", folder / "clients" / f"z{number:02}.yaml")
    exec(compile(recipe, "README.md", "exec"), {})
    lines = (folder / "first.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(list(EXAMPLES.glob("*.yaml"))) + 30
    found = call("match", "clients/web-shop.yaml", "-a", "ticketing", "--json").json
    first = [s["solution"] for s in found["data"]["rankings"][0]["ranking"] if s["rank"] == 1]
    assert lines[-1] == ",".join(["z29", *first])


def test_every_python_block_of_the_how_to_pages_is_run() -> None:
    assert {path.name for path in PAGES if python_blocks(path)} <= set(pages())


def test_a_team_file_as_the_page_writes_it(call: Call, folder: Path) -> None:
    (block,) = re.findall(
        r"```yaml\n(.*?)```", (ROOT / "docs/how-to/team.md").read_text(), re.DOTALL
    )
    team = folder / "examples" / "team" / "team.yaml"
    team.write_text(block, encoding="utf-8")
    assert call("team", "--team", team, "--draws", "20").code == 0
