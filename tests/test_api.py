"""The public Python API, and the page that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import stemwijzer
from stemwijzer.errors import AnswersError, UsageError

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "python-api.md"


def test_the_blocks_of_the_page_run(monkeypatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 4
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
    assert len(capsys.readouterr().out.splitlines()) > 4


def test_every_function_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in set(stemwijzer.__all__) - {"Scored"}:
        assert f"`{name}(" in text
        assert callable(getattr(stemwijzer, name))
    with pytest.raises(AttributeError):
        _ = stemwijzer.nonsense  # type: ignore[attr-defined]


def test_arrays_hold_the_numbers_of_rank(shipped) -> None:
    paths = sorted((ROOT / "examples").glob("*.yaml"))
    sheets = [stemwijzer.read_sheet(path, shipped) for path in paths]
    for application in shipped.applications:
        scored = stemwijzer.score_many(shipped, sheets, application)
        for row, sheet in enumerate(sheets):
            ranking = stemwijzer.rank(shipped, sheet, application)
            for standing in (*ranking.ranked, *ranking.excluded, *ranking.unranked):
                column = scored.solutions.index(standing.solution_id)
                is_ranked = standing in ranking.ranked
                assert scored.rank[row, column] == (standing.rank if is_ranked else 0)
                assert scored.excluded[row, column] == bool(standing.unmet)
                assert scored.match[row, column] == standing.match
                assert scored.low[row, column] == standing.match_low
                assert scored.high[row, column] == standing.match_high
                assert scored.coverage[row, column] == standing.coverage
    assert stemwijzer.score_many(shipped, [], "ticketing").rank.shape[0] == 0


def test_wrong_words_are_explained(shipped, tmp_path) -> None:
    sheet = stemwijzer.read_sheet(ROOT / "examples" / "insurer.yaml", shipped)
    with pytest.raises(UsageError):
        stemwijzer.rank(shipped, sheet, "nonsense")
    with pytest.raises(AnswersError):
        stemwijzer.read_sheet(tmp_path / "no.yaml", shipped)
