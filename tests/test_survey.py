"""The example for survey-sized work runs, with the numbers of ``match``."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

import stemwijzer
from stemwijzer.answers.sheet import read_sheet

dask = pytest.importorskip("dask.dataframe")
pandas = pytest.importorskip("pandas")

SCRIPT = Path(__file__).resolve().parents[1] / "examples" / "survey_dask.py"

pytestmark = pytest.mark.filterwarnings("ignore")  # those of other libraries are theirs to mend


@pytest.fixture
def survey(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("survey_dask", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, spec.name, module)  # workers find it by its name
    return module


def test_partitions_go_in_and_the_numbers_of_match_come_out(
    survey: ModuleType, shipped: stemwijzer.core.model.Catalogue, tmp_path: Path
) -> None:
    wishes = {"us_cloud": ["agree", "fully_disagree", None], "us_cloud.importance": ["2", "", ""]}
    for part in ("a", "b"):
        frame = pandas.DataFrame({"id": [f"{part}{i}" for i in range(3)], **wishes})
        (tmp_path / "in").mkdir(exist_ok=True)
        frame.to_parquet(tmp_path / "in" / f"{part}.parquet")
    survey.main(str(tmp_path / "in"), str(tmp_path / "out"), "ticketing")
    found = dask.read_parquet(str(tmp_path / "out")).compute().sort_values("id")
    assert found["id"].tolist() == ["a0", "a1", "a2", "b0", "b1", "b2"]
    sheet, _ = read_sheet("answers: {us_cloud: {answer: agree, importance: 2}}", "x", shipped)
    first = stemwijzer.rank(shipped, sheet, "ticketing").ranked[0]
    assert found.iloc[0][["status", "solution", "match"]].tolist() == [
        "ranked",
        first.solution_id,
        first.match,
    ]
    assert found.iloc[2]["status"] == "no_profile"
    assert pandas.isna(found.iloc[2]["solution"])
    assert pandas.isna(found.iloc[2]["match"])
