"""With polars ``batch`` writes the same bytes and finds the same faults as without."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from cli.conftest import Call
from stemwijzer.cli import batch_fast, batch_files
from stemwijzer.core import bulk_match
from stemwijzer.core.model import Catalogue, QuestionKind

polars = pytest.importorskip("polars")

ODD = ["", "", " ", "nonsense", "-", "'", "é", "\ud800", '"a""b"', '"x\ny"', "a\rb", "=1+1", "\x1f"]


def table(catalogue: Catalogue, chance: Random) -> bytes:
    """Return a CSV of mostly good rows, with now and then something odd in it."""
    delimiter = chance.choice(",;")
    asked = chance.sample(list(catalogue.questions), chance.randint(1, 8))
    columns = ["id", *asked, *[f"{q}.importance" for q in asked if chance.random() < 0.5]]
    odd = chance.choice([0, 0.01, 0.1])

    def cell(column: str) -> str:
        if chance.random() < odd:
            return chance.choice(ODD)
        if column == "id":
            return chance.choice(["a", "b c", "+d", "é", ""])
        if column.endswith(".importance"):
            return chance.choice(["", "", "0.5", "2", "must"])
        question = catalogue.questions[column]
        options = [option.id for option in question.attribute.options]
        match question.kind:
            case QuestionKind.STATEMENT:
                return chance.choice(["agree", "fully_disagree", "neutral", ""])
            case QuestionKind.NUMBER:
                return chance.choice(["", "10", "250", "1000"])
            case QuestionKind.SET:
                return chance.choice(["", "skip", " ".join(options[:2]), options[-1]])
        return chance.choice([*options, "no_preference", ""])

    lines = [delimiter.join(columns)]
    for _ in range(chance.randint(1, 25)):
        cells = [cell(column) for column in columns]
        if chance.random() < odd:
            cells = cells[: chance.randint(0, len(cells))]
        lines.append(delimiter.join(cells))
    end = chance.choice(["\n", "\r\n"])
    text = end.join(lines) + chance.choice([end, ""])
    return chance.choice([b"", b"\xef\xbb\xbf"]) + text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("options", [[], ["--skip-bad"], ["--full"], ["-a", "ticketing"]])
@pytest.mark.parametrize("seed", range(5))
def test_the_same_bytes_and_words_with_and_without_polars(
    call: Call,
    tmp_path: Path,
    shipped: Catalogue,
    options: list[str],
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk_match, "BLOCK", 3)
    path = tmp_path / "in.csv"
    path.write_bytes(table(shipped, Random(f"{seed} {options}")))
    found = []
    for library in (polars, None):
        monkeypatch.setattr(batch_files, "maybe_polars", lambda library=library: library)
        out = tmp_path / "out.csv"
        done = call("batch", path, "-o", out, "--top", "2", *options)
        part = Path(f"{out}.part")
        found.append((done.code, done.err, [p.read_bytes() for p in (out, part) if p.exists()]))
        out.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    assert found[0] == found[1]
    assert found[0][0] in (0, 3)


def test_a_cell_may_go_on_past_the_end_of_a_block(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_match, "BLOCK", 2)
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text('id,us_cloud\na,agree\n"b\nc",agree\nd,agree\ne,agree\n')
    assert call("batch", path, "-o", out, "--top", "1").code == 0
    assert polars.read_csv(out)["line"].unique().to_list() == [2, 3, 5, 6]


def test_plain_blocks_are_read_and_written_as_one(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,us_cloud\n" + "a,agree\nb,nonsense\nc,\n" * 3)
    taken: list[object] = []
    for name in ("read", "as_csv"):
        whole = getattr(batch_fast, name)

        def watched(*arguments, whole=whole):
            taken.append(found := whole(*arguments))
            return found

        monkeypatch.setattr(batch_fast, name, watched)
        monkeypatch.setattr(batch_files, name, watched, raising=False)
    assert call("batch", path, "-o", tmp_path / "out.csv", "--skip-bad").code == 0
    assert len(taken) == 2
    assert None not in taken


def test_texts_in_parquet_are_read_as_one(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,us_cloud,us_cloud.importance\na,agree,2\nb,nonsense,\nc,,\n")
    polars.read_csv(path, infer_schema=False).write_parquet(tmp_path / "in.parquet")
    outs = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for file, out in zip((path, tmp_path / "in.parquet"), outs, strict=True):
        assert call("batch", file, "-o", out, "--skip-bad").code == 0
    one, two = (polars.read_csv(out).drop("line") for out in outs)
    assert one.equals(two)
